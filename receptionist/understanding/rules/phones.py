"""Phone numbers: written in any grouping, or spoken digit by digit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import phonenumbers

from receptionist.understanding.rules.countries import country_of
from receptionist.understanding.rules.found import Found
from receptionist.understanding.rules.language import Language
from receptionist.understanding.rules.tokens import Token

_WRITTEN = re.compile(r"(?<![\w@.])(?:\(?\+\)?\s?)?\(?\d[\d\s().\-/+–]{4,28}\d(?!\w*@)", re.ASCII)
#: A day in figures, or a social security number.
_NO_PHONE = re.compile(
    r"[\s(]*"
    r"((19|20)\d\d([-/. –])(0?[1-9]|1[0-2])\3(0?[1-9]|[12]\d|3[01])"
    r"|\d{1,2}([-/.])\d{1,2}\6(\d{4}|\d{2})|\d{3}-\d{2}-\d{4})(?!\d|[-/.]\d\d\b)",
    re.ASCII,
)
#: Nine digits or more without a gap are a number by themselves.
_FIRST_GROUP = re.compile(r"\d{9,12}(?=\s)", re.ASCII)
_FEWEST, _MOST = 7, 15
_LABEL_REACH = 16
#: Fewer spelled digits are words among figures, such as those of a day.
_FEWEST_WORDS = 3
_BETWEEN_DIGITS = frozenset(",-.‐‚·")


def find_phone(text: str, tokens: Sequence[Token], language: Language, timezone: str) -> Found | None:
    """Find the phone number, best one that is called so; E.164 where its country is certain, else its digits."""
    written = [found for match in _WRITTEN.finditer(text) if (found := _written(match))]
    labelled = (found for found in written if _is_labelled(found, tokens, language))
    found = next(labelled, None) or next(iter(written), None) or _spoken_digits(tokens, language)
    return replace(found, value=_normal(found.value, timezone)) if found else None


def _written(match: re.Match[str]) -> Found | None:
    digits = match.group()
    first = _FIRST_GROUP.match(digits)
    if first:  # a house number or a postcode follows
        digits = first.group()
    count = sum(c.isdecimal() for c in digits)
    if not _FEWEST <= count <= _MOST or _NO_PHONE.match(digits):
        return None
    return Found(digits, match.start(), match.start() + len(digits))


def _is_labelled(found: Found, tokens: Sequence[Token], language: Language) -> bool:
    before = [token.norm for token in tokens if found.start - _LABEL_REACH <= token.start < found.start]
    return any(word in language.phone_labels for word in before)


def _normal(written: str, timezone: str) -> str:
    bare = written.replace("(0)", "") if "+" in written else written
    number = re.sub(r"[^\d+]", "", bare)
    try:
        parsed = phonenumbers.parse(number, country_of(timezone))
    except phonenumbers.NumberParseException:
        return number
    if phonenumbers.is_valid_number(parsed):
        return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
    return number


def _spoken_digits(tokens: Sequence[Token], language: Language) -> Found | None:
    """Join the longest run of digits said one by one ("four one five", "double two", "oh")."""
    best: Found | None = None
    run, start, words, repeat = "", 0, 0, 1
    for token in _grouped(tokens, language):
        digits, repeat_next = _digits(token, language)
        if digits is None and not repeat_next:
            if token.norm not in _BETWEEN_DIGITS:
                run, words, repeat = "", 0, 1
            continue
        start = start if run else token.start
        words += not token.is_number
        run += (digits or "") * repeat
        repeat = repeat_next or 1
        is_number = _FEWEST <= len(run) <= _MOST and words >= _FEWEST_WORDS
        if is_number and len(run) > (len(best.value) if best else 0):
            best = Found(run, start, token.end)
    return best


def _grouped(tokens: Sequence[Token], language: Language) -> list[Token]:
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


def _digits(token: Token, language: Language) -> tuple[str | None, int]:
    spelled = language.spelling.get(token.norm, "")
    if spelled.endswith("x"):
        return None, int(spelled[:-1])
    if spelled.isdecimal():
        return spelled, 0
    if token.text.isdecimal():
        return token.text, 0
    value = language.vocabulary.cardinals.get(token.norm)
    return (None if value is None else str(value)), 0
