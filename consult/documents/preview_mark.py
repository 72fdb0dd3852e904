"""A word across every page of a paper that is only to be looked at: a draft, or a sheet for a household made up."""

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


_SAID: Mapping[Mark, tuple[str, str]] = MappingProxyType(
    {
        Mark.DRAFT: (N_("Draft preview"), N_("Draft, not valid")),
        Mark.SAMPLE: (N_("Sample"), N_("Sample, not valid")),
    }
)

_POINTS_A_MM = 72 / 25.4


def marked(pdf: bytes, mark: Mark, words: Words) -> bytes:
    """The same paper with the mark over each of its pages, and in its title."""
    large, small = (words.gettext(said) for said in _SAID[mark])
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as paper:
        for page in paper.pages:
            _cover(page, _sheet_over(page, large, small, words))
        paper.docinfo["/Title"] = f"{small} · {paper.docinfo.get('/Title', '')}"
        paper.save(out)
    return out.getvalue()


def _cover(page: pikepdf.Page, over: bytes) -> None:
    with pikepdf.open(BytesIO(over)) as sheet:
        page.add_overlay(sheet.pages[0], pikepdf.Rectangle(page.mediabox))


def _sheet_over(page: pikepdf.Page, large: str, small: str, words: Words) -> bytes:
    """A page of the same size that is empty but for the mark."""
    left, bottom, right, top = (float(edge) for edge in page.mediabox)
    width, height = (right - left) / _POINTS_A_MM, (top - bottom) / _POINTS_A_MM
    document = lay_out("preview_mark.html", words, width=width, height=height, large=large, small=small)
    pdf: bytes = document.write_pdf()
    return pdf
