"""What of a building leader may be shown to households: a number that can be dialled, or nothing."""

from __future__ import annotations

import pytest

from consult.domain.leader_contact import check_contact
from consult.domain.refusal import Refusal


@pytest.mark.parametrize(
    ("phone", "kept"),
    [
        pytest.param("138 0013 8000", "138 0013 8000", id="a mobile"),
        pytest.param("021-5555 0100", "021-5555 0100", id="a landline"),
        pytest.param("１３８００１３８０００", "13800138000", id="typed with a Chinese keyboard"),
        pytest.param("+86 138 0013 8000", "+86 138 0013 8000", id="from abroad"),
    ],
)
def test_a_number_that_can_be_dialled(phone: str, kept: str) -> None:
    assert check_contact(" 马阿姨 ", phone) == ("马阿姨", kept)


def test_both_empty_shows_nothing() -> None:
    assert check_contact(" ", "") == ("", "")


@pytest.mark.parametrize(
    ("name", "phone", "reason"),
    [
        pytest.param("马阿姨", "", "leader-phone-wrong", id="a name alone"),
        pytest.param("马阿姨", "12345", "leader-phone-wrong", id="too short"),
        pytest.param("马阿姨", "1380013800a", "leader-phone-wrong", id="letters"),
        pytest.param(" ", "13800138000", "name-missing", id="a number alone"),
    ],
)
def test_what_nobody_could_call(name: str, phone: str, reason: str) -> None:
    with pytest.raises(Refusal) as refused:
        check_contact(name, phone)
    assert refused.value.reason == reason
