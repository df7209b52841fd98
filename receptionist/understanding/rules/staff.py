"""Whom of the staff a customer asks for: "with Maya", "is Leo in on Friday?"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from receptionist.domain.diary import StaffMember
from receptionist.understanding.rules.language import Language
from receptionist.understanding.rules.tokens import Token, fold, tokenize


def find_staff(
    tokens: Sequence[Token], staff: tuple[StaffMember, ...], language: Language, *, is_answer: bool
) -> StaffMember | None:
    """Return the one person who is asked for; None where nobody is, or it is not clear who.

    Many customers are called like somebody on the staff, so a name alone asks for nobody unless it ``is_answer`` to an
    offer.
    """
    words = [token.norm for token in tokens if token.is_word]
    found = {
        who.id: who for who, at, size in _named(words, staff) if is_answer or _is_asked_for(words, at, size, language)
    }
    return next(iter(found.values())) if len(found) == 1 else None


def _named(words: Sequence[str], staff: tuple[StaffMember, ...]) -> Iterator[tuple[StaffMember, int, int]]:
    """Yield who is named, by the full name or a first name that only one person has, and where."""
    full = {who.id: [fold(token.text) for token in tokenize(who.name) if token.is_word] for who in staff}
    first = Counter(name[0] for name in full.values() if name)
    for who in staff:
        name = full[who.id]
        for at in range(len(words)):
            if name and words[at : at + len(name)] == name:
                yield who, at, len(name)
            elif name and words[at] == name[0] and first[name[0]] == 1:
                yield who, at, 1


def _is_asked_for(words: Sequence[str], at: int, size: int, language: Language) -> bool:
    before, after = words[at - 1] if at else "", words[at + size] if at + size < len(words) else ""
    return before in language.before_staff or (after in language.after_staff and before in language.asks_about_staff)
