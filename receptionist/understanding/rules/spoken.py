"""Numbers as they are said: "thirty four" and "seiscientos doce" are one number each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from receptionist.understanding.rules.language import Language
from receptionist.understanding.rules.tokens import Token


def join_numbers(tokens: Sequence[Token], language: Language) -> list[Token]:
    """Join the words of each number below a thousand to one token, whose text is the number in figures."""
    return _with_hundreds(_with_tens(tokens, language), language)


def _with_tens(tokens: Sequence[Token], language: Language) -> list[Token]:
    """Join what is said as one number of two digits: "thirty four", "treinta y cuatro"."""
    cardinals = language.vocabulary.cardinals
    grouped: list[Token] = []
    for token in tokens:
        ones = cardinals.get(token.norm, 0)
        has_and = len(grouped) > 1 and grouped[-1].norm in language.joins_tens
        tens = cardinals.get(grouped[-1 - has_and].norm, 0) if grouped else 0
        if 0 < ones <= 9 and 20 <= tens <= 90 and tens % 10 == 0:
            first = grouped[-1 - has_and]
            del grouped[-1 - has_and :]
            grouped.append(replace(token, text=str(tens + ones), norm=f"{first.norm} {token.norm}", start=first.start))
        else:
            grouped.append(token)
    return grouped


def _with_hundreds(tokens: Sequence[Token], language: Language) -> list[Token]:
    """Join hundreds with what follows: "seiscientos doce" is 612, but "seiscientos uno dos" begins with 600."""
    joined: list[Token] = []
    values = [_value(token, language) for token in tokens]
    for at, token in enumerate(tokens):
        hundreds = language.hundreds.get(token.norm)
        before = language.hundreds.get(tokens[at - 1].norm) if at else None
        value, after = values[at], values[at + 1] if at + 1 < len(values) else None
        is_alone = value is not None and (value >= 10 or after is None or after >= 10)
        if before and value and is_alone:
            first = joined.pop()
            token = replace(token, text=str(before + value), norm=f"{first.norm} {token.norm}", start=first.start)  # noqa: PLW2901
        elif hundreds:
            token = replace(token, text=str(hundreds))  # noqa: PLW2901
        joined.append(token)
    return joined


def _value(token: Token, language: Language) -> int | None:
    """Return the number below a hundred that was said in words."""
    if token.norm in language.vocabulary.cardinals:
        return language.vocabulary.cardinals[token.norm]
    return int(token.text) if token.text.isdecimal() and not token.is_number and len(token.text) == 2 else None
