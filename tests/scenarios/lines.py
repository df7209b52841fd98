"""The customer's end of each line: what a thumb or a mouth does becomes the carrier's signed request to our webhook."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from django.conf import settings
from django.test import Client
from django.utils import timezone

from calendar_integration import tasks
from calendar_integration.notices import notifying
from tests.fakes.meta import FakeMeta
from tests.fakes.twilio import FakeTwilio, sid_of
from tests.scenarios.script import Scenario, Turn

NUMBER = "+12125550142"
BSUID = "US.13491208655302741918"

#: A context that lets the workers run, at its end, for all that was rung within it.
Workers = Callable[[], AbstractContextManager[object]]

_ids = count(1)
_FILES = {"media": "image/jpeg", "voice_note": "audio/ogg", "contact_card": "text/vcard"}


@dataclass
class Line(ABC):
    """One channel by one provider, for the customer of one scenario."""

    scenario: Scenario
    client: Client
    workers: Workers
    twilio: FakeTwilio
    meta: FakeMeta

    def do(self, turn: Turn) -> list[str]:
        """Do what a turn says, let the workers work, and return what reaches the customer, message by message."""
        before = len(self.received())
        with self.workers():
            if turn.act in {"freed", "tended"}:
                tasks.tend_waitlist()
            else:
                self._act(turn)
        return self.received()[before:]

    def hear_beat(self) -> list[str]:
        """Let beat send what is due, and return what reaches the customer."""
        before = len(self.received())
        with self.workers():
            notifying.send_due(timezone.now())
        return self.received()[before:]

    @abstractmethod
    def received(self) -> list[str]:
        """Return every message that reached the customer so far."""

    @abstractmethod
    def _act(self, turn: Turn) -> None:
        """Do what a turn says."""

    def _sms_received(self) -> list[str]:
        return [form["Body"] for form in self.twilio.messages if form["To"] == NUMBER]

    def _twilio_message(self, turn: Turn, text: str) -> dict[str, str]:
        """Fill in what SMS and WhatsApp share in Twilio's form."""
        sid = sid_of("SM", f"scenario{next(_ids)}")
        form = {
            "MessageSid": sid,
            "SmsMessageSid": sid,
            "SmsSid": sid,
            "SmsStatus": "received",
            "Body": text,
            "NumMedia": "0",
            "NumSegments": "1",
            "ApiVersion": "2010-04-01",
        }
        if turn.act in _FILES:
            url = f"https://api.twilio.com/2010-04-01/Accounts/{self.twilio.account_sid}/Messages/{sid}/Media/ME1"
            form |= {"NumMedia": "1", "MediaContentType0": _FILES[turn.act], "MediaUrl0": url}
        if turn.carrier_answered:
            form["OptOutType"] = turn.carrier_answered
        return form

    def _post_twilio(self, path: str, fields: Mapping[str, str]) -> Any:
        response = self.twilio.post(self.client, path, {"AccountSid": self.twilio.account_sid, **fields})
        assert response.status_code in {200, 204}, f"{path} answered {response.status_code}"
        return response


class SmsLine(Line):
    """Text messages by Twilio."""

    def received(self) -> list[str]:
        return self._sms_received()

    def _act(self, turn: Turn) -> None:
        for text in turn.burst or [turn.customer or turn.media or ""]:
            message = self._twilio_message(turn, text)
            if turn.reaction is not None:
                # An iPhone tells a phone that knows no reactions in words.
                message["Body"] = f"Reacted {turn.reaction} to “{self.received()[-1]}”"
            addresses = {"From": NUMBER, "To": settings.ENV.twilio_phone_number}
            self._post_twilio("/webhooks/sms/twilio/", {**message, **addresses})


class TwilioWhatsappLine(Line):
    """WhatsApp by Twilio."""

    def received(self) -> list[str]:
        forms = [form for form in self.twilio.messages if form["To"] == f"whatsapp:{self._me}"]
        return [form["Body"] if "Body" in form else f"(template) {form['ContentVariables']}" for form in forms]

    @property
    def _me(self) -> str:
        return BSUID if self.scenario.anonymous else NUMBER

    def _act(self, turn: Turn) -> None:
        for text in turn.burst or [turn.customer or turn.media or ""]:
            message = {**self._twilio_message(turn, text), **self._identity(), **self._kind(turn)}
            self._post_twilio("/webhooks/whatsapp/twilio/", message)

    def _identity(self) -> dict[str, str]:
        hidden = {"ExternalUserId": f"whatsapp:{BSUID}"}
        return {
            "From": f"whatsapp:{self._me}",
            "To": f"whatsapp:{settings.ENV.twilio_phone_number}",
            "ProfileName": self.scenario.profile_name,
            **(hidden if self.scenario.anonymous else {"WaId": NUMBER.removeprefix("+")}),
        }

    def _kind(self, turn: Turn) -> dict[str, str]:
        if turn.tap is not None:
            return {"MessageType": "button", "ButtonText": turn.tap, "ButtonPayload": "b1", "Body": turn.tap}
        if turn.pick is not None:
            return {"MessageType": "interactive", "ListTitle": turn.pick, "ListId": "l1", "Body": turn.pick}
        if turn.location:
            return {"MessageType": "location", "Latitude": "40.7", "Longitude": "-73.99"}
        if turn.reaction is not None:
            return {"MessageType": "reaction", "Body": turn.reaction}
        return {"MessageType": "text"}


class MetaLine(Line):
    """WhatsApp by Meta's Cloud API."""

    def received(self) -> list[str]:
        me = BSUID if self.scenario.anonymous else NUMBER.removeprefix("+")
        mine = [sent for sent in self.meta.messages if me in {sent.get("to"), sent.get("recipient")}]
        return [sent["text"]["body"] if "text" in sent else f"(template) {sent['template']}" for sent in mine]

    def _act(self, turn: Turn) -> None:
        for text in turn.burst or [turn.customer or ""]:
            self._post(self._content(turn, text))

    def _post(self, content: dict[str, Any]) -> None:
        identity = {"user_id": BSUID} if self.scenario.anonymous else {"wa_id": NUMBER.removeprefix("+")}
        sender = {"from_user_id": BSUID} if self.scenario.anonymous else {"from": NUMBER.removeprefix("+")}
        profile = {"profile": {"name": self.scenario.profile_name}} if self.scenario.profile_name else {}
        number = next(_ids)
        message = {**sender, "id": f"wamid.scenario{number}", "timestamp": str(1_770_000_000 + number), **content}
        batch = self.meta.batch(contacts=[{**profile, **identity}], messages=[message])
        response = self.meta.post(self.client, "/webhooks/whatsapp/meta/", batch)
        assert response.status_code == 200, response.status_code

    def _content(self, turn: Turn, text: str) -> dict[str, Any]:
        image = {"id": "1003383421387256", "mime_type": "image/jpeg", "sha256": "x"}
        contents: dict[str, dict[str, Any]] = {
            "tap": {"interactive": {"type": "button_reply", "button_reply": {"id": "b1", "title": turn.tap}}},
            "pick": {"interactive": {"type": "list_reply", "list_reply": {"id": "l1", "title": turn.pick}}},
            "media": {"image": {**image, **({"caption": turn.media} if turn.media else {})}},
            "voice_note": {"audio": {**image, "mime_type": "audio/ogg; codecs=opus", "voice": True}},
            "location": {"location": {"latitude": 40.7, "longitude": -73.99, "name": "Home"}},
            "contact_card": {"contacts": [{"name": {"formatted_name": "Sam"}, "phones": [{"phone": "+12125550199"}]}]},
            "reaction": {"reaction": {"message_id": "wamid.ours", "emoji": turn.reaction}},
        }
        content = contents.get(turn.act, {"text": {"body": text}})
        return {"type": next(iter(content)), **content}


@dataclass
class CallLine(Line):
    """A phone call: the carrier reads Sara's TwiML, speaks it, and posts what it hears to where it was told."""

    sid: str = field(default_factory=lambda: sid_of("CA", f"scenario{next(_ids)}"))
    #: Where the next thing heard goes; empty when nobody is on the line.
    action: str = ""
    #: How the call goes on after what was said last.
    mode: str = ""

    def dial(self) -> list[str]:
        """Call, and return how Sara answers."""
        return self._request("/webhooks/voice/twilio/", CallStatus="ringing")

    def do(self, turn: Turn) -> list[str]:
        if turn.act == "hang_up":
            return self._hang_up()
        assert self.action, "nobody is on the line any more"
        if turn.voicemail is not None:
            return self._leave_voicemail(turn.voicemail)
        heard: dict[str, str] = {}
        if turn.customer:
            heard = {"SpeechResult": turn.customer, "Confidence": "0.93"}
        elif turn.press:
            heard = {"Digits": turn.press}
        if turn.hang_up:
            return self._hang_up_before_hearing(heard)
        return self._request(self.action, **heard)

    def finish(self) -> None:
        """Hang up, if Sara has not."""
        if self.action:
            assert self._hang_up() == [], "a text message follows a call in which everything was said"

    def received(self) -> list[str]:
        return self._sms_received()

    def _act(self, turn: Turn) -> None:
        raise NotImplementedError

    def _request(self, path: str, **fields: str) -> list[str]:
        with self.workers():
            document = self._post_step(path, fields)
        while (redirect := document.find("Redirect")) is not None:
            # The worker has had its time while the caller was asked for a moment.
            with self.workers():
                document = self._post_step(redirect.text or "", {})
        self._go_on(document)
        return [" ".join(say.text or "" for say in document.iter("Say"))]

    def _go_on(self, document: ET.Element) -> None:
        verb = next((verb for verb in document if verb.tag in {"Gather", "Record"}), None)
        self.action = verb.get("action", "") if verb is not None else ""
        self.mode = {"Gather": "listens", "Record": "records"}[verb.tag] if verb is not None else "hangs up"

    def _leave_voicemail(self, words: str) -> list[str]:
        assert self.mode == "records", "there was no tone to speak after"
        recording = {"RecordingUrl": "https://api.twilio.com/recordings/RE1", "RecordingDuration": "7"}
        said = self._request(self.action, **recording)
        assert self._hang_up() == [], "a text message follows a call in which everything was said"
        # The words follow when the call is long over.
        transcribed = {"TranscriptionStatus": "completed", "TranscriptionText": words, "RecordingSid": self.sid}
        with self.workers():
            self._post_step("/webhooks/voice/twilio/transcription/", {**recording, **transcribed})
        return [*said, *self.received()]

    def _hang_up_before_hearing(self, heard: Mapping[str, str]) -> list[str]:
        before = len(self.received())
        with self.workers():
            document = self._post_step(self.action, heard)
            assert document.find("Redirect") is not None
            self._post_status()
        self.action = ""
        return self.received()[before:]

    def _hang_up(self) -> list[str]:
        before = len(self.received())
        with self.workers():
            self._post_status()
        self.action = ""
        return self.received()[before:]

    def _post_status(self) -> None:
        fields = {"CallStatus": "completed", "CallDuration": "42"}
        self._post_twilio("/webhooks/voice/twilio/status/", {**self._call(), **fields})

    def _post_step(self, path: str, fields: Mapping[str, str]) -> ET.Element:
        response = self._post_twilio(path, {"CallStatus": "in-progress", **self._call(), **fields})
        return ET.fromstring(response.content) if response.content else ET.Element("Response")

    def _call(self) -> dict[str, str]:
        return {
            "CallSid": self.sid,
            "From": "anonymous" if self.scenario.anonymous else NUMBER,
            "To": settings.ENV.twilio_phone_number,
            "Direction": "inbound",
            "ApiVersion": "2010-04-01",
        }


LINE_TYPES: dict[str, type[Line]] = {
    "sms/twilio": SmsLine,
    "whatsapp/twilio": TwilioWhatsappLine,
    "whatsapp/meta": MetaLine,
    "voice/twilio": CallLine,
}

__all__ = ["BSUID", "LINE_TYPES", "NUMBER", "CallLine", "Line"]
