"""How many pages a finished PDF has: for the print log."""

from __future__ import annotations

from io import BytesIO

import pikepdf


def count_pages(content: bytes) -> int:
    """The number of pages of a PDF."""
    with pikepdf.open(BytesIO(content)) as pdf:
        return len(pdf.pages)
