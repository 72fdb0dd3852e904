"""What a screen reader or an archive would miss in a PDF (PDF/UA-1, ISO 14289-1; PDF/A-3u, ISO 19005-3).

These are the conditions that a program can judge from the file's structure; whether a description describes, a person
must say.
"""

from __future__ import annotations

import itertools
import xml.etree.ElementTree as ET
from collections.abc import Iterator

import pikepdf

from tests.documents import reading
from tests.documents.every_paper import Paper

_UA = "{http://www.aiim.org/pdfua/ns/id/}"
_A = "{http://www.aiim.org/pdfa/ns/id/}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_SCHEMA = "{http://www.aiim.org/pdfa/ns/schema#}"
_SHOWS = frozenset({"TJ", "Tj", "'", '"', "f", "F", "f*", "S", "s", "B", "B*", "b", "b*", "Do", "sh", "BI"})
_HEADINGS = {f"/H{level}": level for level in range(1, 7)}


def unfit_to_keep(pdf: bytes, language: str, paper: Paper) -> Iterator[str]:
    """All that is missing; what is not archived needs no mark of PDF/A."""
    if not reading.is_sound(pdf):
        yield "qpdf finds a fault"
    with reading.opened(pdf) as document:
        yield from _unnamed(document, language)
        yield from _bare_fonts(document)
        yield from _hard_to_hear(document)
        if paper.is_archived:
            yield from _not_archived(document)


def _unnamed(document: pikepdf.Pdf, language: str) -> Iterator[str]:
    if str(document.Root.get("/Lang", "")) != language:
        yield f"language {document.Root.get('/Lang')}"
    if not str(document.docinfo.get("/Title", "")):
        yield "no title"


def _bare_fonts(document: pikepdf.Pdf) -> Iterator[str]:
    """Fonts that are not in the file, or from which no text comes out."""
    for thing in _dictionaries(document, "/Font"):
        name = str(thing.get("/BaseFont"))
        if thing.get("/Subtype") == "/Type0":
            inner = thing.DescendantFonts[0].FontDescriptor
            if not any(key in inner for key in ("/FontFile", "/FontFile2", "/FontFile3")):
                yield f"font not embedded: {name}"
            if "/ToUnicode" not in thing:
                yield f"font without Unicode: {name}"
        elif str(thing.get("/Subtype")) not in ("/CIDFontType0", "/CIDFontType2"):
            yield f"font of an unexpected kind: {name}"


def _hard_to_hear(document: pikepdf.Pdf) -> Iterator[str]:
    """Tags, alternatives, order of headings, and nothing drawn outside of a tag."""
    root = document.Root
    if not ("/StructTreeRoot" in root and bool(root.get("/MarkInfo", {}).get("/Marked", False))):
        yield "not tagged"
        return
    if not bool(root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False)):
        yield "the window would show the file's name"
    elements = list(_in_order(root.StructTreeRoot.K))
    for element in elements:
        if element.get("/S") == "/Figure" and not str(element.get("/Alt", "")).strip():
            yield "a figure without an alternative"
    yield from _disordered([_HEADINGS[str(e.S)] for e in elements if str(e.get("/S")) in _HEADINGS])
    yield from _headless_tables(document, elements)
    for number, page in enumerate(document.pages, 1):
        yield from (f"page {number}: {shown} outside of any tag" for shown in _untagged(page))
        if "/Annots" in page and page.get("/Tabs") != "/S":
            yield f"page {number}: annotations not in the order of tags"


def _in_order(kids: pikepdf.Object) -> Iterator[pikepdf.Object]:
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            if "/K" in kid:
                yield from _in_order(kid.K)


def _disordered(levels: list[int]) -> Iterator[str]:
    if not levels or levels[0] != 1:
        yield f"headings begin with {levels[:1]}"
    yield from (f"a heading of level {b} after one of {a}" for a, b in itertools.pairwise(levels) if b > a + 1)


def _headless_tables(document: pikepdf.Pdf, elements: list[pikepdf.Object]) -> Iterator[str]:
    """Cells that name a heading that is not there, headings that no cell could name (ISO 14289-1, 7.5)."""
    tree = document.Root.StructTreeRoot.get("/IDTree", {})
    named = {str(name) for name in list(tree.get("/Names", []))[::2]}
    for cell in elements:
        if cell.get("/S") == "/TH" and str(cell.get("/ID", "")) not in named:
            yield "a heading of a table without a name"
        if cell.get("/S") == "/TD" and not {str(head) for head in cell.get("/A", {}).get("/Headers", [])} <= named:
            yield "a cell of a table that names a heading that is not there"


def _untagged(page: pikepdf.Page) -> Iterator[str]:
    depth = 0
    for step in pikepdf.parse_content_stream(page):
        operator = str(step.operator)
        depth += (operator in ("BDC", "BMC")) - (operator == "EMC")
        if operator in _SHOWS and not depth:
            yield operator


def _not_archived(document: pikepdf.Pdf) -> Iterator[str]:
    root = document.Root
    if "/Metadata" not in root or "/OutputIntents" not in root:
        yield "no metadata or no colours"
        return
    said = ET.fromstring(bytes(root.Metadata.read_bytes()))
    marks = {name: text for part in said.iter() for name, text in [*part.attrib.items(), (part.tag, part.text or "")]}
    if (marks.get(f"{_A}part"), marks.get(f"{_A}conformance")) != ("3", "U"):
        yield "not marked as PDF/A-3u"
    if marks.get(f"{_UA}part") != "1":
        yield "not marked as PDF/UA-1"
    if f"{_UA}part" in marks and not any(part.tag == f"{_SCHEMA}namespaceURI" for part in said.iter()):
        yield "the mark of PDF/UA is not declared, as PDF/A asks"
    if not any(part.tag == f"{_DC}title" for part in said.iter()):
        yield "no title in the metadata"
    if "/Outlines" not in root:
        yield "no bookmarks"
    forbidden = ("/JavaScript", "/OpenAction", "/AA", "/AcroForm")
    yield from (f"{key} may not be in an archive" for key in forbidden if key in root or key in root.get("/Names", {}))
    yield from _loose_attachments(document)


def _loose_attachments(document: pikepdf.Pdf) -> Iterator[str]:
    """Every attachment says what it is to the paper, and which kind of file (ISO 19005-3, 6.8)."""
    linked = [str(one.get("/F")) for one in document.Root.get("/AF", [])]
    for name in document.attachments:
        spec = document.attachments[name].obj
        if name not in linked or "/AFRelationship" not in spec or "/Subtype" not in spec.EF.F:
            yield f"attachment {name} hangs loose"


def _dictionaries(document: pikepdf.Pdf, kind: str) -> Iterator[pikepdf.Object]:
    for thing in document.objects:
        if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == kind:
            yield thing
