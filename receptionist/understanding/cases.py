"""Utterances on paper: what a reader is shown, and what it should read, from JSON lines or YAML scenarios."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from receptionist.domain.diary import Service
from receptionist.ports import Utterance
from receptionist.understanding.contract import AppointmentInfo
from receptionist.understanding.expected import Expected
from receptionist.understanding.rules.language import spoken_in

_YAML = {".yaml", ".yml"}


class WrongCase(Exception):
    """A file that holds something else than cases; the message says where and what."""


class _Surroundings(BaseModel):
    """What is known around the words."""

    now: datetime
    timezone: str = "UTC"
    channel: str = "sms"
    #: The language of the conversation so far; without it, what was said before tells.
    language: str | None = None
    #: What can be booked, by name, and further words for each.
    services: tuple[str, ...] = ()
    also_called: Mapping[str, tuple[str, ...]] = {}

    @field_validator("timezone")
    @classmethod
    def _is_known(cls, value: str) -> str:
        AppointmentInfo(timezone=value)
        return value

    def _moment(self, at: datetime) -> datetime:
        """Take a moment without an offset for one of ``timezone``."""
        return at if at.tzinfo else at.replace(tzinfo=ZoneInfo(self.timezone))

    def _say(self, text: str, at: datetime, history: tuple[tuple[str, str], ...]) -> Utterance:
        services = tuple(
            Service(id=number, name=name, minutes=0, aliases=tuple(self.also_called.get(name, ())))
            for number, name in enumerate(self.services, start=1)
        )
        return Utterance(
            text=text,
            now=self._moment(at),
            timezone=self.timezone,
            channel=self.channel,
            history=history,
            services=services,
            language=self.language or spoken_in(words for _, words in history),
        )


class _Said(BaseModel):
    role: Literal["customer", "receptionist"]
    text: str


class Line(_Surroundings):
    """One line of JSON, as ``manage.py understand`` takes it; what it does not know is passed over."""

    model_config = ConfigDict(extra="ignore")

    text: str
    history: tuple[_Said, ...] = ()

    def utterance(self) -> Utterance:
        """Put the line into the reader's terms."""
        return self._say(self.text, self.now, tuple((turn.role, turn.text) for turn in self.history))


class _LabelledLine(Line):
    expected: Expected


class Turn(BaseModel):
    """One side speaks; what ``expected`` says should be read of a customer's words."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    customer: str | None = None
    receptionist: str | None = None
    #: The moment from here on; without it that of the turn before, or the scenario's.
    now: datetime | None = None
    expected: Expected | None = None

    @model_validator(mode="after")
    def _is_of_one_side(self) -> Turn:
        if (self.customer is None) == (self.receptionist is None):
            raise ValueError("a turn is either the customer's or the receptionist's")
        if self.expected and self.customer is None:
            raise ValueError("only of a customer's words something can be expected")
        return self


class Scenario(_Surroundings):
    """A conversation, turn by turn: every labelled turn is a case, and what was said before it its history."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    turns: tuple[Turn, ...] = Field(min_length=1)

    def cases(self, file: str) -> Iterator[Case]:
        """Yield its cases, in order."""
        history: tuple[tuple[str, str], ...] = ()
        now = self.now
        for number, turn in enumerate(self.turns, start=1):
            now = turn.now or now
            if turn.expected:
                utterance = self._say(turn.customer or "", now, history)
                yield Case(f"{file}: {self.name}, turn {number}", utterance, turn.expected)
            who = "receptionist" if turn.customer is None else "customer"
            history = (*history, (who, turn.customer or turn.receptionist or ""))


@dataclass(frozen=True, slots=True)
class Case:
    """Words, what should be read of them, and where they stand, for whoever looks them up."""

    place: str
    utterance: Utterance
    expected: Expected


def read(path: Path) -> list[Case]:
    """Read the cases of a file: scenarios where it ends in .yaml or .yml, JSON lines otherwise.

    Raises WrongCase, and OSError where the file cannot be read.
    """
    try:
        # Some editors begin a file with a mark of its encoding.
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise WrongCase(f"{path.name} is not written in UTF-8") from error
    cases = list(_scenarios(path.name, text) if path.suffix.lower() in _YAML else _lines(path.name, text))
    if not cases:
        raise WrongCase(f"{path.name} holds no case; see docs/understanding.md for the form")
    return cases


def said(error: ValidationError) -> str:
    """Say what is wrong with a case, without quoting what a customer said."""
    return "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors(include_input=False))


def _lines(file: str, text: str) -> Iterator[Case]:
    # Not splitlines(): a line of JSON may hold other line ends of Unicode's.
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        place = f"{file}, line {number}"
        try:
            labelled = _LabelledLine.model_validate_json(line)
        except ValidationError as error:
            raise WrongCase(f"{place}: {said(error)}") from error
        yield Case(place, labelled.utterance(), labelled.expected)


class _TextOnly(yaml.SafeLoader):
    """Reads every value as text, null apart: YAML would take 15:00 for a number, and no for false.

    Raises yaml.YAMLError also where a name stands twice, of which YAML would pass over the first without a word.
    """

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        """Build a mapping whose names are all different."""
        names: set[str] = set()
        for key in (key for key, _ in node.value if isinstance(key, yaml.ScalarNode)):
            if key.value in names:
                raise yaml.constructor.ConstructorError(None, None, "the same name stands here twice", key.start_mark)
            names.add(key.value)
        return super().construct_mapping(node, deep)


_TextOnly.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag == "tag:yaml.org,2002:null"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _fault(error: yaml.YAMLError) -> str:
    """Say where it breaks off and why, without the lines around it: they are a customer's."""
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return ""
    return f", line {error.problem_mark.line + 1}: {error.problem}"


def _scenarios(file: str, text: str) -> Iterator[Case]:
    try:
        entries = yaml.load(text, Loader=_TextOnly)  # noqa: S506 - a SafeLoader that makes still less of a text
    except yaml.YAMLError as error:
        raise WrongCase(f"{file} is not YAML{_fault(error)}") from error
    except RecursionError as error:
        raise WrongCase(f"{file} is no list of scenarios: it is nested too deeply") from error
    if not isinstance(entries, list):
        raise WrongCase(f"{file} is not a list of scenarios, each beginning with “- name:”")
    for number, entry in enumerate(entries, start=1):
        try:
            scenario = Scenario.model_validate(entry)
        except ValidationError as error:
            raise WrongCase(f"{file}, scenario {number}: {said(error)}") from error
        yield from scenario.cases(file)
