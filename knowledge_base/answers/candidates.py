"""Which FAQs answer a question: those that fit well enough and hold today, each in the customer's language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import log

from knowledge_base.models import FAQ
from knowledge_base.searching import search
from knowledge_base.words import meanings
from receptionist.domain.knowledge import Asked
from receptionist.domain.languages import LANGUAGES
from receptionist.models import Business

#: As many of the best are looked at: some may be out of season.
_LOOKED_AT = 12
#: Scores this close are the same answer in two languages, or for two seasons, rather than two answers.
_AS_GOOD = 0.1
#: Of two different answers with log-odds this close nobody can say which is meant; log-odds, since scores crowd near 1.
#: Every question in return is one too many for a customer who was plain enough: of public questions 16 of 250 that are
#: answered rightly are asked back by this, and 6 of 13 whose right answer came second; within .03 of the score it would
#: be 33 and 5.
_UNDECIDED = 0.4
#: No score counts as nearer than this to 0 or 1.
_SUREST_NOT = 1e-6
#: What "and on Sunday?" asks about, whatever day it is: an answer that tells of any day tells of the week.
_A_DAY = "=a day"
_TELL_OF_DAYS = "{opening_hours"
#: In SQL, because it answers every question and putting it together would take three times as long as running it.
_FAMILIES = """
    WITH original AS (
        SELECT DISTINCT COALESCE(translation_of_id, id) AS id FROM knowledge_base_faq
        WHERE business_id = %s AND id = ANY(%s)
    )
    SELECT faq.* FROM original JOIN knowledge_base_faq AS faq USING (id) WHERE faq.business_id = %s
    UNION ALL
    SELECT faq.* FROM original JOIN knowledge_base_faq AS faq ON faq.translation_of_id = original.id
    WHERE faq.business_id = %s
    ORDER BY id
"""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An FAQ that fits, and the one that is said in its place: itself, or the same in the customer's language."""

    hit: FAQ
    said: FAQ
    score: float

    def told_of(self, wanted: set[str]) -> set[str]:
        """Return those of the meanings (see ``meanings``) that it speaks of."""
        texts = [text for faq in (self.hit, self.said) for text in (faq.question, *faq.wordings, faq.answer)]
        told = _meant(" ".join(texts))
        if any(_TELL_OF_DAYS in text for text in texts):
            told.add(_A_DAY)
        return wanted & told


def find(business_id: int, asked: Asked) -> tuple[str, list[Candidate]]:
    """Find what answers a question: the best first, and after it only what may be meant as well.

    The question as it was understood comes with it: what was asked before is part of it where it is incomplete
    without. Then only those count that speak of what is new in it, for what came before would find its own answer.
    """
    whole = f"{asked.before} {asked.question}"
    meant = _meant(asked.question) if asked.before else set()
    new = meant - _meant(asked.before) or meant

    def alone() -> list[Candidate]:
        return _fitting(business_id, asked.question, asked)

    def together() -> list[Candidate]:
        return [each for each in _fitting(business_id, whole, asked) if each.told_of(new) == new] if new else []

    ways = [(asked.question, alone), (whole, together)]
    for question, way in reversed(ways) if asked.follows_up else ways:
        found = way()
        if found:
            return question, _foremost(found, asked.language, _meant(question))
    return asked.whole, []


def chosen(business_id: int, faq_id: int, asked: Asked) -> Candidate | None:
    """Return the FAQ that was chosen, in the customer's language; None when it does not hold any more."""
    return next(iter(_of_today(business_id, {faq_id: 1.0}, asked)), None)


def _fitting(business_id: int, question: str, asked: Asked) -> list[Candidate]:
    searching = search.shared()
    ranked = searching.rank(business_id, question, limit=_LOOKED_AT)
    enough = searching.threshold(business_id)
    return _of_today(business_id, {faq.id: hit.score for faq, hit in ranked if hit.score >= enough}, asked)


def _of_today(business_id: int, scores: dict[int, float], asked: Asked) -> list[Candidate]:
    """Read the FAQs with these scores, each family of translations once; those out of season are left out."""
    if not scores:
        return []
    business = Business.objects.get(pk=business_id)
    families: dict[int, list[FAQ]] = {}
    for row in FAQ.objects.raw(_FAMILIES, [business_id, list(scores), business_id, business_id]):
        row.business = business
        families.setdefault(row.translation_of_id or row.pk, []).append(row)
    found = [_of_family(first, family, scores, asked) for first, family in families.items()]
    return sorted((each for each in found if each), key=lambda each: (-each.score, each.hit.pk))


def _of_family(first: int, family: Sequence[FAQ], scores: dict[int, float], asked: Asked) -> Candidate | None:
    day = asked.now.astimezone(family[0].business.zone).date()
    original = next((row for row in family if row.pk == first), None)
    if original is None or not original.holds_on(day):
        return None
    holding = [row for row in family if row.holds_on(day)]
    hit = max((row for row in holding if row.pk in scores), key=lambda row: scores[row.pk], default=None)
    if hit is None:
        return None
    said = next((row for row in holding if row.language == asked.language), original)
    return Candidate(hit, said, scores[hit.pk])


def _foremost(found: Sequence[Candidate], language: str, meant: set[str]) -> list[Candidate]:
    """Put the one to be said first: of those about as good, one that is in no foreign language, and for the season.

    Another may be meant as well where it scores the same, says something else and speaks of as much that was asked.
    """

    def strangeness(each: Candidate) -> tuple[bool, bool]:
        return each.said.language not in {"", language}, not each.said.is_seasonal

    best = min((each for each in found if each.score >= found[0].score - _AS_GOOD), key=strangeness)
    level = [
        each
        for each in found
        if abs(_odds(each.score) - _odds(best.score)) <= _UNDECIDED and strangeness(each) == strangeness(best)
    ]
    # One that is in no language in particular is, as a rule, in that of the business.
    best = min(level, key=lambda each: each.said.language != language)
    rivals = [
        each
        for each in level
        if each.said.language == best.said.language
        # Asked in the very words of one, there is nothing to decide.
        and (best.score < 1 or each.score >= 1)
        and len(each.told_of(meant)) >= len(best.told_of(meant))
        and each.said.answer.casefold().split() != best.said.answer.casefold().split()
    ]
    return [best, *rivals]


def _odds(score: float) -> float:
    certain = min(max(score, _SUREST_NOT), 1 - _SUREST_NOT)
    return log(certain / (1 - certain))


def _meant(text: str) -> set[str]:
    return {_A_DAY if meaning in _days() else meaning for meaning in meanings(text)}


@cache
def _days() -> frozenset[str]:
    names = (name for tongue in LANGUAGES.values() for name in (*tongue.weekdays, tongue.today_and_tomorrow[0]))
    return frozenset(meaning for name in names for form in (name, f"{name}s") for meaning in meanings(form))
