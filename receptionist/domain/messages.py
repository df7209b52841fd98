"""What the core and the channels hand each other: messages in, messages out, and news of their delivery."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class AddressKind(StrEnum):
    """What an address is worth: a phone reaches a person on several channels, the others on one only."""

    PHONE = "phone"
    #: WhatsApp's business-scoped user id: the only identity of a customer who hides the phone number.
    BSUID = "bsuid"
    #: A SIP or browser client address.
    CLIENT = "client"
    #: A caller who withholds the number is known for one call only, by that call's id.
    CALL = "call"
    #: A mailbox, as the customer gave it: nobody has shown yet that it is theirs.
    EMAIL = "email"


@dataclass(frozen=True, slots=True)
class Address:
    """Where a customer can be reached; a phone is always in E.164 form ("+14155550123")."""

    kind: AddressKind
    value: str


class MessageKind(StrEnum):
    """What arrived, in the core's words; each channel maps its provider's words to these."""

    TEXT = "text"
    #: A tapped button or list row; ``text`` holds its title.
    CHOICE = "choice"
    #: A picture, document or voice note; ``text`` holds the caption, if there is one.
    MEDIA = "media"
    LOCATION = "location"
    CONTACT_CARD = "contact_card"
    #: An emoji put on one of our messages; ``text`` holds the emoji.
    REACTION = "reaction"
    #: The three keywords the law knows. ``carrier_answered`` tells whether the carrier has replied already.
    OPT_OUT = "opt_out"
    OPT_IN = "opt_in"
    HELP = "help"
    CALL_STARTED = "call_started"
    SPEECH = "speech"
    #: Keys pressed during a call; ``text`` holds the digits.
    KEYS = "keys"
    SILENCE = "silence"
    #: A recording left after the tone; ``text`` holds its words where they are known at once.
    VOICEMAIL = "voicemail"
    #: The words of a recording that arrived before, often when the call is long over.
    TRANSCRIPT = "transcript"
    CALL_ENDED = "call_ended"
    #: Authentic, but of a type that the channel does not know.
    UNSUPPORTED = "unsupported"
    #: Authentic, but its body could not be parsed; only the raw text is kept.
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a message: where the provider keeps it, never its content."""

    content_type: str
    reference: str


#: Bytes of one file that goes out with a message: an invitation has two thousand.
ENCLOSURE_LIMIT = 32_768
_FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,59}")
_CONTENT_TYPE = re.compile(r"[a-z]+/[a-z0-9.+-]+(?:; [a-z]+=[A-Za-z0-9-]+)*")


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A small text file that goes out with a message, on channels that carry files.

    ``content_type`` may hold parameters ("text/calendar; method=REQUEST"). Raises ValueError for what is too large and
    for names and types that could be mistaken for a header of their own.
    """

    name: str
    content_type: str
    content: str

    def __post_init__(self) -> None:
        if not _FILE_NAME.fullmatch(self.name):
            raise ValueError("an enclosure needs a plain file name")
        if not _CONTENT_TYPE.fullmatch(self.content_type):
            raise ValueError("an enclosure needs a plain content type")
        if len(self.content.encode()) > ENCLOSURE_LIMIT:
            raise ValueError(f"an enclosure may have {ENCLOSURE_LIMIT} bytes")


@dataclass(frozen=True, slots=True, kw_only=True)
class Inbound:
    """One authentic event from a customer.

    ``call_id`` identifies this one event at its provider (MessageSid, wamid, CallSid plus turn): the same
    ``channel`` and ``call_id`` again is the same event. ``thread`` separates conversations of one customer on
    one channel (the CallSid of a call; empty for messages). ``raw`` is the provider's payload, untouched.
    """

    channel: str
    provider: str
    call_id: str
    #: The business's own address: its number, or Meta's phone_number_id.
    to: str
    #: All addresses the event names for its sender, the best one to answer first; empty when unreadable.
    sender: tuple[Address, ...]
    kind: MessageKind
    text: str = ""
    thread: str = ""
    sender_name: str = ""
    attachments: tuple[Attachment, ...] = ()
    #: True when the carrier has already answered an opt-out keyword itself.
    carrier_answered: bool = False
    raw: Mapping[str, object] = field(default_factory=dict)


class DeliveryStatus(StrEnum):
    """How far a reply has come. ``rank`` only ever grows for one message."""

    QUEUED = "queued"
    #: Claimed by a worker: the request to the carrier may be under way.
    SENDING = "sending"
    SENT = "sent"
    DELIVERED = "delivered"
    READ = "read"
    FAILED = "failed"
    #: The worker died, or the line broke, between the carrier and our row: shown to staff, never resent blindly.
    UNKNOWN = "unknown"
    #: Overtaken before it was said, for example by another channel.
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryReport:
    """A carrier's word about one of our messages, possibly late, repeated or out of order."""

    channel: str
    provider: str
    provider_message_id: str
    status: DeliveryStatus
    #: When it failed: the carrier's own code and words, behind our category and a colon where we know the code.
    error_code: str = ""
    error_detail: str = ""
    #: Our own key, where the carrier echoes it: a report may be faster than the receipt.
    idempotency_key: str = ""
    raw: Mapping[str, object] = field(default_factory=dict)


class Expectation(StrEnum):
    """What a reply waits for: only a voice call needs to be told."""

    REPLY = "reply"
    #: Say goodbye and hang up.
    NOTHING = "nothing"
    #: Record a message after the tone.
    VOICEMAIL = "voicemail"


@dataclass(frozen=True, slots=True)
class Template:
    """Words that the carrier has approved: its name for them, their language there, and what {{1}}, {{2}} … are."""

    name: str
    code: str
    variables: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outbound:
    """One reply, ready to be sent. ``idempotency_key`` is ours, made before the first attempt."""

    channel: str
    provider: str
    idempotency_key: str
    #: The business's own address, from which it is sent.
    sender: str
    to: Address
    text: str
    #: When the customer last wrote on this channel; WhatsApp allows free text for 24 hours after it. UTC.
    last_inbound_at: datetime | None = None
    expects: Expectation = Expectation.REPLY
    #: Only e-mail has one.
    subject: str = ""
    enclosures: tuple[Enclosure, ...] = ()
    #: Sent in place of ``text``, by channels that know templates.
    template: Template | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """The carrier has taken the message and named it."""

    provider_message_id: str
