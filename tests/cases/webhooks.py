"""What every webhook that brings messages promises."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import pytest
from django.db import OperationalError, connection
from django.test import Client

from receptionist.models import AuditEvent, InboundMessage, InboundStatus
from tests.at_once import at_once


def nothing_is_stored() -> bool:
    return not InboundMessage.objects.exists() and not AuditEvent.objects.exists()


def kept() -> InboundMessage:
    """Return the one row there is."""
    return InboundMessage.objects.get()


class InboundWebhookCase:
    """You write these: the six members below, and ``salon``, a fixture in which the business exists."""

    path: ClassVar[str]
    content_type: ClassVar[str]

    def message(self, number: int = 1) -> bytes:
        """Return the body of an ordinary text message, a different one for each number."""
        raise NotImplementedError

    def unknown(self) -> bytes:
        """Return the body of an authentic event of a type that nobody has heard of."""
        raise NotImplementedError

    def unreadable(self) -> bytes:
        """Return an authentic body that makes no sense."""
        raise NotImplementedError

    def signed(self, body: bytes, secret: str | None = None) -> Mapping[str, str]:
        """Return the headers that prove a body authentic, by the configured secret or by another one, even an empty."""
        raise NotImplementedError

    def without_secret(self, settings: Any) -> None:
        """Take the secret out of the settings."""
        raise NotImplementedError

    # Leave these alone:

    def post(self, body: bytes, headers: Mapping[str, str] | None = None, client: Client | None = None) -> Any:
        headers = self.signed(body) if headers is None else headers
        return (client or Client()).post(self.path, body, content_type=self.content_type, headers=dict(headers))

    def test_a_message_is_stored_with_its_raw_payload_and_acknowledged(self, salon):
        response = self.post(self.message())
        assert response.status_code == 200
        assert kept().status == InboundStatus.PENDING
        assert kept().raw

    def test_a_missing_signature_is_refused_and_nothing_is_stored(self, salon):
        assert self.post(self.message(), headers={}).status_code == 403
        assert nothing_is_stored()

    def test_a_signature_by_another_secret_is_refused_and_nothing_is_stored(self, salon):
        body = self.message()
        assert self.post(body, headers=self.signed(body, secret="rotated away")).status_code == 403
        assert nothing_is_stored()

    def test_a_signature_of_another_body_is_refused_and_nothing_is_stored(self, salon):
        assert self.post(self.message(1), headers=self.signed(self.message(2))).status_code == 403
        assert nothing_is_stored()

    def test_without_a_secret_nobody_is_let_in(self, salon, settings):
        body = self.message()
        headers = self.signed(body)
        self.without_secret(settings)
        assert self.post(body, headers=headers).status_code == 403
        assert self.post(body, headers=self.signed(body, secret="")).status_code == 403
        assert nothing_is_stored()

    def test_the_same_message_again_is_answered_like_the_first_and_stored_once(self, salon):
        first, second = self.post(self.message()), self.post(self.message())
        assert (first.status_code, first.content) == (second.status_code, second.content)
        assert InboundMessage.objects.count() == 1

    @pytest.mark.django_db(transaction=True)
    def test_the_same_message_twenty_times_at_once_is_stored_once(self, salon):
        body = self.message()
        headers = self.signed(body)
        assert at_once(20, lambda _: self.post(body, headers).status_code) == [200] * 20
        assert InboundMessage.objects.count() == 1

    def test_an_event_of_an_unknown_type_is_kept_and_acknowledged(self, salon):
        assert self.post(self.unknown()).status_code == 200
        assert kept().raw

    def test_an_unreadable_body_is_kept_and_acknowledged_so_that_nobody_retries_it(self, salon):
        assert self.post(self.unreadable()).status_code == 200
        assert self.post(self.unreadable()).status_code == 200
        assert kept().status == InboundStatus.UNREADABLE
        assert kept().raw

    def test_a_message_to_nobodys_number_is_kept_for_staff(self, db):
        assert self.post(self.message()).status_code == 200
        assert kept().status == InboundStatus.UNROUTED

    def test_of_a_large_body_that_makes_no_sense_the_beginning_is_kept_for_staff(self, salon):
        assert self.post(b"x" * (1024 * 1024 + 1)).status_code == 200
        assert kept().status == InboundStatus.UNREADABLE
        assert len(kept().raw["body"]) == 20_000

    def test_a_body_that_is_too_large_to_read_is_refused(self, salon):
        body = b"x" * (3 * 1024 * 1024 + 1)
        assert self.post(body).status_code == 413
        assert nothing_is_stored()

    def test_bytes_that_are_no_text_are_no_server_error(self, salon):
        body = b"\xff\xfe\x00\xc3(" * 20
        assert self.post(body).status_code in {200, 403}

    @pytest.mark.parametrize("method", ["put", "patch", "delete"])
    def test_other_methods_are_not_allowed(self, salon, method: str):
        assert getattr(Client(), method)(self.path).status_code == 405

    def test_when_the_row_cannot_be_written_the_carrier_is_asked_to_come_again(self, salon):
        def down(*args: object) -> None:
            raise OperationalError("the database is down")

        with connection.execute_wrapper(down):
            response = self.post(self.message())
        assert response.status_code == 503
        assert self.post(self.message()).status_code == 200
        assert InboundMessage.objects.count() == 1
