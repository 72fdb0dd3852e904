"""From a template and plain values to a PDF: fonts embedded, text kept as text, and nothing fetched from anywhere.

Templates may name only three kinds of address: `css:NAME` (a style sheet of the papers), `font:NAME` (a font kept
with the product) and `sheet:NAME` (a picture handed in by the caller). Whatever else turns up, from a committee's
text for example, is refused and not drawn.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pikepdf
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from consult.documents import qr
from consult.documents.compact_fonts import compact_fonts
from consult.documents.imprint import Imprint, bare_address, grouped
from consult.documents.lines import by_sense, clauses, even_width, held
from consult.documents.quick_start import load_quickly
from consult.domain import installation as _declares  # noqa: F401  (the reason given here)
from consult.domain.refusal import Refusal
from consult.wording.language import Words

if TYPE_CHECKING:
    from weasyprint import Document

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates" / "documents"
FONTS = ROOT / "consult" / "static" / "fonts"

ARCHIVE = "pdf/a-3u"
"""PDF/A-3 with Unicode (ISO 19005-3): keeps for decades and may carry the machine-readable figures inside."""

_UNPRINTABLE = re.compile(
    "[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u202a-\\u202e\\u2066-\\u2069\\ud800-\\udfff\\ufffe\\uffff]"
)
"""Control characters, halves of characters, what is no character, and marks that make a text read other than it is."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture handed to a paper, as bytes with their media type."""

    data: bytes
    media_type: str = "image/svg+xml"


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file put inside the PDF."""

    name: str
    data: bytes
    description: str
    made_at: datetime


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["clauses"] = clauses
    environment.filters["held"] = held
    environment.filters["by_sense"] = by_sense
    environment.filters["even_width"] = even_width
    environment.filters["grouped"] = grouped
    environment.filters["bare_address"] = bare_address
    return environment


def code_picture(address: str, correction: qr.Correction | None = None) -> Picture:
    """The QR code of an address as a picture for a paper."""
    return Picture(str(qr.svg(address, correction=correction or qr.free_correction(address))).encode())


def lay_out(template: str, words: Words, pictures: Mapping[str, Picture] | None = None, /, **values: Any) -> Document:
    """Lay a template out on pages. The template sees `words`, `_` (its gettext) and the values."""
    markup = _environment().get_template(template).render(words=words, _=words.gettext, **values)
    return _typesetter().set_pages(_UNPRINTABLE.sub("", markup), pictures or {})


def lay_out_to_fit(
    template: str,
    words: Words,
    pictures: Mapping[str, Picture] | None,
    fits: Sequence[str],
    pages: int,
    /,
    **values: Any,
) -> tuple[Document, str]:
    """Lay out with the first of `fits` (roomiest first) that keeps to the number of pages; else with the last."""
    for fit in fits:
        document = lay_out(template, words, pictures, fit=fit, **values)
        if len(document.pages) <= pages:
            break
    return document, fit


def write(
    document: Document, imprint: Imprint, enclosures: Iterable[Enclosure] = (), variant: str | None = None
) -> bytes:
    """The PDF of a laid-out paper, tagged for screen readers; the same paper always gives the same identifier."""
    stamp = f"{imprint.number} {imprint.text_hash} {imprint.made_at.isoformat()} {document.metadata.title}"
    document.metadata.created = imprint.made_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    identifier = hashlib.sha256(stamp.encode()).digest()[:16]
    return _compacted(_typesetter().write_pages(document, identifier, enclosures, variant))


def _compacted(written: bytes) -> bytes:
    """A tenth of the size: the printing library leaves sixty thousand empty places in each Chinese font."""
    with pikepdf.open(BytesIO(written)) as pdf:
        compact_fonts(pdf)
        out = BytesIO()
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.preserve, deterministic_id=True)
    return out.getvalue()


def write_together(documents: Sequence[Document]) -> bytes:
    """The pages of several laid-out papers as one tagged PDF that has each font once."""
    pages = [page for document in documents for page in document.pages]
    pdf: bytes = documents[0].copy(pages).write_pdf(pdf_tags=True)
    return pdf


def _typesetter() -> ModuleType:
    """The printing library's side, loaded when the first paper is made: the service runs without it, papers do not.

    Refuses `printing-missing` where the library lacks its system packages.
    """
    try:
        return load_quickly("consult.documents.typesetter")
    except OSError as missing:
        raise Refusal("printing-missing") from missing
