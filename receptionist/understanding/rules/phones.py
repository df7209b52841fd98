"""Phone numbers: written in any grouping, or spoken digit by digit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import phonenumbers

from receptionist.understanding.rules.countries import country_of
from receptionist.understanding.rules.found import Found
from receptionist.understanding.rules.language import Language
from receptionist.understanding.rules.spoken import join_numbers
from receptionist.understanding.rules.tokens import Token

_WRITTEN = re.compile(r"(?<![\w@.])(?:\(?\+\)?\s?)?\(?\d[\d\s().\-/+–]{4,28}\d(?!\w*@)", re.ASCII)
#: A day in figures, or a social security number.
_NO_PHONE = re.compile(
    r"[\s(]*"
    r"((19|20)\d\d([-/. –])(0?[1-9]|1[0-2])\3(0?[1-9]|[12]\d|3[01])"
    r"|\d{1,2}/\d{1,2} \d{1,2}[.:h]\d\d"
    r"|\d{1,2}([-/.])\d{1,2}\6(\d{4}|\d{2})|\d{3}-\d{2}-\d{4})(?!\d|[-/.]\d\d\b)",
    re.ASCII,
)
#: Nine digits or more without a gap are a number by themselves.
_FIRST_GROUP = re.compile(r"\d{9,12}(?=\s)", re.ASCII)
_FEWEST, _MOST = 7, 15
_LABEL_REACH = 16
_OTHER_REACH = 32
#: These stand before any number.
_ANY_NUMBER = frozenset(("number", "numero"))
#: Fewer spelled digits are words among figures, such as those of a day.
_FEWEST_WORDS = 3
_BETWEEN_DIGITS = frozenset(",-.‐‚·")


def find_phone(text: str, tokens: Sequence[Token], language: Language, timezone: str) -> Found | None:
    """Find the phone number, best one that is called so; E.164 where its country is certain, else its digits."""
    numbers = [found for match in _WRITTEN.finditer(text) if (found := _written(match))]
    written = [found for found in numbers if not _is_other(found, tokens, language)]
    labelled = next((found for found in written if _is_labelled(found, tokens, language)), None)
    found = labelled or next(iter(written), None)
    if found:
        found = _corrected(found, written, tokens, language)
    elif not numbers:
        found = _spoken_digits(tokens, language)
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


def _is_other(found: Found, tokens: Sequence[Token], language: Language) -> bool:
    """Whether the nearest word that tells whose number it is calls it an order's, a card's and their like."""
    if found.value.startswith("+"):
        return False
    labels = language.other_numbers | language.phone_labels - _ANY_NUMBER
    before = [token.norm for token in tokens if found.start - _OTHER_REACH <= token.start < found.start]
    nearest = next((word for word in reversed(before) if word in labels), None)
    return nearest in language.other_numbers


def _corrected(found: Found, written: Sequence[Found], tokens: Sequence[Token], language: Language) -> Found:
    """Take "sorry, 555 0198" for the number before it."""
    for later in written[written.index(found) + 1 :]:
        if any(token.norm in language.takes_back for token in tokens if found.end <= token.start < later.start):
            found = later
    return found


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
    for token in join_numbers(tokens, language):
        if token.norm in language.vocabulary.fillers:
            continue
        digits, repeat_next = _digits(token, language)
        if digits is None and not repeat_next:
            if token.norm not in _BETWEEN_DIGITS and token.norm not in language.between_groups:
                run, words, repeat = "", 0, 1
            continue
        start = start if run else token.start
        # Figures one by one are as good as words: they, too, are no day and no hour.
        words += not token.is_number or len(token.text) == 1
        run += (digits or "") * repeat
        repeat = repeat_next or 1
        is_number = _FEWEST <= len(run) <= _MOST and words >= _FEWEST_WORDS
        if is_number and len(run) > (len(best.value) if best else 0):
            best = Found(run, start, token.end)
    return best


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
