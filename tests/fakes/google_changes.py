"""How the fake of Google tells of changes: lists by token and page, and channels that call back."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from operator import itemgetter
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from tests.fakes.google import FakeCalendar

#: What the real one does not take together with a token.
NOT_WITH_A_TOKEN = {
    *("iCalUID", "orderBy", "privateExtendedProperty", "q", "sharedExtendedProperty"),
    *("timeMin", "timeMax", "updatedMin"),
}


class RefusedError(Exception):
    """What the real API would answer."""

    def __init__(self, status: int, reason: str, message: str = "") -> None:
        super().__init__(message or reason)
        self.status, self.reason, self.message = status, reason, message or reason


def listed(calendar: FakeCalendar, args: Mapping[str, str], page_size: int) -> dict[str, Any]:
    """Answer events.list: what stands or, with a token, what has changed since; the next token on the last page."""
    asked = sorted((name, value) for name, value in args.items() if name not in {"syncToken", "pageToken", "alt"})
    since, fingerprint = _since(calendar, args, asked)
    changed = [
        (calendar.changed_at.get(event_id, 0), event)
        for event_id, event in calendar.events.items()
        if calendar.changed_at.get(event_id, 0) > since and (since >= 0 or event["status"] != "cancelled")
    ]
    found = sorted(changed, key=itemgetter(0))
    first = int(args.get("pageToken", "0"))
    size = min(page_size, int(args.get("maxResults", "250")))
    page = [_told(event) for _, event in found[first : first + size]]
    answer: dict[str, Any] = {"kind": "calendar#events", "items": page}
    if first + size < len(found):
        return {**answer, "nextPageToken": str(first + size)}
    latest = max(calendar.changed_at.values(), default=0)
    return {**answer, "nextSyncToken": json.dumps([latest, fingerprint])}


def _since(calendar: FakeCalendar, args: Mapping[str, str], asked: list[tuple[str, str]]) -> tuple[int, Any]:
    fingerprint = [list(pair) for pair in asked]
    if "syncToken" not in args:
        return -1, fingerprint
    if NOT_WITH_A_TOKEN & set(args) or args.get("showDeleted") == "false":
        raise RefusedError(400, "badRequest", "a parameter that goes with no token")
    try:
        since, first_asked = json.loads(args["syncToken"])
    except ValueError:
        raise RefusedError(410, "fullSyncRequired", "Sync token is no longer valid") from None
    if first_asked != fingerprint:
        raise RefusedError(400, "badRequest", "not what was asked at first")
    if since < calendar.spent_before:
        raise RefusedError(410, "fullSyncRequired", "Sync token is no longer valid, a full sync is required.")
    return since, fingerprint


def _told(event: dict[str, Any]) -> dict[str, Any]:
    """Of a deleted event no more than its id is sure to be told."""
    if event["status"] == "cancelled":
        return {name: event[name] for name in ("kind", "etag", "id", "status")}
    return event


def watched(channels: dict[str, tuple[str, str, str]], calendar_id: str, body: dict[str, Any]) -> dict[str, Any]:
    """Answer events.watch."""
    if body.get("type") not in {"web_hook", "webhook"} or not re.fullmatch(r"[\w+/=-]{1,64}", body.get("id", "")):
        raise RefusedError(400, "invalid", "channel.id or channel.type")
    if urlsplit(body.get("address", "")).scheme != "https":
        raise RefusedError(400, "push.webhookUrlNotHttps", "WebHook callback must be HTTPS")
    if len(body.get("token", "")) > 256:
        raise RefusedError(400, "invalid", "channel.token")
    if body["id"] in channels:
        raise RefusedError(400, "channelIdNotUnique", "Channel id not unique")
    channels[body["id"]] = calendar_id, body["address"], body.get("token", "")
    expires = datetime.now(UTC) + timedelta(seconds=int(body.get("params", {}).get("ttl", 604_800)))
    return {
        "kind": "api#channel",
        "id": body["id"],
        "resourceId": f"resource-of-{calendar_id}",
        "resourceUri": "https://www.googleapis.com/calendar/v3/calendars",
        "expiration": str(int(expires.timestamp() * 1000)),
    }


def push_headers(
    channels: dict[str, tuple[str, str, str]], channel_id: str, *, state: str, number: int
) -> dict[str, str]:
    """Return what a notification carries, which has no body."""
    calendar_id, _, token = channels[channel_id]
    return {
        "X-Goog-Channel-ID": channel_id,
        "X-Goog-Channel-Token": token,
        "X-Goog-Resource-ID": f"resource-of-{calendar_id}",
        "X-Goog-Resource-State": state,
        "X-Goog-Message-Number": str(number),
    }
