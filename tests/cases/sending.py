"""What every channel that pushes messages promises."""

from __future__ import annotations

import logging

import pytest
from pydantic import AnyHttpUrl

from receptionist.domain.messages import Outbound
from receptionist.errors import ErrorCategory, ProviderError
from receptionist.ports import Channel
from tests.fakes.carrier import FakeCarrier, Mishap

SECRET_WORDS = "the customer's own words"


class SendingChannelCase:
    """You write these: ``channel``, ``outbound``, ``rate_limit``, ``private``, and ``carrier``, a fixture."""

    channel: Channel
    #: The name of the setting that holds the carrier's address.
    base_url_setting: str
    #: The carrier's code for "too fast".
    rate_limit: int

    def outbound(self, text: str = "Hello") -> Outbound:
        """Return an ordinary reply."""
        raise NotImplementedError

    def recipient(self) -> str:
        """Return the recipient of ``outbound`` as the carrier addresses it."""
        raise NotImplementedError

    # Leave these alone:

    def refused(self, text: str = "Hello") -> ProviderError:
        with pytest.raises(ProviderError) as caught:
            self.channel.send(self.outbound(text))
        return caught.value

    def test_a_message_that_is_taken_has_a_receipt(self, carrier: FakeCarrier):
        receipt = self.channel.send(self.outbound())
        assert receipt.provider_message_id
        assert carrier.requests == 1

    def test_two_messages_have_two_receipts(self, carrier: FakeCarrier):
        assert self.channel.send(self.outbound()) != self.channel.send(self.outbound())

    def test_a_recipient_who_opted_out_is_not_tried_again(self, carrier: FakeCarrier):
        carrier.opted_out.add(self.recipient())
        error = self.refused()
        assert error.category is ErrorCategory.RECIPIENT
        assert error.category.is_permanent

    def test_too_fast_is_tried_again_when_the_carrier_says(self, carrier: FakeCarrier):
        carrier.next(Mishap(status=429, code=self.rate_limit, headers={"Retry-After": "7"}))
        error = self.refused()
        assert (error.category, error.retry_after) == (ErrorCategory.RATE_LIMIT, 7.0)
        assert error.category.is_transient

    def test_a_fault_of_the_carrier_is_tried_again(self, carrier: FakeCarrier):
        carrier.next(Mishap(status=500))
        assert self.refused().category is ErrorCategory.PROVIDER_FAULT
        assert self.channel.send(self.outbound()).provider_message_id

    def test_an_answer_that_never_came_is_never_sent_again_blindly(self, carrier: FakeCarrier):
        carrier.next(Mishap(hang_up=True))
        category = self.refused().category
        assert category is ErrorCategory.UNCERTAIN
        assert not category.is_transient
        assert carrier.requests == 1

    @pytest.mark.parametrize("body", ["", "<html>", "{}", "[]", '{"messages": []}', '{"sid": null}'])
    def test_a_success_that_names_no_message_is_uncertain(self, carrier: FakeCarrier, body: str):
        carrier.next(Mishap(status=200, body=body))
        assert self.refused().category is ErrorCategory.UNCERTAIN

    def test_a_carrier_that_cannot_be_reached_is_tried_again(self, settings):
        nowhere = {self.base_url_setting: AnyHttpUrl("http://127.0.0.1:9")}
        settings.ENV = settings.ENV.model_copy(update=nowhere)
        assert self.refused().category is ErrorCategory.CONNECTIVITY

    def test_a_redirect_is_not_followed(self, carrier: FakeCarrier):
        carrier.next(Mishap(status=307, body="", headers={"Location": str(carrier.base_url)}))
        assert self.refused().category is ErrorCategory.INVALID_REQUEST
        assert carrier.requests == 1

    def test_neither_errors_nor_logs_hold_numbers_words_or_secrets(self, carrier: FakeCarrier, settings, caplog):
        caplog.set_level(logging.DEBUG)
        carrier.opted_out.add(self.recipient())
        error = self.refused(SECRET_WORDS)
        env = settings.ENV
        secrets = [env.twilio_auth_token.get_secret_value(), env.whatsapp_access_token.get_secret_value()]
        # The libraries below us log at DEBUG; sara.logs keeps them at WARNING.
        ours = [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]
        for private in (SECRET_WORDS, self.recipient(), *secrets):
            assert private not in str(error)
            assert not any(private in line for line in ours)
