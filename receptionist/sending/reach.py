"""The ways to a customer of whom Sara wants something of her own accord, the dearest to them first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.db.models import F, QuerySet

from receptionist import wiring
from receptionist.domain.messages import AddressKind, Template
from receptionist.models import Contact, Conversation
from receptionist.sending import emails
from receptionist.sending.routes import Route

_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One way to a customer, and what is needed to take it."""

    channel: str
    #: None where none has been opened yet, and for e-mail.
    conversation: Conversation | None = None
    opted_out: bool = False
    #: Until when words of our own may be sent (aware); None where they always may.
    free_until: datetime | None = None
    #: What the carrier has approved, by announcement.
    templates: Mapping[str, Template] = field(default_factory=dict)

    @property
    def can_be_answered(self) -> bool:
        """Whether an answer finds Sara knowing what she asked."""
        return self.channel != emails.CHANNEL

    def is_free(self, now: datetime) -> bool:
        """Whether words of our own may be sent at ``now`` (aware)."""
        return not self.opted_out and (self.free_until is None or now < self.free_until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A customer and how they have been in touch; ``home`` is the conversation that it is about, if any."""

    contact: Contact
    home: Conversation | None
    conversations: tuple[Conversation, ...]

    @property
    def language(self) -> str:
        """The language they spoke last, else that of the business."""
        spoken = (each.state.get("language") for each in (self.home, *self.conversations) if each is not None)
        return next(filter(None, spoken), self.contact.business.language)


def know(contact: Contact, home_id: int | None) -> Known:
    """Read how a customer has been in touch, the latest first."""
    rows = _latest_first(Conversation.objects.filter(contact=contact)).select_related("business")
    return _known(contact, home_id, tuple(rows))


def know_many(homes: Mapping[int, int | None]) -> list[Known]:
    """Read how several customers have been in touch, given each one's home by contact id, in as few queries as one's.

    ``lines_to`` asks the database nothing more about them.
    """
    told = ("addresses", "business__addresses", "business__templates")
    contacts = Contact.objects.filter(pk__in=homes).select_related("business").prefetch_related(*told)
    of_each: dict[int, list[Conversation]] = {}
    for each in _latest_first(Conversation.objects.filter(contact__in=homes)):
        of_each.setdefault(each.contact_id, []).append(each)
    found = []
    for contact in contacts:
        conversations = of_each.get(contact.pk, [])
        for each in conversations:
            each.business = contact.business
        found.append(_known(contact, homes[contact.pk], tuple(conversations)))
    return found


def _latest_first(rows: QuerySet[Conversation]) -> QuerySet[Conversation]:
    return rows.select_related("contact_address").order_by(F("last_inbound_at").desc(nulls_last=True), "-pk")


def _known(contact: Contact, home_id: int | None, conversations: tuple[Conversation, ...]) -> Known:
    home = next((each for each in conversations if each.pk == home_id), None)
    return Known(contact=contact, home=home, conversations=conversations)


def lines_to(known: Known) -> list[Line]:
    """List the ways: where it began, wherever else they wrote, by text where they called, and by e-mail."""
    written: dict[str, Conversation] = {}
    for each in known.conversations:
        if not wiring.channel(each.channel).fetches_replies and each.channel != emails.CHANNEL:
            written.setdefault(each.channel, each)
    by_phone = _routes_by_phone(known.contact)
    lines = []
    for channel in dict.fromkeys([*_begun_in(known), *written, *by_phone]):
        if channel in written:
            lines.append(_line(written[channel], known.language))
        elif channel in by_phone:
            lines.append(Line(channel=channel))
    if emails.can_reach(known.contact):
        lines.append(Line(channel=emails.CHANNEL))
    return lines


def _begun_in(known: Known) -> Iterator[str]:
    """Name the channel where it began, or the one that takes over from a call."""
    if known.home is None:
        return
    fallback = wiring.fallback(known.home.channel)
    yield fallback.channel if fallback is not None else known.home.channel


def _routes_by_phone(contact: Contact) -> dict[str, Route]:
    """Find the ways to a number that was never written to; SMS, as things are."""
    if not any(address.kind == AddressKind.PHONE for address in contact.addresses.all()):
        return {}
    fallbacks = (wiring.fallback(name) for name in wiring.channel_names())
    wanted = {fallback.channel: fallback for fallback in fallbacks if fallback is not None}
    ours = (row for row in contact.business.addresses.all() if row.channel in wanted)
    return {row.channel: Route(row.channel, wanted[row.channel].provider, row.value) for row in ours}


def _line(conversation: Conversation, language: str) -> Line:
    window = wiring.channel(conversation.channel).free_words_for
    return Line(
        channel=conversation.channel,
        conversation=conversation,
        opted_out=conversation.opted_out_at is not None,
        free_until=None if window is None else (conversation.last_inbound_at or _NEVER) + window,
        templates={} if window is None else _templates(conversation, language),
    )


def _templates(conversation: Conversation, language: str) -> dict[str, Template]:
    return {
        row.announcement: Template(row.name, row.code, ())
        for row in conversation.business.templates.all()
        if (row.provider, row.language) == (conversation.provider, language)
    }
