"""From a template and plain values to a PDF: fonts embedded, text kept as text, and nothing fetched from anywhere.

Templates may name only three kinds of address: `css:NAME` (a style sheet of the papers), `font:NAME` (a font kept
with the product) and `sheet:NAME` (a picture handed in by the caller). Whatever else turns up, from a committee's
text for example, is refused and not drawn.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib import resources
from io import BytesIO
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from weasyprint import HTML, Attachment, Document
from weasyprint.css import ColorProfile
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from consult.documents import qr
from consult.documents.imprint import Imprint, bare_address, clauses, grouped
from consult.wording.language import Words

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates" / "documents"
FONTS = ROOT / "consult" / "static" / "fonts"

ARCHIVE = "pdf/a-3u"
"""PDF/A-3 with Unicode (ISO 19005-3): keeps for decades and may carry the machine-readable figures inside."""


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


class OwnAssets(URLFetcher):  # type: ignore[misc]
    """Hands out the papers' own style sheets, fonts and pictures; refuses everything else."""

    def __init__(self, pictures: Mapping[str, Picture]) -> None:
        super().__init__(allowed_protocols=())
        self._pictures = pictures

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """Answer one address. A missing asset of our own is a bug and stops; a foreign address is only refused."""
        kind, _, name = url.partition(":")
        try:
            if kind == "sheet":
                picture = self._pictures[name]
                return URLFetcherResponse(url, picture.data, {"Content-Type": picture.media_type})
            if kind == "css":
                return URLFetcherResponse(url, _asset(TEMPLATES / "css", name), {"Content-Type": "text/css"})
            if kind == "font":
                return URLFetcherResponse(url, _asset(FONTS, name), {"Content-Type": "font/woff2"})
        except (KeyError, OSError) as missing:
            raise FatalURLFetchingError(f"a paper names an asset that is not there: {url}") from missing
        raise ValueError(f"papers fetch nothing from outside: {url[:80]}")


@cache
def _asset(folder: Path, name: str) -> bytes:
    if "/" in name or name.startswith("."):
        raise OSError(name)
    return (folder / name).read_bytes()


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
    environment.filters["grouped"] = grouped
    environment.filters["bare_address"] = bare_address
    return environment


@cache
def _fonts() -> FontConfiguration:
    return FontConfiguration()


def code_picture(address: str, correction: qr.Correction = qr.Correction.QUARTER) -> Picture:
    """The QR code of an address as a picture for a paper."""
    return Picture(str(qr.svg(address, correction=correction)).encode())


def lay_out(template: str, words: Words, pictures: Mapping[str, Picture] | None = None, /, **values: Any) -> Document:
    """Lay a template out on pages. The template sees `words`, `_` (its gettext) and the values."""
    markup = _environment().get_template(template).render(words=words, _=words.gettext, **values)
    source = HTML(string=markup, base_url="about:blank", url_fetcher=OwnAssets(pictures or {}))
    try:
        return source.render(font_config=_fonts())
    except FatalURLFetchingError as bug:  # a BaseException there, which would end a whole server
        raise LookupError(str(bug)) from bug


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
    if variant:
        document.color_profiles["srgb"] = _screen_colours()
    pdf: bytes = document.write_pdf(
        pdf_variant=variant,
        output_intent="srgb, set above" if variant else None,
        pdf_tags=True,
        pdf_identifier=hashlib.sha256(stamp.encode()).digest()[:16],
        attachments=[_attachment(enclosure) for enclosure in enclosures] or None,
    )
    return pdf


def _screen_colours() -> ColorProfile:
    """The colour profile that an archived paper must carry. Left to itself, WeasyPrint leaves its file open."""
    profile = (resources.files("weasyprint.pdf") / "sRGB2014.icc").read_bytes()
    return ColorProfile(BytesIO(profile), "sRGB2014.icc", "relative-colorimetric", ("r", "g", "b"))


def _attachment(enclosure: Enclosure) -> Attachment:
    return Attachment(
        string=enclosure.data,
        name=enclosure.name,
        description=enclosure.description,
        created=enclosure.made_at,
        modified=enclosure.made_at,
        relationship="Data",
    )
