"""The second proof of staff: a code from an app, a passkey, or a recovery code; and how long any proof stays fresh.

RFC 6238 with the figures that every app knows: six digits, thirty seconds, SHA-1. A code counts once, and one step of
clock either way is borne. WebAuthn for passkeys.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from consult.domain.receipt import ALPHABET, fold
from consult.domain.refusal import Refusal, reasons
from consult.domain.sign_in import Budget

reasons(
    wrong_second_factor="a code from an app that does not fit or was used already, or an unknown recovery code",
    wrong_passkey="an answer of a passkey that does not fit the question asked",
    wrong_proof="neither the password nor the code of the person signed in",
    second_sign_in_gone="a second step of signing in without the first, or too long after it",
    app_set_up_gone="a code for an app that was never begun to set up, or whose setting up ran out",
    last_second_factor="removing the only second factor of somebody who must have one",
    passkey_name_missing="a passkey without a name to tell it by",
    passkey_known="a passkey that is registered already",
    passkey_unknown="a passkey that is not there",
)

REQUIRED, OFFERED = "required", "offered"
"""What an installation may ask of its staff, of every role alike: who only reads, reads the roll."""

DIGITS = 6
STEP = timedelta(seconds=30)
CLOCK_STEPS = 1
"""How many steps a phone's clock may be off, either way."""

RECOVERY_CODES = 10
RECOVERY_LENGTH = 10
"""Characters of Crockford base32: 50 bits, kept as slow hashes."""

FRESH = timedelta(minutes=10)
"""How long after a proof a deed that matters asks for no other."""

FRESH_WITH_FILE = timedelta(minutes=30)
"""The same for a form that carries a file, which no page in between could carry on: it is asked before it is shown."""

SECOND_STEP_LASTS = timedelta(minutes=10)
SET_UP_LASTS = timedelta(minutes=30)
LONGEST_KEY_NAME = 40

SECOND = Budget("second", 5, timedelta(minutes=15), "too-many-sign-ins")
SECOND_HOUR = Budget("second-hour", 10, timedelta(hours=1), "too-many-sign-ins")
SECOND_BUDGETS = (SECOND, SECOND_HOUR)


@dataclass(frozen=True, slots=True)
class Answered:
    """What somebody answers the question for a second factor with: what was typed, or what a passkey said (JSON)."""

    typed: str = ""
    passkey: str = ""


def is_fresh(proved_at: datetime | None, now: datetime, *, lasts: timedelta = FRESH) -> bool:
    """Whether a proof still stands (exactly as long as it lasts, it does)."""
    return proved_at is not None and now - proved_at <= lasts


def must_have(setting: str, *, is_demo: bool) -> bool:
    """Whether staff who sign in may do nothing without a second factor; the demo is entered by one-time links."""
    return setting == REQUIRED and not is_demo


def digits_typed(typed: str) -> str:
    """The six digits that were typed, full-width ones and spaces between them too; empty when they are none."""
    folded = fold(typed)
    return folded if len(folded) == DIGITS and folded.isascii() and folded.isdigit() else ""


def recovery_typed(typed: str) -> str:
    """The recovery code that was typed, folded; empty when it is none."""
    folded = fold(typed)
    return folded if len(folded) == RECOVERY_LENGTH and all(ch in ALPHABET for ch in folded) else ""


def step_of(now: datetime) -> int:
    """The number of the thirty seconds that a moment falls into."""
    return int(now.timestamp()) // int(STEP.total_seconds())


def steps_near(now: datetime, *, last: int) -> Sequence[int]:
    """The steps whose code may be used now: around this one, after the last that was used."""
    here = step_of(now)
    return [step for step in range(here - CLOCK_STEPS, here + CLOCK_STEPS + 1) if step > last]


def grouped(secret: str, size: int = 4) -> str:
    """A secret in groups for the eye."""
    return " ".join(secret[at : at + size] for at in range(0, len(secret), size))


def check_key_name(name: str) -> str:
    """A passkey's name without stray spaces; refuses `passkey-name-missing`."""
    plain = " ".join(name.split())[:LONGEST_KEY_NAME]
    if not plain:
        raise Refusal("passkey-name-missing")
    return plain
