"""Codes people read, type and say aloud: receipts, household codes, consultation codes (Crockford base32).

Case, spaces, hyphens and look-alikes (O→0, I and L→1) are folded, so that a code survives a telephone call.
"""

from __future__ import annotations

from consult.domain.refusal import Refusal, reasons

reasons(
    receipt_mistyped="code: a slip code whose length, letters or check character do not fit",
    code_mistyped="code: a household code with characters or a length that no code has",
)

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CHECKS = ALPHABET + "*~$=U"
_FOLDED = str.maketrans({"O": "0", "I": "1", "L": "1"})
_FULL_WIDTH = {0xFF01 + n: 0x21 + n for n in range(94)}

RECEIPT_BITS = 50
HOUSEHOLD_CODE_LENGTH = 10
CONSULTATION_CODE_LENGTH = 6
TOKEN_LENGTH = 26


def fold(typed: str) -> str:
    """What a person meant to type: capitals, no spaces or hyphens, look-alikes folded."""
    plain = typed.translate(_FULL_WIDTH).upper()
    return "".join(ch for ch in plain if not ch.isspace() and ch not in "-–—_.").translate(_FOLDED)


def encode(number: int, length: int) -> str:
    """Write a number in Crockford base32, left-padded with zeros to `length`."""
    digits = []
    for _ in range(length):
        number, digit = divmod(number, 32)
        digits.append(ALPHABET[digit])
    return "".join(reversed(digits))


def is_code(folded: str, length: int) -> bool:
    """Whether a folded text has the length and letters of a code."""
    return len(folded) == length and all(ch in ALPHABET for ch in folded)


def household_code(typed: str) -> str:
    """The household code meant by what was typed; refuses `code-mistyped`."""
    folded = fold(typed)
    if not is_code(folded, HOUSEHOLD_CODE_LENGTH):
        raise Refusal("code-mistyped", code=typed[:40])
    return folded


def receipt_code(leaf: bytes) -> str:
    """The slip code of a ledger leaf: its first 50 bits and a check character, `4K7P-9QXM-2TZ`."""
    number = int.from_bytes(leaf[:7], "big") >> (56 - RECEIPT_BITS)
    return group_receipt(encode(number, 10) + _CHECKS[number % 37])


def reads_aloud(code: str) -> bool:
    """Whether a slip code is all letters and digits; one check character in eight is a sign like `*` or `=`."""
    return code[-1] in ALPHABET


def group_receipt(code: str) -> str:
    """Write eleven characters as 4-4-3 for the eye."""
    return f"{code[:4]}-{code[4:8]}-{code[8:]}"


def read_receipt(typed: str) -> str:
    """The slip code meant by what was typed, grouped; refuses `receipt-mistyped` unless its check fits."""
    plain = typed.strip().upper()
    folded, check = fold(plain[:-1]), plain[-1:]
    check = check if check in "*~$=U" else fold(check)
    if not is_code(folded, 10) or _CHECKS[_number(folded) % 37] != check:
        raise Refusal("receipt-mistyped", code=typed[:40])
    return group_receipt(folded + check)


def _number(folded: str) -> int:
    value = 0
    for ch in folded:
        value = value * 32 + ALPHABET.index(ch)
    return value
