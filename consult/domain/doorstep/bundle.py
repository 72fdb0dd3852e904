"""What a phone sends at once: sealed entries, fingerprints of entries still to come, or a file as the last resort."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from consult.domain.doorstep.fields import bytes_in, is_fingerprint, read_object, text_in
from consult.domain.receipt import fold
from consult.domain.refusal import Refusal, reasons

reasons(
    bundle_torn="a bundle or a file that is no JSON of ours: cut off, or of another make",
    bundle_too_large="most_entries: more entries in one bundle than are taken at once",
    fingerprints_unreadable="most: a list of fingerprints that is none, or longer than taken at once",
)

MOST_ENTRIES = 20
MOST_ENTRIES_IN_FILE = 2_000
MOST_FINGERPRINTS = 500
LARGEST_BUNDLE = 12 * 1024 * 1024
"""Bytes of one bundle as it is sent."""
LARGEST_ENTRY = 4 * 1024 * 1024
"""Bytes of one sealed entry."""
FILE_FORMAT = "consult-doorstep-1"

_UUID = re.compile(r"[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}")
_KEY_ID = re.compile(r"[0-9a-f]{16}")
_SIGNATURE_BYTES = 64


@dataclass(frozen=True, slots=True)
class Envelope:
    """One sealed entry, and what stands on its outside. Of what the phone wrote, `bound` ties seal and outside."""

    submission_id: str
    consultation: str
    key_id: str
    sealed: bytes
    bound: bytes

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the sealed bytes in hex: by it the phone knows that they arrived whole."""
        return fingerprint_of(self.sealed)


def fingerprint_of(raw: bytes) -> str:
    """SHA-256 in hex."""
    return hashlib.sha256(raw).hexdigest()


def read_bundle(body: bytes) -> tuple[Envelope, ...]:
    """The envelopes of a bundle; refuses `bundle-torn` and `bundle-too-large`, and then takes none of them."""
    given = read_object(body)
    if given is None or given.get("v") != 1:
        raise Refusal("bundle-torn")
    return _envelopes(given.get("entries"), MOST_ENTRIES)


def _envelopes(given: object, most: int) -> tuple[Envelope, ...]:
    if not isinstance(given, list) or not given:
        raise Refusal("bundle-torn")
    if len(given) > most:
        raise Refusal("bundle-too-large", most_entries=most)
    try:
        return tuple(_envelope(one) for one in given)
    except Refusal:
        raise Refusal("bundle-torn") from None


def _envelope(given: object) -> Envelope:
    if not isinstance(given, dict):
        raise Refusal("bundle-torn")
    submission_id = text_in(given, "submission_id", most=36, least=32)
    consultation = text_in(given, "consultation", most=20, least=1)
    key_id = text_in(given, "key", most=16, least=16)
    if not _UUID.fullmatch(submission_id.lower()) or not _KEY_ID.fullmatch(key_id):
        raise Refusal("bundle-torn")
    return Envelope(
        submission_id=submission_id.lower().replace("-", ""),
        consultation=fold(consultation),
        key_id=key_id,
        sealed=bytes_in(given, "sealed", most=LARGEST_ENTRY),
        bound=f"{given['consultation']}\n{given['submission_id']}".encode(),
    )


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A file of entries that a phone could not send itself, with the phone it names and that phone's signature."""

    device_id: int
    envelopes: tuple[Envelope, ...]
    signature: bytes

    @property
    def signed(self) -> bytes:
        """What the signature is over."""
        fingerprints = "\n".join(envelope.fingerprint for envelope in self.envelopes)
        return f"{FILE_FORMAT}\n{self.device_id}\n{fingerprints}".encode()


def read_file(body: bytes) -> HandedIn:
    """A file of entries; refuses `bundle-torn` and `bundle-too-large`."""
    given = read_object(body)
    if given is None or given.get("format") != FILE_FORMAT:
        raise Refusal("bundle-torn")
    envelopes = _envelopes(given.get("entries"), MOST_ENTRIES_IN_FILE)
    return HandedIn(_device(given), envelopes, _signature(given))


def _device(given: Mapping[str, Any]) -> int:
    device = str(given.get("device", ""))
    return int(device) if device.isascii() and device.isdigit() and len(device) <= 16 else 0


def _signature(given: Mapping[str, Any]) -> bytes:
    try:
        return bytes_in(given, "signature", most=_SIGNATURE_BYTES)
    except Refusal:
        return b""


def check_fingerprints(given: object) -> tuple[str, ...]:
    """Fingerprints, each once, in order; refuses `fingerprints-unreadable`."""
    if not isinstance(given, Sequence) or isinstance(given, str) or not 0 < len(given) <= MOST_FINGERPRINTS:
        raise Refusal("fingerprints-unreadable", most=MOST_FINGERPRINTS)
    if not all(is_fingerprint(one) for one in given):
        raise Refusal("fingerprints-unreadable", most=MOST_FINGERPRINTS)
    return tuple(sorted(set(given)))
