"""What the carrier is answered at each step of a call, served the WSGI way; test_waiting.py serves it under ASGI."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import DatabaseError
from django.db.backends.utils import CursorWrapper
from django.test import Client

from receptionist.domain.messages import DeliveryStatus, Expectation
from receptionist.models import Business, ContactAddress, Conversation, InboundMessage, InboundStatus, OutboundMessage
from tests.channels_voice.conftest import FORM, START, Post, fields, said, tags, verbs
from tests.channels_voice.fakes import answer

CALL = fields("speech")["CallSid"]
REFUSABLE = [
    (START, "call_started"),
    (f"{START}turn/?turn=1", "speech"),
    (f"{START}reply/?turn=1&wait=1", "silence"),
    (f"{START}recording/?turn=2", "recording"),
    (f"{START}transcription/?turn=2", "transcription"),
    (f"{START}status/", "status_completed"),
]


def the_message(call_id: str) -> InboundMessage:
    return InboundMessage.objects.select_related("conversation").get(call_id=call_id)


@pytest.mark.parametrize(("path", "event"), REFUSABLE)
@pytest.mark.parametrize("headers", [{}, {"X-Twilio-Signature": "bm90IHNpZ25lZA=="}])
def test_a_step_that_the_carrier_did_not_sign_is_refused_and_leaves_nothing(
    client: Client, business: Business, path: str, event: str, headers: dict[str, str]
) -> None:
    response = client.post(path, urlencode(fields(event)), content_type=FORM, headers=headers)
    assert response.status_code == 403
    assert not InboundMessage.objects.exists()


def test_the_turn_is_signed_with_the_rest_so_nobody_can_replay_one_as_another(
    client: Client, business: Business
) -> None:
    from tests.channels_voice.conftest import signature

    form = fields("speech")
    headers = {"X-Twilio-Signature": signature(f"{START}turn/?turn=1", form)}
    response = client.post(f"{START}turn/?turn=2", urlencode(form), content_type=FORM, headers=headers)
    assert response.status_code == 403


@pytest.mark.parametrize("method", ["get", "put", "delete"])
def test_a_call_is_posted(client: Client, method: str) -> None:
    assert getattr(client, method)(START).status_code == 405


def test_a_turn_is_answered_with_its_reply_and_the_next_turn(post: Post, business: Business) -> None:
    post(START, "call_started")
    answer(the_message(f"{CALL}:0"), "Salon Ana, what may I do for you?")
    response = post(START, "call_started")
    (gather,) = verbs(response)
    assert gather.tag == "Gather"
    assert gather.attrib["action"] == f"{START}turn/?turn=1"
    assert gather.attrib["hints"] == "Haircut, trim, Colour, Maya"
    assert said(response) == "Salon Ana, what may I do for you?"
    reply = OutboundMessage.objects.get()
    assert reply.status == DeliveryStatus.SENT
    assert reply.sent_at is not None


@pytest.mark.parametrize(
    ("path", "event", "call_id", "following"),
    [
        (f"{START}turn/?turn=1", "speech", f"{CALL}:1", f"{START}turn/?turn=2"),
        (f"{START}turn/?turn=7", "keys", f"{CALL}:7", f"{START}turn/?turn=8"),
        (f"{START}turn/?turn=2", "silence", f"{CALL}:2", f"{START}turn/?turn=3"),
        (f"{START}recording/?turn=3", "recording", f"{CALL}:3", f"{START}turn/?turn=4"),
    ],
)
def test_each_turn_of_a_call_is_an_event_of_its_own(
    post: Post, business: Business, path: str, event: str, call_id: str, following: str
) -> None:
    post(START, "call_started")
    post(path, event)
    answer(the_message(call_id), "All right.")
    response = post(path, event)
    assert said(response) == "All right."
    assert verbs(response)[0].attrib["action"] == following
    assert InboundMessage.objects.count() == 2
    assert Conversation.objects.get().thread == CALL


def test_a_goodbye_hangs_up(post: Post, business: Business) -> None:
    post(f"{START}turn/?turn=1", "speech")
    answer(the_message(f"{CALL}:1"), "Goodbye.", Expectation.NOTHING)
    assert tags(post(f"{START}turn/?turn=1", "speech")) == ["Say", "Hangup"]


def test_a_caller_nobody_can_understand_is_asked_for_a_message(post: Post, business: Business) -> None:
    post(f"{START}turn/?turn=2", "silence")
    answer(the_message(f"{CALL}:2"), "After the tone, please.", Expectation.VOICEMAIL)
    _, record, _ = verbs(post(f"{START}turn/?turn=2", "silence"))
    assert record.attrib["action"] == f"{START}recording/?turn=3"
    assert record.attrib["transcribeCallback"] == f"{START}transcription/?turn=3"


def test_a_late_reply_is_waited_for_with_a_word_to_the_caller(post: Post, business: Business) -> None:
    first = post(f"{START}turn/?turn=1", "speech")
    assert tags(first) == ["Say", "Redirect"]
    assert said(first) == "One moment, please."
    assert verbs(first)[1].text == f"{START}reply/?turn=1&wait=1"

    second = post(f"{START}reply/?turn=1&wait=1", "silence")
    assert verbs(second)[1].text == f"{START}reply/?turn=1&wait=2"

    answer(the_message(f"{CALL}:1"), "Tomorrow at ten.")
    third = post(f"{START}reply/?turn=1&wait=2", "silence")
    assert said(third) == "Tomorrow at ten."
    assert verbs(third)[0].attrib["action"] == f"{START}turn/?turn=2"
    assert InboundMessage.objects.count() == 1


def test_before_the_third_wait_it_only_asks_for_a_moment(post: Post, business: Business) -> None:
    post(f"{START}turn/?turn=1", "speech")
    assert tags(post(f"{START}reply/?turn=1&wait=2", "silence")) == ["Say", "Redirect"]


def test_after_three_waits_it_admits_the_trouble_and_takes_a_message(post: Post, business: Business) -> None:
    post(f"{START}turn/?turn=1", "speech")
    response = post(f"{START}reply/?turn=1&wait=3", "silence")
    assert tags(response) == ["Say", "Record", "Hangup"]
    assert "something is wrong on our side" in said(response)
    assert verbs(response)[1].attrib["action"] == f"{START}recording/?turn=2"


def test_a_caller_is_asked_for_a_moment_in_the_language_of_the_conversation(post: Post, business: Business) -> None:
    post(START, "call_started")
    Conversation.objects.update(state={"language": "es"})
    response = post(f"{START}turn/?turn=1", "speech")
    assert said(response) == "Un momento, por favor."
    assert verbs(response)[0].attrib["language"] == "es-ES"


def test_the_first_words_are_in_the_language_of_the_business(post: Post, business: Business) -> None:
    Business.objects.update(language="es")
    assert said(post(START, "call_started")) == "Un momento, por favor."


def test_a_number_nobody_set_up_turns_the_call_away(post: Post, db: None) -> None:
    assert tags(post(START, "call_started")) == ["Reject"]
    assert InboundMessage.objects.get().status == InboundStatus.UNROUTED


@pytest.mark.parametrize("turn", ["first", "-1", "10000", "9" * 300])
def test_a_step_that_makes_no_sense_is_kept_and_answered_politely(post: Post, business: Business, turn: str) -> None:
    response = post(f"{START}turn/?turn={turn}", "speech")
    assert tags(response) == ["Say", "Hangup"]
    assert "Please call again" in said(response)
    kept = InboundMessage.objects.get()
    assert kept.status == InboundStatus.UNREADABLE
    assert "SpeechResult" in kept.raw["body"]


def test_the_log_of_an_unreadable_step_quotes_nobody(
    post: Post, business: Business, caplog: pytest.LogCaptureFixture
) -> None:
    post(f"{START}turn/?turn=my+secret", "speech")
    assert "turn" in caplog.text
    for private in ("my secret", "haircut", "+14155550123"):
        assert private not in caplog.text


def test_a_reply_that_is_awaited_for_an_unknown_turn_ends_in_a_voicemail(post: Post, business: Business) -> None:
    assert tags(post(f"{START}reply/?turn=9&wait=1", "silence")) == ["Say", "Redirect"]
    assert tags(post(f"{START}reply/?turn=9&wait=3", "silence")) == ["Say", "Record", "Hangup"]


def test_a_body_larger_than_we_read_is_refused(client: Client, business: Business, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    headers = {"X-Twilio-Signature": "eA=="}
    assert client.post(START, urlencode(fields("speech")), content_type=FORM, headers=headers).status_code == 413
    assert not InboundMessage.objects.exists()


def test_a_turn_that_cannot_be_stored_is_left_to_the_fallback_number(
    post: Post, business: Business, monkeypatch: pytest.MonkeyPatch
) -> None:
    execute = CursorWrapper.execute

    def broken(self: CursorWrapper, sql: Any, *args: Any) -> Any:
        if "INSERT INTO receptionist_inboundmessage" in sql:
            raise DatabaseError
        return execute(self, sql, *args)

    monkeypatch.setattr(CursorWrapper, "execute", broken)
    assert post(START, "call_started").status_code == 503


@pytest.mark.parametrize("event", ["call_started_anonymous", "call_started_anonymous_keypad"])
def test_a_caller_who_withholds_the_number_is_answered_like_any_other(
    post: Post, business: Business, event: str
) -> None:
    post(START, event)
    answer(the_message(f"{CALL}:0"), "Hello.")
    assert said(post(START, event)) == "Hello."
    assert (ContactAddress.objects.get().kind, ContactAddress.objects.get().value) == ("call", CALL)


def test_a_caller_who_hung_up_in_this_very_turn_leaves_the_reply_for_another_way(
    post: Post, business: Business
) -> None:
    post(START, "call_started")
    response = post(f"{START}recording/?turn=2", "recording_hung_up")
    assert tags(response) == []
    message = the_message(f"{CALL}:2")
    assert message.attachments[0]["reference"].endswith(fields("recording")["RecordingSid"])
    reply = answer(message, "A colleague will call you back.", Expectation.NOTHING)
    assert tags(post(f"{START}recording/?turn=2", "recording_hung_up")) == []
    reply.refresh_from_db()
    assert reply.status == DeliveryStatus.QUEUED


def test_the_words_of_a_recording_join_its_conversation(post: Post, business: Business) -> None:
    post(f"{START}recording/?turn=2", "recording")
    response = post(f"{START}transcription/?turn=2", "transcription")
    assert (response.status_code, response.content) == (204, b"")
    recorded, transcribed = InboundMessage.objects.order_by("id")
    assert transcribed.conversation_id == recorded.conversation_id
    assert transcribed.text == "Please call me back about my appointment."


def test_a_transcription_that_failed_loses_nothing(post: Post, business: Business) -> None:
    post(f"{START}recording/?turn=2", "recording")
    assert post(f"{START}transcription/?turn=2", "transcription_failed").status_code == 204
    assert InboundMessage.objects.get().kind == "voicemail"


def test_the_end_of_a_call_is_stored_once_and_its_progress_is_only_acknowledged(post: Post, business: Business) -> None:
    post(START, "call_started")
    assert post(f"{START}status/", "status_ringing").status_code == 204
    assert InboundMessage.objects.count() == 1
    for _ in range(2):
        assert post(f"{START}status/", "status_completed").status_code == 204
    assert the_message(f"{CALL}:ended").kind == "call_ended"
    assert InboundMessage.objects.count() == 2
