"""The form of a scenario: who says what, and what Sara must say and do about it. Read strictly from YAML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from receptionist.domain.actions import HandOverReason
from receptionist.domain.phrases import PhraseKey
from receptionist.domain.reading import Intent

Line = Literal["sms/twilio", "whatsapp/twilio", "whatsapp/meta", "voice/twilio"]
LINES: tuple[Line, ...] = get_args(Line)
_GROUPS: dict[str, tuple[Line, ...]] = {
    "written": ("sms/twilio", "whatsapp/twilio", "whatsapp/meta"),
    "whatsapp": ("whatsapp/twilio", "whatsapp/meta"),
    "sms": ("sms/twilio",),
    "voice": ("voice/twilio",),
}
_UNITS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400}


def _as_list(value: Any) -> Any:
    return value if isinstance(value, list) else [value]


def _as_lines(value: Any) -> Any:
    return [line for name in _as_list(value) for line in _GROUPS.get(name, (name,))]


def _as_duration(value: Any) -> Any:
    match = re.fullmatch(r"(\d+) (second|minute|hour|day)s?", str(value))
    return timedelta(seconds=int(match[1]) * _UNITS[match[2]]) if match else value


def _as_moment(value: Any) -> Any:
    """Take "2026-03-03 15:00" as the business's wall-clock time; YAML leaves it a string."""
    return datetime.strptime(value, "%Y-%m-%d %H:%M") if isinstance(value, str) else value  # noqa: DTZ007 - wall clock


Texts = Annotated[list[str], BeforeValidator(_as_list)]
Moment = Annotated[datetime, BeforeValidator(_as_moment)]
Duration = Annotated[timedelta, BeforeValidator(_as_duration)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Entry(_Strict):
    """An appointment in the diary; ``whose`` is "mine" for the customer of the scenario."""

    service: str
    start: Moment
    staff: str
    #: The location's name; the first one by default.
    at: str | None = None
    whose: str = "somebody else's"
    #: Whoever made it wrote from this number, where it is not the customer of the scenario.
    phone: str | None = None


class Expected(_Strict):
    """An appointment of the customer's that must stand in the diary after a turn."""

    service: str
    start: Moment
    status: Literal["booked", "confirmed", "cancelled"] = "booked"
    name: str | None = None
    staff: str | None = None
    at: str | None = None


class Contact(_Strict):
    """What must be known of the customer after a turn."""

    name: str | None = None
    email: str | None = None
    callback_phone: str | None = None


class Turn(_Strict):
    """One thing that somebody does, and what must come of it.

    Texts in ``expect`` and ``absent`` are looked for in the reply whatever their case, or as a /regular expression/.
    """

    # What the customer does; exactly one of these. "{code}" is the code that was sent last.
    customer: str | None = None
    burst: list[str] | None = None
    tap: str | None = None
    pick: str | None = None
    press: str | None = None
    silence: bool = False
    media: str | None = None
    voice_note: bool = False
    location: bool = False
    contact_card: bool = False
    reaction: str | None = None
    voicemail: str | None = None
    #: On its own the caller hangs up; beside ``customer`` before hearing the answer.
    hang_up: bool = False
    #: With ``customer``: the carrier has answered this keyword itself.
    carrier_answered: Literal["STOP", "START", "HELP"] | None = None
    # What happens meanwhile
    wait: Duration | None = None
    staff: Entry | None = None
    #: Beat finds the reminder of the customer's next appointment due; the clock is set to that moment.
    reminder: bool = False
    #: Somebody's appointment is cancelled, and Sara looks who waits for its place.
    freed: Entry | None = None
    #: Sara looks whether anything is to be done on the waitlist.
    tended: bool = False

    # What must come of it
    expect: Texts = Field(default_factory=list)
    absent: Texts = Field(default_factory=list)
    phrase: Annotated[list[PhraseKey], BeforeValidator(_as_list)] = Field(default_factory=list)
    nothing_said: bool = False
    intent: Intent | None = None
    appointment: Expected | None = None
    #: How many appointments the customer has coming.
    booked: int | None = None
    follow_up: HandOverReason | Literal["delivery"] | None = None
    unanswered: str | None = None
    #: The questions so far whose answers were turned down.
    turned_down: Texts | None = None
    contact: Contact | None = None
    opted_out: bool | None = None
    #: How the call goes on.
    call: Literal["listens", "records", "hangs up"] | None = None

    @property
    def act(self) -> str:
        """Name what is done."""
        return next(iter(self._acts()))

    @property
    def promises_nothing(self) -> bool:
        """Whether nothing is expected of this turn."""
        aspects = (self.intent, self.appointment, self.booked, self.follow_up, self.unanswered, self.turned_down)
        others = (self.contact, self.opted_out, self.call, *aspects)
        said = self.expect or self.absent or self.phrase or self.nothing_said
        return not said and all(aspect is None for aspect in others)

    def _acts(self) -> list[str]:
        words = (
            "customer",
            "burst",
            "tap",
            "pick",
            "press",
            "media",
            "reaction",
            "voicemail",
            "wait",
            "staff",
            "freed",
        )
        flags = ("silence", "voice_note", "location", "contact_card", "hang_up", "reminder", "tended")
        acts = [name for name in words if getattr(self, name) is not None]
        acts += [name for name in flags if getattr(self, name)]
        return [act for act in acts if act != "hang_up"] or acts

    @model_validator(mode="after")
    def _is_one_act_with_a_promise(self) -> Turn:
        if len(self._acts()) != 1:
            raise ValueError(f"a turn is one act, not {self._acts()}")
        if self.act not in {"wait", "staff", "hang_up"} and self.promises_nothing:
            raise ValueError("a turn must say what is expected of Sara")
        return self


class House(_Strict):
    """A location; open as the first one is, on its own clock."""

    name: str
    timezone: str | None = None
    also_called: list[str] = Field(default_factory=list)
    #: The only services to be had there; all of them by default.
    services: list[str] | None = None


class Known(_Strict):
    """An FAQ beside those of the demo."""

    question: str
    wordings: list[str] = Field(default_factory=list)
    answer: str
    spoken_answer: str = ""
    language: str = ""
    #: The question of the FAQ that it is a translation of.
    translates: str | None = None
    valid_from: date | None = None
    valid_until: date | None = None


class Scenario(_Strict):
    """A conversation. It takes place on each of its ``channels``, by default on all."""

    name: str
    channels: Annotated[list[Line], BeforeValidator(_as_lines)] = Field(default_factory=lambda: list(LINES))
    #: A Monday morning, in the business's time zone.
    now: Moment = datetime(2026, 3, 2, 9, 30)  # noqa: DTZ001 - wall clock
    diary: list[Entry] = Field(default_factory=list)
    #: The only services there are; all of the demo's by default.
    services: list[str] | None = None
    #: Further words for a service, as staff would enter them.
    also_called: dict[str, list[str]] = Field(default_factory=dict)
    #: The first one is the demo's own, under this name.
    locations: list[House] = Field(default_factory=list)
    #: Who works on which weekdays only (0 is Monday), from nine to six at the first location.
    works: dict[str, list[int]] = Field(default_factory=dict)
    closed: list[date] = Field(default_factory=list)
    faqs: list[Known] = Field(default_factory=list)
    language: str = "en"
    #: What WhatsApp calls the customer.
    profile_name: str = ""
    #: The customer hides the phone number: WhatsApp names a user id only, a call nobody at all.
    anonymous: bool = False
    turns: list[Turn] = Field(min_length=1)


def read(folder: Path) -> Iterator[tuple[str, Scenario]]:
    """Yield every scenario of a folder with the theme it belongs to, which is the name of its file."""
    for file in sorted(folder.glob("*.yaml")):
        for entry in yaml.load(file.read_text(), Loader=yaml.BaseLoader):
            yield file.stem, Scenario.model_validate(entry)
