"""What every webhook does: verify, parse, receive, answer. The table of HTTP answers lives here and nowhere else.

| what came                              | what is kept            | answer                        |
|----------------------------------------|-------------------------|-------------------------------|
| wrong or missing signature             | nothing                 | 403                           |
| larger than we read (3 MiB)            | nothing                 | 413                           |
| authentic, but it cannot be parsed     | the raw body, cut at    | as for any event              |
|                                        | 20,000 characters       |                               |
| authentic, of a type we do not know    | the raw body            | as for any event              |
| the same event again                   | the first one's row     | as for the first              |
| the row could not be written           | nothing                 | 503: the carrier tries again  |
"""

from __future__ import annotations

import hashlib
import logging
from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import ClassVar

from django.core.exceptions import RequestDataTooBig
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.csrf import csrf_exempt

from receptionist import inbox
from receptionist.domain.messages import DeliveryReport, Inbound, MessageKind
from receptionist.inbox import Received
from receptionist.sending import delivery

log = logging.getLogger(__name__)

#: Characters of an unreadable body that are kept.
_RAW_LIMIT = 20_000


class Unreadable(Exception):
    """An authentic body makes no sense; the message says why, without quoting the body."""


class Refused(Exception):
    """The request gets this status and leaves no trace but a log line."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class Webhook(ABC):
    """One carrier's way of telling us something: the steps between its request and our rows.

    You write these: ``channel``, ``provider``, ``verify`` and ``parse``.
    """

    channel: ClassVar[str]
    provider: ClassVar[str]

    @abstractmethod
    def verify(self, request: HttpRequest) -> bool:
        """Whether the request is from the carrier, by its signature over the raw request, in constant time."""

    @abstractmethod
    def parse(self, request: HttpRequest) -> Sequence[Inbound | DeliveryReport]:
        """Put the carrier's words into ours; raises Unreadable when they make no sense."""

    # Leave this alone:

    def take_in(self, request: HttpRequest) -> list[Received]:
        """Verify, parse and store; returns the rows of the inbound events, in the carrier's order.

        Raises Refused when the request is not authentic, too large, or could not be stored.
        """
        try:
            if not self.verify(request):
                log.warning("%s webhook of %s refused: the signature is wrong or missing", self.channel, self.provider)
                raise Refused(403)
            events = self._parse_or_keep(request)
        except RequestDataTooBig:
            log.warning("%s webhook of %s refused: the body is too large", self.channel, self.provider)
            raise Refused(413) from None
        try:
            return [received for event in events if (received := _keep(event))]
        except DatabaseError as error:
            # The database's own words quote the row, and with it the customer.
            log.error("%s webhook of %s could not be stored (%s)", self.channel, self.provider, type(error).__name__)
            raise Refused(503) from error

    def _parse_or_keep(self, request: HttpRequest) -> Sequence[Inbound | DeliveryReport]:
        try:
            return self.parse(request)
        except Unreadable as problem:
            return [self._unreadable(request, str(problem))]
        except Exception as error:  # noqa: BLE001 - a carrier that is answered with an error may never send it again
            # Only the error's name: its words may quote the customer.
            return [self._unreadable(request, f"a fault of Sara's in reading it ({type(error).__name__})")]

    def _unreadable(self, request: HttpRequest, problem: str) -> Inbound:
        log.warning("%s webhook of %s is unreadable, raw kept: %s", self.channel, self.provider, problem)
        body = request.body
        return Inbound(
            channel=self.channel,
            provider=self.provider,
            call_id=f"unreadable:{hashlib.sha256(body).hexdigest()}",
            to="",
            sender=(),
            kind=MessageKind.UNREADABLE,
            raw={"problem": problem, "body": body[:_RAW_LIMIT].decode("utf-8", "replace").replace("\0", "")},
        )


def _keep(event: Inbound | DeliveryReport) -> Received | None:
    if isinstance(event, Inbound):
        return inbox.receive(event)
    delivery.record_report(event)
    return None


@method_decorator(csrf_exempt, name="dispatch")
class WebhookView(Webhook, View):
    """A webhook that is answered as soon as its events are stored.

    You write these: what ``Webhook`` asks for, and ``answer``.
    """

    http_method_names = ["post", "get", "head", "options"]  # noqa: RUF012 - declared so by Django

    def answer(self, request: HttpRequest) -> HttpResponse:
        """Return what the carrier wants to hear; by default an empty 200."""
        return HttpResponse(status=200)

    # Leave this alone:

    def post(self, request: HttpRequest) -> HttpResponse:
        """Take the request in and answer it."""
        try:
            self.take_in(request)
        except Refused as refusal:
            return HttpResponse(status=refusal.status)
        return self.answer(request)
