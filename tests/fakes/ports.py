"""Hand-written fakes of the core's ports, for tests of the core alone. Settings name the functions at the end."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from receptionist.domain.messages import Outbound, Receipt
from receptionist.domain.reading import Reading
from receptionist.errors import ProviderError
from receptionist.ports import Proposal, Rewording, Utterance


@dataclass
class FakeChannel:
    """A carrier that remembers what it took; ``before`` may raise in its place."""

    spoken: bool = False
    fetches_replies: bool = False
    free_words_for: timedelta | None = None
    sent: list[Outbound] = field(default_factory=list)
    mishaps: list[ProviderError] = field(default_factory=list)
    #: Called after the carrier has taken a message and before it answers: where a line breaks.
    after_taking: Callable[[], object] = lambda: None

    def send(self, outbound: Outbound) -> Receipt:
        if self.mishaps:
            raise self.mishaps.pop(0)
        self.sent.append(outbound)
        self.after_taking()
        return Receipt(f"SM{uuid.uuid4().hex}")


@dataclass
class BrokenReader:
    """A reader that fails as it is told."""

    error: Exception
    name: str = "broken"
    needs_history: bool = True

    def read(self, utterance: Utterance) -> Reading:
        raise self.error


@dataclass
class FakePhraser:
    """A model that puts one expression in the place of another."""

    change: tuple[str, str] = ("", "")
    asked: list[Rewording] = field(default_factory=list)
    #: Called while it is being asked.
    watch: Callable[[], object] = lambda: None

    def reword(self, rewording: Rewording) -> Proposal:
        self.asked.append(rewording)
        self.watch()
        return Proposal(rewording.draft.replace(*self.change))


class Stage:
    """The fakes of the test that is running."""

    text = FakeChannel()
    call = FakeChannel(spoken=True, fetches_replies=True)
    mail = FakeChannel()
    reader = BrokenReader(RuntimeError("not set"))
    phraser = FakePhraser()


def text_channel() -> FakeChannel:
    return Stage.text


def mail_channel() -> FakeChannel:
    return Stage.mail


def call_channel() -> FakeChannel:
    return Stage.call


def broken_reader() -> BrokenReader:
    return Stage.reader


def phraser() -> FakePhraser:
    return Stage.phraser
