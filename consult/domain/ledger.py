"""The numbered book: every event that matters is a line carrying the fingerprint of the line before.

Entries are canonical JSON (RFC 8785), limited to the values for which the standard library writes it exactly:
objects with ASCII keys, arrays, strings, booleans, null and integers below 2^53. `leaf = SHA-256(0x00 ‖ entry)`,
`head_n = SHA-256(0x01 ‖ head_{n-1} ‖ leaf_n)`; at CLOSE also the tree root of RFC 6962.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import reduce
from typing import Any

VERSION = 1
GENESIS = bytes(32)
_LARGEST = 2**53


class LineType(StrEnum):
    """What a line of the book records."""

    OPEN = "OPEN"
    BALLOT = "BALLOT"
    PARTICIPATED = "PARTICIPATED"
    PAPER = "PAPER"
    PAPER_CONFIRM = "PAPER_CONFIRM"
    DUPLICATE = "DUPLICATE"
    INVALID = "INVALID"
    RESOLVE = "RESOLVE"
    OPINION = "OPINION"
    SERVED = "SERVED"
    CONTEST = "CONTEST"
    ANNUL = "ANNUL"
    CORRECT = "CORRECT"
    BATCH = "BATCH"
    RECONCILE = "RECONCILE"
    CHECKPOINT = "CHECKPOINT"
    LOSS = "LOSS"
    CLOSE = "CLOSE"
    TALLY = "TALLY"
    REPUBLISH = "REPUBLISH"
    AUDIT_LIST = "AUDIT_LIST"
    AUDIT_SEED = "AUDIT_SEED"
    AUDIT_RESULT = "AUDIT_RESULT"


AUDITS = frozenset({LineType.AUDIT_LIST, LineType.AUDIT_SEED, LineType.AUDIT_RESULT})
"""Lines of the sample of paper ballots, written after CLOSE and nowhere else."""


AFTER_CLOSE = frozenset(
    {
        LineType.TALLY,
        LineType.CONTEST,
        LineType.RESOLVE,
        LineType.ANNUL,
        LineType.CORRECT,
        LineType.LOSS,
        LineType.REPUBLISH,
        *AUDITS,
    }
)
"""The only lines that may follow CLOSE: the count, contests with their decisions, corrections, the count anew, a loss,
and the sample of paper ballots.

A RESOLVE there decides a contest; conflicts between two ballots are settled before.
"""


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it is kept: the canonical entry, its fingerprint, and the head of the book after it."""

    seq: int
    type: LineType
    entry: str
    leaf: bytes
    head: bytes


written = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode
"""The canonical text of a value that holds only what the book may hold."""


class NotCanonical(ValueError):
    """A value that must not enter the book: a float, a huge number, a lone surrogate, a key outside ASCII."""


def canonical(value: Any) -> str:
    """Write a value as canonical JSON (RFC 8785); raises `NotCanonical` for what the book does not hold."""
    _check(value)
    return written(value)


def _check(value: Any) -> None:
    # By exact type and with the commonest first: every line of a long book comes through here.
    kind = type(value)
    if kind is str:
        _check_text(value)
    elif kind is dict:
        _check_object(value)
    elif kind is int:
        _check_number(value)
    elif kind is list or kind is tuple:
        for item in value:
            _check(item)
    elif value is not None and kind is not bool:
        _check_other(value)


def _check_other(value: Any) -> None:
    """Kinds of their own that are written like a plain one, such as an enumeration of texts."""
    match value:
        case int():
            _check_number(value)
        case str():
            _check_text(value)
        case list() | tuple():
            _check(list(value))
        case dict():
            _check_object(value)
        case _:
            raise NotCanonical(f"{type(value).__name__} is not kept in the book")


def _check_number(number: int) -> None:
    if abs(number) >= _LARGEST:
        raise NotCanonical("a number of 2^53 or more")


def _check_object(fields: dict[Any, Any]) -> None:
    for key, item in fields.items():
        if not (isinstance(key, str) and key.isascii()):
            raise NotCanonical(f"key {key!r} is not ASCII text")
        _check(item)


def _check_text(text: str) -> None:
    if text.isascii():
        return
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise NotCanonical("a text with half a character") from error


def fingerprint(value: Any) -> str:
    """SHA-256 of a value's canonical form, in hex."""
    return hashlib.sha256(canonical(value).encode()).hexdigest()


def private_fingerprint(salt: bytes, private: str) -> str:
    """What the book holds in place of a personal field, so that erasing the field leaves the book whole."""
    return hashlib.sha256(salt + private.encode()).hexdigest()


def leaf_of(entry: str) -> bytes:
    """The fingerprint of one entry."""
    return hashlib.sha256(b"\x00" + entry.encode()).digest()


def head_after(head: bytes, leaf: bytes) -> bytes:
    """The head of the book once a line with this leaf is appended."""
    return hashlib.sha256(b"\x01" + head + leaf).digest()


def utc_text(at: datetime) -> str:
    """An aware moment as RFC 3339 in UTC with milliseconds."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def next_line(
    *, consultation: str, seq: int, head: bytes, kind: LineType, at: datetime, payload: dict[str, Any]
) -> Line:
    """Make the line that follows `head` (the genesis head is 32 zero bytes and the first number is 1)."""
    entry = canonical(
        {
            "v": VERSION,
            "consultation": consultation,
            "seq": seq,
            "type": kind.value,
            "at": utc_text(at),
            "payload": payload,
            "prev": head.hex(),
        }
    )
    leaf = leaf_of(entry)
    return Line(seq, kind, entry, leaf, head_after(head, leaf))


_TWIG = 1 << 10
"""Leaves that are folded at once: folding level by level costs half of what folding leaf by leaf does."""


class Tree:
    """A Merkle tree (RFC 6962 §2.1; leaves are hashed already) that grows leaf by leaf and keeps only what it needs.

    `_peaks` are the roots of full subtrees of `_TWIG` leaves and up, largest first: one for each bit of their number.
    """

    def __init__(self, leaves: Iterable[bytes] = ()) -> None:
        self._peaks: list[bytes] = []
        self._young: list[bytes] = []
        self._twigs = 0
        for leaf in leaves:
            self.add(leaf)

    def __len__(self) -> int:
        """How many leaves it has."""
        return self._twigs * _TWIG + len(self._young)

    def add(self, leaf: bytes) -> None:
        """Append a leaf."""
        self._young.append(leaf)
        if len(self._young) == _TWIG:
            self._grow()

    def _grow(self) -> None:
        """Fold a full twig into one node, and every two peaks of one height into a higher one."""
        peak, self._young = _folded(self._young), []
        self._twigs += 1
        # A number that ends in n zero bits has just carried n times.
        for _ in range((self._twigs & -self._twigs).bit_length() - 1):
            peak = _node(self._peaks.pop(), peak)
        self._peaks.append(peak)

    def root(self) -> bytes:
        """The root over the leaves so far."""
        if not len(self):
            return hashlib.sha256(b"").digest()
        nodes = [*self._peaks, _folded(self._young)] if self._young else self._peaks
        return reduce(lambda right, left: _node(left, right), reversed(nodes))


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def _folded(leaves: Sequence[bytes]) -> bytes:
    """The root over some leaves; a last one without a partner is carried up as it is, which gives the same tree."""
    while len(leaves) > 1:
        odd = leaves[-1:] if len(leaves) % 2 else []
        leaves = [*map(_node, leaves[::2], leaves[1::2]), *odd]
    return leaves[0]


def tree_root(leaves: Iterable[bytes]) -> bytes:
    """The Merkle tree hash over leaf hashes (RFC 6962 §2.1; leaves are hashed already)."""
    return Tree(leaves).root()


Step = tuple[bool, bytes]
"""One step up the tree: whether the other node stands to the left, and that node."""


def audit_path(leaves: Sequence[bytes], index: int) -> list[Step]:
    """The nodes with which the leaf at `index` (from 0) leads to the root (RFC 6962 §2.1.1), from the bottom up."""
    path: list[Step] = []
    level = list(leaves)
    while len(level) > 1:
        other = index ^ 1
        if other < len(level):
            path.append((other < index, level[other]))
        odd = level[-1:] if len(level) % 2 else []
        level = [*map(_node, level[::2], level[1::2]), *odd]
        index //= 2
    return path


def root_over(leaf: bytes, path: Iterable[Step]) -> bytes:
    """The root to which a leaf leads along its path."""
    for is_left, other in path:
        leaf = _node(other, leaf) if is_left else _node(leaf, other)
    return leaf
