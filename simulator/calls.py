"""A customer calls: the carrier places the call, follows the TwiML and waits where the caller may speak."""

from __future__ import annotations

import time
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from simulator import background, payloads, twiml, wire
from simulator.models import Author, SimulatedCall, SimulatedMessage, SimulatedPhone

#: Documents in a row without the caller's turn; a real carrier lets a loop run on, a demonstration says so.
_LONGEST_CHAIN = 40
#: Seconds until the words of a recording are known.
_TRANSCRIPTION = 1.0


@dataclass(frozen=True, slots=True)
class Turn:
    """What the caller did with the turn, and what was waiting for it."""

    waiting: dict[str, Any]
    words: str
    keys: str


#: Where the call goes next, and the form that goes with it.
Step = tuple[twiml.Fetch | twiml.Leg, dict[str, str]]


class NotNowError(Exception):
    """The caller cannot do this at this moment; the text says why."""


def place(phone: SimulatedPhone) -> SimulatedCall:
    """Note that the phone rings; ``connect`` then follows it. Raises NotNowError while another call is under way."""
    try:
        with transaction.atomic():
            return SimulatedCall.objects.create(phone=phone, sid=payloads.new_sid("CA"))
    except IntegrityError as error:
        raise NotNowError("This phone is in a call already.") from error


def connect(call: SimulatedCall) -> None:
    """Ask the voice webhook what to do, and do it up to the caller's turn."""
    url = wire.webhook_url("/webhooks/voice/twilio/")
    _follow(call, twiml.Fetch(url, "POST"), payloads.twilio_call(call, "ringing"))


def hear(call: SimulatedCall, words: str = "", keys: str = "") -> Turn:
    """Take the caller's turn with words, keys, or neither for silence; ``go_on`` then carries it.

    Raises NotNowError when it is not the caller's turn, so that two acts at once become one.
    """
    with transaction.atomic():
        row = SimulatedCall.objects.select_for_update().filter(pk=call.pk, ended_at=None, waiting__isnull=False).first()
        if row is None or row.waiting is None:
            raise NotNowError("Sara is speaking, or the call is over.")
        waiting: dict[str, Any] = row.waiting
        row.waiting = None
        row.save(update_fields=["waiting"])
    if words or keys:
        _note(call, Author.CUSTOMER, words or " ".join(keys))
    return Turn(waiting, words, keys)


def go_on(call: SimulatedCall, turn: Turn) -> None:
    """Carry the caller's turn to the address that waits for it, and follow the call from there."""
    stop = twiml.resume(turn.waiting)
    if isinstance(stop, twiml.Record):
        _follow(call, *_recorded(call, stop, turn.words))
    elif isinstance(stop, twiml.Listen):
        _follow(call, *_answered(call, stop, turn))


def hang_up(call: SimulatedCall) -> None:
    """End the call from the caller's side and tell the status webhook; a second time does nothing."""
    ended = SimulatedCall.objects.filter(pk=call.pk, ended_at=None).update(ended_at=timezone.now(), waiting=None)
    if ended:
        _tell_ended(call)


def _answered(call: SimulatedCall, stop: twiml.Listen, turn: Turn) -> Step:
    """Post what was said or pressed; after silence go to what follows, as <Gather> does."""
    fetch = twiml.Fetch(stop.action, stop.method)
    keys = turn.keys.removesuffix(stop.finish_on_key)
    if keys and "dtmf" in stop.accepts:
        return fetch, payloads.twilio_call(call, "in-progress", Digits=keys, FinishedOnKey="")
    if turn.words and "speech" in stop.accepts:
        return fetch, payloads.twilio_call(call, "in-progress", SpeechResult=turn.words, Confidence="0.92")
    if stop.on_empty:
        return fetch, payloads.twilio_call(call, "in-progress")
    return twiml.run(stop.rest, stop.url), payloads.twilio_call(call, "in-progress")


def _recorded(call: SimulatedCall, stop: twiml.Record, words: str) -> Step:
    """Post the recording and, where it was asked for, its transcription; silence goes to what follows."""
    if not words:
        return twiml.run(stop.rest, stop.url), payloads.twilio_call(call, "in-progress")
    sid = payloads.new_sid("RE")
    form = payloads.twilio_call(call, "in-progress")
    recording = {
        "RecordingSid": sid,
        "RecordingUrl": f"https://api.twilio.com/{payloads.API_VERSION}/Accounts/{form['AccountSid']}/Recordings/{sid}",
        "RecordingDuration": str(max(1, len(words.split()) // 2)),
    }
    form |= recording
    if stop.report_to:
        wire.post_form(stop.report_to, {**form, "RecordingStatus": "completed"})
    if stop.transcribe_to:
        transcription = {
            "TranscriptionSid": payloads.new_sid("TR"),
            "TranscriptionText": words,
            "TranscriptionStatus": "completed",
        }
        background.later(_TRANSCRIPTION, partial(_transcribe, stop.transcribe_to, {**form, **transcription}))
    return twiml.Fetch(stop.action, stop.method), form


def _transcribe(url: str, form: dict[str, str]) -> None:
    wire.post_form(url, form)


def _follow(call: SimulatedCall, step: twiml.Fetch | twiml.Leg, form: dict[str, str]) -> None:
    """Follow the call to the caller's turn or its end; a mistake ends it, as with a real carrier."""
    try:
        stop = _walk(call, step, form)
    except (wire.LineError, twiml.TwimlError) as error:
        SimulatedCall.objects.filter(pk=call.pk).update(error=str(error)[:300])
        stop = twiml.HungUp()
    if isinstance(stop, twiml.HungUp):
        hang_up(call)
    else:
        SimulatedCall.objects.filter(pk=call.pk, ended_at=None).update(waiting=asdict(stop))


def _walk(call: SimulatedCall, step: twiml.Fetch | twiml.Leg, form: dict[str, str]) -> twiml.Turn:
    """Fetch and play documents until one of them stops for the caller or hangs up."""
    for _ in range(_LONGEST_CHAIN):
        leg = step if isinstance(step, twiml.Leg) else _fetch(step, form)
        if not _play(call, leg):
            return twiml.HungUp()
        if not isinstance(leg.stop, twiml.Fetch):
            return leg.stop
        step, form = leg.stop, payloads.twilio_call(call, "in-progress")
    raise twiml.TwimlError("The documents redirect to each other without end.")


def _fetch(step: twiml.Fetch, form: dict[str, str]) -> twiml.Leg:
    document = wire.get(step.url, form) if step.method == "GET" else wire.post_form(step.url, form)
    return twiml.run(document, step.url)


def _play(call: SimulatedCall, leg: twiml.Leg) -> bool:
    """Let the caller hear a leg; False as soon as nobody is on the line any more."""
    for sound in leg.heard:
        if isinstance(sound, twiml.Paused):
            time.sleep(sound.seconds)
        elif sound.words:
            _note(call, Author.SARA, sound.words)
    return SimulatedCall.objects.filter(pk=call.pk, ended_at=None).exists()


def _tell_ended(call: SimulatedCall) -> None:
    seconds = str(max(1, round((timezone.now() - call.started_at).total_seconds())))
    form = payloads.twilio_call(call, "completed", CallDuration=seconds, SequenceNumber="0")
    try:
        wire.post_form(wire.webhook_url("/webhooks/voice/twilio/status/"), form)
    except wire.LineError as error:
        SimulatedCall.objects.filter(pk=call.pk, error="").update(error=str(error)[:300])


def _note(call: SimulatedCall, author: Author, words: str) -> None:
    SimulatedMessage.objects.create(
        phone=call.phone, channel="voice", provider="twilio", author=author, call=call, body=words
    )
