"""What Sara says of her own accord: planned, and queued in the transaction of whoever has something to say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta, tzinfo

from receptionist.domain.announcements import variables
from receptionist.domain.delivery_plan import Decision, Form, Notice, QuietHours, Reach, Send, Wait, Way, Why, plan
from receptionist.domain.messages import Enclosure, Expectation, Template
from receptionist.domain.phrases import Facts, PhraseKey
from receptionist.domain.rendering import render
from receptionist.models import Contact, Conversation, OutboundMessage
from receptionist.sending import asking, emails, outbox
from receptionist.sending.asking import Asking
from receptionist.sending.emails import Email
from receptionist.sending.reach import Known, Line, know, lines_to

#: Who is busy is left in peace for so long, and asked nothing when it would get too late.
_LATER = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """One thing to be said to a customer: of an appointment, or in answer to what they once asked.

    ``asks`` is what is asked instead, where the customer can answer. ``tried`` are the channels and forms in which it
    failed before; ``only_by`` is the only channel that will do, if one is. ``key`` is made anew for each attempt.
    ``enclose`` makes the files that go with its words, on a channel that carries files.
    """

    contact: Contact
    #: The conversation that it is about.
    conversation_id: int | None
    phrase: PhraseKey
    facts: Facts
    notice: Notice
    key: str
    asks: Asking | None = None
    only_by: str = ""
    tried: frozenset[tuple[str, str]] = frozenset()
    #: Whether the last attempt may have arrived.
    doubtful: bool = False
    enclose: Callable[[str], Sequence[Enclosure]] = lambda _words: ()


@dataclass(frozen=True, slots=True)
class Announced:
    """What was decided; with Send the message, unless the mailbox has had its share for the day."""

    decision: Decision
    message: OutboundMessage | None = field(default=None)


def announce(announcement: Announcement, quiet: QuietHours, zone: tzinfo, now: datetime) -> Announced:
    """Plan an announcement and queue it where it is to be sent at once; ``now`` is aware, ``zone`` the customer's.

    Whoever calls holds the transaction and sees to a failure later on: nothing of it is left to staff by itself.
    """
    known = know(announcement.contact, announcement.conversation_id)
    lines, decision = foresee(announcement, known, quiet=quiet, zone=zone, now=now)
    if not isinstance(decision, Send):
        return Announced(decision)
    line = next(line for line in lines if line.channel == decision.channel)
    if line.channel == emails.CHANNEL:
        return Announced(decision, _by_mail(announcement, known))
    conversation = _opened(line, announcement)
    if conversation is None:
        return Announced(decision)
    phrase = _phrase(announcement, line)
    if announcement.asks is not None and not asking.put(conversation, announcement.asks, now):
        if now + 2 * _LATER < announcement.notice.expires_at:
            return Announced(Wait(now + _LATER, Why.BUSY))
        if decision.form is Form.FREE or announcement.phrase in line.templates:
            phrase = announcement.phrase
    template = line.templates[phrase] if decision.form is Form.TEMPLATE else None
    return Announced(decision, _queue(announcement, conversation, phrase, template))


def foresee(
    announcement: Announcement, known: Known, *, quiet: QuietHours, zone: tzinfo, now: datetime
) -> tuple[Sequence[Line], Decision]:
    """Tell the ways to a customer, and what ``announce`` would decide about them now; nothing is queued."""
    lines = [line for line in lines_to(known) if _may_be_taken(line, announcement)]
    ways = tuple(_way(line, announcement) for line in lines)
    reach = Reach(ways=ways, zone=zone, quiet=quiet, doubtful=announcement.doubtful)
    return lines, plan(announcement.notice, reach, now)


def has_way(contact: Contact, conversation_id: int | None, phrase: PhraseKey, now: datetime) -> bool:
    """Whether a customer can be told something as things stand at ``now`` (aware), by whichever way."""
    lines = lines_to(know(contact, conversation_id))
    return any(line.is_free(now) or (phrase in line.templates and not line.opted_out) for line in lines)


def _may_be_taken(line: Line, announcement: Announcement) -> bool:
    if announcement.only_by:
        return line.channel == announcement.only_by
    # Nobody has shown that a mailbox is theirs: it gets what must be known, and nothing else.
    return line.channel != emails.CHANNEL or not announcement.notice.promotional


def _way(line: Line, announcement: Announcement) -> Way:
    return Way(
        channel=line.channel,
        opted_out=line.opted_out,
        free_until=line.free_until,
        has_template=_phrase(announcement, line) in line.templates,
        failed=frozenset(Form(form) for channel, form in announcement.tried if channel == line.channel),
    )


def _phrase(announcement: Announcement, line: Line) -> PhraseKey:
    asks = announcement.asks
    return asks.phrase if asks is not None and line.can_be_answered else announcement.phrase


def _opened(line: Line, announcement: Announcement) -> Conversation | None:
    """Lock the conversation of a way, opening it where the customer has only called; None when it cannot be."""
    pk = line.conversation.pk if line.conversation else asking.open_by_telephone(announcement.contact)
    rows = Conversation.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("business", "contact_address").get(pk=pk) if pk is not None else None


def _queue(
    announcement: Announcement, conversation: Conversation, phrase: PhraseKey, template: Template | None
) -> OutboundMessage:
    language = conversation.state.get("language") or conversation.business.language
    facts = announcement.facts
    message = OutboundMessage(
        conversation=conversation,
        idempotency_key=announcement.key,
        channel=conversation.channel,
        provider=conversation.provider,
        sender=conversation.business_address,
        recipient=conversation.contact_address,
        text=render(phrase, facts, language, spoken=False),
        expects=Expectation.NOTHING,
        faq_id=facts.faq_id,
        template=asdict(Template(template.name, template.code, variables(facts, language))) if template else None,
        expires_at=announcement.notice.expires_at,
        is_watched=True,
    )
    outbox.ring(outbox.put(message))
    return message


def _by_mail(announcement: Announcement, known: Known) -> OutboundMessage | None:
    phrase, facts = announcement.phrase, announcement.facts
    text = render(phrase, facts, known.language, spoken=False)
    message = emails.queue(
        Email(
            contact=announcement.contact,
            conversation=known.home,
            subject=emails.subject(phrase, facts, known.language),
            text=text,
            key=announcement.key,
            enclosures=tuple(announcement.enclose(text)),
        )
    )
    if message is not None:
        message.is_watched, message.expires_at = True, announcement.notice.expires_at
        message.save(update_fields=["is_watched", "expires_at"])
    return message
