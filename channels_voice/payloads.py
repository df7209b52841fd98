"""What the carrier posts during a call, put into the core's words.

Every step of a call posts the same CallSid, so an event is identified by the CallSid and what tells the steps apart.
Each reader raises pydantic.ValidationError when the form makes no sense.
"""

from __future__ import annotations

from typing import Annotated

from django.http import QueryDict
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from receptionist.domain.messages import Address, AddressKind, Attachment, Inbound, MessageKind
from receptionist.providers import wire

CHANNEL = "voice"
PROVIDER = "twilio"

#: Statuses after which nobody is on the line.
_OVER = {"completed", "busy", "failed", "no-answer", "canceled"}
#: Where the caller's number is withheld, the carrier sends one of these words or its spelling on a keypad.
_WITHHELD = {"+266696687", "+7378742883", "+2562533", "+8656696", "+86282452253"}
_LONGEST_ADDRESS = 160

_Sid = Annotated[str, StringConstraints(min_length=1, max_length=64)]


class Call(BaseModel):
    """The fields that every request of a call carries."""

    model_config = ConfigDict(frozen=True, str_strip_whitespace=True)

    sid: _Sid = Field(validation_alias="CallSid")
    caller: str = Field(default="", validation_alias="From")
    called: str = Field(min_length=1, max_length=_LONGEST_ADDRESS, validation_alias="To")
    caller_name: str = Field(default="", validation_alias="CallerName")


class _Spoken(Call):
    speech: str = Field(default="", validation_alias="SpeechResult")
    digits: str = Field(default="", validation_alias="Digits")


class _Recorded(Call):
    url: str = Field(min_length=1, max_length=2000, validation_alias="RecordingUrl")


class _Transcribed(_Recorded):
    recording_sid: _Sid = Field(validation_alias="RecordingSid")
    outcome: str = Field(default="", validation_alias="TranscriptionStatus")
    text: str = Field(default="", validation_alias="TranscriptionText")


class Step(BaseModel):
    """Where in the call a request belongs: our own words, in the query string that the carrier signs with the rest."""

    model_config = ConfigDict(frozen=True)

    turn: int = Field(default=0, ge=0, le=9_999)
    #: How often the reply to this turn has been waited for already.
    wait: int = Field(default=0, ge=0, le=9_999)


def call_started(form: QueryDict, step: Step) -> Inbound:
    """Read the first request of a call."""
    call = Call.model_validate(_fields(form))
    return _inbound(call, form, MessageKind.CALL_STARTED, call_id=turn_id(call.sid, 0))


def turn_taken(form: QueryDict, step: Step) -> Inbound:
    """Read what the caller said or typed; neither is SILENCE."""
    call = _Spoken.model_validate(_fields(form))
    call_id = turn_id(call.sid, step.turn)
    if call.digits:
        return _inbound(call, form, MessageKind.KEYS, call_id=call_id, text=call.digits)
    if call.speech:
        return _inbound(call, form, MessageKind.SPEECH, call_id=call_id, text=call.speech)
    return _inbound(call, form, MessageKind.SILENCE, call_id=call_id)


def recording_left(form: QueryDict, step: Step) -> Inbound:
    """Read a message left after the tone; its words follow later, if at all, so it is complete without them."""
    call = _Recorded.model_validate(_fields(form))
    return _inbound(
        call,
        form,
        MessageKind.VOICEMAIL,
        call_id=turn_id(call.sid, step.turn),
        attachments=(Attachment("audio/wav", call.url),),
    )


def recording_transcribed(form: QueryDict, step: Step) -> Inbound | None:
    """Read the words of a recording; None when the carrier could not make them out.

    The recording itself is named again: should its own callback be lost, this one is enough to find it.
    """
    call = _Transcribed.model_validate(_fields(form))
    if call.outcome != "completed" or not call.text:
        return None
    return _inbound(
        call,
        form,
        MessageKind.TRANSCRIPT,
        call_id=f"{call.recording_sid}:transcription",
        text=call.text,
        attachments=(Attachment("audio/wav", call.url),),
    )


def call_progressed(form: QueryDict, step: Step) -> Inbound | None:
    """Read a status callback; None for all but the end of the call, which comes once however it is worded."""
    call = Call.model_validate(_fields(form))
    if not is_over(form):
        return None
    return _inbound(call, form, MessageKind.CALL_ENDED, call_id=f"{call.sid}:ended")


def reply_awaited(form: QueryDict, step: Step) -> None:
    """Check that the request names a call: it brings nothing new, the caller only comes back for a reply."""
    Call.model_validate(_fields(form))


def is_over(form: QueryDict) -> bool:
    """Whether nobody is on the line any more."""
    return form.get("CallStatus", "") in _OVER


def turn_id(call_sid: str, turn: int) -> str:
    """Identify one turn of a call."""
    return f"{call_sid}:{turn}"


def _inbound(
    call: Call,
    form: QueryDict,
    kind: MessageKind,
    *,
    call_id: str,
    text: str = "",
    attachments: tuple[Attachment, ...] = (),
) -> Inbound:
    return Inbound(
        channel=CHANNEL,
        provider=PROVIDER,
        call_id=call_id,
        to=call.called,
        sender=(_caller(call),),
        kind=kind,
        text=wire.text(text),
        thread=call.sid,
        sender_name=call.caller_name,
        attachments=attachments,
        raw=_fields(form),
    )


def _caller(call: Call) -> Address:
    """Tell whether the caller can be reached again: a number, a SIP or browser client, or this call only."""
    if call.caller.startswith(("client:", "sip:", "sips:")) and len(call.caller) <= _LONGEST_ADDRESS:
        return Address(AddressKind.CLIENT, call.caller)
    number = _number(call.caller)
    return Address(AddressKind.PHONE, number) if number else Address(AddressKind.CALL, call.sid)


def _number(caller: str) -> str | None:
    number = wire.phone(caller)
    return None if number in _WITHHELD else number


def _fields(form: QueryDict) -> dict[str, str]:
    """Return the form's fields as they can be stored."""
    return {wire.text(name, 200): wire.text(value, wire.VALUE_LIMIT) for name, value in form.dict().items()}
