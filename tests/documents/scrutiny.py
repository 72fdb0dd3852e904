"""What is wrong with a paper, as a reader, a printer and a scanner would find it. An empty answer is a good paper."""

from __future__ import annotations

import itertools
import subprocess
from collections.abc import Iterator
from urllib.parse import urlsplit

import pikepdf

from consult.wording.full_text import where_to_read
from consult.wording.language import Words
from tests.documents import reading
from tests.documents.every_paper import HOST, Paper
from tests.documents.givens import Given

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
    if "questions or where" in paper.prints:
        yield from cut_off(pages, given, words)


def cut_off(pages: list[str], given: Given, words: Words) -> Iterator[str]:
    """Questions that begin on a paper and do not end, and those left out without a word on where they are read."""
    printed = "".join(pages)
    missing = [said for one in given.questions if (said := reading.packed(words.pick(one.title))) not in printed]
    yield from (f"cut off: {said[:60]}" for said in missing if said[:20] in printed)
    if missing and reading.packed(where_to_read(words, len(given.questions))) not in printed:
        yield f"left out without a word: {missing[0][:60]}"


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


def leading_elsewhere(pdf: bytes) -> Iterator[str]:
    """Codes with an address of another host than the installation's."""
    for page in reading.codes(pdf):
        yield from (text for text in page if "://" in text and urlsplit(text).hostname != HOST)
