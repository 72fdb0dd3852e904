"""How secrets are kept: codes and passwords as Argon2id, tokens as keyed hashes, keys locked; never in plain.

Codes and tokens are keyed with the installation's secret first, so that a stolen database alone cannot be searched.
Argon2id with the least cost that OWASP's password storage sheet accepts (19 MiB, two passes, one lane): a household
code has 50 random bits, and the hash must not be a way to keep the service busy.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from consult.domain.receipt import TOKEN_LENGTH, encode
from consult.domain.refusal import Refusal, reasons

reasons(key_locked="an estate's key that this installation's secret does not open")

MEMORY_KIB = 19_456
PASSES = 2
_HASHER = PasswordHasher(time_cost=PASSES, memory_cost=MEMORY_KIB, parallelism=1)


def keyed(secret: str, purpose: str, text: str) -> str:
    """HMAC-SHA256 of a text in hex; a purpose's hashes are of no use for another."""
    return hmac.new(secret.encode(), f"{purpose}\x1f{text}".encode(), hashlib.sha256).hexdigest()


def token_hash(secret: str, token: str) -> str:
    """What is kept of a letter's token (128 bits and more: a slow hash would add nothing)."""
    return keyed(secret, "letter", token)


def link_hash(secret: str, token: str) -> str:
    """What is kept of a one-time staff link's token."""
    return keyed(secret, "staff link", token)


def program_hash(secret: str, token: str) -> str:
    """What is kept of a program's token."""
    return keyed(secret, "program token", token)


def first_token(secret: str) -> str:
    """The token of the very first link, 130 bits: it needs no keeping, for it works only while there is no estate."""
    return encode(int(keyed(secret, "first account", ""), 16), TOKEN_LENGTH)


def enrolment_hash(secret: str, token: str) -> str:
    """What is kept of the code that enrols one phone."""
    return keyed(secret, "phone enrolment", token)


def locked(secret: str, purpose: str, key: bytes) -> bytes:
    """A key as it is kept: locked with the installation's secret, so that a stolen database alone opens nothing.

    A backup of the database is whole only together with that secret (`instance/secret_key`).
    """
    nonce = secrets.token_bytes(12)
    return nonce + AESGCM(_lock(secret, purpose)).encrypt(nonce, key, purpose.encode())


def unlocked(secret: str, purpose: str, kept: bytes) -> bytes:
    """The key behind `locked`; refuses `key-locked` where the installation's secret is another one."""
    try:
        return AESGCM(_lock(secret, purpose)).decrypt(kept[:12], kept[12:], purpose.encode())
    except (InvalidTag, ValueError) as error:
        raise Refusal("key-locked") from error


def _lock(secret: str, purpose: str) -> bytes:
    return bytes.fromhex(keyed(secret, "lock", purpose))


def code_hash(secret: str, elector_id: int, code: str) -> str:
    """What is kept of a household code; bound to its elector."""
    return _HASHER.hash(_code_text(secret, elector_id, code))


def is_code_of(secret: str, kept: str | None, elector_id: int, code: str) -> bool:
    """Whether this is the code; takes the same time where there is none to compare with."""
    return _verify(kept, _code_text(secret, elector_id, code))


def password_hash(password: str) -> str:
    """What is kept of a password."""
    return _HASHER.hash(password)


def is_password(kept: str | None, password: str) -> bool:
    """Whether this is the password; takes the same time where there is none to compare with."""
    return _verify(kept, password)


def recovery_hash(secret: str, staff_id: int, code: str) -> str:
    """What is kept of a recovery code; bound to its owner."""
    return _HASHER.hash(_recovery_text(secret, staff_id, code))


def is_recovery_code(secret: str, kept: str, staff_id: int, code: str) -> bool:
    """Whether this is the recovery code."""
    return _verify(kept, _recovery_text(secret, staff_id, code))


def _recovery_text(secret: str, staff_id: int, code: str) -> str:
    return keyed(secret, "recovery code", f"{staff_id}\x1f{code}")


def _code_text(secret: str, elector_id: int, code: str) -> str:
    return keyed(secret, "household code", f"{elector_id}\x1f{code}")


def _verify(kept: str | None, given: str) -> bool:
    nobody = _nobodys_hash()
    try:
        return _HASHER.verify(kept or nobody, given) and bool(kept)
    except (VerificationError, InvalidHashError):
        return False


def be_ready() -> None:
    """Make what unknown doors are compared with, so that the first guess takes no longer than the second."""
    _nobodys_hash()


@cache
def _nobodys_hash() -> str:
    return _HASHER.hash("nobody")
