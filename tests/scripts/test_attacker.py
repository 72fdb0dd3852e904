"""A clever neighbour finds nobody in what is published of secret polls, and many where a protection is taken away."""

from __future__ import annotations

import pytest

from scripts.prove.attacker_proof import CONTROLS, attack
from scripts.prove.secret_estates import estates


def test_nothing_published_tells_what_a_household_answered() -> None:
    found = attack(estates(30, seed=3, largest=120))
    assert found.told > 5
    assert (found.identified, found.mistaken) == (0, 0)


@pytest.mark.parametrize("name", sorted(set(CONTROLS) - {"two ballots apart are enough"}))
def test_a_protection_taken_away_is_found(name: str) -> None:
    found = CONTROLS[name](6, 4)
    assert found.identified > 0
    assert found.mistaken == 0
