"""Plays a scenario on one line and holds every turn against what it promises."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pytest
import time_machine

from calendar_integration.models import Appointment, AppointmentStatus
from knowledge_base.models import UnansweredQuestion
from receptionist.domain.messages import DeliveryStatus
from receptionist.models import (
    AuditEvent,
    Business,
    Conversation,
    FollowUp,
    InboundMessage,
    InboundStatus,
    OutboundMessage,
)
from receptionist.models import (
    Turn as TurnRow,
)
from tests.scenarios import stage
from tests.scenarios.lines import CallLine, Line
from tests.scenarios.script import Scenario, Turn

#: Seconds between two turns: nobody types faster.
_PACE = 20
_STRAIGHT = str.maketrans("“”‘’«»", '""\'\'""')


@dataclass
class Performance:
    """One scenario on one line, and the transcript of it so far."""

    scenario: Scenario
    line: Line
    clock: time_machine.Traveller
    business: Business
    transcript: list[str] = field(default_factory=list)
    #: The last audit line before the turn under way.
    _last_line: int = 0

    def play(self) -> None:
        """Play it to the end; fails with the transcript where Sara does not do what a turn promises."""
        if isinstance(self.line, CallLine):
            self._note("(the phone rings)", self.line.dial())
            self._check_machinery()
        for turn in self.scenario.turns:
            self.clock.shift(_PACE)
            self._play(turn)
        if isinstance(self.line, CallLine):
            self.line.finish()
        self._check_machinery()

    def _play(self, turn: Turn) -> None:
        if turn.wait is not None:
            self.transcript.append(f"  ({turn.wait} later)")
            self.clock.shift(turn.wait)
        elif turn.staff is not None:
            self.transcript.append(f"  (at the desk: {turn.staff.service}, {turn.staff.start}, {turn.staff.staff})")
            stage.enter(self.business, turn.staff)
        else:
            if turn.reminder:
                self.clock.move_to(stage.plan_reminder(self.business))
            follow_ups = set(FollowUp.objects.values_list("pk", flat=True))
            self._last_line = AuditEvent.objects.latest("pk").pk if AuditEvent.objects.exists() else 0
            if turn.customer is not None and "{code}" in turn.customer:
                turn = turn.model_copy(update={"customer": turn.customer.replace("{code}", stage.code())})
            if turn.freed is not None:
                stage.cancel(turn.freed)
            replies = self.line.hear_beat() if turn.reminder else self.line.do(turn)
            self._note(_told(turn), replies)
            self._check_machinery()
            for problem in self._problems(turn, replies, follow_ups):
                self._fail(problem)

    def _note(self, act: str, replies: list[str]) -> None:
        self.transcript.append(f"  Customer: {act}")
        self.transcript += [f"      Sara: {reply}" for reply in replies] or ["      Sara: (nothing)"]

    def _fail(self, problem: str) -> None:
        story = "\n".join(self.transcript)
        pytest.fail(f"{problem}\n\n{self.scenario.name}\n{story}", pytrace=False)

    # What must hold after every turn

    def _check_machinery(self) -> None:
        """See that nothing went wrong unnoticed: a worker's error is noted on a row and raised nowhere."""
        broken = TurnRow.objects.exclude(error="").first()
        if broken is not None:
            self._fail(f"a worker failed: {broken.error}")
        unread = TurnRow.objects.exclude(understanding__passed_over__in=[[], None]).exclude(understanding={}).first()
        if unread is not None:
            self._fail(f"a reader failed: {unread.understanding['passed_over']}")
        if InboundMessage.objects.filter(status=InboundStatus.PENDING).exists():
            self._fail("a message was left lying")
        failed = OutboundMessage.objects.filter(status__in=[DeliveryStatus.FAILED, DeliveryStatus.UNKNOWN]).first()
        if failed is not None:
            self._fail(f"a reply was not delivered: {failed.error_code} {failed.error}")

    # What this turn promises

    def _problems(self, turn: Turn, replies: list[str], follow_ups: set[int]) -> Iterator[str]:
        yield from self._problems_with_words(turn, replies)
        yield from self._problems_with_call(turn)
        yield from self._problems_with_diary(turn)
        yield from self._problems_with_rows(turn, follow_ups)

    def _problems_with_words(self, turn: Turn, replies: list[str]) -> Iterator[str]:
        said = "\n".join(replies).translate(_STRAIGHT)
        if len(replies) > 1:
            yield f"{len(replies)} replies to one turn"
        if turn.nothing_said and said:
            yield "Sara should have said nothing"
        if not turn.nothing_said and not said and turn.act != "hang_up":
            yield "Sara said nothing"
        if re.search(r"[{}]|\bNone\b|  ", said):
            yield "the reply is badly made"
        yield from (f"Sara did not say: {text}" for text in turn.expect if not _is_in(text, said))
        yield from (f"Sara must not say: {text}" for text in turn.absent if _is_in(text, said))
        decided = [action for actions in self._audited("turn.decided", "actions") for action in actions]
        yield from (f"Sara did not mean: {phrase}" for phrase in turn.phrase if phrase not in decided)
        understood = self._audited("turn.understood", "intent")
        if turn.intent is not None and turn.intent not in understood:
            yield f"understood as {understood}, not as {turn.intent}"

    def _audited(self, kind: str, fact: str) -> list[Any]:
        """Return a fact of each audit line of this turn."""
        lines = AuditEvent.objects.filter(kind=kind, pk__gt=self._last_line).order_by("pk")
        return [line.facts[fact] for line in lines]

    def _problems_with_call(self, turn: Turn) -> Iterator[str]:
        if isinstance(self.line, CallLine) and turn.call is not None and turn.call != self.line.mode:
            yield f"the call {self.line.mode}, but should be one that {turn.call}"

    def _problems_with_diary(self, turn: Turn) -> Iterator[str]:
        mine = Appointment.objects.filter(contact__conversations__isnull=False).distinct()
        wanted = turn.appointment
        if turn.booked is not None:
            count = mine.filter(status=AppointmentStatus.BOOKED).count()
            if count != turn.booked:
                yield f"the customer has {count} appointments, not {turn.booked}"
        if wanted is not None and not any(
            (row.service.name, datetime.combine(row.local_day, row.local_time), row.status)
            == (wanted.service, wanted.start, wanted.status)
            and wanted.name in {None, row.customer_name}
            and wanted.staff in {None, row.staff.name}
            and wanted.at in {None, row.location.name}
            for row in mine.select_related("service", "staff", "location")
        ):
            found = [
                f"{row.service.name} {row.local_day} {row.local_time} {row.status} {row.customer_name}" for row in mine
            ]
            yield f"no such appointment: {wanted}; there are {found}"

    def _problems_with_rows(self, turn: Turn, follow_ups: set[int]) -> Iterator[str]:
        conversation = Conversation.objects.select_related("contact").latest("pk")
        reasons = list(FollowUp.objects.exclude(pk__in=follow_ups).values_list("reason", flat=True))
        if reasons != ([turn.follow_up] if turn.follow_up else []):
            yield f"handed to staff: {reasons or 'nothing'}, but should be {turn.follow_up or 'nothing'}"
        if turn.unanswered and not UnansweredQuestion.objects.filter(question=turn.unanswered).exists():
            yield f"the question was not kept: {turn.unanswered}"
        turned_down = UnansweredQuestion.objects.filter(badly_received=True).order_by("pk")
        kept = list(turned_down.values_list("question", flat=True))
        if turn.turned_down is not None and kept != turn.turned_down:
            yield f"turned down were: {kept}, but should be {turn.turned_down}"
        for fact, value in (turn.contact.model_dump(exclude_none=True) if turn.contact else {}).items():
            if getattr(conversation.contact, fact) != value:
                yield f"the contact's {fact} is {getattr(conversation.contact, fact)!r}, not {value!r}"
        if turn.opted_out is not None and turn.opted_out != (conversation.opted_out_at is not None):
            yield f"opted out: {not turn.opted_out}, but should be {turn.opted_out}"


def _is_in(text: str, said: str) -> bool:
    if len(text) > 2 and text[0] == text[-1] == "/":
        return re.search(text[1:-1], said, re.IGNORECASE | re.DOTALL) is not None
    return text.translate(_STRAIGHT).casefold() in said.casefold()


def _told(turn: Turn) -> str:
    value = getattr(turn, turn.act)
    words = " / ".join(value) if isinstance(value, list) else value
    told = words if turn.act == "customer" else f"({turn.act.replace('_', ' ')}) {'' if value is True else words}"
    return f"{told} (hangs up)" if turn.hang_up and turn.act != "hang_up" else str(told).rstrip()
