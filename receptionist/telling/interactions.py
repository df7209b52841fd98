"""Interactions that are over: their turns are told in one row each, with the outcome and a summary for staff.

Nothing of it is on a customer's way: beat asks now and then. Where one interaction ends and the next begins is told by
the messages alone, so it is the same however late beat is.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, F, Max, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from pydantic import ValidationError

from receptionist import audit
from receptionist.domain.events import CustomerSpoke, Event
from receptionist.domain.messages import DeliveryStatus
from receptionist.domain.outcomes import gather, outcome
from receptionist.memory import load_event
from receptionist.models import Conversation, InboundMessage, InboundStatus, Interaction, OutboundMessage, Turn
from receptionist.telling.summaries import summarise

log = logging.getLogger(__name__)

#: Conversations that are closed at once. They are locked meanwhile, and a customer who writes just then waits for it.
_BATCH = 100


def close() -> int:
    """Close what is over, one batch, the longest silence first, and say how many conversations that were.

    A message that arrives meanwhile begins the next interaction. Two who close at once take different conversations;
    one who dies has closed nothing.
    """
    silence: timedelta = settings.RECEPTIONIST["interaction_silence"]
    with transaction.atomic():
        # A weaker lock than a plain one: a webhook that stores a message need not wait for it.
        locked = over(timezone.now() - silence).select_for_update(of=("self",), no_key=True, skip_locked=True)
        conversations = list(locked.select_related("business")[:_BATCH])
        told = _told_of(conversations, silence)
        _keep([interaction for interactions in told.values() for interaction in interactions])
        _note_closed(told)
    return len(told)


def over(silent_since: datetime) -> QuerySet[Conversation]:
    """Return conversations with turns to be closed: hung up, or silent, and nothing in them is still on its way."""
    waiting = InboundMessage.objects.filter(conversation=OuterRef("pk"), status=InboundStatus.PENDING)
    replies = OutboundMessage.objects.filter(conversation=OuterRef("pk"))
    return Conversation.objects.filter(
        ~Exists(waiting),
        # Each by itself, since each has an index of its own.
        ~Exists(replies.filter(status=DeliveryStatus.QUEUED)),
        ~Exists(replies.filter(status=DeliveryStatus.SENDING)),
        Q(last_inbound_at__lt=silent_since) | ~Q(ended_at=None),
        version__gt=F("closed_version"),
    ).order_by("last_inbound_at")


def _told_of(conversations: Sequence[Conversation], silence: timedelta) -> dict[int, list[Interaction]]:
    """Tell the interactions of each conversation; one that cannot be told is logged and stands in no other's way."""
    turns, told = _turns(conversations), {}
    for conversation in conversations:
        try:
            parts = _parts(conversation, turns[conversation.pk], silence)
            told[conversation.pk] = [_told(conversation, part) for part in parts]
        except Exception:
            log.exception("the interactions of conversation %s cannot be told", conversation.pk)
    return told


def _turns(conversations: Sequence[Conversation]) -> dict[int, list[Any]]:
    """Read the turns that are to be told: those not closed, and of a call all, since a call is told as a whole."""
    given_up = InboundMessage.objects.filter(turn=OuterRef("pk"), status=InboundStatus.FAILED)
    turns = (
        Turn.objects.filter(
            Q(number__gt=F("conversation__closed_version")) | ~Q(conversation__thread=""),
            conversation__in=[conversation.pk for conversation in conversations],
            number__lte=F("conversation__version"),
        )
        .annotate(
            began=Coalesce(Min("inbound_messages__received_at"), "started_at"),
            ended=Coalesce(Max("inbound_messages__received_at"), "started_at"),
            given_up=Exists(given_up),
        )
        .order_by("conversation_id", "number")
    )
    by_conversation: dict[int, list[Any]] = defaultdict(list)
    for turn in turns:
        by_conversation[turn.conversation_id].append(turn)
    return by_conversation


def _parts(conversation: Conversation, turns: Sequence[Any], silence: timedelta) -> Iterator[Sequence[Any]]:
    """Part turns where the customer was silent; a call is one part, however late its last word comes."""
    part: list[Any] = []
    for turn in turns:
        if part and not conversation.thread and turn.began - part[-1].ended > silence:
            yield part
            part = []
        part.append(turn)
    if part:
        yield part


def _told(conversation: Conversation, turns: Sequence[Any]) -> Interaction:
    events = [event for turn in turns for event in _events(turn)]
    languages = [event.reading.language for event in events if isinstance(event, CustomerSpoke) and event.text.strip()]
    gist = gather(events, given_up=any(turn.given_up for turn in turns))
    return Interaction(
        conversation=conversation,
        business_id=conversation.business_id,
        channel=conversation.channel,
        first_turn=turns[0].number,
        last_turn=turns[-1].number,
        started_at=turns[0].began,
        ended_at=turns[-1].ended,
        language=languages[-1] if languages else conversation.business.language,
        outcome=outcome(gist),
        summary=summarise(gist),
    )


def _events(turn: Turn) -> Iterator[Event]:
    """Recall a journal; what an older version noted and nobody understands any more is left out, not guessed."""
    for event in turn.events:
        try:
            yield load_event(event)
        except ValidationError as error:
            log.warning("an event of turn %s cannot be told: %s problems", turn.pk, error.error_count())


def _keep(found: Sequence[Interaction]) -> None:
    # A recording's words may come after the call was closed: it is told anew.
    kept = Interaction.objects.bulk_create(
        found,
        update_conflicts=True,
        unique_fields=["conversation", "first_turn"],
        update_fields=["last_turn", "ended_at", "language", "outcome", "summary"],
    )
    audit.record_all(
        "interaction.closed",
        (
            (interaction.conversation_id, {"interaction": interaction.pk, "outcome": interaction.outcome})
            for interaction in kept
        ),
    )


def _note_closed(conversation_ids: Iterable[int]) -> None:
    last = Interaction.objects.filter(conversation=OuterRef("pk")).order_by("-first_turn")
    Conversation.objects.filter(pk__in=list(conversation_ids)).update(
        closed_version=F("version"), last_interaction=Subquery(last.values("pk")[:1])
    )
