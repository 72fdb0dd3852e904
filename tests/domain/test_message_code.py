"""Six digits by message: what is read, which number receives them, and how many may be sent."""

from __future__ import annotations

import pytest

from consult.domain.message_code import (
    DOOR,
    MESSAGE_BUDGETS,
    OF_ESTATE,
    TO_NUMBER,
    may_be_sent_to,
    mobile_among,
    new_digits,
    read_digits,
    refuse_over_messages,
)
from consult.domain.refusal import Refusal


@pytest.mark.parametrize(
    "typed",
    ["048213", " 048 213 ", "０４８２１３", "048-213"],
    ids=["plain", "spaced", "full width", "with a dash"],
)
def test_digits_are_read_as_they_were_meant(typed: str) -> None:
    assert read_digits(typed) == "048213"


@pytest.mark.parametrize(
    "typed",
    ["", "04821", "0482134", "04821x", "٠٤٨٢١٣", "0" * 5000],
    ids=["nothing", "five", "seven", "a letter", "other digits", "very long"],
)
def test_what_no_message_holds_is_named_before_it_costs_a_try(typed: str) -> None:
    with pytest.raises(Refusal, match="message-code-mistyped"):
        read_digits(typed)


def test_digits_are_six_also_when_they_begin_with_nought(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("secrets.randbelow", lambda _most: 42)
    assert new_digits() == "000042"


@pytest.mark.parametrize(
    ("phones", "number"),
    [
        (("13800138000",), "+8613800138000"),
        (("138 0013 8000",), "+8613800138000"),
        (("+86 138-0013-8000",), "+8613800138000"),
        (("008613800138000",), "+8613800138000"),
        (("１３８００１３８０００",), "+8613800138000"),
        (("021-55550101", "13800138000", "13900139000"), "+8613800138000"),
        (("+852 9123 4567",), "+85291234567"),
        (("021-55550101",), ""),
        (("12800138000",), ""),
        (("1380013800",), ""),
        (("+86 21 5555 0101",), ""),
        (("see the note",), ""),
        ((), ""),
    ],
    ids=[
        "plain",
        "spaced",
        "with the country",
        "with noughts before the country",
        "full width",
        "the first mobile of several",
        "from abroad",
        "a landline",
        "no mobile begins so",
        "one digit short",
        "a landline with the country",
        "words",
        "none",
    ],
)
def test_which_number_receives_a_message(phones: tuple[str, ...], number: str) -> None:
    assert mobile_among(phones) == number


@pytest.mark.parametrize(
    ("budget", "reason"), [(DOOR, "too-many-messages"), (OF_ESTATE, "messages-paused")], ids=lambda part: str(part)
)
def test_the_last_message_of_a_budget_may_be_sent_and_no_further_one(budget: object, reason: str) -> None:
    none = dict.fromkeys(MESSAGE_BUDGETS, 0)
    refuse_over_messages(none | {budget: budget.most - 1})  # type: ignore[attr-defined, dict-item]
    with pytest.raises(Refusal, match=reason):
        refuse_over_messages(none | {budget: budget.most})  # type: ignore[attr-defined, dict-item]


def test_a_number_gets_no_more_than_it_may() -> None:
    assert may_be_sent_to(TO_NUMBER.most - 1)
    assert not may_be_sent_to(TO_NUMBER.most)
