"""What a staff password and sign-in name must be (OWASP ASVS 5.0 §6.2: long enough, not the name, not a common one)."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

from consult.domain.refusal import Refusal, reasons
from consult.domain.same_person import folded

reasons(
    password_too_short="least: a password with too few characters",  # noqa: S106  (a reason, no password)
    password_too_long="most: a password longer than is hashed",  # noqa: S106  (a reason, no password)
    password_is_login="a password that contains the sign-in name, or is contained in it",  # noqa: S106  (a reason, no password)
    password_is_common="a password that is tried first by anyone who guesses",  # noqa: S106  (a reason, no password)
    name_missing="an account without a name",
    login_unfit="login: a sign-in name with spaces or signs, or of an odd length",
    name_taken="name: a name that another account of the estate carries, or one that looks the same; also a former one",
    login_taken="login: a sign-in name that somebody has already",
    role_unknown="role, known: a role that no account can have",
    staff_unknown="login: nobody of this sign-in name in the estate",
)

SHORTEST = 10
LONGEST = 128
LONGEST_NAME = 60
ROLES = ("committee", "scrutineer", "leader", "property", "town", "auditor")

_LOGIN = re.compile(r"[\w.@-]{3,40}")
# Of the passwords of ten characters and more that guessers try first, those that people here would choose.
_COMMON_TEXT = """1234567890 0123456789 12345678910 123456789a a123456789 1234567891 0987654321 9876543210 1111111111
    0000000000 8888888888 6666666666 1122334455 1qaz2wsx3edc 1q2w3e4r5t qwertyuiop asdfghjkl1 qwerty12345
    qwerty123456 password12 password123 password1234 passw0rd123 p@ssw0rd123 administrator admin12345
    admin123456 administrator1 welcome1234 iloveyou123 woaini1314 woaini520520 5201314520 1314520520
    woaini123456 abc1234567 abcd123456 abcdefghij aa12345678 a1234567890 q1w2e3r4t5 zxcvbnm123 1234qwerasdf
    shanghai123 shanghai2026 shanghai2025 yeweihui123 yeweihui2026 juweihui123 xiaoqu12345 consult123
    consult2026 letmein1234 changeme123 1234554321 1357924680 147258369a 147258369147 7758521521"""
_COMMON = frozenset(_COMMON_TEXT.split())


def check_password(password: str, *, login: str) -> str:
    """Answer the password as it is hashed (NFKC, so that every keyboard makes the same), or refuse what is wrong."""
    plain = unicodedata.normalize("NFKC", password)
    if len(plain) < SHORTEST:
        raise Refusal("password-too-short", least=SHORTEST)
    if len(plain) > LONGEST:
        raise Refusal("password-too-long", most=LONGEST)
    small = plain.casefold()
    if login.casefold() in small:
        raise Refusal("password-is-login")
    if small in _COMMON or _is_monotonous(small):
        raise Refusal("password-is-common")
    return plain


def _is_monotonous(folded: str) -> bool:
    """One or two different characters, or figures in a row, however long."""
    steps = {ord(later) - ord(earlier) for earlier, later in pairwise(folded)}
    return len(set(folded)) <= 2 or steps in ({1}, {-1})


def check_login(login: str) -> str:
    """Answer a sign-in name as it is kept, small letters; refuses `login-unfit`."""
    plain = unicodedata.normalize("NFKC", login).strip().casefold()
    if not _LOGIN.fullmatch(plain):
        raise Refusal("login-unfit", login=login[:60])
    return plain


def check_name(name: str) -> str:
    """Answer a person's name without stray spaces, hidden signs and the mark between names; refuses `name-missing`.

    A sheet that two people read alike carries “甲、乙”: a single person of that name would be nobody who entered it.
    """
    name = name.replace("、", " ")
    # Not `isprintable`: some people's names have characters that only this country's own tables know.
    seen = "".join(mark for mark in " ".join(name.split()) if unicodedata.category(mark) not in ("Cc", "Cf"))
    plain = " ".join(seen.split())[:LONGEST_NAME]
    if not folded(plain):
        raise Refusal("name-missing")
    return plain


def check_role(role: str) -> str:
    """Answer the role; refuses `role-unknown`."""
    if role not in ROLES:
        raise Refusal("role-unknown", role=role[:40], known=ROLES)
    return role
