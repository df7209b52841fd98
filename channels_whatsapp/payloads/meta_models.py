"""The parts of Meta's webhook payloads that Sara reads, as pydantic models; what is not named here is ignored.

https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

#: An object whose shape is judged later, and alone, so that one bad message does not spoil a batch.
Loose = dict[str, Any]


def _none_is_empty(value: object) -> object:
    return "" if value is None else value


#: Meta leaves a field out, or sets it to null, where it has nothing to say.
Text = Annotated[str, BeforeValidator(_none_is_empty)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, coerce_numbers_to_str=True, populate_by_name=True)


class Change(_Part):
    """One update: ``field`` says of what kind."""

    field: Text = ""
    value: Loose = Field(default_factory=dict)


class Entry(_Part):
    """The updates of one WhatsApp business account."""

    id: Text = ""
    changes: list[Change] = Field(default_factory=list)


class Envelope(_Part):
    """A whole request: up to a thousand updates."""

    object: Text = ""
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

    name: Text = ""
    username: Text = ""


class Contact(_Part):
    """Who a customer is: the phone number is missing for those who use a username."""

    profile: Profile = Profile()
    wa_id: Text = ""
    user_id: Text = ""


class Words(_Part):
    """The words of a text, of a system note or of a Flow."""

    body: Text = ""


class File(_Part):
    """A picture, film, document, sticker or voice note, kept by Meta under ``id``."""

    id: Text = ""
    mime_type: Text = ""
    caption: Text = ""


class Button(_Part):
    """A tapped quick reply of a template."""

    text: Text = ""


class Reply(_Part):
    """A tapped button or list row."""

    title: Text = ""


class FlowReply(_Part):
    """A filled-in form (WhatsApp Flow); the answers are JSON within JSON."""

    body: Text = ""
    response_json: Text = ""


class Interactive(_Part):
    """An answer to something interactive."""

    button_reply: Reply | None = None
    list_reply: Reply | None = None
    nfm_reply: FlowReply | None = None


class Reaction(_Part):
    """An emoji on one of our messages; without one it was taken back."""

    emoji: Text = ""


class Message(_Part):
    """One message of a customer; exactly the part named by ``type`` is there."""

    id: str = Field(min_length=1)
    type: Text = ""
    sender: Text = Field(default="", alias="from")
    from_user_id: Text = ""
    timestamp: Text = ""
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

    details: Text = ""


class Error(_Part):
    """Why Meta could not deliver."""

    code: Text = ""
    title: Text = ""
    error_data: ErrorData = ErrorData()


class Status(_Part):
    """News of one of our messages."""

    id: str = Field(min_length=1)
    status: Text = ""
    #: Our own key, sent along with the reply.
    biz_opaque_callback_data: Text = ""
    errors: list[Error] = Field(default_factory=list)
