"""A walk along the book that names whatever does not fit, be it ever so strange."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from consult.domain.ledger import (
    AFTER_CLOSE,
    AUDITS,
    GENESIS,
    Line,
    LineType,
    NotCanonical,
    canonical,
    head_after,
    leaf_of,
    written,
)

Entry = dict[str, Any]

_DOUBTFUL = re.compile(r"\\u|[0-9]{16}")
"""What a number beyond 2^53 or a lone half of a character would need; most lines have neither."""


@dataclass(frozen=True, slots=True)
class Break:
    """Something wrong with the book: at which number, and a key that the doors put in words."""

    seq: int
    fault: str


def breaks(lines: Iterable[Line], *, consultation: str, after: tuple[int, bytes] = (0, GENESIS)) -> Iterator[Break]:
    """Walk the book and name everything that does not fit: from its first line, or `after` a number and its head."""
    head, expected, is_closed = after[1], after[0] + 1, False
    for line in lines:
        entry = read_entry(line.entry)
        yield from _line_breaks(line, entry, consultation, head, expected)
        if (is_closed and not _may_follow_close(line, entry)) or (not is_closed and line.type in AUDITS):
            yield Break(line.seq, "after-close")
        is_closed = is_closed or line.type is LineType.CLOSE
        head, expected = line.head, line.seq + 1


def _may_follow_close(line: Line, entry: Entry | None) -> bool:
    is_conflict = line.type is LineType.RESOLVE and "contest" not in (entry or {}).get("payload", ())
    return line.type in AFTER_CLOSE and not is_conflict


def _line_breaks(line: Line, entry: Entry | None, consultation: str, head: bytes, expected: int) -> Iterator[Break]:
    if line.seq != expected:
        yield Break(line.seq, "number-missing")
    if entry is None or leaf_of(line.entry) != line.leaf:
        yield Break(line.seq, "line-changed")
    if head_after(head, line.leaf) != line.head:
        yield Break(line.seq, "chain-broken")
    if (line.type is LineType.OPEN) != (line.seq == 1):
        yield Break(line.seq, "open-misplaced")
    if entry is None:
        return
    if entry.get("prev") != head.hex():
        yield Break(line.seq, "chain-broken")
    said = entry.get("consultation"), entry.get("seq"), entry.get("type")
    if said != (consultation, line.seq, line.type.value):
        yield Break(line.seq, "line-misplaced")


def read_entry(text: str) -> Entry | None:
    """What an entry says; nothing where it is not an object with a payload, in its canonical form."""
    try:
        value = _READ(text)
        # Member by member only where the text leaves a doubt: a book may have a million lines.
        is_plain = text.isascii() and _DOUBTFUL.search(text) is None
        same = (written(value) if is_plain else canonical(value)) == text
    except (ValueError, RecursionError):
        return None
    return value if same and isinstance(value, dict) and isinstance(value.get("payload"), dict) else None


def _refuse(number: str) -> Any:
    raise NotCanonical(f"{number} is a fraction")


_READ = json.JSONDecoder(parse_float=_refuse).decode
