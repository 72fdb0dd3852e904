"""Batches at speed: lay the constant sheet out once, then stamp each household's words and code onto it.

The sheet (the mould) is laid out with one letter in each slot, in a colour of its own, and with a bank of every
character that the batch will need, on pages that are dropped afterwards. From that PDF come the place and size of each
slot and the glyph of each character. The constant parts become forms that all pages share, so that a page of its own
costs a kilobyte and a millisecond. Text stays text, and is read in order: the fonts and their maps are those of the
mould, and between two of its parts stands what is stamped there.

A text that does not fit its slot is set smaller, down to `SMALLEST`; what still does not fit, or needs a character that
the bank could not draw, is refused by `Mould.takes` and must be laid out whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

import pikepdf

from consult.documents import qr
from consult.documents.bookmarks import hang_bookmarks
from consult.documents.compact_fonts import compact_fonts
from consult.documents.glyph_bank import Glyph, bank_glyphs
from consult.documents.mould_pieces import drawn_again
from consult.documents.mould_sheet import PIXEL, Box, Place, Sheet, places_by_name, sheet_of
from consult.documents.mould_sheet import Slot as Slot
from consult.documents.stamp_tags import FIGURE, PARAGRAPH, Structure, elements_of, enclosed

if TYPE_CHECKING:
    from weasyprint import Document

SMALLEST = 0.7
"""How far a text may shrink to fit its slot."""

SENTINEL = "X"
CODE = "qr"
BANK = "bank"

Page = tuple[pikepdf.Object, Sequence[str]]
"""A page with the kinds of its elements."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A laid-out paper with its slots and its bank, as plain values that another process can take over."""

    pdf: bytes
    boxes: Sequence[Mapping[str, Box]]
    slots: tuple[Slot, ...]

    @property
    def sheets(self) -> int:
        """How many pages a paper has, without those of the bank."""
        return next(at for at, found in enumerate(self.boxes) if BANK in found)


def pattern_of(document: Document, slots: Iterable[Slot]) -> Pattern:
    """What is needed of a laid-out paper to stamp with it."""
    with pikepdf.open(BytesIO(document.write_pdf(pdf_tags=True))) as pdf:
        compact_fonts(pdf)
        return Pattern(saved(pdf), [dict(page.anchors) for page in document.pages], tuple(slots))


def saved(pdf: pikepdf.Pdf) -> bytes:
    """A PDF as bytes: small, and the same for the same content."""
    out = BytesIO()
    pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return out.getvalue()


class Mould:
    """A laid-out paper with slots, of one or more sheets, which takes one household after the other."""

    def __init__(self, laid_out: Document | Pattern, slots: Iterable[Slot] = ()) -> None:
        """Begin an empty batch from a document with these slots, or from a pattern, which knows its own."""
        pattern = laid_out if isinstance(laid_out, Pattern) else pattern_of(laid_out, slots)
        self._slots = {slot.name: slot for slot in pattern.slots}
        self._pdf = pikepdf.open(BytesIO(pattern.pdf))
        boxes, sheets = pattern.boxes, pattern.sheets
        self._code_boxes = [_code_boxes(named) for named in boxes[:sheets]]
        self._glyphs = bank_glyphs(list(self._pdf.pages)[sheets:])
        self._box = self._pdf.pages[0].MediaBox
        self._scale = f"{PIXEL} 0 0 {-PIXEL} 0 {float(self._box[3]):.3f} cm"
        self._sheets = [sheet_of(self._pdf, at, self._slots.values(), boxes[at]) for at in range(sheets)]
        self._places = places_by_name(self._slots, self._sheets)
        self._tree = self._pdf.Root.Pages
        del self._pdf.pages[:]
        self._pages: list[Page] = []
        self._bookmarks: list[tuple[str, int]] = []

    def under(self, title: str) -> None:
        """Let the pages that come now stand under this bookmark; said again it is the same one."""
        if title and (not self._bookmarks or self._bookmarks[-1][0] != title):
            self._bookmarks.append((title, len(self._pages)))

    def takes(self, texts: Mapping[str, str]) -> bool:
        """Whether these texts can be stamped without losing a character or leaving a slot."""
        return all(
            all(character in self._glyphs[self._slots[name].weight] for character in text)
            and all(self._shrink(place, text) >= SMALLEST for place in self._places[name])
            for name, text in texts.items()
        )

    def stamp(self, texts: Mapping[str, str], code: qr.Squares | Mapping[str, qr.Squares]) -> None:
        """Add one household's paper; of one that has several codes, each is named by its slot, on whatever page."""
        codes = code if isinstance(code, Mapping) else {CODE: code}
        if astray := codes.keys() - {name for places in self._code_boxes for name in places}:
            raise LookupError(f"the mould has no place for {sorted(astray)}")
        for sheet, places in zip(self._sheets, self._code_boxes, strict=True):
            drawn = [self._code(places[name], code) for name, code in codes.items() if name in places]
            pieces = [*self._drawn(sheet, texts), *((FIGURE, one) for one in drawn)]
            page = pikepdf.Dictionary(
                Type=pikepdf.Name.Page,
                Parent=self._tree,
                MediaBox=self._box,
                Resources=sheet.resources,
                Contents=self._pdf.make_stream(f"{self._scale}\n{enclosed(pieces)}".encode()),
            )
            self._pages.append((self._pdf.make_indirect(page), elements_of(pieces)))

    def bring(self, pdf: bytes) -> list[Page]:
        """Take over the pages of papers that were laid out whole, without placing them yet."""
        with pikepdf.open(BytesIO(pdf)) as whole:
            compact_fonts(whole)
            kinds = [drawn_again(whole, page) for page in whole.pages]
            self._pdf.pages.extend(whole.pages)
        brought = [page.obj for page in self._pdf.pages]
        del self._pdf.pages[:]
        return list(zip(brought, kinds, strict=True))

    def place(self, pages: Iterable[Page]) -> None:
        """Let these pages come next."""
        self._pages += pages

    def add_again(self, pages: Iterable[Page]) -> None:
        """Add pages once more that are there already: what they draw is kept once."""
        self.place([(self._pdf.make_indirect(pikepdf.Dictionary(dict(page.items()))), kinds) for page, kinds in pages])

    def finished(self, *, title: str, author: str, lang: str, codes: str = "") -> bytes:
        """The batch as one PDF; `codes` says to a screen reader what its codes are."""
        structure = Structure(self._pdf)
        for page, kinds in self._pages:
            structure.add(page, kinds, codes)
        structure.finish()
        # Appending page by page would make the time grow with the square of the batch.
        self._tree.Kids = pikepdf.Array([page for page, _ in self._pages])
        self._tree.Count = len(self._pages)
        hang_bookmarks(self._pdf, [(said, self._pages[at][0]) for said, at in self._bookmarks])
        self._pdf.docinfo["/Title"] = title
        self._pdf.docinfo["/Author"] = author
        self._pdf.Root.Lang = pikepdf.String(lang)
        return saved(self._pdf)

    def _shrink(self, place: Place, text: str) -> float:
        """How much smaller a text must be set: 1 when it fits as it is."""
        glyphs = self._glyphs[self._slots[place.name].weight]
        width = sum(glyphs[character].advance for character in text) * place.size / 1000
        return min(1.0, place.room / width) if width else 1.0

    def _drawn(self, sheet: Sheet, texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """What a page draws, in reading order, each with its element's kind; the cells of a list go together."""
        last = sheet.last_cell
        for at, (kind, part) in enumerate(sheet.parts):
            if isinstance(part, str):
                yield kind, part
            elif (last is None or not part.is_in_table) and texts.get(part.name):
                yield kind, self._text(part, texts[part.name])
            if at == last and (cells := self._cells(sheet, texts)):
                yield PARAGRAPH, cells

    def _cells(self, sheet: Sheet, texts: Mapping[str, str]) -> str:
        """The texts in a list's cells, in the order they were given: line by line."""
        places = {place.name: place for place in sheet.places if place.is_in_table}
        return "\n".join(self._text(places[name], text) for name, text in texts.items() if text and name in places)

    def _text(self, place: Place, text: str) -> str:
        slot = self._slots[place.name]
        size = place.size * self._shrink(place, text)
        ink = " ".join(f"{part / 255:.4f}" for part in slot.ink)
        shown = "".join(
            f"/{font} {size:.3f} Tf <{numbers}> Tj " for font, numbers in _runs(text, self._glyphs[slot.weight])
        )
        return f"{ink} rg BT 1 0 0 -1 {place.x:.3f} {place.baseline:.3f} Tm {shown}ET"

    def _code(self, box: Box, code: qr.Squares) -> str:
        """The code as squares in units of its modules, black, inside its quiet zone."""
        left, top, right, _bottom = box
        module = (right - left) / (code.side + 2 * qr.QUIET_ZONE)
        edge = qr.QUIET_ZONE * module
        squares = " ".join([f"{x} {y} {length} 1 re" for x, y, length in code.runs()])
        return f"q 0 g {module:.5f} 0 0 {module:.5f} {left + edge:.3f} {top + edge:.3f} cm {squares} f Q"


def _code_boxes(named: Mapping[str, Box]) -> dict[str, Box]:
    """Where the codes of a page go, by their names."""
    return {name.removeprefix("slot-"): box for name, box in named.items() if name.startswith(f"slot-{CODE}")}


def bank_of(texts: Iterable[str]) -> str:
    """Every character of these texts, and the sentinel, once."""
    return "".join(sorted({SENTINEL}.union(*texts)))


def _runs(text: str, glyphs: Mapping[str, Glyph]) -> Iterator[tuple[str, str]]:
    """A text as runs of one font each: the font and its glyph numbers in hex."""
    font, numbers = "", ""
    for character in text:
        glyph = glyphs[character]
        if glyph.font != font and numbers:
            yield font, numbers
            numbers = ""
        font = glyph.font
        numbers += f"{glyph.number:04x}"
    if numbers:
        yield font, numbers
