"""Batches at speed: lay the constant sheet out once, then stamp each household's words and code onto it.

The sheet (the mould) is laid out with one letter in each slot, in a colour of its own, and with a bank of every
character that the batch will need, on pages that are dropped afterwards. From that PDF come the place and size of each
slot and the glyph of each character. The constant part becomes one form that all pages share, so that a page of its own
costs a kilobyte and a millisecond. Text stays text: the fonts and their character maps are those of the mould.

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
from consult.documents.compact_fonts import compact_fonts
from consult.documents.glyph_bank import Glyph, bank_glyphs, marked
from consult.documents.stamp_tags import PARAGRAPH, Structure, as_one_paragraph, enclosed, marked_content

if TYPE_CHECKING:
    from weasyprint import Document

SMALLEST = 0.7
"""How far a text may shrink to fit its slot."""

SENTINEL = "X"
CODE = "qr"
BANK = "bank"

Box = tuple[float, float, float, float]

_PIXEL = 0.75
"""A CSS pixel in points."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One variable text: its name in the template, the colour it is marked with, the colour it is printed in."""

    name: str
    mark: tuple[int, int, int]
    ink: tuple[int, int, int]
    weight: str


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a slot begins on the sheet, in CSS pixels from the upper left, with its size and room."""

    sheet: int
    x: float
    baseline: float
    size: float
    room: float


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
    with pikepdf.open(BytesIO(document.write_pdf())) as pdf:
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
        self._places = _places(list(self._pdf.pages)[:sheets], self._slots.values(), boxes)
        self._box = self._pdf.pages[0].MediaBox
        self._resources = self._become_forms(sheets)
        self._tree = self._pdf.Root.Pages
        self._scale = f"1 0 0 -1 0 {float(self._box[3]):.3f} cm {_PIXEL} 0 0 {_PIXEL} 0 0 cm"
        self._pages: list[tuple[pikepdf.Object, Sequence[str]]] = []
        """Each with the kinds of its elements."""

    def takes(self, texts: Mapping[str, str]) -> bool:
        """Whether these texts can be stamped without losing a character or leaving a slot."""
        return all(
            all(character in self._glyphs[self._slots[name].weight] for character in text)
            and all(self._shrink(place, name, text) >= SMALLEST for place in self._places[name])
            for name, text in texts.items()
        )

    def stamp(self, texts: Mapping[str, str], code: qr.Squares | Mapping[str, qr.Squares]) -> None:
        """Add one household's paper; of one that has several codes, each is named by its slot, on whatever page."""
        codes = code if isinstance(code, Mapping) else {CODE: code}
        if astray := codes.keys() - {name for places in self._code_boxes for name in places}:
            raise LookupError(f"the mould has no place for {sorted(astray)}")
        for sheet, (resources, places) in enumerate(zip(self._resources, self._code_boxes, strict=True)):
            drawn = [self._code(places[name], code) for name, code in codes.items() if name in places]
            pieces = list(marked_content("q /Sheet Do Q", list(self._texts(sheet, texts)), drawn))
            pieces[0] = (pieces[0][0], f"{pieces[0][1]} {self._scale}")
            page = pikepdf.Dictionary(
                Type=pikepdf.Name.Page,
                Parent=self._tree,
                MediaBox=self._box,
                Resources=resources,
                Contents=self._pdf.make_stream(enclosed(pieces).encode()),
            )
            self._pages.append((self._pdf.make_indirect(page), [kind for kind, _ in pieces]))

    def bring(self, pdf: bytes) -> list[pikepdf.Object]:
        """Take over the pages of papers that were laid out whole, without placing them yet."""
        with pikepdf.open(BytesIO(pdf)) as whole:
            compact_fonts(whole)
            for page in whole.pages:
                as_one_paragraph(whole, page)
            self._pdf.pages.extend(whole.pages)
        brought: list[pikepdf.Object] = [page.obj for page in self._pdf.pages]
        del self._pdf.pages[:]
        return brought

    def place(self, pages: Iterable[pikepdf.Object]) -> None:
        """Let these pages come next."""
        self._pages += [(page, (PARAGRAPH,)) for page in pages]

    def add_again(self, pages: Iterable[pikepdf.Object]) -> None:
        """Add pages once more that are there already: what they draw is kept once."""
        self.place([self._pdf.make_indirect(pikepdf.Dictionary(dict(page.items()))) for page in pages])

    def finished(self, *, title: str, author: str, lang: str, codes: str = "") -> bytes:
        """The batch as one PDF; `codes` says to a screen reader what its codes are."""
        structure = Structure(self._pdf)
        for page, kinds in self._pages:
            structure.add(page, kinds, codes)
        structure.finish()
        # Appending page by page would make the time grow with the square of the batch.
        self._tree.Kids = pikepdf.Array([page for page, _ in self._pages])
        self._tree.Count = len(self._pages)
        self._pdf.docinfo["/Title"] = title
        self._pdf.docinfo["/Author"] = author
        self._pdf.Root.Lang = pikepdf.String(lang)
        return saved(self._pdf)

    def _become_forms(self, sheets: int) -> Sequence[pikepdf.Object]:
        """Turn the sheets into forms, drop all pages, and answer the resources that each sheet's pages will share."""
        marks = {slot.mark for slot in self._slots.values()}
        shared = []
        for sheet in list(self._pdf.pages)[:sheets]:
            sheet.Contents = self._pdf.make_stream(_without(sheet, marks))
            drawing = pikepdf.Dictionary(Sheet=self._pdf.make_indirect(sheet.as_form_xobject()))
            shared.append(self._pdf.make_indirect(pikepdf.Dictionary(XObject=drawing, Font=sheet.Resources.Font)))
        del self._pdf.pages[:]
        return shared

    def _shrink(self, place: _Place, name: str, text: str) -> float:
        """How much smaller a text must be set: 1 when it fits as it is."""
        glyphs = self._glyphs[self._slots[name].weight]
        width = sum(glyphs[character].advance for character in text) * place.size / 1000
        return min(1.0, place.room / width) if width else 1.0

    def _texts(self, sheet: int, texts: Mapping[str, str]) -> Iterator[str]:
        for name, text in texts.items():
            for place in self._places[name]:
                if text and place.sheet == sheet:
                    yield self._text(place, name, text)

    def _text(self, place: _Place, name: str, text: str) -> str:
        slot = self._slots[name]
        size = place.size * self._shrink(place, name, text)
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


def _without(page: pikepdf.Page, marks: Iterable[tuple[int, ...]]) -> bytes:
    """The page's instructions without the text drawn in the marking colours."""
    dropped = set(marks)
    instructions = pikepdf.parse_content_stream(page)
    shows = {at for colour, at, _, name in marked(page) if colour in dropped and name in {"TJ", "Tj"}}
    return pikepdf.unparse_content_stream([step for at, step in enumerate(instructions) if at not in shows])


def _places(
    sheets: Sequence[pikepdf.Page], slots: Iterable[Slot], boxes: Sequence[Mapping[str, Box]]
) -> dict[str, list[_Place]]:
    """Where each slot's sentinel was drawn, on every sheet, and how much room its box has to the right of it.

    A box that stands on one further sheet only carries the sheet's number in its name.
    """
    names: dict[tuple[int, ...], str] = {slot.mark: slot.name for slot in slots}
    found: dict[str, list[_Place]] = {name: [] for name in names.values()}
    for at, sheet in enumerate(sheets):
        for colour, x, baseline, size in _sentinels(sheet, names):
            name = names[colour]
            box = boxes[at].get(f"slot-{name}") or boxes[at][f"slot-{name}-{at + 1}"]
            found[name].append(_Place(at, x, baseline, size, box[2] - x))
    if missing := [name for name, places in found.items() if not places]:
        raise LookupError(f"the mould has no slot {sorted(missing)}")
    return found


def _sentinels(
    sheet: pikepdf.Page, marks: Iterable[tuple[int, ...]]
) -> Iterator[tuple[tuple[int, ...], float, float, float]]:
    """Text drawn in a marking colour: the colour, where it begins, its size."""
    sought = set(marks)
    x = baseline = size = 0.0
    for colour, _, operands, operator in marked(sheet):
        if operator == "Tm":
            x, baseline = float(operands[4]), float(operands[5])
        elif operator == "Tf":
            size = float(operands[1])
        elif operator == "TJ" and colour in sought:
            yield colour, x, baseline, size
