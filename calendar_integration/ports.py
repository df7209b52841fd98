"""What the diary needs of a calendar outside, as one small protocol; providers implement it, settings name one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, runtime_checkable
from uuid import UUID

from calendar_integration.spans import Span
from receptionist.errors import ProviderError


class EventGoneError(ProviderError):
    """There is no such event, or it has been deleted."""


class EventExistsError(ProviderError):
    """The event id is taken already, as it may stay even after the event has been deleted."""


class EventChangedError(ProviderError):
    """Somebody else has changed the event since the etag that was given."""


class TokenSpentError(ProviderError):
    """The calendar no longer knows what has changed since that token: ask again from the beginning."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What is to stand in the calendar; ``start`` and ``end`` are aware and local to ``timezone`` (IANA)."""

    appointment: UUID
    summary: str
    description: str
    start: datetime
    end: datetime
    timezone: str


@dataclass(frozen=True, slots=True)
class StandingEvent:
    """What stands in the calendar under an event id; ``span`` is None where it is not a time of day.

    ``appointment`` is the public id of the appointment that the event stands for; empty when it is not one of ours.
    """

    appointment: str
    is_deleted: bool
    span: Span | None
    etag: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideChange:
    """One event that has changed outside.

    ``appointment`` is the public id of the appointment it stands for; empty when it is none of ours or, for a deleted
    event, no longer told: then ``event_id`` says whose it was. ``span`` is None where it is deleted or no time of day.
    """

    event_id: str
    appointment: str
    etag: str
    is_deleted: bool
    span: Span | None


@dataclass(frozen=True, slots=True)
class Changes:
    """What has changed, and the token to ask with next."""

    events: tuple[OutsideChange, ...]
    token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """A channel by which a calendar tells that something has changed, as the provider knows it."""

    resource_id: str
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownCalendar:
    """A calendar that staff could enter; ``may_write`` is None where the provider does not tell."""

    calendar_id: str
    name: str
    may_write: bool | None


class OutsideCalendar(Protocol):
    """Calendars that people keep elsewhere, one a member of staff; every call may raise ProviderError."""

    #: As staff know it: "Google Calendar".
    name: str

    @property
    def default_calendar_id(self) -> str:
        """The calendar of whoever has none of their own; empty when there is no such calendar."""
        ...

    def problem_with(self, calendar_id: str) -> str:
        """Say, in words for staff, why this cannot be a calendar of the provider's; empty when it can. Asks nobody."""
        ...

    def event_id(self, business_id: int, appointment: UUID, generation: int) -> str:
        """Return the id of an appointment's event: always the same, so that a repeated insert cannot add a second.

        ``generation`` grows when an id is spent.
        """
        ...

    def free_busy(self, calendar_ids: Sequence[str], span: Span) -> Mapping[str, Sequence[Span] | None]:
        """Return the busy times of each calendar; None for one of which nobody can tell. A customer waits for it."""
        ...

    def insert(self, calendar_id: str, event_id: str, entry: Entry) -> str:
        """Write a new event and return its etag, never empty. Raises EventExistsError when the id is taken."""
        ...

    def patch(self, calendar_id: str, event_id: str, entry: Entry, *, etag: str = "") -> str:
        """Change an event to the entry and return its etag. Raises EventGoneError.

        With an ``etag`` it raises EventChangedError when the event stands otherwise by now. What a person has written
        over our words is kept while our own words stay the same.
        """
        ...

    def get(self, calendar_id: str, event_id: str) -> StandingEvent:
        """Return what stands under an event id. Raises EventGoneError."""
        ...

    def delete(self, calendar_id: str, event_id: str, *, etag: str = "") -> None:
        """Delete an event. Raises EventGoneError when there is none (any more), EventChangedError as ``patch`` does."""
        ...

    def changes(self, calendar_id: str, token: str) -> Changes:
        """Return what has changed since ``token``; with an empty one, everything that stands. Raises TokenSpentError.

        An event that keeps nobody busy has no ``span``.
        """
        ...


@runtime_checkable
class ListingCalendar(Protocol):
    """An outside calendar that can tell which calendars our account sees."""

    def calendars(self) -> Sequence[KnownCalendar]:
        """Return the calendars that hold events. Raises ProviderError."""
        ...


@runtime_checkable
class PushingCalendar(OutsideCalendar, Protocol):
    """An outside calendar that can tell when something has changed; one that cannot is asked every few minutes."""

    #: The name of the URL at which its notifications are understood.
    push_url_name: str

    def watch(self, calendar_id: str, channel_id: str, *, secret: str, address: str) -> Watch:
        """Open a channel: the provider calls ``address`` (https) with ``secret`` at every change, until it expires."""
        ...

    def stop(self, channel_id: str, resource_id: str) -> None:
        """Close a channel. Raises EventGoneError when there is none (any more)."""
        ...
