"""Turns: which messages are read together, and the journal that lets a broken-off turn decide the same again."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from receptionist import wiring
from receptionist.domain.events import Event
from receptionist.domain.messages import MessageKind
from receptionist.memory import dump_event, load_event
from receptionist.models import Conversation, InboundMessage, InboundStatus, Turn
from receptionist.turn import leases
from receptionist.turn.leases import LeaseLost
from receptionist.turn.rows import Rows

#: Messages read together at the most.
_BURST = 20

_MESSAGES, _TURNS = Rows(InboundMessage, "message"), Rows(Turn, "turn")

_WAITING = f"""
SELECT {_MESSAGES}, {_TURNS}
FROM receptionist_inboundmessage AS message
LEFT JOIN receptionist_turn AS turn ON turn.id = message.turn_id
WHERE message.conversation_id = %s AND message.status = '{InboundStatus.PENDING}'
ORDER BY message.id LIMIT %s
"""  # noqa: S608 - our own columns

#: What people send in bursts, and what may therefore be read as one.
_TALK = {
    MessageKind.TEXT,
    MessageKind.CHOICE,
    MessageKind.MEDIA,
    MessageKind.LOCATION,
    MessageKind.CONTACT_CARD,
    MessageKind.UNSUPPORTED,
}


@dataclass(slots=True)
class OpenTurn:
    """A turn that is being worked on: the messages it answers, and the journal of what has happened so far.

    Most turns touch nothing but the conversation and are written once, with their commit. One that is about to do
    something the outside can see is saved first: from then on a second run reads exactly the same messages, and
    takes from the journal what has happened instead of doing it again.
    """

    conversation: Conversation
    row: Turn
    messages: Sequence[InboundMessage]
    events: list[Event] = field(default_factory=list)
    _replayed: int = 0

    @property
    def key(self) -> str:
        """The stem of the idempotency keys of everything this turn does; the same for every run of it."""
        return f"turn:{self.row.conversation_id}:{self.row.number}"

    def recall(self) -> None:
        """Read what an earlier run has noted; raises pydantic.ValidationError when this version cannot read it."""
        self.events = [load_event(event) for event in self.row.events]

    def replay(self) -> Event | None:
        """Return the next event that was noted by an earlier run, or None when there is no more."""
        if self._replayed >= len(self.events):
            return None
        self._replayed += 1
        return self.events[self._replayed - 1]

    def note(self, event: Event) -> None:
        """Add an event to the journal."""
        self.events.append(event)
        self._replayed += 1

    def save(self) -> None:
        """Write the journal down, to be done before every effect.

        Raises LeaseLost, and writes nothing, when the lease ran out: another worker may have finished this very turn,
        and its messages must not wait again.
        """
        with transaction.atomic():
            leases.insist(self.conversation)
            self.row.events = self.journal()
            self.row.save()
            messages = InboundMessage.objects.filter(pk__in=[message.pk for message in self.messages])
            messages.update(turn=self.row, status=InboundStatus.PENDING)

    def fail(self, error: Exception) -> None:
        """Note why it could not be finished this time; its messages wait for the next."""
        self.row.finished_at = None
        self.row.error = f"{type(error).__name__}: {error}"[:2000]
        with suppress(LeaseLost):
            self.save()

    def journal(self) -> Any:
        """Return what has happened so far, fit for the row; as it stands there where it was not recalled."""
        return [dump_event(event) for event in self.events] if self.events else self.row.events


def open_next(conversation: Conversation) -> OpenTurn | None:
    """Open the turn that was broken off, else a new one for the oldest waiting messages; None when none waits."""
    waiting = _waiting(conversation)
    if not waiting:
        return None
    broken_off = waiting[0].turn
    if broken_off is None:
        row = Turn(conversation=conversation, number=conversation.version + 1, started_at=timezone.now())
        return OpenTurn(conversation, row, _burst(conversation, waiting))
    messages = [message for message in waiting if message.turn_id == broken_off.pk]
    return OpenTurn(conversation, broken_off, messages)


def _waiting(conversation: Conversation) -> list[InboundMessage]:
    """List the oldest messages that wait, each with the turn that was broken off over it."""
    with connection.cursor() as cursor:
        cursor.execute(_WAITING, [conversation.pk, _BURST])
        rows = cursor.fetchall()
    waiting = []
    for row in rows:
        columns = iter(row)
        if message := _MESSAGES.read(columns):
            message.turn = _TURNS.read(columns)
            waiting.append(message)
    return waiting


def _burst(conversation: Conversation, waiting: Sequence[InboundMessage]) -> Sequence[InboundMessage]:
    """Take the messages that are read as one: talk up to the first thing that is none.

    Each turn of a call is one request that waits for its own answer, and so stands alone.
    """
    if wiring.channel(conversation.channel).fetches_replies or waiting[0].kind not in _TALK:
        return waiting[:1]
    return list(takewhile(lambda message: message.kind in _TALK and message.turn_id is None, waiting))
