"""Where the closing of a formal paper stands: its seal and signatures should not be alone on a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from weasyprint import Document

_FEW_LINES = 4
"""Fewer lines of text than these above the closing make a page of signatures and little else."""
_TYPE_AREA_TOP = 37 / 25.4 * 96
_LINE = 28.99 * 4 / 3
"""Both in CSS pixels."""


def closes_alone(document: Document) -> bool:
    """Whether the part called `closing` stands on a further page with only a few lines of text above it, or none."""
    boxes = [dict(page.anchors).get("closing") for page in document.pages[1:]]
    return any(box is not None and box[1] < _TYPE_AREA_TOP + _FEW_LINES * _LINE for box in boxes)
