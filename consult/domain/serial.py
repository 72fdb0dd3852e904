"""Serial numbers of paper ballots: short enough to type a hundred in an evening, with a digit that catches slips."""

from __future__ import annotations

import hashlib
import hmac

from consult.domain.ballot_grid import JOINT
from consult.domain.ledger import private_fingerprint
from consult.domain.receipt import fold
from consult.domain.refusal import Refusal, reasons

reasons(
    serial_missing="a paper ballot entered without its serial",
    serial_elsewhere="serial: a sheet that was issued to another household",
    sheet_elsewhere="serial, place, typed: a sheet whose serial is not that of the room typed beside it",
    paper_entered_already="serial: a paper ballot that was counted or set aside before",
    serial_mistyped="serial: a ballot serial whose last digit does not fit the others",
)


def paper_serial(number: int) -> str:
    """The serial of the n-th ballot in walking order: four digits or more and a Luhn check digit (ISO/IEC 7812-1)."""
    digits = f"{number:04d}"
    return digits + _check_digit(digits)


def read_serial(typed: str) -> str:
    """The serial meant by what was typed; refuses `serial-missing`, or `serial-mistyped` if its check digit fails.

    A scanner that types for its user puts the sheet's grid and a slash before it (`consult.domain.ballot_grid`).
    """
    folded = fold(typed.rpartition(JOINT)[2])
    if not folded:
        raise Refusal("serial-missing")
    is_serial = len(folded) >= 5 and folded.isascii() and folded.isdigit()
    if not is_serial or _check_digit(folded[:-1]) != folded[-1]:
        raise Refusal("serial-mistyped", serial=typed[:40])
    return folded


def sheet_mark(key: str, serial: str) -> str:
    """What the published book calls a sheet: a fingerprint that nobody can trace to its serial, salted for each sheet.

    Serials follow the doors, and leaders hold lists of them: in clear they would tell whose line is whose. `key` is the
    vote's, in hex and kept outside the book; where a book was begun without one ('') its lines name the serial itself.
    To prove one sheet it is enough to show its salt, `sheet_salt`.
    """
    return f"sha256:{private_fingerprint(sheet_salt(key, serial), serial)}" if key else serial


def sheet_salt(key: str, serial: str) -> bytes:
    """The salt of one sheet, which tells nothing of any other's: HMAC-SHA-256 of its serial under the vote's key."""
    return hmac.digest(bytes.fromhex(key), serial.encode(), hashlib.sha256)


def foreign_serial(serial: str, *, is_issued: bool) -> Refusal:
    """Why a serial is not this household's: it was issued to another one, or never."""
    return Refusal("serial-elsewhere" if is_issued else "unknown-serial", serial=serial)


def _check_digit(digits: str) -> str:
    doubled = (2 * int(d) if place % 2 == 0 else int(d) for place, d in enumerate(reversed(digits)))
    total = sum(n - 9 if n > 9 else n for n in doubled)
    return str(-total % 10)
