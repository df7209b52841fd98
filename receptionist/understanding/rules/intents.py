"""Which intent an utterance has: the evidence of its language's table, weighed, and the words that decided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from receptionist.domain.reading import Intent
from receptionist.understanding.rules.language import Language
from receptionist.understanding.rules.lines import Line

#: Below this an utterance has shown no intent of its own.
THRESHOLD = 2.0
#: A change or a cancellation is about an appointment, so the word "appointment" no longer speaks for a new one.
_OVERRULES_SCHEDULE = 3.0
#: What a day or a time, and a service, that is named speaks for an appointment.
_WHEN_WEIGHT, _SERVICE_WEIGHT = 1.5, 1.0
#: What both together speak for it beside: "a haircut tomorrow at three, my name is Ana" is more than a name.
_BOTH_WEIGHT = 1.0


@dataclass(frozen=True, slots=True)
class Verdict:
    """An intent, how sure it is (0 to 1), and which words led to it."""

    intent: Intent
    confidence: float
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the words alone say: a score and reasons for each intent."""

    scores: Mapping[Intent, float]
    reasons: Mapping[Intent, tuple[str, ...]]

    @property
    def changes(self) -> Intent | None:
        """Whether an appointment is to be moved or called off: then "appointment" speaks no longer for a new one."""
        best = max((Intent.RESCHEDULE, Intent.CANCEL), key=lambda intent: self.scores.get(intent, 0.0))
        return best if self.scores.get(best, 0.0) >= _OVERRULES_SCHEDULE else None


def weigh(line: Line, language: Language) -> Evidence:
    """Weigh the words of an utterance by its language's table."""
    scores: dict[Intent, float] = defaultdict(float)
    reasons: dict[Intent, tuple[str, ...]] = defaultdict(tuple)
    line = _as_said(line, language)
    for row, match in language.evidence.matches(line):
        scores[row.intent] += row.weight
        reasons[row.intent] += (f"{row.intent} {row.weight:+g}: {line.words(match.start, match.end)!r}",)
    return Evidence(scores, reasons)


def _as_said(line: Line, language: Language) -> Line:
    """Leave out the signs that nobody hears: the dash of "walk-ins", the full stop of "Dr. May"."""
    if "-" not in line.text and "." not in line.text:
        return line
    return line.only([not _is_silent(line, at, language) for at in range(len(line.items))])


def _is_silent(line: Line, at: int, language: Language) -> bool:
    sign = line.items[at]
    if sign.norm not in ("-", ".") or not 0 < at < len(line.items) - 1:
        return False
    before, after = line.items[at - 1], line.items[at + 1]
    if sign.start != before.end:
        return False
    return before.norm in language.titles if sign.norm == "." else sign.end == after.start


def taken_over(intent: Intent) -> Evidence:
    """Take over the intent of the wish before: "cancel Tuesday's and Friday's" says it once for both."""
    return Evidence({intent: _OVERRULES_SCHEDULE}, {intent: (f"{intent}: as the wish before",)})


def decide(evidence: Evidence, *, states_when: bool, gives_contact: bool, names_service: bool) -> Verdict:
    """Decide on an intent; what else is stated (a day, a name, a service) counts where the words are silent."""
    scores = dict(evidence.scores)
    stated = _WHEN_WEIGHT * states_when + _SERVICE_WEIGHT * names_service
    stated += _BOTH_WEIGHT * (states_when and names_service)
    scores[Intent.SCHEDULE] = scores.get(Intent.SCHEDULE, 0.0) + stated
    if evidence.changes:
        scores[Intent.SCHEDULE] = 0.0
    ranked = sorted(scores.items(), key=lambda entry: -entry[1])
    best, score = ranked[0]
    if score < THRESHOLD:
        return _from_facts(states_when=states_when, gives_contact=gives_contact, names_service=names_service)
    margin = score - (ranked[1][1] if len(ranked) > 1 else 0.0)
    return Verdict(best, round(min(0.98, 0.55 + 0.08 * margin), 2), evidence.reasons.get(best, ()))


def _from_facts(*, states_when: bool, gives_contact: bool, names_service: bool) -> Verdict:
    if states_when or names_service:
        return Verdict(Intent.SCHEDULE, 0.5, ("schedule: only a time or a service is stated",))
    if gives_contact:
        return Verdict(Intent.CONTACT, 0.6, ("contact: only contact details are given",))
    return Verdict(Intent.UNKNOWN, 0.3, ("unknown: no words that speak for an intent",))
