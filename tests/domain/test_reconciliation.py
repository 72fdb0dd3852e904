"""The sheets of a vote: one fate each, and what was issued is what came back and what did not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.domain.reconciliation import FATES, Fate, fates_of, figures_json, from_figures, reconcile
from consult.domain.refusal import Refusal

NOTED = st.lists(st.tuples(st.sampled_from([f"{n:04d}" for n in range(12)]), st.sampled_from(FATES)), max_size=40)


@given(NOTED, st.integers(0, 30), st.integers(0, 60), st.integers(0, 60))
def test_it_always_adds_up(noted: list[tuple[str, Fate]], spare: int, unused: int, in_hand: int) -> None:
    fates = fates_of(noted)
    assert sum(fates.values()) == len({serial for serial, _fate in noted})
    try:
        found = reconcile(len({serial for serial, _ in noted}) + spare, unused, in_hand, fates)
    except Refusal:
        return
    whole = figures_json(found)
    assert whole["issued"] == sum(whole[fate.value] for fate in FATES) + whole["missing"] + whole["difference"]
    assert min(value for key, value in whole.items() if key != "difference") >= 0
    assert found.balances == (found.in_hand == found.accounted and not found.unconfirmed)
    assert from_figures(whole) == found


@given(NOTED, st.randoms())
def test_the_order_of_arrival_never_matters(noted: list[tuple[str, Fate]], chance: object) -> None:
    mixed = list(noted)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert fates_of(mixed) == fates_of(noted)


@pytest.mark.parametrize(
    ("unused", "in_hand", "difference", "balances"),
    [
        pytest.param(5, 3, 0, True, id="every sheet in the box was entered"),
        pytest.param(5, 4, 1, False, id="one in the box was never entered"),
        pytest.param(5, 2, -1, False, id="one that was entered cannot be found"),
        pytest.param(7, 3, 0, True, id="all that were issued came back"),
    ],
)
def test_what_the_box_says(unused: int, in_hand: int, difference: int, balances: bool) -> None:
    found = reconcile(10, unused, in_hand, {Fate.RETURNED: 2, Fate.BLANK: 1})
    assert (found.difference, found.balances) == (difference, balances)


def test_a_sheet_that_nobody_confirmed_does_not_balance() -> None:
    assert not reconcile(10, 0, 1, {Fate.UNCONFIRMED: 1}).balances


@pytest.mark.parametrize(
    ("unused", "in_hand", "reason"),
    [
        pytest.param(8, 2, "sheets-unused-too-many", id="one more left than can be"),
        pytest.param(-1, 2, "sheets-unused-too-many", id="fewer than none left"),
        pytest.param(7, 4, "sheets-more-than-issued", id="one more in the box than was issued"),
        pytest.param(7, -1, "sheets-more-than-issued", id="fewer than none in the box"),
    ],
)
def test_figures_that_cannot_be(unused: int, in_hand: int, reason: str) -> None:
    with pytest.raises(Refusal, match=reason):
        reconcile(10, unused, in_hand, {Fate.RETURNED: 3})
