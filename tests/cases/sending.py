"""What every channel that pushes messages promises, and what those that do so by HTTP promise beside it."""

from __future__ import annotations

import logging
from typing import Any, Protocol

import pytest
from pydantic import AnyHttpUrl

from receptionist.domain.messages import Outbound
from receptionist.errors import ErrorCategory, ProviderError
from receptionist.ports import Channel
from tests.fakes.carrier import FakeCarrier, Mishap

SECRET_WORDS = "the customer's own words"


class Carrier(Protocol):
    """What every fake of a carrier keeps."""

    #: Messages that somebody began to hand over.
    requests: int
    #: Recipients that want no messages, as the carrier addresses them.
    opted_out: set[str]


class SendingChannelCase:
    """You write these: ``channel``, all methods up to ``secrets``, and ``carrier``, a fixture."""

    channel: Channel

    def outbound(self, text: str = "Hello") -> Outbound:
        """Return an ordinary reply; another one with each call."""
        raise NotImplementedError

    def recipient(self) -> str:
        """Return the recipient of ``outbound`` as the carrier addresses it."""
        raise NotImplementedError

    def nowhere(self) -> dict[str, object]:
        """Return the settings of a carrier that nobody can reach."""
        raise NotImplementedError

    def hang_up(self, carrier: Any) -> None:
        """Let the carrier take the next message, and never say so."""
        raise NotImplementedError

    def have_a_fault(self, carrier: Any) -> None:
        """Let the carrier fail at the next message, for now."""
        raise NotImplementedError

    def secrets(self, env: Any) -> list[str]:
        """Return what must never be told."""
        raise NotImplementedError

    # Leave these alone:

    def refused(self, text: str = "Hello") -> ProviderError:
        with pytest.raises(ProviderError) as caught:
            self.channel.send(self.outbound(text))
        return caught.value

    def test_a_message_that_is_taken_has_a_receipt(self, carrier: Carrier):
        receipt = self.channel.send(self.outbound())
        assert receipt.provider_message_id
        assert carrier.requests == 1

    def test_two_messages_have_two_receipts(self, carrier: Carrier):
        assert self.channel.send(self.outbound()) != self.channel.send(self.outbound())

    def test_a_recipient_who_opted_out_is_not_tried_again(self, carrier: Carrier):
        carrier.opted_out.add(self.recipient())
        error = self.refused()
        assert error.category is ErrorCategory.RECIPIENT
        assert error.category.is_permanent

    def test_a_fault_of_the_carrier_is_tried_again(self, carrier: Carrier):
        self.have_a_fault(carrier)
        assert self.refused().category is ErrorCategory.PROVIDER_FAULT
        assert self.channel.send(self.outbound()).provider_message_id

    def test_an_answer_that_never_came_is_never_sent_again_blindly(self, carrier: Carrier):
        self.hang_up(carrier)
        category = self.refused().category
        assert category is ErrorCategory.UNCERTAIN
        assert not category.is_transient
        assert carrier.requests == 1

    def test_a_carrier_that_cannot_be_reached_is_tried_again(self, settings):
        settings.ENV = settings.ENV.model_copy(update=self.nowhere())
        assert self.refused().category is ErrorCategory.CONNECTIVITY

    def test_neither_errors_nor_logs_hold_numbers_words_or_secrets(self, carrier: Carrier, settings, caplog):
        caplog.set_level(logging.DEBUG)
        carrier.opted_out.add(self.recipient())
        error = self.refused(SECRET_WORDS)
        # The libraries below us log at DEBUG; sara.logs keeps them at WARNING.
        ours = [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]
        for private in (SECRET_WORDS, self.recipient(), *self.secrets(settings.ENV)):
            assert private
            assert private not in str(error)
            assert not any(private in line for line in ours)


class HttpSendingChannelCase(SendingChannelCase):
    """The same by HTTP. You write these: ``channel``, ``outbound``, ``recipient``, and what is declared here."""

    #: The name of the setting that holds the carrier's address.
    base_url_setting: str
    #: The carrier's code for "too fast".
    rate_limit: int

    # Leave these alone:

    def nowhere(self) -> dict[str, object]:
        return {self.base_url_setting: AnyHttpUrl("http://127.0.0.1:9")}

    def hang_up(self, carrier: FakeCarrier) -> None:
        carrier.next(Mishap(hang_up=True))

    def have_a_fault(self, carrier: FakeCarrier) -> None:
        carrier.next(Mishap(status=500))

    def secrets(self, env: Any) -> list[str]:
        return [env.twilio_auth_token.get_secret_value(), env.whatsapp_access_token.get_secret_value()]

    def test_too_fast_is_tried_again_when_the_carrier_says(self, carrier: FakeCarrier):
        carrier.next(Mishap(status=429, code=self.rate_limit, headers={"Retry-After": "7"}))
        error = self.refused()
        assert (error.category, error.retry_after) == (ErrorCategory.RATE_LIMIT, 7.0)
        assert error.category.is_transient

    @pytest.mark.parametrize("body", ["", "<html>", "{}", "[]", '{"messages": []}', '{"sid": null}'])
    def test_a_success_that_names_no_message_is_uncertain(self, carrier: FakeCarrier, body: str):
        carrier.next(Mishap(status=200, body=body))
        assert self.refused().category is ErrorCategory.UNCERTAIN

    def test_a_redirect_is_not_followed(self, carrier: FakeCarrier):
        carrier.next(Mishap(status=307, body="", headers={"Location": str(carrier.base_url)}))
        assert self.refused().category is ErrorCategory.INVALID_REQUEST
        assert carrier.requests == 1
