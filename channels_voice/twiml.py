"""The carrier's answers, as TwiML: what the caller hears next, and where the call goes from there.

The carrier's library passes an unknown attribute on without a word, so the tests read the serialised XML.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from twilio.twiml.voice_response import Gather, Record, Say, VoiceResponse

from channels_voice.speech import for_the_ear, voice_for

#: Seconds without a word or a key after which the caller counts as silent.
SILENCE_AFTER = 5
#: Seconds; the carrier transcribes nothing longer.
LONGEST_VOICEMAIL = 120
#: Seconds of silence that end a voicemail.
VOICEMAIL_SILENCE = 5
#: The carrier takes at most 500 hints of at most 100 characters.
_MOST_HINTS = 100
_LONGEST_HINT = 100


def listen(text: str, *, language: str, turn: int, hints: Sequence[str] = ()) -> str:
    """Say something, and hand what the caller then says or types to ``turn``.

    The words stand inside the Gather, so that a caller who interrupts is heard; silence is handed on as well.
    """
    voice = voice_for(language)
    gather = Gather(
        input="speech dtmf",
        action=_at("turn", turn=turn),
        method="POST",
        timeout=SILENCE_AFTER,
        speech_timeout="auto",
        language=voice.tag,
        action_on_empty_result=True,
        **_hints(hints),
    )
    gather.append(_say(text, language))
    return _document(gather)


def hang_up(text: str, *, language: str) -> str:
    """Say goodbye and end the call."""
    answer = VoiceResponse()
    answer.append(_say(text, language))
    answer.hangup()
    return str(answer)


def record(text: str, *, language: str, turn: int) -> str:
    """Say something, then record a message, which is handed to ``turn``.

    A caller who leaves nothing is not handed on: the carrier goes to the next verb instead, which ends the call.
    """
    voice = voice_for(language)
    transcription = (
        {"transcribe": True, "transcribe_callback": _at("transcription", turn=turn)} if voice.transcribed else {}
    )
    answer = VoiceResponse()
    answer.append(_say(text, language))
    answer.append(
        Record(
            action=_at("recording", turn=turn),
            method="POST",
            max_length=LONGEST_VOICEMAIL,
            timeout=VOICEMAIL_SILENCE,
            play_beep=True,
            **transcription,
        )
    )
    answer.hangup()
    return str(answer)


def ask_again(text: str, *, language: str, turn: int, wait: int) -> str:
    """Say that it takes a moment, then come back for the reply to ``turn``; ``wait`` counts these rounds."""
    answer = VoiceResponse()
    answer.append(_say(text, language))
    answer.redirect(_at("reply", turn=turn, wait=wait), method="POST")
    return str(answer)


def turn_away() -> str:
    """Refuse a call to a number nobody has set up: the caller hears that it is not in service, free of charge."""
    answer = VoiceResponse()
    answer.reject(reason="rejected")
    return str(answer)


def nothing() -> str:
    """Acknowledge where nobody listens any more."""
    return str(VoiceResponse())


def _say(text: str, language: str) -> Say:
    voice = voice_for(language)
    return Say(for_the_ear(text), voice=voice.name, language=voice.tag)


def _hints(words: Sequence[str]) -> dict[str, str]:
    """Name the words to listen for; a comma within one would make it two."""
    hints = [word.replace(",", " ")[:_LONGEST_HINT] for word in words[:_MOST_HINTS] if word.strip()]
    return {"hints": ", ".join(hints)} if hints else {}


def _at(name: str, **query: int) -> str:
    """Return the path of another step of the call; the carrier resolves it against the host it has just asked."""
    return reverse(f"channels_voice:{name}", query=query)


def _document(verb: Gather) -> str:
    answer = VoiceResponse()
    answer.append(verb)
    return str(answer)
