"""Second factors: how long a proof stands, which steps a code may come from, and what people type."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from consult.domain.refusal import Refusal
from consult.domain.second_factor import (
    FRESH,
    OFFERED,
    REQUIRED,
    check_key_name,
    digits_typed,
    grouped,
    is_fresh,
    must_have,
    recovery_typed,
    step_of,
    steps_near,
)

NOW = datetime(2026, 11, 22, 12, 0, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("ago", "fresh"),
    [(timedelta(0), True), (FRESH, True), (FRESH + timedelta(seconds=1), False)],
    ids=["now", "exactly as long as it lasts", "a second more"],
)
def test_how_long_a_proof_stands(ago: timedelta, fresh: bool) -> None:
    assert is_fresh(NOW - ago, NOW) is fresh


def test_no_proof_never_stands() -> None:
    assert not is_fresh(None, NOW)


@pytest.mark.parametrize(
    ("setting", "is_demo", "must"),
    [(REQUIRED, False, True), (REQUIRED, True, False), (OFFERED, False, False), (OFFERED, True, False)],
    ids=["required", "required, but it is the demo", "offered", "offered, and the demo"],
)
def test_who_must_have_one(setting: str, is_demo: bool, must: bool) -> None:
    assert must_have(setting, is_demo=is_demo) is must


def test_a_step_is_half_a_minute() -> None:
    here = step_of(NOW)
    assert step_of(NOW + timedelta(seconds=14)) == here
    assert step_of(NOW + timedelta(seconds=15)) == here + 1


def test_one_step_of_clock_is_borne_and_none_used_twice() -> None:
    here = step_of(NOW)
    assert steps_near(NOW, last=0) == [here - 1, here, here + 1]
    assert steps_near(NOW, last=here) == [here + 1]
    assert steps_near(NOW, last=here + 1) == []


@pytest.mark.parametrize(
    ("typed", "digits"),
    [
        ("123456", "123456"),
        (" 123 456 ", "123456"),
        ("１２３４５６", "123456"),
        ("l23456", "123456"),
        ("12345", ""),
        ("1234567", ""),
        ("12345a", ""),
        ("١٢٣٤٥٦", ""),
    ],
    ids=["plain", "spaced", "full width", "a look-alike", "five", "seven", "a letter", "other digits"],
)
def test_digits_as_people_type_them(typed: str, digits: str) -> None:
    assert digits_typed(typed) == digits


@pytest.mark.parametrize(
    ("typed", "code"),
    [("4k7p9-qxm2t", "4K7P9QXM2T"), ("4K7P9QXM2T", "4K7P9QXM2T"), ("4K7P9-QXM2", ""), ("4K7P9-QXM2U", "")],
    ids=["small letters", "without its hyphen", "too short", "a letter that no code has"],
)
def test_recovery_codes_as_people_type_them(typed: str, code: str) -> None:
    assert recovery_typed(typed) == code


def test_a_secret_is_read_in_groups() -> None:
    assert grouped("JBSWY3DPEH") == "JBSW Y3DP EH"


def test_a_passkey_has_a_name() -> None:
    assert check_key_name("  我的 手机 ") == "我的 手机"
    with pytest.raises(Refusal, match="passkey-name-missing"):
        check_key_name("　 ")
