"""Names: after the words that introduce one, or alone where a name was asked for."""

from __future__ import annotations

import re

from receptionist.understanding.rules.language import Language
from receptionist.understanding.rules.leads import Lead
from receptionist.understanding.rules.lines import Item, Line
from receptionist.understanding.rules.patterns import words

#: Words of a name, the small ones between them not counted.
_LONGEST = 4
#: An answer that is longer than this tells something else as well.
_LONGEST_ANSWER = 12
#: Speech has no capitals: two unknown words after "this is" are a name, unless they look like "feeling unwell".
_SPOKEN_NAME = 2
#: Letters of a code such as "hgd 458", which is no part of the name before it.
_LONGEST_CODE = 3
#: What binds the parts of a name, whatever the language that is spoken: "de la Cruz", "van der Berg", "bin Salman".
_PARTICLES = frozenset(words("de del da das di do dos du la las los le van von der den ter zu bin ibn al el st saint"))
#: Those that may stand first; an article may not.
_FIRST_PARTICLES = _PARTICLES - {"la", "las", "los", "el", "do"}
#: "S M I T H" or "k-h-a-n".
_SPELLED = re.compile(r"[^\W\d_](?:[ ,-]{1,2}[^\W\d_](?!\w)){2,20}(?![.']\w)")


def find_name(line: Line, language: Language, *, is_asked: bool) -> str | None:
    """Find the customer's name, as written; one that is only spelled begins with a capital."""
    spelled = _spelled_at(line, 0) if is_asked else None
    if spelled:
        return _join_letters(spelled)
    for rule in language.names:
        for match in rule.pattern.find_all(line):
            name = _led_up_to(line, language, match.end, Lead.SURE if is_asked else rule.lead)
            if name:
                return _with_last_name(line, language, name)
    name = _before_words(line, language)
    if name:
        return name
    if is_asked and not any(ask.find(line) for ask in language.asks_back):
        is_short = len(line.items) <= _LONGEST_ANSWER
        name = _first_run(line, language) if is_short else _run(line, language, 0, needs_capital=False)
        if name:
            return name
    return _signature(line, language) or _of_booking(line, language)


def find_guest(line: Line, language: Language) -> str | None:
    """Find whom the appointment is for: the name right after "for my daughter"."""
    for pattern in language.guests:
        for match in pattern.find_all(line):
            name = _run(line, language, match.end, needs_capital=not line.text.islower())
            if name:
                return name
    return None


def _led_up_to(line: Line, language: Language, start: int, lead: Lead) -> str | None:
    if lead is Lead.SURE or _is_spelled_out(line, start):
        return _run(line, language, start, needs_capital=False)
    is_shouted = line.text.isupper()
    name = None if is_shouted else _run(line, language, start, needs_capital=True)
    if name or lead is Lead.WEAK:
        return name
    name = _run(line, language, start, needs_capital=False)
    words_of_it = name.split() if name else []
    parts = [part for part in words_of_it if part not in _PARTICLES]
    if any(part.endswith(language.no_name_endings) and part.lower() not in language.also_names for part in parts):
        return None
    is_bound = len(parts) > _SPOKEN_NAME and len(parts) < len(words_of_it)
    is_single = len(parts) == 1 and lead is Lead.SPOKEN and line.text.islower()
    is_enough = len(parts) == _SPOKEN_NAME or is_bound or is_single
    return name if is_enough else None


def _is_spelled_out(line: Line, start: int) -> bool:
    """Whether the letters of the word follow it: "dominic d o m i n i c"."""
    spelled = _spelled_at(line, start + 1)
    return spelled is not None and _join_letters(spelled).casefold() == line.items[start].norm


def _with_last_name(line: Line, language: Language, name: str) -> str:
    """Add the last name where it is given apart: "first name Ana, last name Ruiz"."""
    lead = language.last_name.find(line)
    last = _run(line, language, lead.end, needs_capital=False) if lead else None
    return name if last is None or last == name else f"{name} {last}"


def _of_booking(line: Line, language: Language) -> str | None:
    """Take the full name in capitals that a booking is called by: "the Ana Ruiz table"."""
    for match in language.named_after.find_all(line):
        for start in range(max(0, match.start - _LONGEST), match.start - 1):
            name = _run(line, language, start, needs_capital=True)
            if name and " " in name and name == line.words(start, match.start):
                return name
    return None


def _before_words(line: Line, language: Language) -> str | None:
    """Take the name at the beginning, after a greeting at most, that "here" or "speaking" follows."""
    for pattern in language.names_before:
        for match in pattern.find_all(line):
            for start in range(match.start):
                name = _run(line, language, start, needs_capital=start > 0 and not line.text.islower())
                if name:
                    if line.words(start, match.start).rstrip(" ,") == name:
                        return name
                    break
                if not _is_passed_over(line, language, line.items[start]):
                    break
    return None


def _first_run(line: Line, language: Language) -> str | None:
    """Take the first name of an answer; before it only signs and common words may stand ("yes, it's ...")."""
    colon = max((at for at, item in enumerate(line.items) if item.norm == ":"), default=-1)
    for start, item in enumerate(line.items[colon + 1 :], start=colon + 1):
        name = _run(line, language, start, needs_capital=False)
        if name:
            return name
        if item.norm in language.subjects or not _is_passed_over(line, language, item):
            return None
    return None


def _is_passed_over(line: Line, language: Language, item: Item) -> bool:
    return not line.text[item.start].isalpha() or item.norm in language.common or item.norm in language.titles


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
    spelled = _spelled_at(line, start)
    if spelled:
        return None if needs_capital else _join_letters(spelled)
    end, count = start, 0
    while end < len(line.items) and count < _LONGEST and not _spelled_at(line, end):
        first = _skip_particles(line, end)
        if first >= len(line.items) or not _is_name(line, language, line.items[first], needs_capital):
            break
        end, count = first + 1, count + 1
        if _joins(line, end):
            end += 1
    while end > start and not line.text[line.items[end - 1].start].isalpha():
        end -= 1
    if count > 1 and _is_code(line, end - 1):
        end -= 1
    return _respelled(line, line.words(start, end), end)


def _skip_particles(line: Line, start: int) -> int:
    """Pass over "de la" and its like, where they bind a name."""
    end = start
    while end < len(line.items) and line.items[end].norm in _PARTICLES:
        if end == start and line.items[end].norm not in _FIRST_PARTICLES and not _is_dash(line, end + 1):
            break
        end += 1
        end += _is_dash(line, end)
    return end


def _is_dash(line: Line, at: int) -> bool:
    return at < len(line.items) and line.items[at].norm == "-" and line.items[at].start == line.items[at - 1].end


def _is_code(line: Line, at: int) -> bool:
    """Whether the last word is that of a code with a number after it."""
    word = line.items[at]
    return word.end - word.start <= _LONGEST_CODE and at + 1 < len(line.items) and line.items[at + 1].value is not None


def _spelled_at(line: Line, at: int) -> str | None:
    if at >= len(line.items) or not line.text[line.items[at].start].isalpha():
        return None
    match = _SPELLED.match(line.text, line.items[at].start)
    return match.group() if match else None


def _join_letters(spelled: str) -> str:
    return "".join(letter for letter in spelled if letter.isalpha()).capitalize()


def _respelled(line: Line, name: str, end: int) -> str | None:
    """Return the name, its last word as it is spelled right after it ("Smith, S M Y T H")."""
    if len(name) <= 1:
        return None
    after = end
    while after < len(line.items) and not line.text[line.items[after].start].isalpha():
        after += 1
    spelled = _spelled_at(line, after)
    if spelled is None:
        return name
    first, _, last = name.rpartition(" ")
    letters = _join_letters(spelled)
    # What begins otherwise spells another name than the last one.
    return f"{first} {letters}".strip() if letters[:1].casefold() == last[:1].casefold() else name


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
    if not first.isalpha() or item.norm in language.common or item.norm in language.no_names:
        return False
    is_known = language.vocabulary.knows(item.norm) and item.norm not in language.also_names
    if needs_capital:
        return first.isupper() and not is_known
    return first.isupper() or not is_known
