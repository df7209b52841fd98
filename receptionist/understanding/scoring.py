"""How well a reader read: each expected field right, wrong or missed, and why where it was not right."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from receptionist.domain.reading import Reading
from receptionist.ports import Reader, Utterance
from receptionist.understanding.cases import Case
from receptionist.understanding.chain import Understood, understand
from receptionist.understanding.contract import from_reading
from receptionist.understanding.expected import read_fields
from receptionist.understanding.rules.tokens import fold
from receptionist.understanding.rules_reader import RulesReader

#: Digits that tell a number, whatever its country code and trunk zero.
_TELLING_DIGITS = 7


class Verdict(StrEnum):
    """What became of one expected field."""

    RIGHT = "right"
    #: Something else was read, or something where the text states nothing.
    WRONG = "wrong"
    #: The text states it and it was not read.
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Fault:
    """A field that was not read right; null stands for nothing."""

    field: str
    accepted: tuple[str | None, ...]
    got: str | None


@dataclass(frozen=True, slots=True)
class Failure:
    """A case with a fault, and what led the reader there."""

    case: Case
    faults: tuple[Fault, ...]
    reasons: tuple[str, ...]


@dataclass(slots=True)
class Score:
    """The sum over all cases."""

    cases: int = 0
    #: field → how often it was right, wrong, missed.
    fields: dict[str, Counter[Verdict]] = field(default_factory=lambda: defaultdict(Counter))
    #: The first accepted intent → how often it was right, wrong.
    intents: dict[str, Counter[Verdict]] = field(default_factory=lambda: defaultdict(Counter))
    #: Who read, and who was passed over and why → how often.
    readers: Counter[str] = field(default_factory=Counter)
    failures: list[Failure] = field(default_factory=list)

    @property
    def percent(self) -> float:
        """The share of expected fields that were read right, 0 to 100."""
        total = sum(self.fields.values(), Counter[Verdict]())
        return 100 * total[Verdict.RIGHT] / (total.total() or 1)


def score(cases: Iterable[Case], chain: Sequence[Reader]) -> Score:
    """Let a chain of readers read every case, and compare."""
    result = Score()
    for case in cases:
        understood = understand(case.utterance, chain)
        result.cases += 1
        result.readers[understood.reader] += 1
        result.readers.update(f"passed over {why}" for why in understood.passed_over)
        faults = tuple(_compare(case, understood.reading, result))
        if faults:
            result.failures.append(Failure(case, faults, _reasons(case.utterance, understood)))
    return result


def _compare(case: Case, reading: Reading, result: Score) -> Iterable[Fault]:
    utterance = case.utterance
    read = read_fields(from_reading(reading, utterance.timezone, utterance.services))
    for name, accepted in case.expected.fields().items():
        verdict = _judge(name, accepted, read[name])
        result.fields[name][verdict] += 1
        if name == "intent":
            result.intents[str(accepted[0])][verdict] += 1
        if verdict is not Verdict.RIGHT:
            yield Fault(name, accepted, read[name])


def _judge(name: str, accepted: Sequence[str | None], got: str | None) -> Verdict:
    if any(_is_same(name, value, got) for value in accepted):
        return Verdict.RIGHT
    return Verdict.MISSED if got is None else Verdict.WRONG


def _is_same(name: str, wanted: str | None, got: str | None) -> bool:
    if wanted is None or got is None:
        return wanted is got
    if name == "phone":
        return _is_same_number(wanted, got)
    return fold(wanted).split() == fold(got).split()


def _is_same_number(wanted: str, got: str) -> bool:
    """Compare the digits; a country code may stand in one of the two alone."""
    shorter, longer = sorted((re.sub(r"\D", "", number).lstrip("0") for number in (wanted, got)), key=len)
    return shorter == longer or (len(shorter) >= _TELLING_DIGITS and longer.endswith(shorter))


def _reasons(utterance: Utterance, understood: Understood) -> tuple[str, ...]:
    """Say which words led to what was read; a model does not say, and is named instead."""
    if understood.reader == RulesReader.name:
        return RulesReader().explain(utterance).reasons
    return (f"read by the {understood.reader}, which gives no reasons",)
