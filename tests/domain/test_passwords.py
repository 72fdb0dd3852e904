"""What a password and a sign-in name must be."""

from __future__ import annotations

import pytest

from consult.domain.passwords import check_login, check_name, check_password, check_role
from consult.domain.refusal import Refusal


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("七个字的密码啊", "password-too-short"),
        ("ninechars", "password-too-short"),
        ("x" * 64 + "y" * 65, "password-too-long"),
        ("i am qian.min today", "password-is-login"),
        ("QIAN.MIN-2026", "password-is-login"),
        ("Password123", "password-is-common"),
        ("1234567890", "password-is-common"),
        ("9876543210", "password-is-common"),
        ("abcdefghijklm", "password-is-common"),
        ("ababababababab", "password-is-common"),
        ("１２３４５６７８９０", "password-is-common"),
    ],
)
def test_weak_passwords(password: str, reason: str) -> None:
    with pytest.raises(Refusal) as refused:
        check_password(password, login="qian.min")
    assert refused.value.reason == reason


@pytest.mark.parametrize("password", ["tenletters", "春天来了花园真漂亮呀", "correct horse", "x" * 63 + "yz" * 32])
def test_good_passwords(password: str) -> None:
    assert check_password(password, login="qian.min") == password


def test_every_keyboard_makes_the_same_password() -> None:
    assert check_password("Ｇarden-in-spring", login="a.b") == "Garden-in-spring"


@pytest.mark.parametrize("login", ["ab", "a b", "x" * 41, "", "a/b/c", "<script>"])
def test_unfit_logins(login: str) -> None:
    with pytest.raises(Refusal, match="login-unfit"):
        check_login(login)


def test_logins_are_kept_in_small_letters() -> None:
    assert check_login(" Qian.Min ") == "qian.min"


def test_names() -> None:
    assert check_name("  钱  敏 ") == "钱 敏"
    assert check_name("钱敏、丁一平") == "钱敏 丁一平", "one person, not two"
    for nobody in (" \t ", "、"):
        with pytest.raises(Refusal, match="name-missing"):
            check_name(nobody)


def test_roles() -> None:
    assert check_role("scrutineer") == "scrutineer"
    with pytest.raises(Refusal, match="role-unknown"):
        check_role("root")
