from __future__ import annotations

import json
from dataclasses import asdict

import pytest

from simulator import twiml

URL = "https://sara.example.com/webhooks/voice/twilio/turn/?turn=2"


def test_it_speaks_what_stands_before_and_inside_a_gather_and_then_listens():
    leg = twiml.run(
        "<Response><Say>Hello.</Say><Gather input='speech dtmf' action='/webhooks/voice/twilio/turn/?turn=3'>"
        "<Say>How can I\n help?</Say></Gather><Say>later</Say></Response>",
        URL,
    )
    assert leg.heard == (twiml.Said("Hello."), twiml.Said("How can I help?"))
    assert isinstance(leg.stop, twiml.Listen)
    assert leg.stop.action == "https://sara.example.com/webhooks/voice/twilio/turn/?turn=3"
    assert leg.stop.accepts == ("speech", "dtmf")


def test_a_gather_without_an_action_goes_back_to_its_own_document():
    leg = twiml.run("<Response><Gather input='speech'/></Response>", URL)
    assert isinstance(leg.stop, twiml.Listen)
    assert leg.stop.action == URL


def test_silence_goes_on_with_what_follows_the_gather():
    leg = twiml.run("<Response><Gather/><Say>Are you there?</Say><Redirect>again/</Redirect></Response>", URL)
    assert isinstance(leg.stop, twiml.Listen)
    after = twiml.run(leg.stop.rest, leg.stop.url)
    assert after.heard == (twiml.Said("Are you there?"),)
    assert after.stop == twiml.Fetch("https://sara.example.com/webhooks/voice/twilio/turn/again/", "POST")


@pytest.mark.parametrize(
    "document",
    [
        "<Response><Gather input='speech' language='es-ES' actionOnEmptyResult='true'/></Response>",
        "<Response><Record transcribeCallback='words/' recordingStatusCallback='/done/'/></Response>",
    ],
)
def test_what_a_call_waits_for_survives_its_row(document: str):
    stop = twiml.run(document, URL).stop
    assert isinstance(stop, twiml.Listen | twiml.Record)
    assert twiml.resume(json.loads(json.dumps(asdict(stop)))) == stop


@pytest.mark.parametrize(
    "document",
    ["<Response/>", "<Response><Say>Bye</Say></Response>", "<Response><Reject/></Response>"],
)
def test_a_document_that_ends_ends_the_call(document: str):
    assert twiml.run(document, URL).stop == twiml.HungUp()


def test_a_pause_is_cut_short():
    assert twiml.run("<Response><Pause length='60'/></Response>", URL).heard == (twiml.Paused(twiml.LONGEST_PAUSE),)


@pytest.mark.parametrize("document", ["", "hello", "<html/>", "<Response><Dial>+1</Dial></Response>"])
def test_what_cannot_be_followed_is_said_plainly(document: str):
    with pytest.raises(twiml.TwimlError):
        twiml.run(document, URL)


def test_the_texts_of_an_answer_to_a_message_are_found():
    assert twiml.messages("<Response><Message>one</Message><Message><Body>two</Body></Message></Response>") == (
        "one",
        "two",
    )
