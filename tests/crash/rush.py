"""The rush: many customers want few slots at once, and at every step of the saga somebody is killed on it.

What is killed is started again, as a supervisor does; nothing else helps.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from itertools import count
from pathlib import Path

from calendar_integration.models import Appointment, MirrorStatus
from receptionist.domain.messages import DeliveryStatus
from receptionist.models import InboundMessage, InboundStatus, OutboundMessage
from tests.bench.wire import Carrier
from tests.crash.bell import Bell
from tests.crash.clock import five_minutes_pass
from tests.crash.customers import Text, next_week, send_all
from tests.crash.processes import Processes
from tests.crash.saga import BOOKING, CHANGING, STEPS, WAY_IN, Step
from tests.crash.tripwires import wire
from tests.fakes.twilio import FakeTwilio, sid_of

BOOKERS, SLOTS = 200, 20
#: Of those who got a slot, so many move and so many cancel.
MOVERS, CANCELLERS = 8, 6
#: Seconds for what takes a fraction of one on an idle machine, a restart included.
_PATIENCE = 120.0


def slots() -> list[datetime]:
    """Return the wanted slots, without a zone: five a day, one after the other."""
    hours = [timedelta(hours=10, minutes=30 * number) for number in range(5)]
    return [datetime.combine(_weekday(day), datetime.min.time()) + hour for day in range(SLOTS // 5) for hour in hours]


def _weekday(day: int) -> date:
    return next_week() + timedelta(days=day)


class Rush:
    """One rush over one salon; afterwards everything in it can be looked at."""

    def __init__(self, processes: Processes, twilio: FakeTwilio, bell: Bell, wires: Path) -> None:
        self.processes, self.twilio, self._bell, self._wires = processes, twilio, bell, wires
        self.texts: list[Text] = []
        #: Steps at which somebody died, in that order.
        self.died_at: list[Step] = []
        self._armed: Step | None = None
        self._waiting: list[Step] = []
        self._numbers = count()

    def go(self) -> None:
        """Let the customers come and the processes die, until nothing is left to be done."""
        self.processes.start("web")
        self.processes.start("worker")
        with self._bell.ringing():
            self._round(self._all_want_the_slots(), [*BOOKING[:5], *WAY_IN])
            booked = sorted(self._booked().items())
            movers, cancellers = booked[:MOVERS], booked[MOVERS : MOVERS + CANCELLERS]
            moves = [
                self._text(who, f"move it to {_said(_later(at, place))}") for place, (who, at) in enumerate(movers)
            ]
            self._round([*moves, *(self._text(who, "cancel my appointment") for who, _ in cancellers)], CHANGING[:4])
            self._round([self._text(who, "yes") for who, _ in cancellers], CHANGING[4:])
            for step in [step for step in STEPS if step not in self.died_at]:
                self._one_more(step)

    def _one_more(self, step: Step) -> None:
        """Send another customer through the whole saga, with one step armed."""
        who, number = self._somebody_new(), len(self.texts)
        at = datetime.combine(_weekday(28 + number % 5), datetime.min.time()) + timedelta(hours=9 + number // 5 % 8)
        wishes = (
            f"book a haircut on {_said(at)}",
            "Bea Stone",
            f"move it to {_said(at + timedelta(minutes=30))}",
            "cancel my appointment",
            "yes",
        )
        for words in wishes:
            self._round([self._text(who, words)], [step] if step not in self.died_at else [])

    def _all_want_the_slots(self) -> list[Text]:
        wanted = slots()
        texts = [
            self._text(self._somebody_new(), f"this is Bea Stone, book a haircut on {_said(wanted[number % SLOTS])}")
            for number in range(BOOKERS)
        ]
        for number, text in enumerate(texts):
            text.lost_acks = int(number % 20 == 0)
        return texts

    def _booked(self) -> dict[str, datetime]:
        rows = Appointment.objects.filter(status="booked").values_list(
            "conversation__contact_address__value", "local_day", "local_time"
        )
        return {who: datetime.combine(day, at) for who, day, at in rows}

    def _round(self, texts: Sequence[Text], steps: Sequence[Step]) -> None:
        """Send texts at once, and see to it that all comes to rest while somebody dies at each of the steps."""
        self._waiting = list(steps)
        with ThreadPoolExecutor(1) as phones:
            sending = phones.submit(asyncio.run, send_all(self._line(), texts))
            deadline = time.monotonic() + _PATIENCE
            while not (sending.done() and self._is_at_rest() and self._is_disarmed()):
                assert time.monotonic() < deadline, "something never came to rest"
                self._arm_next()
                if self._revive():
                    deadline = time.monotonic() + _PATIENCE
                time.sleep(0.02)
            sending.result()

    def _arm_next(self) -> None:
        if self._armed is None and self._waiting:
            self._armed = self._waiting.pop(0)
            wire(self._wires, self._armed).touch()

    def _is_disarmed(self) -> bool:
        """Take back a step that nobody has taken; False while somebody dies at it in this very moment."""
        if self._armed is None:
            return not self._waiting
        try:
            wire(self._wires, self._armed).unlink()
        except FileNotFoundError:
            return False
        self._armed, self._waiting = None, []
        return True

    def _revive(self) -> bool:
        """Start again what has died, once its leases have run out; False where nothing has."""
        dead = self.processes.bury()
        for role in dead:
            assert self._armed is not None
            assert not wire(self._wires, self._armed).exists(), f"the {role} ended by itself"
            self.died_at.append(self._armed)
            self._armed = None
            five_minutes_pass()
            self.processes.start(role)
        return bool(dead)

    def _is_at_rest(self) -> bool:
        unsent = OutboundMessage.objects.filter(status__in=[DeliveryStatus.QUEUED, DeliveryStatus.SENDING])
        unmirrored = Appointment.objects.filter(mirror_status__in=[MirrorStatus.PENDING, MirrorStatus.FAILED])
        unanswered = InboundMessage.objects.filter(status=InboundStatus.PENDING)
        return not (unanswered.exists() or unsent.exists() or unmirrored.exists() or self.processes.ended())

    def _somebody_new(self) -> str:
        return f"+4477009{next(self._numbers):05}"

    def _text(self, sender: str, words: str) -> Text:
        text = Text(sid_of("SM", f"rush/{len(self.texts)}"), sender, words)
        self.texts.append(text)
        return text

    def _line(self) -> Carrier:
        url = f"http://127.0.0.1:{self.processes.port}/webhooks/sms/twilio/"
        return Carrier(url, self.twilio.auth_token, self.twilio.account_sid, "+15005550006")


def _later(at: datetime, place: int) -> datetime:
    """Return a time that nobody else wants, two weeks on."""
    return datetime.combine(_weekday(14 + place % 5), at.time())


def _said(at: datetime) -> str:
    return f"{at:%-d %B} at {at:%-H:%M}"
