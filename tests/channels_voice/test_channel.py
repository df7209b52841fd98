from __future__ import annotations

import pytest

from channels_voice.channel import VoiceChannel
from receptionist import wiring
from receptionist.domain.messages import Address, AddressKind, Outbound
from receptionist.errors import ErrorCategory, ProviderError


def test_replies_of_a_call_are_spoken_and_fetched() -> None:
    channel = wiring.channel("voice")
    assert isinstance(channel, VoiceChannel)
    assert channel.spoken
    assert channel.fetches_replies


def test_it_never_places_a_call() -> None:
    outbound = Outbound(
        channel="voice",
        provider="twilio",
        idempotency_key="turn:1:0",
        sender="+15005550006",
        to=Address(AddressKind.PHONE, "+14155550123"),
        text="Hello.",
    )
    with pytest.raises(ProviderError) as refusal:
        VoiceChannel().send(outbound)
    assert refusal.value.category is ErrorCategory.INVALID_REQUEST
