"""How secrets are kept."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher, extract_parameters

from consult.models import kept_secret
from consult.models.kept_secret import code_hash, is_code_of, is_password, keyed, password_hash, token_hash

SECRET = "a secret for tests only, forty-eight characters!"


def test_the_cost_is_the_least_that_owasp_accepts(the_hasher: PasswordHasher, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_secret, "_HASHER", the_hasher)
    cost = extract_parameters(code_hash(SECRET, 1, "ABCDE12345"))
    assert (cost.type.name, cost.memory_cost, cost.time_cost, cost.parallelism) == ("ID", 19_456, 2, 1)


def test_a_code_belongs_to_its_elector_and_installation() -> None:
    kept = code_hash(SECRET, 1, "ABCDE12345")
    assert is_code_of(SECRET, kept, 1, "ABCDE12345")
    assert not is_code_of(SECRET, kept, 2, "ABCDE12345")
    assert not is_code_of(SECRET, kept, 1, "ABCDE12346")
    assert not is_code_of("another secret of more than enough letters", kept, 1, "ABCDE12345")


@pytest.mark.parametrize("kept", [None, "", "$argon2id$broken"], ids=["nobody", "empty", "damaged"])
def test_nothing_fits_where_nothing_is_kept(kept: str | None) -> None:
    assert not is_code_of(SECRET, kept, 1, "ABCDE12345")
    assert not is_password(kept, "nobody")


def test_an_unknown_room_costs_as_many_hashes_as_a_wrong_code(monkeypatch: pytest.MonkeyPatch) -> None:
    counted: list[str] = []
    verify = kept_secret._HASHER.verify

    class Counting:
        def verify(self, kept: str, given: str) -> bool:
            counted.append(kept)
            return verify(kept, given)

    kept = code_hash(SECRET, 1, "ABCDE12345")
    kept_secret._nobodys_hash()
    monkeypatch.setattr(kept_secret, "_HASHER", Counting())
    is_code_of(SECRET, kept, 1, "ZZZZZZZZZZ")
    is_code_of(SECRET, None, 0, "ZZZZZZZZZZ")
    costs = [extract_parameters(each) for each in counted]
    assert len(costs) == 2
    assert costs[0] == costs[1]


def test_passwords() -> None:
    kept = password_hash("garden in spring")
    assert is_password(kept, "garden in spring")
    assert not is_password(kept, "garden in autumn")
    assert kept != password_hash("garden in spring")


def test_a_purposes_hashes_are_of_no_use_for_another() -> None:
    assert token_hash(SECRET, "x") != keyed(SECRET, "staff link", "x")
    assert len(token_hash(SECRET, "x")) == 64
