"""Reading what a phone wrote: JSON that may be torn, of another make, or written to do harm."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from consult.domain.refusal import Refusal, reasons

reasons(entry_torn="field: an entry whose text is torn, or in which a field is missing or of the wrong kind")

_FINGERPRINT = re.compile(r"[0-9a-f]{64}")
_BASE64URL = re.compile(r"[A-Za-z0-9_-]*")
_LARGEST_ID = 2**53


def read_object(text: bytes) -> dict[str, Any] | None:
    """The JSON object of these bytes; None for anything else, however deep or odd it is."""
    try:
        found = json.loads(text.decode("utf-8"))
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def text_in(given: Mapping[str, Any], field: str, *, most: int, least: int = 0) -> str:
    """A text of these lengths, without blanks around it; refuses `entry-torn`."""
    found = given.get(field, "")
    if not isinstance(found, str) or not least <= len(found.strip()) <= most or not _can_be_kept(found):
        raise Refusal("entry-torn", field=field)
    return found.strip()


def _can_be_kept(text: str) -> bool:
    """No half characters, which no database keeps, and no zero bytes, which PostgreSQL does not."""
    return "\0" not in text and not any("\ud800" <= character <= "\udfff" for character in text)


def moment_in(given: Mapping[str, Any], field: str) -> datetime:
    """An aware moment (RFC 3339); refuses `entry-torn`."""
    try:
        found = datetime.fromisoformat(text_in(given, field, most=40, least=10))
        # Near the ends of the calendar a moment cannot be told in another zone.
        if found.tzinfo is not None and 1900 < found.year < 9000:
            return found
    except ValueError:
        pass
    raise Refusal("entry-torn", field=field)


def whole_in(given: Mapping[str, Any], field: str, *, most: int) -> int | None:
    """A whole number between -most and most, or None where it is left open; refuses `entry-torn`."""
    found = given.get(field)
    if found is None:
        return None
    if isinstance(found, bool) or not isinstance(found, int) or abs(found) > most:
        raise Refusal("entry-torn", field=field)
    return found


def id_in(given: Mapping[str, Any], field: str) -> int:
    """A row's key, written as text; 0, which no row has, for what cannot be one."""
    found = given.get(field)
    is_key = isinstance(found, str) and found.isascii() and found.isdigit() and len(found) <= 16
    return int(found) if is_key and int(found) < _LARGEST_ID else 0  # type: ignore[arg-type]


def bytes_in(given: Mapping[str, Any], field: str, *, most: int) -> bytes:
    """Bytes written as base64url without padding; refuses `entry-torn`."""
    found = given.get(field)
    if not isinstance(found, str) or not _BASE64URL.fullmatch(found):
        raise Refusal("entry-torn", field=field)
    try:
        raw = base64.urlsafe_b64decode(found + "=" * (-len(found) % 4))
    except (binascii.Error, ValueError):
        raise Refusal("entry-torn", field=field) from None
    if len(raw) > most:
        raise Refusal("entry-torn", field=field)
    return raw


def as_base64url(raw: bytes) -> str:
    """Bytes as base64url without padding."""
    return base64.urlsafe_b64encode(raw).decode("ascii").rstrip("=")


def is_fingerprint(given: object) -> bool:
    """Whether this is a SHA-256 in lower-case hex."""
    return isinstance(given, str) and _FINGERPRINT.fullmatch(given) is not None
