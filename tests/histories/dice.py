"""Chance that falls the same way twice: for a proof only, everything the service draws comes from one seed."""

from __future__ import annotations

import os
import secrets
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


@contextmanager
def seeded(seed: int) -> Iterator[Random]:
    """Draw secrets, ids and keys from a seed while this lasts; answers the dice of the history itself.

    The history's dice are others than the service's: a database that made the service draw once more would otherwise
    change what happens next, and the comparison would say nothing about where it began.
    """
    drawn = Random(f"secrets {seed}")
    with pytest.MonkeyPatch.context() as patch:
        for name, draw in _draws(drawn).items():
            patch.setattr(secrets, name, draw)
        patch.setattr(os, "urandom", drawn.randbytes)
        patch.setattr(uuid, "uuid4", lambda: uuid.UUID(int=drawn.getrandbits(128), version=4))
        patch.setattr(ec, "generate_private_key", lambda curve: _curve_key(drawn, curve))
        patch.setattr(Ed25519PrivateKey, "generate", lambda: Ed25519PrivateKey.from_private_bytes(drawn.randbytes(32)))
        yield Random(f"history {seed}")


def _draws(drawn: Random) -> dict[str, Any]:
    """What `secrets` offers, drawn from these dice."""
    return {
        "token_bytes": lambda size=32: drawn.randbytes(size),
        "token_hex": lambda size=32: drawn.randbytes(size).hex(),
        "token_urlsafe": lambda size=32: drawn.randbytes(size).hex(),
        "randbits": drawn.getrandbits,
        "randbelow": drawn.randrange,
        "choice": drawn.choice,
        "SystemRandom": lambda: drawn,
    }


def _curve_key(drawn: Random, curve: ec.EllipticCurve) -> ec.EllipticCurvePrivateKey:
    # P-256's order is just below 2^256: a number of 255 bits always lies within.
    return ec.derive_private_key(drawn.getrandbits(255) | 1, curve)
