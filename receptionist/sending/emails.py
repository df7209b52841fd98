"""E-mail to customers: addressed, limited and stored as a reply, whichever channel they are known from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from email.headerregistry import Address as Mailbox
from email.utils import parseaddr

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from receptionist import audit, wiring
from receptionist.domain.messages import AddressKind, Enclosure, Expectation
from receptionist.domain.phrases import Facts, PhraseKey
from receptionist.domain.rendering import render
from receptionist.models import (
    Business,
    BusinessAddress,
    Contact,
    ContactAddress,
    Conversation,
    OutboundMessage,
    is_mailbox,
)
from receptionist.sending import outbox

CHANNEL = "email"
PROVIDER = "smtp"

#: E-mails that one mailbox gets within a day. Nobody has shown that it is theirs who named it: whoever names a
#: stranger's must not be able to flood it with appointments made and cancelled.
DAILY_LIMIT = 20
_A_DAY = timedelta(days=1)
#: What the columns hold.
_LONGEST_MAILBOX, _LONGEST_SUBJECT, _LONGEST_SENDER = 160, 200, 160
#: A phrase and what stands over an e-mail that says it.
_SUBJECTS = {
    PhraseKey.BOOKED: PhraseKey.SUBJECT_BOOKED,
    PhraseKey.BOOKED_FOR: PhraseKey.SUBJECT_BOOKED,
    PhraseKey.CALENDAR_CONFIRMED: PhraseKey.SUBJECT_BOOKED,
    PhraseKey.CONFIRMATION: PhraseKey.SUBJECT_BOOKED,
    PhraseKey.MOVED: PhraseKey.SUBJECT_MOVED,
    PhraseKey.MOVED_BY_US: PhraseKey.SUBJECT_MOVED,
    PhraseKey.CHANGED: PhraseKey.SUBJECT_MOVED,
    PhraseKey.CANCELLED: PhraseKey.SUBJECT_CANCELLED,
    PhraseKey.CANCELLED_BY_US: PhraseKey.SUBJECT_CANCELLED,
}
_UNSEEN = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Email:
    """One e-mail to a customer about what they have agreed with the business; never advertising.

    It stands in the story of ``conversation``, else in that of the customer's latest one, else in one of its own.
    """

    contact: Contact
    conversation: Conversation | None
    subject: str
    text: str
    #: Made before the first attempt; the same key stores it once.
    key: str
    enclosures: tuple[Enclosure, ...] = ()


def subject(phrase: PhraseKey, facts: Facts, language: str) -> str:
    """Say in one line what an e-mail that says this phrase is about."""
    return render(_SUBJECTS.get(phrase, PhraseKey.SUBJECT_APPOINTMENT), facts, language, spoken=False)


def is_set_up() -> bool:
    """Whether Sara can send e-mail at all."""
    return CHANNEL in wiring.channel_names()


def mailbox(contact: Contact) -> str | None:
    """Return the address a customer gave, fit to be written to; None where there is none, or none that could be."""
    given = contact.email.strip()
    if not is_mailbox(given) or len(given) > _LONGEST_MAILBOX:
        return None
    local, _, domain = given.rpartition("@")
    return f"{local}@{domain.lower()}"


def can_reach(contact: Contact) -> bool:
    """Whether there is both a way to send e-mail and an address of the customer's."""
    return is_set_up() and mailbox(contact) is not None


def sender(business: Business) -> str:
    """Return the business's own mailbox with its name: what customers see, and who organizes their appointments."""
    own = BusinessAddress.objects.filter(business=business, channel=CHANNEL).order_by("pk").first()
    address = own.value if own and own.value.isascii() and is_mailbox(own.value) else settings.ENV.email_from
    name = _one_line(business.name)
    while name and len(str(Mailbox(name, addr_spec=address))) > _LONGEST_SENDER:
        name = name[:-1]
    return str(Mailbox(name, addr_spec=address))


def address_of(sent_from: str) -> str:
    """Return the bare address of a mailbox as ``sender`` writes it."""
    return parseaddr(sent_from)[1]


def queue(email: Email) -> OutboundMessage | None:
    """Store an e-mail, ring for its delivery, and return its row; the same key again returns the first one.

    None when the customer cannot be reached by e-mail, or the mailbox has had its share for the day.
    """
    address = mailbox(email.contact)
    if address is None or not is_set_up():
        return None
    with transaction.atomic():
        recipient = _recipient(email.contact, address)
        sent_from = sender(email.contact.business)
        conversation = _locked(
            email.conversation or _latest(email.contact) or _own(email.contact, recipient, sent_from)
        )
        if queued := OutboundMessage.objects.filter(idempotency_key=email.key).first():
            return queued
        if _has_had_enough(recipient):
            audit.record("reply.withdrawn", conversation_id=conversation.pk, why="too many e-mails to one address")
            return None
        message = OutboundMessage(
            conversation=conversation,
            idempotency_key=email.key,
            channel=CHANNEL,
            provider=PROVIDER,
            sender=sent_from,
            recipient=recipient,
            subject=_one_line(email.subject)[:_LONGEST_SUBJECT],
            text=email.text,
            enclosures=[_kept(enclosure) for enclosure in email.enclosures],
            expects=Expectation.NOTHING,
        )
        outbox.ring(outbox.put(message))
    return message


def _recipient(contact: Contact, address: str) -> ContactAddress:
    """Return the mailbox's row: a family may share one, and then the row is that of who named it first."""
    row, _ = ContactAddress.objects.get_or_create(
        business_id=contact.business_id, kind=AddressKind.EMAIL, value=address, defaults={"contact": contact}
    )
    return row


def _latest(contact: Contact) -> Conversation | None:
    rows = Conversation.objects.filter(contact=contact)
    return rows.order_by(F("last_inbound_at").desc(nulls_last=True), "-pk").first()


def _own(contact: Contact, recipient: ContactAddress, sent_from: str) -> Conversation:
    conversation, _ = Conversation.objects.get_or_create(
        contact=contact,
        channel=CHANNEL,
        thread="",
        defaults={
            "business_id": contact.business_id,
            "provider": PROVIDER,
            "business_address": address_of(sent_from),
            "contact_address": recipient,
        },
    )
    return conversation


def _locked(conversation: Conversation) -> Conversation:
    """Let two workers with the same e-mail take turns."""
    return Conversation.objects.select_for_update(of=("self",), no_key=True).get(pk=conversation.pk)


def _has_had_enough(recipient: ContactAddress) -> bool:
    since = timezone.now() - _A_DAY
    sent = OutboundMessage.objects.filter(channel=CHANNEL, recipient=recipient, created_at__gt=since)
    return sent.count() >= DAILY_LIMIT


def _kept(enclosure: Enclosure) -> dict[str, str]:
    return {"name": enclosure.name, "content_type": enclosure.content_type, "content": enclosure.content}


def _one_line(text: str) -> str:
    """Keep a header one line: a line break in it would begin the next."""
    return _UNSEEN.sub(" ", text).strip()
