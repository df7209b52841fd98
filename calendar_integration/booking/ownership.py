"""Who may change an appointment: who made it, or who proves by a one-time code that it is theirs.

The code goes to where the appointment was made from. Whether there is such an appointment shows in nothing that is
answered: a code that was never sent is refused like a wrong one.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.crypto import constant_time_compare, salted_hmac

from calendar_integration import selectors
from calendar_integration.booking.locking import retrying_deadlocks
from calendar_integration.models import Appointment, OwnershipProof
from calendar_integration.statuses import STANDING
from receptionist import audit
from receptionist.domain.diary import Claim
from receptionist.domain.events import CodeRefused, CodeSent, Proven
from receptionist.domain.phrases import Facts, PhraseKey
from receptionist.models import Contact, Conversation, OutboundMessage
from receptionist.ports import Customer
from receptionist.sending import asking, outbox

#: How long a code can be used, how often it can be tried, and how long the appointment stays open once it is proven.
LASTS = timedelta(minutes=10)
TRIES = 5
OPENS_FOR = timedelta(hours=1)
#: In any hour so many codes for one who asks, and so many to one customer's address, whoever asks.
WITHIN = timedelta(hours=1)
MOST_ASKED, MOST_SENT = 3, 3

_DIGITS = 6


def send_code(customer: Customer, claim: Claim, *, key: str, now: datetime) -> CodeSent:
    """Send a code to where the claimed appointment was made from, if there is one; the same key sends one.

    The answer is the same either way, unless this customer has asked too often: that shows in what they did alone.
    """
    return retrying_deadlocks(lambda: _send_code(customer, claim, key, now))


def _send_code(customer: Customer, claim: Claim, key: str, now: datetime) -> CodeSent:
    with transaction.atomic(durable=True):
        # One after the other, however many conversations the customer has: else a flood slips past the count.
        list(Contact.objects.select_for_update(no_key=True).filter(pk=customer.contact_id).values_list("pk"))
        if OwnershipProof.objects.filter(idempotency_key=key).exists():
            return CodeSent(may_be_sent=True)
        asked = OwnershipProof.objects.filter(conversation__contact=customer.contact_id, created_at__gt=now - WITHIN)
        if asked.count() >= MOST_ASKED:
            audit.record("code.withheld", conversation_id=customer.conversation_id)
            return CodeSent(may_be_sent=False)
        _make(customer, _claimed(customer.business_id, claim, now), key=key, now=now)
    return CodeSent(may_be_sent=True)


def check_code(customer: Customer, digits: str, *, key: str, now: datetime) -> Proven | CodeRefused:
    """Compare digits with the last code of this conversation; each try counts, and a right one is used up by it.

    The same ``key`` gets the same answer, and is no further try.
    """
    with transaction.atomic(durable=True):
        rows = OwnershipProof.objects.select_for_update(of=("self",), no_key=True)
        proof = rows.filter(conversation=customer.conversation_id).order_by("-created_at", "-pk").first()
        if proof is None:
            return CodeRefused(is_over=True)
        if proof.answered_with == key:
            return _answer(proof, now)
        if proof.proven_at or proof.expires_at <= now or not proof.tries_left:
            return CodeRefused(is_over=True)
        proof.tries_left, proof.answered_with = proof.tries_left - 1, key
        # Both are looked at always: how long it takes tells nothing.
        is_right = constant_time_compare(proof.digest, _digest(proof, digits))
        if is_right and proof.appointment_id is not None:
            proof.proven_at = now
        proof.save(update_fields=["tries_left", "answered_with", "proven_at"])
        kind = "code.right" if proof.proven_at else "code.wrong"
        audit.record(kind, conversation_id=customer.conversation_id, proof=proof.pk)
        return _answer(proof, now)


def is_proven(customer: Customer, appointment_id: int, now: datetime) -> bool:
    """Whether this conversation has proven that this very appointment is its customer's, not long ago."""
    return OwnershipProof.objects.filter(
        conversation=customer.conversation_id, appointment=appointment_id, proven_at__gt=now - OPENS_FOR
    ).exists()


def forget_codes(now: datetime, limit: int = 200) -> int:
    """Take codes that cannot be used any more out of the messages that carried them; returns how many."""
    over = OwnershipProof.objects.filter(forgotten=False).filter(
        Q(expires_at__lte=now) | Q(proven_at__isnull=False) | Q(tries_left=0)
    )
    done = 0
    for proof in over[:limit]:
        with transaction.atomic():
            for message in OutboundMessage.objects.select_for_update().filter(idempotency_key=proof.message_key):
                message.text = "".join("•" if sign.isdigit() else sign for sign in message.text)
                message.save(update_fields=["text"])
            done += OwnershipProof.objects.filter(pk=proof.pk, forgotten=False).update(forgotten=True)
    return done


def _make(customer: Customer, appointment: Appointment | None, *, key: str, now: datetime) -> None:
    assert customer.conversation_id is not None, "nobody is asked for a code outside a conversation"
    code = f"{secrets.randbelow(10**_DIGITS):0{_DIGITS}}"
    found = asking.where_to_ask(appointment.contact, now) if appointment is not None else None
    where = found if isinstance(found, int) else None
    proof = OwnershipProof.objects.create(
        conversation_id=customer.conversation_id,
        appointment=appointment if where is not None else None,
        idempotency_key=key,
        tries_left=TRIES,
        expires_at=now + LASTS,
        created_at=now,
    )
    OwnershipProof.objects.filter(pk=proof.pk).update(digest=_digest(proof, code))
    # No appointment is named: the audit of this conversation is read by others than the one it belongs to.
    audit.record("code.asked", conversation_id=customer.conversation_id, proof=proof.pk)
    if appointment is not None and where is not None:
        name = Conversation.objects.select_related("business").get(pk=where).business.name
        outbox.notify(where, PhraseKey.CODE, Facts(business=name, answer=code), proof.message_key)
        audit.record("code.sent", conversation_id=where, appointment=appointment.pk, proof=proof.pk)


def _claimed(business_id: int, claim: Claim, now: datetime) -> Appointment | None:
    """Find the one appointment that is claimed; none where there are several, or too many codes were sent for it."""
    if claim.day is None or claim.at is None:
        return None
    rows = Appointment.objects.filter(
        business_id=business_id,
        local_day=claim.day,
        local_time=claim.at,
        status__in=STANDING,
        during__startswith__gt=now,
    ).select_related("contact")
    found = [row for row in rows[:50] if _is_named(claim.name or "", row.customer_name or row.contact.name)]
    if len(found) != 1:
        return None
    # Locked, so that many who ask at once are counted one after the other.
    owner = Contact.objects.select_for_update(no_key=True).get(pk=found[0].contact_id)
    sent = OwnershipProof.objects.filter(appointment__contact=owner, created_at__gt=now - WITHIN)
    return found[0] if sent.count() < MOST_SENT else None


def _is_named(named: str, name: str) -> bool:
    """Whether all that was named belongs to the name: "Bea", and "stone", are Bea Stone."""
    parts = set(named.casefold().split())
    return bool(parts) and parts <= set(name.casefold().split())


def _answer(proof: OwnershipProof, now: datetime) -> Proven | CodeRefused:
    if proof.proven_at is None or proof.appointment_id is None:
        return CodeRefused(is_over=not proof.tries_left)
    rows = Appointment.objects.select_related("service", "staff", "contact")
    appointment = rows.filter(pk=proof.appointment_id, status__in=STANDING, during__startswith__gt=now).first()
    return Proven(selectors.as_domain(appointment)) if appointment else CodeRefused(is_over=True)


def _digest(proof: OwnershipProof, digits: str) -> str:
    return salted_hmac(f"ownership proof {proof.pk}", digits, algorithm="sha256").hexdigest()
