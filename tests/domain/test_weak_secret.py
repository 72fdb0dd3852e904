"""What an installation may not begin with."""

from __future__ import annotations

import secrets

import pytest

from consult.domain.weak_secret import SHORTEST_SECRET, is_default_password, is_weak_secret

GOOD = "kJ3_xQ9vT7bN2mR5wL8yP4cF6hD1gZ0s"


@pytest.mark.parametrize(
    ("secret", "is_weak"),
    [
        pytest.param(GOOD, False, id="exactly 32 of many"),
        pytest.param(GOOD[:-1], True, id="31"),
        pytest.param("k" * 64, True, id="one character"),
        pytest.param("abcdefghi" + "a" * 30, True, id="nine different ones"),
        pytest.param("0123456789abcdef0123456789abcdef", True, id="half of it twice"),
        pytest.param("0123456789abcdef0123456789abcdef0123", True, id="twice and the beginning again"),
        pytest.param("please-change-me-to-something-better-42", True, id="from an example"),
    ],
)
def test_a_secret_that_can_be_guessed(secret: str, is_weak: bool) -> None:
    assert is_weak_secret(secret) is is_weak


def test_random_secrets_are_never_weak() -> None:
    made = [secrets.token_urlsafe(48) for _ in range(500)] + [secrets.token_hex(SHORTEST_SECRET) for _ in range(500)]
    assert not [secret for secret in made if is_weak_secret(secret)]


@pytest.mark.parametrize("password", ["postgres", "Password", "consult", "CHANGEME", "change-me-now", "", "keeper"])
def test_a_password_that_everybody_tries_first(password: str) -> None:
    assert is_default_password("keeper", password)


def test_a_password_of_ones_own() -> None:
    assert not is_default_password("consult", "correct horse battery")
