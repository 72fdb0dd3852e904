"""The printing library's side of a paper: pages from markup, a PDF from pages, and nothing fetched from anywhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache, partial
from importlib import resources
from io import BytesIO
from pathlib import Path

import pydyf
from PIL import ImageFile
from weasyprint import CSS, HTML, Attachment, Document
from weasyprint.css import ColorProfile
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from consult.documents.pdf import FONTS, TEMPLATES, Enclosure, Picture

# WeasyPrint lets Pillow fill up half a picture with grey, in the whole process: a torn file must be refused instead.
ImageFile.LOAD_TRUNCATED_IMAGES = False


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
def _fonts() -> FontConfiguration:
    return FontConfiguration()


_SHEET = re.compile(r'<link rel="stylesheet" href="css:([\w.]+)">')


@cache
def _style_sheet(name: str) -> CSS:
    """A style sheet of the papers, read once: reading them anew took a fifth of every paper's time."""
    return CSS(url=f"css:{name}", url_fetcher=OwnAssets({}), font_config=_fonts())


def set_pages(markup: str, pictures: Mapping[str, Picture]) -> Document:
    """Lay markup out on pages. What stands in a `<style>` of its own comes after the style sheets it names."""
    source = HTML(string=_SHEET.sub("", markup), base_url="about:blank", url_fetcher=OwnAssets(pictures))
    try:
        return source.render(font_config=_fonts(), stylesheets=[_style_sheet(name) for name in _SHEET.findall(markup)])
    except FatalURLFetchingError as bug:  # a BaseException there, which would end a whole server
        raise LookupError(str(bug)) from bug


def write_pages(document: Document, identifier: bytes, enclosures: Iterable[Enclosure], variant: str | None) -> bytes:
    """The PDF of laid-out pages, tagged for screen readers."""
    if variant:
        document.color_profiles["srgb"] = _screen_colours()
        metadata = document.metadata
        metadata.generate_rdf_metadata = partial(_for_screen_readers_too, metadata.generate_rdf_metadata)
    pdf: bytes = document.write_pdf(
        pdf_variant=variant,
        output_intent="srgb, set above" if variant else None,
        pdf_tags=True,
        pdf_identifier=identifier,
        attachments=[_attachment(enclosure) for enclosure in enclosures] or None,
        finisher=_with_names_of_headings,
    )
    return pdf


_ACCESSIBLE = (
    '<rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about="" pdfuaid:part="1"/>'
    '<rdf:Description xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"'
    ' xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"'
    ' xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#" rdf:about="">'
    '<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">'
    "<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>"
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"
    '<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">'
    "<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
    "<pdfaProperty:category>internal</pdfaProperty:category>"
    "<pdfaProperty:description>The part of ISO 14289 that the file keeps to</pdfaProperty:description>"
    "</rdf:li></rdf:Seq></pdfaSchema:property>"
    "</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"
)
"""The mark of PDF/UA-1 (ISO 14289-1, 5), and its schema, which PDF/A asks for as it does not know it."""


def _for_screen_readers_too(written: Callable[..., bytes], *about: object) -> bytes:
    """WeasyPrint marks a file as PDF/A or as PDF/UA; ours is both."""
    return written(*about).replace(b"</rdf:RDF>", f"{_ACCESSIBLE}</rdf:RDF>".encode())


def _with_names_of_headings(_: Document, pdf: pydyf.PDF) -> None:
    """List the tags that have a name, so that a reader finds the headings of a cell (ISO 32000-1, table 322)."""
    tagged = [thing for thing in pdf.objects if isinstance(thing, pydyf.Dictionary)]
    named = sorted((thing["ID"].data, thing.reference) for thing in tagged if "ID" in thing)
    for root in (thing for thing in tagged if thing.get("Type") == "/StructTreeRoot"):
        root["IDTree"] = pydyf.Dictionary({"Names": pydyf.Array(part for pair in named for part in pair)})


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
