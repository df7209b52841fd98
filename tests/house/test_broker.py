"""Celery speaks to Redis as kombu does, with one client a channel."""

from __future__ import annotations

import pytest
from celery import Celery

from sara.broker import Channel
from sara.celery import app


def test_a_channel_keeps_its_client_and_gives_consumers_their_own() -> None:
    with app.connection_for_write() as connection, connection.channel() as channel:
        assert isinstance(channel, Channel)
        with channel.conn_or_acquire() as first, channel.conn_or_acquire() as second:
            assert first is second
        assert channel.client is not channel.subclient


@pytest.mark.parametrize("url", ["redis://h:1/2", "rediss://u:p@h:1/2?ssl_cert_reqs=none"])
def test_every_address_of_a_broker_means_what_it_means_to_kombu(url: str) -> None:
    ours, plain = Celery(broker=url, set_as_current=False), Celery(broker=url, set_as_current=False)
    ours.conf.broker_transport = app.conf.broker_transport
    for name in ("hostname", "port", "userid", "password", "virtual_host", "ssl"):
        assert getattr(ours.connection_for_write(), name) == getattr(plain.connection_for_write(), name)
