from __future__ import annotations

import socket

import pytest

from tests.conftest import NetworkIsClosedError


def test_it_refuses_to_look_up_another_host():
    with pytest.raises(NetworkIsClosedError, match=r"example\.com"):
        socket.getaddrinfo("example.com", 443)


@pytest.mark.parametrize("address", [("93.184.215.14", 80), ("10.0.0.1", 80)])
def test_it_refuses_to_connect_to_another_host(address):
    with socket.socket() as client, pytest.raises(NetworkIsClosedError):
        client.connect(address)


def test_it_lets_fakes_on_this_machine_answer():
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as client:
        assert client.getpeername() == server.getsockname()
