"""What a reader of paper sees: text, pages as pictures, codes read by a real decoder, what lies where."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

import pikepdf
import pypdfium2
import zxingcpp
from PIL import Image

A4 = (595.28, 841.89)


@dataclass(frozen=True, slots=True)
class Box:
    """A line of text and where it lies, in points from the lower left corner of its page."""

    text: str
    left: float
    bottom: float
    right: float
    top: float


def text_of(pdf: bytes, page: int | None = None) -> str:
    """The text, without any white space, as poppler reads it."""
    choice = [] if page is None else ["-f", str(page), "-l", str(page)]
    read = subprocess.run(["pdftotext", *choice, "-", "-"], input=pdf, capture_output=True, check=True)
    return "".join(read.stdout.decode().split())


def body_of(pdf: bytes) -> str:
    """The text inside the type area of formal papers, page after page, without page numbers and foot lines."""
    area = ["-x", "0", "-y", "100", "-W", "600", "-H", "645"]
    read = subprocess.run(["pdftotext", *area, "-", "-"], input=pdf, capture_output=True, check=True)
    return "".join(read.stdout.decode().split())


def packed(text: str) -> str:
    """A sentence as `text_of` would show it."""
    return "".join(text.split())


def pictures(pdf: bytes, dpi: int = 100, *, grayscale: bool = True) -> Iterator[Image.Image]:
    """Every page as a picture, grey unless asked otherwise."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        for page in document:
            yield page.render(scale=dpi / 72, grayscale=grayscale).to_pil()
    finally:
        document.close()


def codes(pdf: bytes, dpi: int = 100) -> list[list[str]]:
    """What a scanner reads on each page."""
    return [[found.text for found in zxingcpp.read_barcodes(page)] for page in pictures(pdf, dpi)]


def lines_of(pdf: bytes) -> Iterator[tuple[int, Box]]:
    """Every run of text with its page (from 0)."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        for number, page in enumerate(document):
            text = page.get_textpage()
            for at in range(text.count_rects()):
                left, bottom, right, top = text.get_rect(at)
                yield number, Box(text.get_text_bounded(left, bottom, right, top), left, bottom, right, top)
    finally:
        document.close()


def fonts_of(pdf: bytes) -> set[str]:
    """The names of the embedded fonts; a font that is not embedded and subset is called bare."""
    read = subprocess.run(["pdffonts", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    rows = [line for line in read.splitlines()[2:] if line.strip()]
    return {row.split()[0] if " yes yes " in row else f"bare {row}" for row in rows}


def is_sound(pdf: bytes) -> bool:
    """Whether qpdf finds no fault."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as kept:
        kept.write(pdf)
        kept.flush()
        return subprocess.run(["qpdf", "--check", kept.name], capture_output=True, check=False).returncode == 0


def opened(pdf: bytes) -> pikepdf.Pdf:
    """The PDF for questions about its structure."""
    return pikepdf.open(BytesIO(pdf))
