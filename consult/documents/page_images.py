"""The pages of a finished paper as pictures, to look at on a screen before it is printed."""

from __future__ import annotations

from io import BytesIO
from threading import Lock

DPI = 100
"""Fine enough to read the small print on a screen; a page of A4 weighs some hundred kilobytes."""

_ONE_AT_A_TIME = Lock()
"""PDFium keeps its state for the whole process and bears no second thread."""


def page_sizes(pdf: bytes) -> list[tuple[int, int]]:
    """Width and height of each page's picture, in pixels."""
    import pypdfium2

    with _ONE_AT_A_TIME, pypdfium2.PdfDocument(pdf) as document:
        return [_pixels(*document.get_page_size(at)) for at in range(len(document))]


def page_png(pdf: bytes, number: int) -> bytes:
    """The picture of one page, counted from 1, as PNG; raises `IndexError` where there is no such page."""
    import pypdfium2

    out = BytesIO()
    with _ONE_AT_A_TIME, pypdfium2.PdfDocument(pdf) as document:
        if not 1 <= number <= len(document):
            raise IndexError(number)
        picture = document[number - 1].render(scale=DPI / 72).to_pil()
    picture.save(out, "PNG")
    return out.getvalue()


def _pixels(width: float, height: float) -> tuple[int, int]:
    """Points to pixels, rounded up as PDFium does."""
    return -int(-width * DPI // 72), -int(-height * DPI // 72)
