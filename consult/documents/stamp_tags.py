"""The structure of a stamped batch for screen readers: what a page says, piece by piece, in the order it is read.

A piece that all pages share is drawn by each of them anew, as a form; so is what is stamped between two of them. What
only decorates a page is marked as such and has no element. Codes come last, each a figure with a description.
"""

from __future__ import annotations

from collections.abc import Sequence

import pikepdf

PARAGRAPH, FIGURE, DECORATION = "P", "Figure", "Artifact"

HEADINGS = frozenset(f"H{level}" for level in range(1, 7))


def enclosed(pieces: Sequence[tuple[str, str]]) -> str:
    """Pieces (kind, instructions) as one stream, each between the marks that its element points at."""
    number, written = 0, list[str]()
    for kind, drawn in pieces:
        if kind == DECORATION:
            written.append(f"/{kind} BMC\n{drawn}\nEMC")
        else:
            written.append(f"/{kind} <</MCID {number}>> BDC\n{drawn}\nEMC")
            number += 1
    return "\n".join(written)


def elements_of(pieces: Sequence[tuple[str, str]]) -> list[str]:
    """The kinds of their elements, in order."""
    return [kind for kind, _ in pieces if kind != DECORATION]


class Structure:
    """The elements of all pages, and where each page's are found."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        """Begin with an empty document."""
        self._pdf = pdf
        self._root = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot))
        self._document = pdf.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.Document, P=self._root))
        self._kids: list[pikepdf.Object] = []
        self._parents: list[pikepdf.Object | int] = []
        self._names = {kind: pikepdf.Name(f"/{kind}") for kind in (PARAGRAPH, FIGURE, *HEADINGS)}
        self._pages = 0

    def add(self, page: pikepdf.Object, kinds: Sequence[str], alternative: str) -> None:
        """Give a page its elements; `alternative` says what its figures are."""
        elements = []
        for at, kind in enumerate(kinds):
            element = pikepdf.Dictionary(S=self._names[kind], P=self._document, Pg=page, K=at)
            if kind == FIGURE:
                element.Alt = alternative
            elements.append(self._pdf.make_indirect(element))
        page.StructParents = self._pages
        self._parents += [self._pages, pikepdf.Array(elements)]
        self._kids += elements
        self._pages += 1

    def finish(self) -> None:
        """Hang the structure into the PDF."""
        self._document.K = pikepdf.Array(self._kids)
        self._root.K = self._document
        self._root.ParentTree = self._pdf.make_indirect(pikepdf.Dictionary(Nums=pikepdf.Array(self._parents)))
        self._root.ParentTreeNextKey = self._pages
        self._pdf.Root.StructTreeRoot = self._root
        self._pdf.Root.MarkInfo = pikepdf.Dictionary(Marked=True)
        self._pdf.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
