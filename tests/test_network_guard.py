"""The network is off in tests, and this machine is still reachable."""

from __future__ import annotations

import socket

import pytest

from tests.network_guard import NetworkIsOff, is_here


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.0.1", "::1", "localhost", ""], ids=repr)
def test_own_addresses_are_here(host: str) -> None:
    assert is_here(host)


@pytest.mark.parametrize(
    "host", ["192.0.2.1", "2001:db8::1", "example.org", "localhost.example.org", "0.0.0.0"], ids=repr
)
def test_other_addresses_are_not_here(host: str) -> None:
    assert not is_here(host)


def test_a_connection_to_another_machine_is_refused() -> None:
    with socket.socket() as outward, pytest.raises(NetworkIsOff):
        outward.connect(("192.0.2.1", 80))


def test_a_name_is_not_looked_up() -> None:
    with pytest.raises(NetworkIsOff):
        socket.create_connection(("example.org", 80), timeout=1)


def test_this_machine_answers() -> None:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        socket.create_connection(server.getsockname(), timeout=1).close()
