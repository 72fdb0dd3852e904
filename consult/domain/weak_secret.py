"""Secrets that are none: those that stand in examples, are made of few characters, or came with the database."""

from __future__ import annotations

from types import MappingProxyType

SHORTEST_SECRET = 32
FEWEST_DISTINCT = 10
"""Different characters in a secret of the installation; random ones of this length have far more."""

_PLACEHOLDERS = ("changeme", "change-me", "change_me", "replace-me", "your-secret", "yoursecret", "insert-secret")

_DEFAULTS = MappingProxyType(
    dict.fromkeys(
        (
            *("", "password", "passwd", "postgres", "postgresql", "consult", "admin", "root", "test", "secret"),
            *("123456", "12345678", "123456789", "111111", "000000", "qwerty", "abc123", "example", "put-yours-here"),
        )
    )
)


def is_weak_secret(secret: str) -> bool:
    """Whether a secret of the installation can be guessed: short, of few characters, repeated, or from an example."""
    plain = secret.lower()
    is_repeated = any(plain == (plain[:size] * len(plain))[: len(plain)] for size in range(1, len(plain) // 2 + 1))
    return (
        len(secret) < SHORTEST_SECRET
        or len(set(secret)) < FEWEST_DISTINCT
        or is_repeated
        or any(placeholder in plain for placeholder in _PLACEHOLDERS)
    )


def is_default_password(user: str, password: str) -> bool:
    """Whether a database's password is its user's name, or one that everybody tries first."""
    plain = password.lower()
    return plain in _DEFAULTS or plain == user.lower() or any(placeholder in plain for placeholder in _PLACEHOLDERS)
