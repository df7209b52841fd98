"""The parts of Meta's webhook payloads that Sara reads, as pydantic models; what is not named here is ignored.

https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field, model_validator

#: An object whose shape is judged later, and alone, so that one bad message does not spoil a batch.
Loose = dict[str, Any]


class _Part(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, coerce_numbers_to_str=True)

    @model_validator(mode="before")
    @classmethod
    def _null_is_nothing(cls, fields: object) -> object:
        """Take a null as a field that was left out: both say that there is nothing to say."""
        if not isinstance(fields, dict):
            return fields
        return {name: value for name, value in fields.items() if value is not None}


class Change(_Part):
    """One update: ``field`` says of what kind."""

    field: str = ""
    value: Loose = Field(default_factory=dict)


class Entry(_Part):
    """The updates of one WhatsApp business account."""

    id: str = ""
    changes: list[Change] = Field(default_factory=list)


class Envelope(_Part):
    """A whole request: up to a thousand updates."""

    object: str = ""
    entry: list[Entry]


class Metadata(_Part):
    """The business's own number."""

    phone_number_id: str = Field(min_length=1)


class Value(_Part):
    """What a change of the field "messages" carries."""

    metadata: Metadata
    contacts: list[Loose] = Field(default_factory=list)
    messages: list[Loose] = Field(default_factory=list)
    statuses: list[Loose] = Field(default_factory=list)
    errors: list[Loose] = Field(default_factory=list)


class Profile(_Part):
    """How a customer appears; both may be missing."""

    name: str = ""
    username: str = ""


class Contact(_Part):
    """Who a customer is: the phone number is missing for those who use a username."""

    profile: Profile = Profile()
    wa_id: str = ""
    user_id: str = ""


class Words(_Part):
    """The words of a text, of a system note or of a Flow."""

    body: str = ""


class File(_Part):
    """A picture, film, document, sticker or voice note, kept by Meta under ``id``."""

    id: str = ""
    mime_type: str = ""
    caption: str = ""


class Button(_Part):
    """A tapped quick reply of a template."""

    text: str = ""


class Reply(_Part):
    """A tapped button or list row."""

    title: str = ""


class FlowReply(_Part):
    """A filled-in form (WhatsApp Flow); the answers are JSON within JSON."""

    body: str = ""
    response_json: str = ""


class Interactive(_Part):
    """An answer to something interactive."""

    button_reply: Reply | None = None
    list_reply: Reply | None = None
    nfm_reply: FlowReply | None = None


class Reaction(_Part):
    """An emoji on one of our messages; without one it was taken back."""

    emoji: str = ""


class Message(_Part):
    """One message of a customer; exactly the part named by ``type`` is there."""

    id: str = Field(min_length=1)
    type: str = ""
    sender: str = Field(default="", alias="from")
    from_user_id: str = ""
    timestamp: str = ""
    text: Words | None = None
    button: Button | None = None
    interactive: Interactive | None = None
    reaction: Reaction | None = None
    image: File | None = None
    video: File | None = None
    audio: File | None = None
    document: File | None = None
    sticker: File | None = None

    @property
    def file(self) -> File | None:
        """The file that came along, whatever its kind."""
        return self.image or self.video or self.audio or self.document or self.sticker


class ErrorData(_Part):
    """Meta's longer explanation."""

    details: str = ""


class Error(_Part):
    """Why Meta could not deliver."""

    code: str = ""
    title: str = ""
    error_data: ErrorData = ErrorData()


class Status(_Part):
    """News of one of our messages."""

    id: str = Field(min_length=1)
    status: str = ""
    #: Our own key, sent along with the reply.
    biz_opaque_callback_data: str = ""
    errors: list[Error] = Field(default_factory=list)
