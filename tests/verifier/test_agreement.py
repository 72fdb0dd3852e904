"""Two implementations that share no code count the same, to the letter (10 000 of them: `scripts/prove/agreement`)."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest

from consult.verifier import verify
from tests.verifier.agreement import by_the_verifier, differences
from tests.verifier.edges import edges_of
from tests.verifier.elections import SHARES, elections

ELECTIONS = 500


def test_random_elections() -> None:
    for number, election in enumerate(elections(ELECTIONS, seed=1)):
        assert not differences(election), f"election {number} of seed 1"


def test_random_elections_whose_sheets_two_people_read() -> None:
    for number, election in enumerate(elections(ELECTIONS // 2, seed=1, read_twice=True)):
        assert not differences(election), f"election {number} of seed 1"


def test_the_elections_stand_on_edges() -> None:
    # Agreement far from every threshold would prove little.
    found = [edge for election in elections(2 * ELECTIONS, seed=1) for edge in edges_of(election)]
    assert {(measure, off) for measure in ("heads", "area") for off in (-1, 0, 1)} <= set(found)
    assert {"passed", "rejected", "inquorate", "figures"} <= {
        question["outcome"]
        for election in elections(ELECTIONS, seed=1)
        for question in by_the_verifier(election)["questions"]
    }


def _met(requirement: dict[str, object], part: int, whole: int) -> bool:
    limit = Fraction(str(requirement["share"])) * whole
    if requirement["ceiling"]:
        return part == 0 or (part < limit if requirement["strict"] else part <= limit)
    return part > limit if requirement["strict"] else part >= max(limit, 1)


@pytest.mark.parametrize("of", ["electorate", "participating"])
@pytest.mark.parametrize("is_ceiling", [False, True], ids=["a share to reach", "a ceiling"])
@pytest.mark.parametrize("is_strict", [False, True], ids=["the share is enough", "it must be passed"])
def test_every_small_share_by_trying(of: str, is_ceiling: bool, is_strict: bool) -> None:
    for share, whole in product(SHARES, range(13)):
        requirement = {
            "share": str(share) if share < 1 else "1/1",
            "of": of,
            "strict": is_strict,
            "ceiling": is_ceiling,
        }
        for part in range(whole + 1):
            found = verify.reckon(requirement, part, whole)
            assert found["met"] == _met(requirement, part, whole), (requirement, part, whole)
            step = -1 if is_ceiling else 1
            tried = (x for x in range(80) if _met(requirement, part + step * x, whole))
            assert found["missing"] == next(tried, None), (requirement, part, whole)
            assert found["missing_from_new"] == _from_new(requirement, part, whole), (requirement, part, whole)


def _from_new(requirement: dict[str, object], part: int, whole: int) -> int | None:
    """The smallest number of newcomers with which the requirement is met, by trying one after the other."""
    for x in range(400):
        grown = whole if requirement["of"] == "electorate" else whole + x
        if _met(requirement, part if requirement["ceiling"] else part + x, grown):
            return x
    return None
