"""A batch of papers, one for each household, as one PDF: stamped where the words fit, laid out whole where not."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from consult.documents import qr, qr_series
from consult.documents.pdf import write_together
from consult.documents.stamp import CODE, Mould, Page

if TYPE_CHECKING:
    from weasyprint import Document

Progress = Callable[[int, int], None]
"""Told `(done, total)` after every step."""

STEP = 50
"""Progress is told once in so many papers."""

TOGETHER = 20
"""Misfits written as one document, so that they share its fonts; more of them would only take memory."""

MANY = 150
"""From so many codes on it pays to work out what they have in common."""


@dataclass(frozen=True, slots=True)
class Stamped:
    """What one household's paper adds to the sheet: its texts by slot, and what the codes of its pages say.

    `under` is the bookmark that it stands under: its building.
    """

    texts: Mapping[str, str]
    code: str
    further: Sequence[str] = ()
    under: str = ""

    def codes(self, squares: Callable[[str], qr.Squares]) -> Mapping[str, qr.Squares]:
        """Each code under the name of its slot: `qr` on the first page, `qr-2` on the second."""
        further = {f"{CODE}-{page}": squares(said) for page, said in enumerate(self.further, 2)}
        return {CODE: squares(self.code), **further}


class Misfits:
    """Papers whose words do not fit their slots, laid out whole, some of them at a time."""

    def __init__(self, mould: Mould, places: Sequence[int], whole: Callable[[int], Document]) -> None:
        """`places` are those of the misfits in their batch, in order; `whole` lays one out."""
        self._mould, self._places, self._whole = mould, places, whole
        self._laid_out: dict[int, Sequence[Page]] = {}

    def place(self, at: int) -> None:
        """Put the misfit of this place next."""
        if at not in self._laid_out:
            self._lay_out(self._places.index(at))
        self._mould.place(self._laid_out.pop(at))

    def _lay_out(self, first: int) -> None:
        places = self._places[first : first + TOGETHER]
        papers = [self._whole(at) for at in places]
        pages = iter(self._mould.bring(write_together(papers)))
        for at, paper in zip(places, papers, strict=True):
            self._laid_out[at] = [next(pages) for _ in paper.pages]


def fill(
    mould: Mould, papers: Sequence[Stamped], whole: Callable[[int], Document], progress: Progress | None = None
) -> Mould:
    """Put all papers into the mould, in order; `whole` lays out the one at a place whose words do not fit."""
    misfits = [at for at, paper in enumerate(papers) if not mould.takes(paper.texts)]
    laid_out, odd = Misfits(mould, misfits, whole), set(misfits)
    code_of = qr_series.squares if len(papers) >= MANY else qr.squares_of
    for at, paper in enumerate(papers):
        mould.under(paper.under)
        if at in odd:
            laid_out.place(at)
        else:
            mould.stamp(paper.texts, paper.codes(partial(code_of, mask=at % 8)))
        if progress is not None and ((at + 1) % STEP == 0 or at + 1 == len(papers)):
            progress(at + 1, len(papers))
    return mould
