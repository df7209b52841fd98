"""The attributes are read from the serialised XML: the carrier's library passes a misspelt one on without a word."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from channels_voice import twiml


def read(document: str) -> list[ET.Element]:
    root = ET.fromstring(document)
    assert root.tag == "Response"
    return list(root)


def test_listening_hands_speech_keys_and_silence_to_the_next_turn() -> None:
    (gather,) = read(twiml.listen("What may I do for you?", language="en", turn=1, hints=["Haircut", "Cut, wash", " "]))
    assert gather.tag == "Gather"
    assert gather.attrib == {
        "input": "speech dtmf",
        "action": "/webhooks/voice/twilio/turn/?turn=1",
        "method": "POST",
        "timeout": "5",
        "speechTimeout": "auto",
        "language": "en-US",
        "actionOnEmptyResult": "true",
        "hints": "Haircut, Cut  wash",
    }


def test_a_caller_who_interrupts_is_heard_because_the_words_stand_inside_the_gather() -> None:
    (gather,) = read(twiml.listen("¿Qué desea?", language="es", turn=3))
    (say,) = gather
    assert (say.tag, say.text, say.attrib) == ("Say", "¿Qué desea?", {"voice": "Polly.Lucia", "language": "es-ES"})
    assert "hints" not in gather.attrib


def test_hanging_up_follows_the_goodbye() -> None:
    say, hangup = read(twiml.hang_up("Goodbye.", language="en"))
    assert (say.tag, say.text, say.attrib) == ("Say", "Goodbye.", {"voice": "Polly.Joanna", "language": "en-US"})
    assert (hangup.tag, hangup.attrib) == ("Hangup", {})


def test_a_voicemail_is_recorded_and_transcribed_and_an_empty_one_ends_the_call() -> None:
    say, record, hangup = read(twiml.record("After the tone.", language="en", turn=4))
    assert say.text == "After the tone."
    assert record.tag == "Record"
    assert record.attrib == {
        "action": "/webhooks/voice/twilio/recording/?turn=4",
        "method": "POST",
        "maxLength": "120",
        "timeout": "5",
        "playBeep": "true",
        "transcribe": "true",
        "transcribeCallback": "/webhooks/voice/twilio/transcription/?turn=4",
    }
    assert hangup.tag == "Hangup"


def test_a_voicemail_is_not_transcribed_in_a_language_the_carrier_cannot_transcribe() -> None:
    _, record, _ = read(twiml.record("Tras la señal.", language="es", turn=4))
    assert "transcribe" not in record.attrib
    assert "transcribeCallback" not in record.attrib


def test_asking_for_a_moment_comes_back_for_the_same_turn() -> None:
    say, redirect = read(twiml.ask_again("One moment.", language="en", turn=2, wait=1))
    assert say.text == "One moment."
    assert (redirect.tag, redirect.attrib) == ("Redirect", {"method": "POST"})
    assert redirect.text == "/webhooks/voice/twilio/reply/?turn=2&wait=1"


def test_a_number_nobody_set_up_is_refused_before_it_costs_anything() -> None:
    (reject,) = read(twiml.turn_away())
    assert (reject.tag, reject.attrib) == ("Reject", {"reason": "rejected"})


def test_nothing_is_said_where_nobody_listens() -> None:
    assert read(twiml.nothing()) == []


def test_words_cannot_break_out_of_what_is_said() -> None:
    say, _ = read(twiml.hang_up('</Say><Dial>+1900</Dial> & "co"', language="en"))
    assert say.text == '</Say><Dial>+1900</Dial> & "co".'
