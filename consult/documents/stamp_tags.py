"""The structure of a stamped batch for screen readers: on each page the sheet, what is stamped onto it, and its codes.

A sheet is drawn by all its pages alike and so can be one element only (ISO 32000-1, 14.7.4.2); what a household's page
adds is what tells it from the others, and each text of it is a paragraph. Lists have hundreds of texts on a page: they
are one paragraph, in the order of their lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pikepdf

PARAGRAPH, FIGURE = "P", "Figure"

_MOST_ALONE = 12
"""Texts on a page that are still paragraphs of their own."""

_MARKS = frozenset({"BMC", "BDC", "EMC"})


def marked_content(sheet: str, texts: Sequence[str], codes: Sequence[str]) -> Iterator[tuple[str, str]]:
    """What a page draws, as pieces in reading order, each with its element's kind. `sheet` draws the constant part."""
    yield PARAGRAPH, sheet
    if len(texts) <= _MOST_ALONE:
        yield from ((PARAGRAPH, text) for text in texts)
    else:
        yield PARAGRAPH, "\n".join(texts)
    yield from ((FIGURE, code) for code in codes)


def enclosed(pieces: Sequence[tuple[str, str]]) -> str:
    """The pieces as instructions, each between the marks that its element points at."""
    return "\n".join([f"/{kind} <</MCID {at}>> BDC\n{drawn}\nEMC" for at, (kind, drawn) in enumerate(pieces)])


class Structure:
    """The elements of all pages, and where each page's are found."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        """Begin with an empty document."""
        self._pdf = pdf
        self._root = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot))
        self._document = pdf.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.Document, P=self._root))
        self._kids: list[pikepdf.Object] = []
        self._parents: list[pikepdf.Object | int] = []
        self._pages = 0

    def add(self, page: pikepdf.Object, kinds: Sequence[str], alternative: str) -> None:
        """Give a page its elements; `alternative` says what its figures are."""
        names = {PARAGRAPH: pikepdf.Name.P, FIGURE: pikepdf.Name.Figure}
        elements = []
        for at, kind in enumerate(kinds):
            element = pikepdf.Dictionary(S=names[kind], P=self._document, Pg=page, K=at)
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


def as_one_paragraph(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    """Make all that a page draws one marked piece, without the marks of the paper that it was part of."""
    drawn = [step for step in pikepdf.parse_content_stream(page) if str(step.operator) not in _MARKS]
    content = pikepdf.unparse_content_stream(drawn)
    page.Contents = pdf.make_stream(b"/P <</MCID 0>> BDC\n" + content + b"\nEMC")
    if "/StructParents" in page:
        del page.StructParents
