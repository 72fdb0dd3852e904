"""A batch of papers, one for each household, as one PDF: stamped where the words fit, laid out whole where not."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from consult.documents import qr
from consult.documents.stamp import Mould

Progress = Callable[[int, int], None]
"""Told `(done, total)` after every step."""

STEP = 50
"""Progress is told once in so many papers."""


@dataclass(frozen=True, slots=True)
class Stamped:
    """What one household's paper adds to the sheet: its texts by slot, and what its code says."""

    texts: Mapping[str, str]
    code: str


def fill(
    mould: Mould, papers: Sequence[Stamped], whole: Callable[[int], bytes], progress: Progress | None = None
) -> Mould:
    """Put all papers into the mould, in order; `whole` lays out the one at a place whose words do not fit."""
    for at, paper in enumerate(papers):
        if mould.takes(paper.texts):
            mould.stamp(paper.texts, qr.modules(qr.capital_address(paper.code), qr.free_correction(paper.code), at % 8))
        else:
            mould.add(whole(at))
        if progress is not None and ((at + 1) % STEP == 0 or at + 1 == len(papers)):
            progress(at + 1, len(papers))
    return mould
