"""Making the key of a letter, and what is kept of it. No database: whoever prints letters need not load one."""

from __future__ import annotations

import secrets

from consult.domain.printing import KeyHashes
from consult.domain.receipt import HOUSEHOLD_CODE_LENGTH, TOKEN_LENGTH, encode
from consult.models.kept_secret import code_hash, token_hash


def new_code() -> str:
    """A household code nobody can guess."""
    return encode(secrets.randbits(5 * HOUSEHOLD_CODE_LENGTH), HOUSEHOLD_CODE_LENGTH)


def new_token() -> str:
    """A token for a letter's QR."""
    return encode(secrets.randbits(5 * TOKEN_LENGTH), TOKEN_LENGTH)


def hashes_of(secret: str, elector_id: int, code: str, token: str) -> KeyHashes:
    """What is kept of a key; takes some 25 ms."""
    return KeyHashes(elector_id, code_hash(secret, elector_id, code), token_hash(secret, token))
