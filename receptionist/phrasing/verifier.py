"""Does a reworded reply state what the draft states, nothing else and nothing less? Pure, and closed by default.

Nothing here looks for lies. Both texts are brought to their bones: courtesies are left out, expressions that are
listed as equivalent become one, days and times are worked out, and every other word, number and sign stays what it
is. The bones must then be the same, in the same order. A word that nobody has thought of is therefore a difference:
it costs a rewording, never a customer's trust.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from receptionist.phrasing import english, spanish
from receptionist.phrasing.manner import Manner

MANNERS = {"en": english.MANNER, "es": spanish.MANNER}

# Private characters, which no text may bring along, so that no word of anybody's can pose as one of ours.
_CUSTOMER, _NAMED, _QUOTED, _TIME, _DAY, _SAME = 0xE000, 0xE001, 0xE800, "\uee00", "\uee01", "\uf000"
_FACT = r"[\ue000-\uefff]\S*"
#: Categories of characters without a place in a reply: controls, invisible marks, private and unassigned ones. (Digits
#: of other scripts have none either: not every customer can read them.)
_UNSEEN = {"Cc", "Cf", "Co", "Cn", "Cs", "Zl", "Zp"}

_QUOTES = str.maketrans({"’": "'", "‘": "'"})
#: Signs between words that only order them; inside a number, an address or a word they stay. An opening question mark
#: that nothing closes is one too many: it alone makes a claim a question.
_SOFT = re.compile(
    r"""[,:](?!\S)|(?<!\S)[—–-](?!\S)|—|["“”«»¡]|¿(?=[^.!?¿]*\?)|(?<!\S)\((?=\S)|(?<=\S)\)(?=[\s.,!?;:]|$)"""
)
_STOP = re.compile(r"[.!;…]+(?=\s|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A reply as Sara says it plainly, and what in it is not hers to reword."""

    text: str
    language: str
    #: The customer, who may be addressed at another place of the reply.
    customer: str = ""
    #: Business, services, staff.
    names: tuple[str, ...] = ()
    #: The answers of FAQs, to be repeated letter for letter.
    quotations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    """A manner, made ready for reading."""

    manner: Manner
    addressed: re.Pattern[str]
    spellings: re.Pattern[str]
    days: tuple[re.Pattern[str], ...]
    #: Expressions with facts inside, and what each stands for.
    frames: tuple[tuple[re.Pattern[str], str], ...]
    expressions: re.Pattern[str]
    #: Expression -> what it stands for: nothing, or the first of its group.
    stands_for: Mapping[str, str]


def is_faithful(draft: Draft, reworded: str) -> bool:
    """Say whether every fact, claim, condition and question of the draft stands in ``reworded``, and no other.

    False whenever that is in doubt, and always in a language whose manner is not known.
    """
    if draft.language not in MANNERS or len(reworded) > _most(draft.text):
        return False
    if _has_unseen(reworded) or _has_unseen(draft.text):
        return False
    return _bones(draft.text, draft) == _bones(reworded, draft)


def _most(text: str) -> int:
    """Bound the length in characters: room for a courtesy, not for a speech."""
    return len(text) * 3 // 2 + 60


def _has_unseen(text: str) -> bool:
    return any(unicodedata.category(sign) in _UNSEEN or (sign.isdecimal() and not sign.isascii()) for sign in text)


def _bones(text: str, draft: Draft) -> tuple[int, list[str]]:
    """Return how often the customer is addressed, and all that is stated and asked, in order."""
    reader = _reader(draft.language)
    text = _masked(_plain(text), [_plain(words) for words in draft.quotations], _QUOTED)
    names = sorted({_plain(name).casefold() for name in draft.names})
    customer = _plain(draft.customer)
    if customer.casefold() not in names:
        # As it is written: "will" is not Will.
        text = _masked(text, [customer], _CUSTOMER)
    text = _masked(text.casefold(), names, _NAMED)
    text, addressed = reader.addressed.subn(lambda at: f"{at['before'] or ''}{at['after']}", text)
    text = _with_times(_spelled(text, reader), reader.manner)
    for day in reader.days:
        text = day.sub(lambda at: _as_day(at, reader.manner), text)
    text = _signs_apart(text)
    for frame, token in reader.frames:
        text = frame.sub(rf"{token} \g<facts>", text)
    text = reader.expressions.sub(lambda at: reader.stands_for[at[0]], text)
    # Where a sentence ends matters inside an expression only, and those are dealt with; a question stays one.
    return addressed, [word for word in text.split() if word != "."]


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).translate(_QUOTES).split())


def _masked(text: str, kept: Sequence[str], first: int) -> str:
    """Put one sign for each expression that is not ours to reword, the longest first."""
    for words in sorted(filter(None, kept), key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(words)}(?!\w)", chr(first + kept.index(words)), text)
    return text


def _spelled(text: str, reader: _Reader) -> str:
    return reader.spellings.sub(lambda at: reader.manner.spellings[at[0]], text)


def _with_times(text: str, manner: Manner) -> str:
    def worked_out(at: re.Match[str]) -> str:
        half = (at["half"] or "").replace(".", "").strip()
        hour = manner.halves.get(half, {}).get(int(at["hour"]))
        if hour is None or not (half or at["minute"]):
            return at[0]
        return f"{_TIME}{hour:02}{at['minute'] or '00'}"

    return manner.clock.sub(worked_out, text)


def _as_day(at: re.Match[str], manner: Manner) -> str:
    return f"{_DAY}{manner.weekdays[at['weekday']]}-{int(at['day'])}-{manner.months[at['month']]}"


def _signs_apart(text: str) -> str:
    """Leave out the signs that only order words, and let a stop and a question mark stand alone."""
    text = _SOFT.sub(" ", _STOP.sub(" . ", text.replace("?", " ? ")))
    return " ".join(_SOFT.sub(" ", text).split())


@cache
def _reader(language: str) -> _Reader:
    manner = MANNERS[language]
    spellings = re.compile(rf"(?<!\w)(?:{_any_of(manner.spellings)})(?!\w)")

    def normal(words: str) -> str:
        return _signs_apart(spellings.sub(lambda at: manner.spellings[at[0]], _plain(words).casefold()))

    stands_for = {normal(courtesy): "" for courtesy in manner.courtesies}
    frames = []
    for number, group in enumerate(manner.equivalents):
        for expression in map(normal, group):
            if "{}" in expression:
                inside = re.escape(expression).replace(r"\{\}", rf"(?P<facts>{_FACT}(?: {_FACT})*)")
                frames.append((re.compile(rf"(?<!\S){inside}(?!\S)"), f"{_SAME}{number}"))
            else:
                stands_for[expression] = f"{_SAME}{number}"
    courtesies = _any_of([courtesy.casefold() for courtesy in manner.courtesies])
    weekday, month = f"(?P<weekday>{_any_of(manner.weekdays)})", f"(?P<month>{_any_of(manner.months)})"
    days = (day.replace("{weekday}", weekday).replace("{month}", month) for day in manner.days)
    return _Reader(
        manner=manner,
        addressed=re.compile(
            rf"(?:^|(?P<before>[,.!?;:] |(?:(?<=^)|(?<= ))(?:{courtesies}) )){chr(_CUSTOMER)}(?P<after>[,.!?;:])"
        ),
        spellings=spellings,
        days=tuple(re.compile(rf"(?<!\w){day}(?![\w/-]|[:.]\d)") for day in days),
        frames=tuple(frames),
        expressions=re.compile(rf"(?<!\S)(?:{_any_of(stands_for)})(?!\S)"),
        stands_for=stands_for,
    )


def _any_of(words: Iterable[str]) -> str:
    """Make a pattern of any of these, the longest first; of none when there are none."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True))) or "(?!)"
