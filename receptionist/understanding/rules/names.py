"""Names: after the words that introduce one, or alone where a name was asked for."""

from __future__ import annotations

from receptionist.domain.reading import Cue
from receptionist.understanding.rules.language import Language
from receptionist.understanding.rules.leads import Lead
from receptionist.understanding.rules.patterns import Item, Line

_LONGEST = 4
#: An answer that is longer than this tells something else as well.
_LONGEST_ANSWER = 12
#: Speech has no capitals: two unknown words after "this is" are a name, unless they look like "feeling unwell".
_SPOKEN_NAME = 2


def find_name(line: Line, language: Language, *, is_asked: bool) -> str | None:
    """Find the customer's name, as written."""
    for rule in language.names:
        for match in rule.pattern.find_all(line):
            name = _led_up_to(line, language, match.end, Lead.SURE if is_asked else rule.lead)
            if name:
                return name
    for pattern in language.names_before:
        name = _run(line, language, 0, needs_capital=False)
        if name and any(line.words(0, match.start) == name for match in pattern.find_all(line)):
            return name
    if is_asked and len(line.items) <= _LONGEST_ANSWER and not any(ask.find(line) for ask in language.asks_back):
        return _first_run(line, language)
    return _signature(line, language)


def find_guest(line: Line, language: Language) -> str | None:
    """Find whom the appointment is for: the name right after "for my daughter"."""
    for cue, pattern in language.cues:
        for match in pattern.find_all(line) if cue is Cue.FOR_OTHER else ():
            name = _run(line, language, match.end, needs_capital=not line.text.islower())
            if name:
                return name
    return None


def _led_up_to(line: Line, language: Language, start: int, lead: Lead) -> str | None:
    if lead is Lead.SURE:
        return _run(line, language, start, needs_capital=False)
    is_shouted = line.text.isupper()
    name = None if is_shouted else _run(line, language, start, needs_capital=True)
    if name or lead is Lead.WEAK:
        return name
    name = _run(line, language, start, needs_capital=False)
    parts = name.split() if name else []
    looks_like_one = len(parts) == _SPOKEN_NAME and not any(part.endswith(language.no_name_endings) for part in parts)
    return name if looks_like_one else None


def _first_run(line: Line, language: Language) -> str | None:
    """Take the first name of an answer; before it only signs and common words may stand ("yes, it's ...")."""
    for start, item in enumerate(line.items):
        name = _run(line, language, start, needs_capital=False)
        if name:
            return name
        if line.text[item.start].isalpha() and item.norm not in language.common:
            return None
    return None


def _signature(line: Line, language: Language) -> str | None:
    """Take the full name that ends a text behind a comma ("at 3pm, Bea Stone"), but not "in Palo Alto, San Jose"."""
    commas = [at for at, item in enumerate(line.items) if at and item.norm == ","]
    if not commas or line.text.isupper():
        return None
    before, comma = line.items[commas[-1] - 1], line.items[commas[-1]]
    if not (before.value is not None or language.vocabulary.knows(before.norm) or before.norm in language.common):
        return None
    name = _run(line, language, commas[-1] + 1, needs_capital=True)
    return name if name and " " in name and name == line.text[comma.end :].strip(" .!") else None


def _run(line: Line, language: Language, start: int, *, needs_capital: bool) -> str | None:
    end = start
    while end < len(line.items) and end - start < _LONGEST and _is_name(line, language, line.items[end], needs_capital):
        end += 1
        if _joins(line, end):
            end += 1
    while end > start and not line.text[line.items[end - 1].start].isalpha():
        end -= 1
    name = line.words(start, end)
    return name if len(name) > 1 else None


def _joins(line: Line, end: int) -> bool:
    """Whether a dash or the dot of an initial stands here, and the name goes on."""
    if end + 1 >= len(line.items):
        return False
    before, sign, after = line.items[end - 1], line.items[end], line.items[end + 1]
    is_initial = sign.norm == "." and before.end - before.start <= 3 and sign.start == before.end
    is_double = sign.norm == "-" and sign.start == before.end and after.start == sign.end
    return (is_initial or is_double) and line.text[after.start].isalpha()


def _is_name(line: Line, language: Language, item: Item, needs_capital: bool) -> bool:
    first = line.text[item.start]
    if not first.isalpha() or item.norm in language.common:
        return False
    if needs_capital:
        return first.isupper() and not language.vocabulary.knows(item.norm)
    return first.isupper() or not language.vocabulary.knows(item.norm)
