"""A language: its vocabulary and its tables, compiled once; and which language a text is in.

To add one, copy the folder ``english``, translate every table, and name it in ``languages``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from operator import attrgetter, itemgetter
from types import ModuleType
from typing import Any

from receptionist.domain.reading import Cue, Intent
from receptionist.understanding.rules.leads import Lead
from receptionist.understanding.rules.patterns import Pattern, Vocabulary
from receptionist.understanding.rules.spelling import Ear, Spelling
from receptionist.understanding.rules.tables import Table
from receptionist.understanding.rules.temporal.choose import RolePatterns
from receptionist.understanding.rules.temporal.repeats import Tables, compile_tables
from receptionist.understanding.rules.temporal.values import Row, Rule, compile_rules
from receptionist.understanding.rules.tokens import Token, clip, tokenize

#: Code of a language and the folder it lives in. The first stands in for a language that has none.
FOLDERS: Mapping[str, str] = {"en": "english", "es": "spanish"}
#: Categories whose words are recognised though misspelt.
_MISSPELT = ("weekday", "month", "relative_day")


@dataclass(frozen=True, slots=True)
class IntentRow:
    """A row of an intent table: how strongly (positive or negative) a pattern speaks for an intent."""

    intent: Intent
    weight: float
    pattern: Pattern


@dataclass(frozen=True, slots=True)
class NameRule:
    """Words that lead up to a name."""

    pattern: Pattern
    lead: Lead


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """All that the rules know of one language."""

    code: str
    vocabulary: Vocabulary
    #: Common words that tell the language and are never part of a name.
    common: frozenset[str]
    rules: tuple[Rule, ...]
    #: Rules that hold only where a day, or a time, was asked for: a bare number is an answer then.
    answers_day: tuple[Rule, ...]
    answers_time: tuple[Rule, ...]
    #: Rules that hold only where an appointment is changed, and only where none is.
    moves: tuple[Rule, ...]
    ranges: tuple[Rule, ...]
    #: Rules that hold only where no time was asked for: "morning" is a greeting then.
    unasked: tuple[Rule, ...]
    repeats: Tables
    roles: RolePatterns
    excludes: tuple[Pattern, ...]
    from_time: Pattern
    until_time: Pattern
    joins: Pattern
    #: What joins one thing to another ("and"), what only stands in a sentence of its own ("I", "is"), what speaks of
    #: something named before ("it"), what begins what is only to stay ("keep"), and what says that a wish is the
    #: customer's own ("for me").
    adds: Pattern
    says_more: Pattern
    points_back: Pattern
    stays: Pattern
    for_me: Pattern
    evidence: Table[IntentRow]
    cues: Table[tuple[Cue, Pattern]]
    #: What only looks like a cue, which it withdraws: "no rush" is no "no".
    only_seeming: tuple[tuple[Cue, Pattern], ...]
    urgency: tuple[tuple[str, Pattern], ...]
    choices: tuple[tuple[int | None, Pattern], ...]
    names: tuple[NameRule, ...]
    names_before: tuple[Pattern, ...]
    #: What leads up to the name of whom it is for: "for my daughter".
    guests: tuple[Pattern, ...]
    #: What leads up to a last name that is given apart, and what is called by a name: "the Ana Ruiz booking".
    last_name: Pattern
    named_after: Pattern
    no_name_endings: tuple[str, ...]
    titles: frozenset[str]
    no_names: frozenset[str]
    also_names: frozenset[str]
    #: How a question begins that answers none: "is Maya related to ...?".
    asks_back: tuple[Pattern, ...]
    #: Words by which a sentence begins, and no name after them is an answer: "you are", "I would".
    subjects: frozenset[str]
    asks: tuple[tuple[str, Pattern], ...]
    #: Words that spell an e-mail address or a number: "at", "dot", "double" and so on.
    spelling: Mapping[str, str]
    #: What stands before somebody of the staff who is asked for ("with"), or before and after ("is Maya free").
    before_staff: frozenset[str]
    asks_about_staff: frozenset[str]
    after_staff: frozenset[str]
    phone_labels: frozenset[str]
    email_labels: frozenset[str]
    #: Words before an order's number, a card's and their like; and words by which a number is taken back.
    other_numbers: frozenset[str]
    takes_back: frozenset[str]
    between_groups: frozenset[str]
    #: What is said as one number of hundreds: "seiscientos".
    hundreds: Mapping[str, int]
    #: What stands between tens and ones: "treinta y cuatro".
    joins_tens: frozenset[str]


@cache
def languages() -> Mapping[str, Language]:
    """Load every language, once and on first use."""
    return {code: _load(code, folder) for code, folder in FOLDERS.items()}


def _load(code: str, folder: str) -> Language:
    words, dates, times, repeats, limits, intents, cues, contact, texting = (
        import_module(f"receptionist.understanding.rules.{folder}.{name}")
        for name in ("words", "dates", "times", "repeats", "limits", "intents", "cues", "contact", "texting")
    )
    vocabulary = _vocabulary(words, texting)
    compiled = vocabulary.compile
    rows: tuple[Row, ...] = (*dates.ROWS, *times.ROWS)
    return Language(
        code=code,
        vocabulary=vocabulary,
        common=frozenset(words.COMMON),
        rules=compile_rules(vocabulary, rows),
        answers_day=compile_rules(vocabulary, dates.ANSWERS),
        answers_time=compile_rules(vocabulary, times.ANSWERS),
        moves=compile_rules(vocabulary, times.MOVES),
        ranges=compile_rules(vocabulary, times.RANGES),
        unasked=compile_rules(vocabulary, times.UNASKED),
        repeats=compile_tables(vocabulary, repeats.RHYTHMS, repeats.ENDS, repeats.ANSWERS),
        roles=RolePatterns(**{role: compiled(source) for role, source in dates.ROLES.items()}),
        excludes=tuple(map(compiled, limits.EXCLUDES)),
        from_time=compiled(limits.FROM),
        until_time=compiled(limits.UNTIL),
        joins=compiled(intents.JOINS),
        adds=compiled(intents.ADDS),
        says_more=compiled(intents.SAYS_MORE),
        points_back=compiled(intents.POINTS_BACK),
        stays=compiled(intents.STAYS),
        for_me=compiled(intents.FOR_ME),
        evidence=Table(
            (IntentRow(intent, weight, compiled(source)) for intent, weight, source in intents.ROWS),
            attrgetter("pattern"),
        ),
        joins_tens=words.JOINS_TENS,
        **_signs(compiled, cues),
        **_details(compiled, contact),
    )


def _signs(compiled: Callable[[str], Pattern], cues: ModuleType) -> dict[str, Any]:
    """Compile the tables of small signs."""
    return {
        "cues": Table(((cue, compiled(source)) for cue, source in cues.CUES), itemgetter(1)),
        "only_seeming": tuple((cue, compiled(source)) for cue, source in cues.ONLY_SEEMING),
        "urgency": tuple((level, compiled(source)) for level, source in cues.URGENCY),
        "choices": tuple((pick, compiled(source)) for pick, source in cues.CHOICES),
        "guests": tuple(map(compiled, cues.GUESTS)),
    }


def _details(compiled: Callable[[str], Pattern], contact: ModuleType) -> dict[str, Any]:
    """Compile the tables of names, numbers and addresses."""
    return {
        "names": tuple(NameRule(compiled(source), lead) for source, lead in contact.NAMES),
        "names_before": tuple(map(compiled, contact.NAMES_BEFORE)),
        "last_name": compiled(contact.LAST_NAME),
        "named_after": compiled(contact.NAMED_AFTER),
        "no_name_endings": contact.NO_NAME_ENDINGS,
        "titles": frozenset(contact.TITLES),
        "no_names": contact.NO_NAMES,
        "also_names": contact.ALSO_NAMES,
        "asks_back": tuple(map(compiled, contact.ASKS_BACK)),
        "subjects": frozenset(contact.SUBJECTS),
        "asks": tuple((topic, compiled(source)) for topic, source in contact.ASKS),
        "spelling": contact.SPELLING,
        "before_staff": contact.BEFORE_STAFF,
        "asks_about_staff": contact.ASKS_ABOUT_STAFF,
        "after_staff": contact.AFTER_STAFF,
        "phone_labels": contact.PHONE_LABELS,
        "email_labels": contact.EMAIL_LABELS,
        "other_numbers": contact.OTHER_NUMBERS,
        "takes_back": contact.TAKES_BACK,
        "between_groups": contact.BETWEEN_GROUPS,
        "hundreds": contact.HUNDREDS,
    }


def _vocabulary(words: ModuleType, texting: ModuleType) -> Vocabulary:
    long_words = [word for name in _MISSPELT for word in words.CATEGORIES[name]]
    return Vocabulary(
        categories=words.CATEGORIES,
        cardinals=words.CARDINALS,
        ordinals=words.ORDINALS,
        ordinal_suffixes=words.ORDINAL_SUFFIXES,
        fillers=words.FILLERS,
        short_forms=texting.SHORT_FORMS,
        also=words.ALSO,
        joins_tens=words.JOINS_TENS,
        people=words.PEOPLE,
        common=words.COMMON,
        spelling=Spelling([*long_words, *texting.SLIPS], words.COMMON),
        ear=Ear(texting.HEARD, texting.SOUNDS) if texting.HEARD else None,
    )


def detect(tokens: Sequence[Token], so_far: str) -> Language:
    """Say which language a text is in, by its words; a text that shows none of either stays in the language so far."""
    known = languages()
    # A word that is said again tells no more: "movil dash movil" is somebody's address.
    words = {token.norm: token for token in tokens}.values()
    scores = {code: sum(_telling(word, language) for word in words) for code, language in known.items()}
    if not any(scores.values()):
        # What is spelled by ear shows no word of any language as it stands.
        scores = {code: sum(map(language.vocabulary.hears, words)) for code, language in known.items()}
    best = max(scores.values())
    if best == 0 or scores.get(so_far) == best:
        return known.get(so_far) or next(iter(known.values()))
    return known[next(code for code, score in scores.items() if score == best)]


def spoken_in(texts: Iterable[str]) -> str:
    """Return the code of the language that a conversation was in last; the first language where nothing shows one."""
    code = next(iter(FOLDERS))
    for text in texts:
        code = detect(tokenize(clip(text)), code).code
    return code


def _telling(token: Token, language: Language) -> int:
    """Weigh a word: common ones tell the language; those that a pattern knows ("am", "seis") tell it where they tie."""
    return 2 * (token.norm in language.common) + (token.is_word and language.vocabulary.knows(token.norm))
