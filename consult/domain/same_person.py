"""Telling people apart by the name that their account carries, however it is spaced or typed."""

from __future__ import annotations

from collections.abc import Iterable
from unicodedata import category, normalize

_UNSEEN = frozenset({"Cc", "Cf", "Mn", "Zl", "Zp"})
_BLANKS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and signs in Unicode's book that nobody sees."""


def folded(name: str) -> str:
    """A name without what two spellings of it may differ in and nobody sees: blanks, width, capitals, hidden signs."""
    plain = "".join(normalize("NFKC", name).casefold().split())
    return "".join(mark for mark in plain if category(mark) not in _UNSEEN and mark not in _BLANKS)


def is_among(name: str, others: Iterable[str]) -> bool:
    """Whether this person is one of those."""
    return folded(name) in map(folded, others)
