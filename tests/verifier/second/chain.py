"""The book as a chain of lines (the document, 3)."""

from typing import Any, NamedTuple

from tests.verifier.second.canonical import is_moment, read_canonical, sha256
from tests.verifier.second.faulty import need
from tests.verifier.second.shapes import MEMBERS, check_shape

ENTRY = {"v", "consultation", "seq", "type", "at", "payload", "prev"}
TYPES = set(MEMBERS) - {"READING", "SETTLED", "DECIDED", "SECOND"} | {"RESOLVE"}


class Line(NamedTuple):
    """A line, its fingerprint, and the head after it."""

    seq: int
    type: str
    at: str
    payload: dict[str, Any]
    leaf: bytes
    head: bytes
    code: str


def read_book(raw: bytes) -> list[Line]:
    """All lines, once the chain is whole."""
    need(raw.endswith(b"\n"), "The book does not end with a whole line.")
    lines: list[Line] = []
    head = bytes(32)
    for seq, entry in enumerate(raw[:-1].split(b"\n"), 1):
        line = read_line(entry, seq, head)
        need(not lines or line.code == lines[0].code, f"Line {seq} is of another consultation.")
        lines.append(line)
        head = line.head
    return lines


def read_line(raw: bytes, seq: int, before: bytes) -> Line:
    """One entry, which follows the line before."""
    where = f"Line {seq}"
    entry = read_canonical(raw, where)
    need(isinstance(entry, dict) and set(entry) == ENTRY, f"{where} has other members than an entry.")
    need(entry["v"] == 1 and type(entry["v"]) is int, f"{where} is of another version.")
    need(entry["seq"] == seq and type(entry["seq"]) is int, f"{where} has another number.")
    need(entry["prev"] == before.hex(), f"{where} does not follow the line before.")
    need(isinstance(entry["consultation"], str), f"{where} has no code.")
    need(is_moment(entry["at"]), f"{where} has no time.")
    kind = entry["type"]
    need(isinstance(kind, str) and kind in TYPES, f"{where} is of a type that cannot be recounted.")
    check_shape(kind, entry["payload"], where)
    leaf = sha256(b"\x00", raw)
    return Line(seq, kind, entry["at"], entry["payload"], leaf, sha256(b"\x01", before, leaf), entry["consultation"])
