"""Canonical JSON and fingerprints (the document, 2 and 3)."""

import hashlib
import json
import re
from datetime import datetime
from typing import Any

from tests.verifier.second.faulty import Faulty, need

LARGEST = 2**53 - 1
HEX = re.compile(r"[0-9a-f]{64}")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")


def sha256(*parts: bytes) -> bytes:
    """SHA-256 over these bytes, one behind the other."""
    return hashlib.sha256(b"".join(parts)).digest()


def canonical(value: Any) -> bytes:
    """The one way to write a value."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def read_canonical(raw: bytes, where: str) -> Any:
    """What these bytes say; a fault if they are not the one way to say it."""
    try:
        value = json.loads(raw.decode("utf-8"), parse_float=refuse, parse_constant=refuse, object_pairs_hook=once)
        bounded(value)
        same = canonical(value) == raw
    except (ValueError, RecursionError):
        raise Faulty(f"{where} is not canonical JSON.") from None
    need(same, f"{where} is not canonical JSON.")
    return value


def refuse(text: str) -> Any:
    """Fractions, NaN and Infinity are never in a package."""
    raise ValueError(text)


def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object, whose keys are ASCII and stand once."""
    found = dict(pairs)
    if len(found) != len(pairs) or not all(key.isascii() for key in found):
        raise ValueError("keys")
    return found


def bounded(value: Any) -> None:
    """Refuse numbers that not every program can hold."""
    if isinstance(value, int) and abs(value) > LARGEST:
        raise ValueError("too large")
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        bounded(part)


def is_hex(text: object) -> bool:
    """Whether this is a fingerprint in lower-case hex."""
    return isinstance(text, str) and HEX.fullmatch(text) is not None


def is_salted(text: object) -> bool:
    """Whether this is `sha256:` and a fingerprint."""
    return isinstance(text, str) and text.startswith("sha256:") and is_hex(text[7:])


def is_count(value: object) -> bool:
    """Whether this is a whole number from 0 on."""
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def is_moment(text: object) -> bool:
    """Whether this is a moment in UTC with milliseconds."""
    if not isinstance(text, str) or not MOMENT.fullmatch(text):
        return False
    try:
        datetime.fromisoformat(text[:-1])
    except ValueError:
        return False
    return True


def sealed(opening: object, value: Any) -> str:
    """The seal over a value that this opening opens."""
    need(is_hex(opening), "An opening is not 64 hex digits.")
    return "sha256:" + sha256(bytes.fromhex(str(opening)), canonical(value)).hex()


def tree_root(leaves: list[bytes]) -> bytes:
    """The tree root over leaves (RFC 6962, 2.1); of none, SHA-256 of nothing."""
    if len(leaves) < 2:
        return leaves[0] if leaves else sha256()
    half = 1 << ((len(leaves) - 1).bit_length() - 1)
    return sha256(b"\x01", tree_root(leaves[:half]), tree_root(leaves[half:]))
