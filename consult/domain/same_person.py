"""Telling people apart by the name that their account carries, however it is spaced or typed."""

from __future__ import annotations

from collections.abc import Iterable
from unicodedata import normalize


def folded(name: str) -> str:
    """A name without what two spellings of it may differ in: blanks, width, capitals."""
    return "".join(normalize("NFKC", name).casefold().split())


def is_among(name: str, others: Iterable[str]) -> bool:
    """Whether this person is one of those."""
    return folded(name) in map(folded, others)
