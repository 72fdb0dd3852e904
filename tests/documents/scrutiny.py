"""What is wrong with a paper, as a reader, a printer and a scanner would find it. An empty answer is a good paper."""

from __future__ import annotations

import itertools
import subprocess
from collections.abc import Callable, Iterator

import pikepdf
import zxingcpp
from PIL import Image, ImageDraw, ImageFilter

from consult.wording.language import Words
from tests.documents import reading
from tests.documents.every_paper import Given, Paper

UNPRINTED = 10
"""Points at the foot and head of a sheet in which no text may stand: many printers leave them white."""


def faults(paper: Paper, pdf: bytes, given: Given, words: Words) -> Iterator[str]:
    """Everything wrong with a paper's text: lost, cut off, overprinted, without a glyph."""
    yield from lost(paper, pdf, given, words)
    yield from misplaced(pdf, paper.edge)
    yield from undrawn(pdf)


def lost(paper: Paper, pdf: bytes, given: Given, words: Words) -> Iterator[str]:
    """Given texts that the paper does not say in one piece, or breaks otherwise than at the end of a page."""
    pages = pages_in_order(pdf)
    for said in sorted(expected(paper, given, words)):
        if not any(said in page for page in pages) and not _runs_over(said, pages):
            yield f"not printed: {said[:60]}"


def expected(paper: Paper, given: Given, words: Words) -> set[str]:
    """What the paper must say of the given, without white space."""
    texts = {part: words.pick(getattr(given, part)) for part in ("title", "prose", "issuer")}
    doors = {part: getattr(given, part) for part in ("building", "room", "name")}
    said = [text for part, text in (texts | doors).items() if part in paper.prints]
    if "questions" in paper.prints:
        said += [words.pick(question.title) for question in given.questions]
    if "options" in paper.prints:
        said += [words.pick(option.label) for question in given.questions for option in question.options]
    return {packed for text in said if (packed := reading.packed(text))}


def pages_in_order(pdf: bytes) -> list[str]:
    """The text of each page in the order in which it was set, without white space."""
    read = subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True)
    return ["".join(page.split()) for page in read.stdout.decode().split("\f")]


def _runs_over(said: str, pages: list[str]) -> bool:
    """Whether a text ends on the page after the one where it begins."""
    return any(
        said[:cut] in first and said[cut:] in second
        for first, second in itertools.pairwise(pages)
        for cut in range(1, len(said))
    )


def misplaced(pdf: bytes, edge: float) -> Iterator[str]:
    """Runs of text outside of what a printer prints and the paper's margins allow, and runs on top of each other."""
    pages = [tuple(float(side) for side in page.MediaBox) for page in reading.opened(pdf).pages]
    seen: dict[int, list[reading.Box]] = {}
    for number, box in reading.lines_of(pdf):
        if not box.text.strip():
            continue
        _, _, width, height = pages[number]
        if box.left < edge or box.right > width - edge or box.bottom < UNPRINTED or box.top > height - UNPRINTED:
            yield f"page {number + 1}, outside: {box.text[:60]}"
        yield from (f"page {number + 1}: {box.text[:40]} on {o.text[:40]}" for o in seen.get(number, []) if _on(box, o))
        seen.setdefault(number, []).append(box)


def _on(one: reading.Box, other: reading.Box) -> bool:
    """Whether two runs share more than a hair: two points across and a quarter of the smaller one's height."""
    across = min(one.right, other.right) - max(one.left, other.left)
    up = min(one.top, other.top) - max(one.bottom, other.bottom)
    return across > 2 and up > 0.25 * min(one.top - one.bottom, other.top - other.bottom)


def undrawn(pdf: bytes) -> Iterator[str]:
    """Characters for which no font had a glyph: glyph 0 draws an empty box or nothing."""
    document = reading.opened(pdf)
    for thing in [*document.pages, *_forms(document)]:
        for step in pikepdf.parse_content_stream(thing):
            if str(step.operator) in ("TJ", "Tj") and b"\0\0" in _glyphs(step.operands[0]):
                yield "a character without a glyph"


def _forms(document: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """The drawings that pages share."""
    for thing in document.objects:
        if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Form":
            yield thing


def _glyphs(shown: pikepdf.Object) -> set[bytes]:
    parts = [shown] if isinstance(shown, pikepdf.String) else [p for p in shown if isinstance(p, pikepdf.String)]
    raws = [bytes(part) for part in parts]
    return {raw[at : at + 2] for raw in raws for at in range(0, len(raw), 2)}


def unfit_to_keep(pdf: bytes, language: str, *, is_stamped: bool, is_archived: bool) -> Iterator[str]:
    """What a screen reader or an archive would miss: tags (but in batches), language, title, the mark of PDF/A."""
    if not reading.is_sound(pdf):
        yield "qpdf finds a fault"
    document = reading.opened(pdf)
    root = document.Root
    is_marked = bool(root.get("/MarkInfo", {}).get("/Marked", False))
    if not is_stamped and not ("/StructTreeRoot" in root and is_marked):
        yield "not tagged"
    if str(root.get("/Lang", "")) != language:
        yield f"language {root.get('/Lang')}"
    if not str(document.docinfo.get("/Title", "")):
        yield "no title"
    metadata = bytes(root.Metadata.read_bytes()) if "/Metadata" in root else b""
    if is_archived and not (b"pdfaid:part" in metadata and b"3" in metadata and "/OutputIntents" in root):
        yield "not marked as PDF/A"


def _blurred(page: Image.Image) -> Image.Image:
    return page.filter(ImageFilter.GaussianBlur(1.2))


def _tilted(page: Image.Image) -> Image.Image:
    return page.rotate(15, expand=True, fillcolor=255, resample=Image.Resampling.BICUBIC)


def _seen_from_the_side(page: Image.Image) -> Image.Image:
    """A board photographed from its left: the right edge is a tenth shorter above and below."""
    wide, high = page.size
    corners = (0, 0, 0, high, wide, high * 1.1, wide, -high * 0.1)
    return page.transform(page.size, Image.Transform.QUAD, corners, resample=Image.Resampling.BICUBIC, fillcolor=255)


DAMAGES: dict[str, Callable[[Image.Image], Image.Image]] = {
    "clean": lambda page: page,
    "blurred": _blurred,
    "tilted by 15°": _tilted,
    "from the side": _seen_from_the_side,
}


def unread(pdf: bytes, paper: Paper, dpi: int = 100) -> Iterator[str]:
    """Codes that a scanner does not read from their page: clean, damaged, or with a tenth of each covered."""
    pages = [(page, found) for page in reading.pictures(pdf, dpi) if (found := zxingcpp.read_barcodes(page))]
    trials = {damage: [done(page) for page, _ in pages] for damage, done in DAMAGES.items()}
    if paper.hangs_outside:
        trials["a tenth covered"] = [_scratched(page, found) for page, found in pages]
    for damage, seen in trials.items():
        read = {code.text for page in seen for code in zxingcpp.read_barcodes(page)}
        yield from (f"{damage}: {code} not read" for code in paper.codes if code not in read)


def _scratched(page: Image.Image, found: list[zxingcpp.Barcode]) -> Image.Image:
    """A tenth of every code's area painted over in its middle, leaving the finders, as a sticker does."""
    page = page.copy()
    for code in found:
        place = code.position
        side = place.bottom_right.x - place.top_left.x
        left, top = place.top_left.x + 0.42 * side, place.top_left.y + 0.40 * side
        reach = (0.1**0.5) * side
        ImageDraw.Draw(page).rectangle((left, top, left + reach, top + reach), fill=128)
    return page
