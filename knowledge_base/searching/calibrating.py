"""From which score a business's own FAQs are good enough, found by asking its own wordings.

Each wording is asked twice: while it alone is left out, and while its FAQ is left out wholly, which makes it a question
that no FAQ answers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from knowledge_base.models import Calibration, FaqVersion
from knowledge_base.searching.entries import ANSWER_FROM, Entry
from knowledge_base.searching.held import AndMore
from knowledge_base.searching.ranking import Ranking
from knowledge_base.searching.search import FaqSearch

#: Fewer than so many wordings tell too little.
ENOUGH = 20
#: More take long and tell no more.
_MOST = 200
#: An answer to a wording whose FAQ is left out costs so much of one that is not given. Such a wording is no stranger's
#: question: its subject is the business's own, and next to the gap stand the FAQs most like the one that is missing.
_NEAR_MISS_COSTS = 0.6
#: The shipped threshold counts as much as so many wordings: a few must not move it far.
_SHIPPED_COUNTS = 30
#: No business is set free of judgement, or silenced.
_LOWEST, _HIGHEST = 0.4, 0.9


@dataclass(frozen=True, slots=True)
class Trial:
    """One wording, asked while it was left out."""

    #: The score of the best FAQ, and whether that was its own.
    score: float
    is_right: bool
    #: The score of the best of the others, while its own FAQ was left out.
    score_without: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a threshold would come to on the trials, as shares from 0 to 1."""

    threshold: float
    #: Of the wordings whose own FAQ comes first, those that are answered.
    answered: float
    #: Of the wordings without an FAQ, those that are declined.
    declined: float
    #: Of all wordings, those that get another FAQ's answer.
    wrong: float


def try_out(ranking: Ranking) -> list[Trial]:
    """Ask each wording of each FAQ while it is left out; an evenly spread part of them where there are many."""
    cases = list(_cases(ranking.entries))
    step = max(1, -(-len(cases) // _MOST))
    return [_try(ranking, *case) for case in cases[::step]]


def choose(trials: Sequence[Trial]) -> float:
    """Choose the threshold that costs least, drawn towards the shipped one where there are few trials."""
    costs = {step / 100: _cost(trials, step / 100) for step in range(round(_LOWEST * 100), round(_HIGHEST * 100) + 1)}
    cheapest = [threshold for threshold, cost in costs.items() if cost <= min(costs.values()) + 1e-9]
    # In the middle of those that are as good, as far as may be from what would change something.
    least = cheapest[len(cheapest) // 2]
    drawn = (len(trials) * least + _SHIPPED_COUNTS * ANSWER_FROM) / (len(trials) + _SHIPPED_COUNTS)
    return round(min(max(drawn, _LOWEST), _HIGHEST), 3)


def outcome(trials: Sequence[Trial], threshold: float) -> Outcome:
    """Say what a threshold would come to."""
    right = [trial for trial in trials if trial.is_right]
    return Outcome(
        threshold=threshold,
        answered=sum(trial.score >= threshold for trial in right) / max(1, len(right)),
        declined=sum(trial.score_without < threshold for trial in trials) / max(1, len(trials)),
        wrong=sum(trial.score >= threshold and not trial.is_right for trial in trials) / max(1, len(trials)),
    )


def keep(business_id: int, search: FaqSearch, threshold: float, asked: int) -> None:
    """Keep a business's threshold, for the model its FAQs are searched with now; it counts from the next search on."""
    ranking = search.ranking(business_id)
    model = ranking.model.name if ranking.held is not None and ranking.model is not None else ""
    Calibration.objects.update_or_create(
        business_id=business_id, defaults={"model": model, "threshold": threshold, "asked": asked}
    )
    # The search looks at this row only; a business that never had an FAQ has none.
    FaqVersion.objects.get_or_create(business_id=business_id)


def _cases(entries: Sequence[Entry]) -> Iterator[tuple[int, Entry, str]]:
    """Yield each text of each entry that has several: where it stands, the entry without it, and the text."""
    for row, entry in enumerate(entries):
        texts = (entry.question, *entry.wordings)
        for text in texts if len(texts) > 1 else ():
            first, *others = [other for other in texts if other != text] or texts
            yield row, replace(entry, question=first, wordings=tuple(others)), text


def _try(ranking: Ranking, row: int, without: Entry, text: str) -> Trial:
    others = [*ranking.entries[:row], *ranking.entries[row + 1 :]]
    own, score = _best(ranking, [*others, without], text)
    return Trial(score, own == without.id, score_without=_best(ranking, others, text)[1])


def _best(ranking: Ranking, entries: Sequence[Entry], text: str) -> tuple[int | None, float]:
    held = ranking.held
    if held is not None and ranking.model is not None:
        # With another question before its answer, an FAQ reads differently as a whole.
        lacking = [entry.whole for entry in entries[-1:] if held.place(entry.whole) is None]
        held = AndMore(held, dict(zip(lacking, ranking.model.embed(lacking), strict=True)))
    hits = Ranking(entries, held=held, model=ranking.model, after=ranking).rank(text, limit=1)
    return (hits[0].id, hits[0].score) if hits else (None, 0.0)


def _cost(trials: Sequence[Trial], threshold: float) -> float:
    told = outcome(trials, threshold)
    return (1 - told.answered) + told.wrong + _NEAR_MISS_COSTS * (1 - told.declined)
