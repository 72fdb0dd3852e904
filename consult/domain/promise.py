"""A receipt as a signed promise: this line, with this fingerprint, stands in this book (docs/package.md, §9).

What is signed is six lines of plain text that anybody can write down again. The promise travels as one code of 232
characters (Crockford base32 of 145 bytes), so that the QR of a receipt holds all that is needed to check it without us.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from consult.domain.ledger import utc_text
from consult.domain.receipt import ALPHABET, CONSULTATION_CODE_LENGTH, encode, fold, is_code, receipt_code
from consult.domain.refusal import Refusal, reasons

reasons(promise_mistyped="a receipt's long code that is cut off, or holds what no such code has")

FORM = 1
SIGNATURE_BYTES = 64
PROMISE_LENGTH = 232
"""Characters of a promise's code."""

_PARTS = (1, 4, 6, 6, 32, 32, SIGNATURE_BYTES)
"""Bytes of form, consultation (30 bits), number, moment (milliseconds since 1970), leaf, head and signature."""
_BEGUN = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_LONGER_THAN_SLIPS = 60


@dataclass(frozen=True, slots=True)
class Promise:
    """What a receipt promises: line `seq` of a consultation's book has this leaf, and after it the book this head."""

    consultation: str
    seq: int
    at: datetime
    leaf: bytes
    head: bytes

    @property
    def said(self) -> str:
        """The text that is signed, in UTF-8."""
        about = (self.consultation, str(self.seq), utc_text(self.at), self.leaf.hex(), self.head.hex())
        return "".join(f"{line}\n" for line in (f"consult receipt {FORM}", *about))

    @property
    def slip(self) -> str:
        """The slip code of the line."""
        return receipt_code(self.leaf)


@dataclass(frozen=True, slots=True)
class SignedPromise:
    """A promise with the Ed25519 signature (64 bytes) of the estate's key over its text."""

    promise: Promise
    signature: bytes

    @property
    def code(self) -> str:
        """The promise as it stands at the end of an address."""
        told = self.promise
        numbers = (FORM, _number(told.consultation), told.seq, (told.at - _BEGUN) // _MILLISECOND)
        packed = b"".join(number.to_bytes(size, "big") for number, size in zip(numbers, _PARTS, strict=False))
        return encode(int.from_bytes(packed + told.leaf + told.head + self.signature, "big"), PROMISE_LENGTH)


def looks_like_a_promise(typed: str) -> bool:
    """Whether somebody meant a promise rather than a slip code."""
    return len(fold(last_part(typed))) > _LONGER_THAN_SLIPS


def read_promise(typed: str) -> SignedPromise:
    """The promise in a code, or in the whole address of a QR; refuses `promise-mistyped`."""
    code = fold(last_part(typed))
    if not is_code(code, PROMISE_LENGTH):
        raise Refusal("promise-mistyped")
    packed = _number(code).to_bytes(sum(_PARTS), "big")
    parts = []
    for size in _PARTS:
        parts.append(packed[:size])
        packed = packed[size:]
    return _unpacked(*parts)


def _unpacked(
    form: bytes, code: bytes, seq: bytes, at: bytes, leaf: bytes, head: bytes, signature: bytes
) -> SignedPromise:
    number, consultation = int.from_bytes(seq, "big"), int.from_bytes(code, "big")
    try:
        moment = _BEGUN + int.from_bytes(at, "big") * _MILLISECOND
    except OverflowError:
        raise Refusal("promise-mistyped") from None
    if form[0] != FORM or number < 1 or consultation >= 32**CONSULTATION_CODE_LENGTH:
        raise Refusal("promise-mistyped")
    promise = Promise(encode(consultation, CONSULTATION_CODE_LENGTH), number, moment, leaf, head)
    return SignedPromise(promise, signature)


def last_part(typed: str) -> str:
    """What stands behind the last stroke of an address, without what follows a question mark or a hash sign."""
    return re.split(r"[?#]", typed.strip())[0].rstrip("/").rpartition("/")[2]


def _number(code: str) -> int:
    value = 0
    for ch in code:
        value = value * 32 + ALPHABET.index(ch)
    return value
