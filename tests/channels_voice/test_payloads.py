from __future__ import annotations

from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from pydantic import ValidationError

from channels_voice import payloads
from channels_voice.payloads import Step
from receptionist.domain.messages import Address, AddressKind, Attachment, MessageKind
from tests import fixtures

CALL = "CA1f6b7c8d9e0a1b2c3d4e5f6071829304"
RECORDING = "RE9a8b7c6d5e4f30213243546576879809"


def form(event: str, **changed: str) -> QueryDict:
    return QueryDict(urlencode({**fixtures.load("twilio", f"voice_{event}"), **changed}))


def test_a_call_starts() -> None:
    event = payloads.call_started(form("call_started", CallerName="ANA PEREZ"), Step())
    assert (event.channel, event.provider, event.kind) == ("voice", "twilio", MessageKind.CALL_STARTED)
    assert (event.call_id, event.thread) == (f"{CALL}:0", CALL)
    assert event.to == "+15005550006"
    assert event.sender == (Address(AddressKind.PHONE, "+14155550123"),)
    assert event.sender_name == "ANA PEREZ"
    assert event.raw["StirVerstat"] == "TN-Validation-Passed-A"


@pytest.mark.parametrize("event", ["call_started_anonymous", "call_started_anonymous_keypad"])
def test_a_caller_who_withholds_the_number_is_known_for_this_call_only(event: str) -> None:
    assert payloads.call_started(form(event), Step()).sender == (Address(AddressKind.CALL, CALL),)


@pytest.mark.parametrize(
    "caller", ["", "Restricted", "+7378742883", "+8656696", "+86282452253", "911", "+1415", "client:" + "x" * 200]
)
def test_what_cannot_be_called_back_is_no_address(caller: str) -> None:
    assert payloads.call_started(form("call_started", From=caller), Step()).sender == (Address(AddressKind.CALL, CALL),)


@pytest.mark.parametrize(
    ("event", "address"), [("call_started_sip", "sip:ana@pbx.example.com"), ("call_started_client", "client:ana")]
)
def test_a_caller_without_a_number_is_known_by_the_client(event: str, address: str) -> None:
    assert payloads.call_started(form(event), Step()).sender == (Address(AddressKind.CLIENT, address),)


def test_a_missing_caller_is_no_reason_to_lose_the_call() -> None:
    fields = form("call_started").copy()
    del fields["From"]
    assert payloads.call_started(fields, Step()).sender == (Address(AddressKind.CALL, CALL),)


@pytest.mark.parametrize(
    ("event", "kind", "text"),
    [
        ("speech", MessageKind.SPEECH, "I need a haircut tomorrow at ten"),
        ("keys", MessageKind.KEYS, "2"),
        ("silence", MessageKind.SILENCE, ""),
    ],
)
def test_a_turn_is_what_was_said_or_typed_or_neither(event: str, kind: MessageKind, text: str) -> None:
    turn = payloads.turn_taken(form(event), Step(turn=3))
    assert (turn.kind, turn.text, turn.call_id, turn.thread) == (kind, text, f"{CALL}:3", CALL)


def test_a_caller_who_presses_keys_means_the_keys_whatever_was_heard_besides() -> None:
    turn = payloads.turn_taken(form("keys", SpeechResult="ouch"), Step(turn=3))
    assert (turn.kind, turn.text) == (MessageKind.KEYS, "2")


def test_how_sure_the_recogniser_was_stays_in_the_raw_event_only() -> None:
    turn = payloads.turn_taken(form("speech", Confidence="0.11"), Step(turn=1))
    assert turn.raw["Confidence"] == "0.11"
    assert turn.kind is MessageKind.SPEECH


def test_speech_of_nothing_but_blanks_is_silence() -> None:
    assert payloads.turn_taken(form("speech", SpeechResult="  "), Step(turn=1)).kind is MessageKind.SILENCE


def test_a_recording_is_complete_without_its_words() -> None:
    event = payloads.recording_left(form("recording"), Step(turn=4))
    assert (event.kind, event.text, event.call_id) == (MessageKind.VOICEMAIL, "", f"{CALL}:4")
    assert event.attachments == (Attachment("audio/wav", str(form("recording")["RecordingUrl"])),)


def test_the_words_of_a_recording_are_an_event_of_their_own() -> None:
    event = payloads.recording_transcribed(form("transcription"), Step(turn=4))
    assert event is not None
    assert (event.kind, event.text) == (MessageKind.TRANSCRIPT, "Please call me back about my appointment.")
    assert event.call_id == f"{RECORDING}:transcription"
    assert event.attachments[0].reference.endswith(RECORDING)


@pytest.mark.parametrize("text", ["", "half a word"])
def test_a_transcription_that_failed_says_nothing_new(text: str) -> None:
    failed = form("transcription_failed", TranscriptionText=text)
    assert payloads.recording_transcribed(failed, Step(turn=4)) is None


@pytest.mark.parametrize("status", ["completed", "busy", "failed", "no-answer", "canceled"])
def test_a_call_ends_once_however_it_ended(status: str) -> None:
    event = payloads.call_progressed(form("status_completed", CallStatus=status), Step())
    assert event is not None
    assert (event.kind, event.call_id) == (MessageKind.CALL_ENDED, f"{CALL}:ended")


@pytest.mark.parametrize("status", ["queued", "initiated", "ringing", "in-progress", "something-new"])
def test_what_happens_before_the_end_of_a_call_is_not_news(status: str) -> None:
    assert payloads.call_progressed(form("status_ringing", CallStatus=status), Step()) is None


@pytest.mark.parametrize("missing", ["CallSid", "To"])
def test_a_form_that_names_no_call_cannot_be_read(missing: str) -> None:
    fields = form("speech").copy()
    del fields[missing]
    with pytest.raises(ValidationError):
        payloads.turn_taken(fields, Step(turn=1))


def test_a_character_that_the_database_refuses_does_not_reach_it() -> None:
    event = payloads.turn_taken(form("speech", SpeechResult="ten\0 o'clock", Odd="\0"), Step(turn=1))
    assert event.text == "ten o'clock"
    assert event.raw["Odd"] == ""


def test_endless_words_are_cut() -> None:
    event = payloads.turn_taken(form("speech", SpeechResult="x" * 100_000), Step(turn=1))
    assert len(event.text) == 4096
    assert len(str(event.raw["SpeechResult"])) < 20_000
