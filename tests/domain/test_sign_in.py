"""Budgets of failures stand on their edges."""

from __future__ import annotations

import pytest

from consult.domain.refusal import Refusal
from consult.domain.sign_in import (
    ADDRESS,
    ESTATE,
    HOUSEHOLD_BUDGETS,
    LOGIN,
    LONGEST_WINDOW,
    PLACE,
    STAFF_ADDRESS,
    STAFF_BUDGETS,
    Budget,
    plain,
    refuse_over_budget,
)


@pytest.mark.parametrize(
    ("budget", "most", "minutes"),
    [(PLACE, 5, 15), (ADDRESS, 60, 10), (ESTATE, 300, 60), (LOGIN, 5, 15), (STAFF_ADDRESS, 30, 10)],
    ids=["a place from one address", "an address", "an estate", "a login", "an address of staff"],
)
def test_budgets_are_the_published_ones(budget: Budget, most: int, minutes: int) -> None:
    assert (budget.most, budget.minutes) == (most, minutes)


@pytest.mark.parametrize("budget", [*HOUSEHOLD_BUDGETS, *STAFF_BUDGETS], ids=lambda budget: budget.name)
@pytest.mark.parametrize(
    ("beside", "allowed"), [(-1, True), (0, False), (1, False)], ids=["one left", "exactly spent", "over"]
)
def test_the_last_try_is_allowed_and_the_next_is_not(budget: Budget, beside: int, allowed: bool) -> None:
    failures = {budget: budget.most + beside}
    if allowed:
        refuse_over_budget(failures)
    else:
        with pytest.raises(Refusal):
            refuse_over_budget(failures)


def test_one_spent_budget_is_enough() -> None:
    with pytest.raises(Refusal) as refused:
        refuse_over_budget({PLACE: 0, ADDRESS: 0, ESTATE: 300})
    assert (refused.value.reason, refused.value.details) == ("typed-codes-paused", {"minutes": 60})


def test_a_neighbour_is_told_to_wait_for_the_narrow_budget() -> None:
    with pytest.raises(Refusal) as refused:
        refuse_over_budget({PLACE: 5, ADDRESS: 5, ESTATE: 5})
    assert (refused.value.reason, refused.value.details) == ("too-many-tries", {"minutes": 15})


def test_nothing_failed_is_within() -> None:
    refuse_over_budget({})


def test_failures_are_kept_as_long_as_any_budget_asks() -> None:
    assert ESTATE.window == LONGEST_WINDOW


@pytest.mark.parametrize(
    ("typed", "meant"), [("１２号楼 ", "12号楼"), ("  302", "302"), ("", "")], ids=["full width", "spaces", "nothing"]
)
def test_what_keyboards_add_is_taken_away(typed: str, meant: str) -> None:
    assert plain(typed) == meant
