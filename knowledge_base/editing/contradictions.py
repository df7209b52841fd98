"""Whether two answers to nearly the same question contradict each other: pure, from the words alone.

It looks at what answers are about when they matter: numbers and prices, times, days of the week, and yes or no. Two
answers that both name such things and name others differ in them; one that names none says less, not otherwise.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

_PRICE = re.compile(
    r"(?:(?P<before>[$€£])\s*)?(?P<number>\d+(?:[.,]\d+)*)\s*(?P<after>[$€£%]|(?:euros?|eur|dollars?|usd|pounds?|gbp|percent)\b)?"
)
_TIME = re.compile(
    r"\b(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2}))?\s*(?P<half>a\.?m\b\.?|p\.?m\b\.?)|\b(?P<hour24>\d{1,2})[:h](?P<minute24>\d{2})\b"
)
_SIGNS = {"€": "€", "euro": "€", "euros": "€", "eur": "€", "$": "$", "dollar": "$", "dollars": "$", "usd": "$"}
_SIGNS |= {"£": "£", "pound": "£", "pounds": "£", "gbp": "£", "%": "%", "percent": "%"}
_DAYS = (
    ("Monday", "mondays? lunes"),
    ("Tuesday", "tuesdays? martes"),
    ("Wednesday", "wednesdays? miercoles"),
    ("Thursday", "thursdays? jueves"),
    ("Friday", "fridays? viernes"),
    ("Saturday", "saturdays? sabados?"),
    ("Sunday", "sundays? domingos?"),
)
_DAY = [(name, re.compile(rf"\b(?:{'|'.join(words.split())})\b")) for name, words in _DAYS]
_ORDER = {name: number for number, (name, _) in enumerate(_DAYS)}
_RANGE = re.compile(r"\b(\w+)\s*(?:-|–|to|through|until|a|al|hasta(?: el)?)\s*(\w+)\b")
_WEEKEND = re.compile(r"\b(?:weekends?|fin(?:es)? de semana)\b")
_DAILY = re.compile(r"\b(?:every day|daily|seven days|todos los dias|cada dia)\b")
_NO = re.compile(
    r"^\W*(?:no|not|never|sorry|unfortunately|lo siento|nunca|lamentablemente)\b|^we (?:do not|don't|cannot|can't)\b"
)
_YES = re.compile(r"^\W*(?:yes|si|of course|sure|certainly|absolutely|claro|por supuesto|we do)\b")


def contradictions(one: str, other: str) -> list[str]:
    """Say what two answers differ in, in words for staff; nothing where they may both be true."""
    one, other = _folded(one), _folded(other)
    said = []
    for what, facts in _KINDS:
        mine, theirs = facts(one), facts(other)
        # Where one names all that the other does, and more, it may only say more. Several days are a week, though.
        says_more = mine <= theirs or theirs <= mine
        if facts is _days and min(len(mine), len(theirs)) > 1:
            says_more = mine == theirs
        if mine and theirs and not says_more:
            said.append(f"{what}: {_listed(mine - theirs)} against {_listed(theirs - mine)}")
    return said


def _prices(text: str) -> set[str]:
    return {f"{sign}{number}" if sign in "$£" else f"{number} {sign}" for number, sign in _numbers(text) if sign}


def _bare_numbers(text: str) -> set[str]:
    return {number for number, sign in _numbers(text) if not sign}


def _numbers(text: str) -> list[tuple[str, str]]:
    """List the numbers that are no times, each with what it is a number of, if that is money or a share."""
    found = _PRICE.finditer(_TIME.sub(" ", text))
    return [(_number(each["number"]), _SIGNS.get(each["before"] or each["after"] or "", "")) for each in found]


def _number(written: str) -> str:
    """Write 1,000.50 and 1.000,50 alike: a sign before exactly three digits parts thousands."""
    whole = re.sub(r"[.,](?=\d{3}(?!\d))", "", written).replace(",", ".")
    return whole.rstrip("0").rstrip(".") if "." in whole else whole.lstrip("0") or "0"


def _times(text: str) -> set[str]:
    return {_clock(each) for each in _TIME.finditer(text)}


def _clock(found: re.Match[str]) -> str:
    if found["hour24"]:
        return f"{int(found['hour24']):02}:{found['minute24']}"
    hour = int(found["hour"]) % 12 + (12 if found["half"].startswith("p") else 0)
    return f"{hour:02}:{found['minute'] or '00'}"


def _days(text: str) -> set[str]:
    names = [name for name, _ in _DAY]
    days = {name for name, pattern in _DAY if pattern.search(text)}
    days |= {"Saturday", "Sunday"} if _WEEKEND.search(text) else set()
    for each in _RANGE.finditer(text):
        first, last = (next((n for n, (_, p) in enumerate(_DAY) if p.fullmatch(word)), None) for word in each.groups())
        if first is not None and last is not None:
            days |= {names[n % 7] for n in range(first, (last if last >= first else last + 7) + 1)}
    return set(names) if _DAILY.search(text) else days


def _verdict(text: str) -> set[str]:
    return {"no"} if _NO.search(text) else {"yes"} if _YES.search(text) else set()


_KINDS: tuple[tuple[str, Callable[[str], set[str]]], ...] = (
    ("Yes or no", _verdict),
    ("Prices", _prices),
    ("Times", _times),
    ("Days", _days),
    ("Numbers", _bare_numbers),
)


def _listed(facts: set[str]) -> str:
    return ", ".join(sorted(facts, key=lambda fact: (_ORDER.get(fact, 0), fact))) or "none of these"


def _folded(text: str) -> str:
    """Write in small letters, without accents."""
    apart = unicodedata.normalize("NFKD", text.lower().replace("’", "'"))
    return "".join(sign for sign in apart if not unicodedata.combining(sign))
