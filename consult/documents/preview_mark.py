"""A word across every page of a paper that is only to be looked at: no preview is taken for a print that was noted."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from io import BytesIO
from types import MappingProxyType

import pikepdf

from consult.documents.pdf import lay_out
from consult.wording.language import Words
from consult.wording.marking import N_


class Mark(StrEnum):
    """Why a paper is not to be used."""

    DRAFT = "draft"
    SAMPLE = "sample"
    PREVIEW = "preview"


_SAID: Mapping[Mark, tuple[str, str]] = MappingProxyType(
    {
        Mark.DRAFT: (N_("Draft preview"), N_("Draft, not valid")),
        Mark.SAMPLE: (N_("Sample"), N_("Sample, not valid")),
        Mark.PREVIEW: (N_("PREVIEW"), N_("Preview, not for posting")),
    }
)

_POINTS_A_MM = 72 / 25.4


def marked(pdf: bytes, mark: Mark, words: Words) -> bytes:
    """The same paper with the mark over each of its pages, and in its title."""
    large, small = (words.gettext(said) for said in _SAID[mark])
    out, over = BytesIO(), dict[tuple[float, ...], bytes]()
    with pikepdf.open(BytesIO(pdf)) as paper:
        for page in paper.pages:
            size = tuple(float(edge) for edge in page.mediabox)
            if size not in over:
                over[size] = _sheet_over(size, large, small, words)
            _cover(page, over[size])
        paper.docinfo["/Title"] = f"{small} · {paper.docinfo.get('/Title', '')}"
        paper.save(out)
    return out.getvalue()


def _cover(page: pikepdf.Page, over: bytes) -> None:
    with pikepdf.open(BytesIO(over)) as sheet:
        page.add_overlay(sheet.pages[0], pikepdf.Rectangle(page.mediabox))


def _sheet_over(box: tuple[float, ...], large: str, small: str, words: Words) -> bytes:
    """A page with this media box that is empty but for the mark."""
    left, bottom, right, top = box
    width, height = (right - left) / _POINTS_A_MM, (top - bottom) / _POINTS_A_MM
    document = lay_out("preview_mark.html", words, width=width, height=height, large=large, small=small)
    pdf: bytes = document.write_pdf()
    return pdf
