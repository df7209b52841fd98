"""Who serves the core's ports: the table in settings, resolved once and on first use."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import cast

from django.conf import settings
from django.utils.module_loading import import_string

from receptionist.ports import Calendar, Channel, Knowledge, PersonalData, Phraser, Reader


@cache
def channel(name: str) -> Channel:
    """Return the channel of that name; KeyError when there is none."""
    return cast(Channel, import_string(settings.RECEPTIONIST["channels"][name])())


@cache
def calendar() -> Calendar:
    """Return the diary."""
    return cast(Calendar, import_string(settings.RECEPTIONIST["calendar"])())


@cache
def knowledge() -> Knowledge:
    """Return the knowledge base."""
    return cast(Knowledge, import_string(settings.RECEPTIONIST["knowledge"])())


@cache
def readers() -> tuple[Reader, ...]:
    """Return the readers, the best first; the last one always answers."""
    return tuple(cast(Reader, import_string(path)()) for path in settings.RECEPTIONIST["readers"])


@cache
def phraser() -> Phraser | None:
    """Return what rewords replies; None where they are said as drafted."""
    path = settings.RECEPTIONIST["phraser"]
    return cast(Phraser, import_string(path)()) if path else None


@cache
def personal_data() -> tuple[PersonalData, ...]:
    """Return what the apps keep of customers."""
    return tuple(cast(PersonalData, import_string(path)()) for path in settings.RECEPTIONIST["personal_data"])


@dataclass(frozen=True, slots=True)
class Fallback:
    """The channel, and who carries it, that takes over when a reply can no longer be given on its own."""

    channel: str
    provider: str


def fallback(name: str) -> Fallback | None:
    """Return the fallback of a channel, if it has one."""
    entry = settings.RECEPTIONIST["fallbacks"].get(name)
    return Fallback(**entry) if entry else None


@dataclass(frozen=True, slots=True)
class Approver:
    """Who approves words beforehand: by what name for staff, and what a template of theirs must be.

    ``check`` is given a template's name and language there, and raises ValueError with words for staff.
    """

    label: str
    check: Callable[[str, str], None]


def approvers() -> tuple[str, ...]:
    """Name the providers that approve templates."""
    return tuple(settings.RECEPTIONIST["templates"])


def approver(provider: str) -> Approver:
    """Return what is known of a provider that approves templates; KeyError when it does not."""
    entry = settings.RECEPTIONIST["templates"][provider]
    return Approver(entry["label"], import_string(entry["check"]))


def channel_names() -> tuple[str, ...]:
    """Name every channel."""
    return tuple(settings.RECEPTIONIST["channels"])


def emergency_words() -> tuple[str, ...]:
    """Return the words that tell an emergency."""
    return tuple(settings.RECEPTIONIST["emergency_words"])


def queue(channel_name: str) -> str:
    """Name the Celery queue on which a channel's conversations are worked."""
    return cast(dict[str, str], settings.RECEPTIONIST["queues"]).get(channel_name, settings.CELERY_TASK_DEFAULT_QUEUE)
