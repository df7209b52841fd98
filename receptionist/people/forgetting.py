"""Forgetting a customer: what names or quotes them is erased; ids, codes and times stay, and the audit with them."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import CharField, F, Q, QuerySet, Value
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils import timezone

from receptionist import audit, wiring
from receptionist.domain.messages import DeliveryStatus
from receptionist.models import (
    Contact,
    ContactAddress,
    Conversation,
    FollowUp,
    InboundMessage,
    InboundStatus,
    Interaction,
    OutboundMessage,
    Turn,
)
from receptionist.providers import wire
from receptionist.turn import leases

#: What stands where a name stood and nothing would look like a mistake.
ERASED = "(erased)"

#: Shorter than any number: too little to look for in what nobody got.
_SHORTEST_ADDRESS = 7
_PUNCTUATION = re.compile(r"[\s().-]")
#: Replies that a person, or the sweeper, could still send.
_NOT_SENT = (DeliveryStatus.QUEUED, DeliveryStatus.FAILED, DeliveryStatus.UNKNOWN)


class BeingAnswered(Exception):
    """Sara is answering the customer at this very moment; nothing was erased."""


def find(who: str) -> list[Contact]:
    """Find customers by a phone number, an e-mail address, the id they write from, a name or a WhatsApp username."""
    who = who.strip().removeprefix("@")
    named = Q(addresses__value=who) | Q(email__iexact=who) | Q(name__iexact=who)
    if number := wire.phone(_PUNCTUATION.sub("", who)):
        named |= Q(addresses__value=number) | Q(callback_phone=number)
    return list(known().filter(named).distinct()) if who else []


def known() -> QuerySet[Contact]:
    """Return customers with what tells them apart."""
    return Contact.objects.select_related("business").prefetch_related("addresses").order_by("pk")


def kept(contact: Contact) -> dict[str, int]:
    """Count what would be erased, under words for people."""
    of_theirs = {"conversation__contact": contact}
    counts = {
        "conversations": Conversation.objects.filter(contact=contact).count(),
        "messages": InboundMessage.objects.filter(**of_theirs).count(),
        "messages nobody got": _nobody_got(contact.pk).count(),
        "replies": OutboundMessage.objects.filter(**of_theirs).count(),
        "follow-ups": FollowUp.objects.filter(**of_theirs).count(),
        "summaries": Interaction.objects.filter(**of_theirs).exclude(summary="").count(),
    }
    for app in wiring.personal_data():
        counts |= app.kept(contact.pk)
    return counts


def forget(contact_id: int, *, by: str) -> None:
    """Erase what names or quotes a customer, here and in every app; doing so again changes nothing.

    Raises BeingAnswered. Whoever writes from the same address later is a new customer.
    """
    with _nobody_answers(contact_id):
        for app in wiring.personal_data():
            app.erase(contact_id)
        # The core comes last: if anything went wrong before, the customer can still be found, and forgotten again.
        with transaction.atomic():
            _erase(contact_id, by)
            for conversation_id in _conversations(contact_id):
                audit.record("contact.forgotten", conversation_id=conversation_id, contact=contact_id, by=by)
        # Once more, for an event that was being stored meanwhile; none can follow, since the addresses are gone.
        _let_others_finish(contact_id)
        with transaction.atomic():
            _erase(contact_id, by)


def _conversations(contact_id: int) -> Sequence[int]:
    return list(Conversation.objects.filter(contact_id=contact_id).order_by("pk").values_list("pk", flat=True))


@contextmanager
def _nobody_answers(contact_id: int) -> Iterator[None]:
    """Hold every conversation of a customer as a worker would, so that none does."""
    now, holder = timezone.now(), uuid.uuid4()
    conversations = Conversation.objects.filter(contact_id=contact_id)
    free = conversations.filter(Q(lease_until=None) | Q(lease_until__lt=now))
    held = free.update(lease_holder=holder, lease_until=now + leases.LEASE)
    sending = OutboundMessage.objects.filter(conversation__contact_id=contact_id, status=DeliveryStatus.SENDING)
    try:
        if held < conversations.count() or sending.exists():
            raise BeingAnswered(contact_id)
        yield
    finally:
        conversations.filter(lease_holder=holder).update(lease_holder=None, lease_until=None)


def _let_others_finish(contact_id: int) -> None:
    """Wait for whoever is storing an event of this customer, and so has the key of the contact or a conversation.

    Each is waited for by itself, with nothing in our hands that somebody may be waiting for.
    """
    conversations = (Conversation.objects.filter(pk=pk) for pk in _conversations(contact_id))
    for rows in (Contact.objects.filter(pk=contact_id), *conversations):
        with transaction.atomic():
            list(rows.select_for_update().values_list("pk"))


def _erase(contact_id: int, by: str) -> None:
    now = timezone.now()
    # In the order of everybody else, and their keys stay free: whoever has a reply or a task already needs them.
    list(Contact.objects.select_for_update(no_key=True).filter(pk=contact_id).values_list("pk"))
    conversations = Conversation.objects.filter(contact_id=contact_id)
    ids = list(conversations.select_for_update(no_key=True).order_by("pk").values_list("pk", flat=True))
    theirs = InboundMessage.objects.filter(conversation__in=ids)
    for rows in (theirs, _nobody_got(contact_id)):
        # A carrier's own id of a message may hold the number (WhatsApp's does).
        rows.update(text="", attachments=[], raw={}, status=InboundStatus.DONE, call_id=_nameless())
    Turn.objects.filter(conversation__in=ids).update(
        events=[], understanding={}, error="", finished_at=Coalesce(F("finished_at"), now)
    )
    _erase_replies(OutboundMessage.objects.filter(conversation__in=ids))
    follow_ups = FollowUp.objects.filter(conversation__in=ids)
    follow_ups.filter(done_at=None).update(done_at=now, done_by=by)
    follow_ups.update(summary="")
    conversations.exclude(thread="").update(thread=_nameless())
    Interaction.objects.filter(conversation__in=ids).update(summary="")
    # With the journals gone nothing could be told of the turns since the last close.
    version = F("version") + 1
    conversations.update(state={}, version=version, closed_version=version, updated_at=now)
    ContactAddress.objects.filter(contact_id=contact_id).update(value=_nameless())
    Contact.objects.filter(pk=contact_id).update(name="", email="", callback_phone="")
    LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(Contact), object_id=str(contact_id)).update(
        object_repr=ERASED
    )


def _erase_replies(replies: QuerySet[OutboundMessage]) -> None:
    """Erase replies, and see that nothing is sent, or reported on, any more."""
    replies.filter(status__in=_NOT_SENT).update(status=DeliveryStatus.WITHDRAWN, next_attempt_at=None)
    replies.exclude(provider_message_id="").update(provider_message_id=_nameless())
    replies.update(subject="", text="", enclosures=[], error="", idempotency_key=_nameless())


def _nobody_got(contact_id: int) -> QuerySet[InboundMessage]:
    """Return events of no conversation whose payload holds one of the customer's addresses."""
    values = ContactAddress.objects.filter(contact_id=contact_id).values_list("value", flat=True)
    bare = [value.removeprefix("+") for value in values]
    holds = Q(pk__in=[])
    for value in bare:
        if len(value) >= _SHORTEST_ADDRESS:
            holds |= Q(raw__iregex=rf"(^|[^0-9]){re.escape(value)}($|[^0-9])")
    return InboundMessage.objects.filter(holds, conversation=None)


def _nameless() -> Concat:
    """Return a word that is unique to the row and says nothing of the customer."""
    return Concat(Value("erased:"), Cast("pk", CharField()))
