"""No test may reach beyond this machine: the one place where the network is off."""

from __future__ import annotations

import ipaddress
import socket
from typing import Any

import pytest


class NetworkIsOff(Exception):
    """A test tried to reach another machine."""


def is_here(host: Any) -> bool:
    """Whether an address is this machine's own loopback (names other than localhost are not even looked up)."""
    if host in ("localhost", "", None, b"localhost"):
        return True
    try:
        return ipaddress.ip_address(host.decode() if isinstance(host, bytes) else host).is_loopback
    except ValueError:
        return False


def switch_off(patch: pytest.MonkeyPatch) -> None:
    """Refuse every look-up and connection that leaves this machine."""
    connect, connect_ex, send_to = socket.socket.connect, socket.socket.connect_ex, socket.socket.sendto
    look_up = socket.getaddrinfo

    def refuse(address: Any) -> None:
        if isinstance(address, tuple) and not is_here(address[0]):
            raise NetworkIsOff(f"a test tried to reach {address}")

    def guarded_connect(self: socket.socket, address: Any) -> None:
        refuse(address)
        connect(self, address)

    def guarded_connect_ex(self: socket.socket, address: Any) -> int:
        refuse(address)
        return connect_ex(self, address)

    def guarded_send_to(self: socket.socket, *arguments: Any) -> int:
        refuse(arguments[-1])
        return send_to(self, *arguments)

    def guarded_look_up(host: Any, *arguments: Any, **options: Any) -> Any:
        refuse((host,))
        return look_up(host, *arguments, **options)

    patch.setattr(socket.socket, "connect", guarded_connect)
    patch.setattr(socket.socket, "connect_ex", guarded_connect_ex)
    patch.setattr(socket.socket, "sendto", guarded_send_to)
    patch.setattr(socket, "getaddrinfo", guarded_look_up)
