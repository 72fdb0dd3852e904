"""Batches at speed: lay the constant sheet out once, then stamp each household's words and code onto it.

The sheet (the mould) is laid out with one letter in each slot, in a colour of its own, and with a bank of every
character that the batch will need, on pages that are dropped afterwards. From that PDF come the place and size of each
slot and the glyph of each character. The constant part becomes one form that all pages share, so that a page of its own
costs a kilobyte and a millisecond. Text stays text: the fonts and their character maps are those of the mould.

A text that does not fit its slot is set smaller, down to `SMALLEST`; what still does not fit, or needs a character that
the bank could not draw, is refused by `Mould.takes` and must be laid out whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO

import pikepdf
from weasyprint import Document

from consult.documents import qr

SMALLEST = 0.7
"""How far a text may shrink to fit its slot."""

SENTINEL = "X"
CODE = "qr"
BANKS = {"regular": (9, 9, 1), "bold": (9, 9, 2)}
"""The weights of a bank and the fill colours that tell them apart (red, green, blue of 255)."""

_PIXEL = 0.75
"""A CSS pixel in points."""

_BFCHAR = re.compile(rb"<([0-9a-fA-F]{4})>\s*<([0-9a-fA-F]+)>")


@dataclass(frozen=True, slots=True)
class Slot:
    """One variable text: its name in the template, the colour it is marked with, the colour it is printed in."""

    name: str
    mark: tuple[int, int, int]
    ink: tuple[int, int, int]
    weight: str


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character in one font: its number there, and its advance in thousandths of the size."""

    font: str
    number: int
    advance: float


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a slot begins on the sheet, in CSS pixels from the upper left, with its size and room."""

    x: float
    baseline: float
    size: float
    room: float


class Mould:
    """A laid-out sheet with slots, which takes one household after the other."""

    def __init__(self, document: Document, slots: Iterable[Slot]) -> None:
        boxes = document.pages[0].anchors
        self._slots = {slot.name: slot for slot in slots}
        self._pdf = pikepdf.open(BytesIO(document.write_pdf()))
        self._code_box = boxes[f"slot-{CODE}"]
        self._glyphs = _bank(self._pdf)
        self._places = _places(self._pdf.pages[0], self._slots.values(), boxes)
        self._height = float(self._pdf.pages[0].MediaBox[3])
        self._resources = self._become_form()
        self._tree = self._pdf.Root.Pages
        self._pages: list[pikepdf.Object] = []

    def takes(self, texts: Mapping[str, str]) -> bool:
        """Whether these texts can be stamped without losing a character or leaving a slot."""
        return all(
            all(character in self._glyphs[self._slots[name].weight] for character in text)
            and self._shrink(name, text) >= SMALLEST
            for name, text in texts.items()
        )

    def stamp(self, texts: Mapping[str, str], code: qr.Matrix) -> None:
        """Add one page."""
        drawn = [f"q /Sheet Do Q 1 0 0 -1 0 {self._height:.3f} cm {_PIXEL} 0 0 {_PIXEL} 0 0 cm"]
        drawn += [self._text(name, text) for name, text in texts.items() if text]
        drawn.append(self._code(code))
        page = pikepdf.Dictionary(
            Type=pikepdf.Name.Page,
            Parent=self._tree,
            MediaBox=self._box,
            Resources=self._resources,
            Contents=self._pdf.make_stream("\n".join(drawn).encode()),
        )
        self._pages.append(self._pdf.make_indirect(page))

    def add(self, pdf: bytes) -> None:
        """Add the pages of a paper that was laid out whole."""
        with pikepdf.open(BytesIO(pdf)) as whole:
            for page in whole.pages:
                self._pdf.pages.append(page)
                self._pages.append(self._pdf.pages[-1].obj)

    def finished(self, *, title: str, author: str, lang: str) -> bytes:
        """The batch as one PDF."""
        # Appending page by page would make the time grow with the square of the batch.
        self._tree.Kids = pikepdf.Array(self._pages)
        self._tree.Count = len(self._pages)
        self._pdf.docinfo["/Title"] = title
        self._pdf.docinfo["/Author"] = author
        self._pdf.Root.Lang = pikepdf.String(lang)
        out = BytesIO()
        self._pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
        return out.getvalue()

    def _become_form(self) -> pikepdf.Object:
        """Turn the sheet into a form, drop all pages, and answer the resources that every page will share."""
        sheet = self._pdf.pages[0]
        self._box = sheet.MediaBox
        marks = {slot.mark for slot in self._slots.values()}
        sheet.Contents = self._pdf.make_stream(_without(sheet, marks))
        form = self._pdf.make_indirect(sheet.as_form_xobject())
        fonts = sheet.Resources.Font
        del self._pdf.pages[:]
        return self._pdf.make_indirect(pikepdf.Dictionary(XObject=pikepdf.Dictionary(Sheet=form), Font=fonts))

    def _shrink(self, name: str, text: str) -> float:
        """How much smaller a text must be set: 1 when it fits as it is."""
        place, glyphs = self._places[name], self._glyphs[self._slots[name].weight]
        width = sum(glyphs[character].advance for character in text) * place.size / 1000
        return min(1.0, place.room / width) if width else 1.0

    def _text(self, name: str, text: str) -> str:
        place, slot = self._places[name], self._slots[name]
        size = place.size * self._shrink(name, text)
        ink = " ".join(f"{part / 255:.4f}" for part in slot.ink)
        shown = "".join(
            f"/{font} {size:.3f} Tf <{numbers}> Tj " for font, numbers in _runs(text, self._glyphs[slot.weight])
        )
        return f"{ink} rg BT 1 0 0 -1 {place.x:.3f} {place.baseline:.3f} Tm {shown}ET"

    def _code(self, code: qr.Matrix) -> str:
        """The code as squares in units of its modules, black, inside its quiet zone."""
        left, top, right, _bottom = self._code_box
        module = (right - left) / (len(code) + 2 * qr.QUIET_ZONE)
        edge = qr.QUIET_ZONE * module
        squares = " ".join(f"{x} {y} {length} 1 re" for x, y, length in qr.runs(code))
        return f"0 g {module:.5f} 0 0 {module:.5f} {left + edge:.3f} {top + edge:.3f} cm {squares} f"


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


def _marked(page: pikepdf.Page) -> Iterator[tuple[tuple[int, ...], int, list[pikepdf.Object], str]]:
    """The instructions of a page with the fill colour they are drawn in: colour, place, operands, operator."""
    colour: tuple[int, ...] = ()
    for at, step in enumerate(pikepdf.parse_content_stream(page)):
        name, operands = str(step.operator), list(step.operands)
        if name == "rg":
            colour = tuple(round(float(part) * 255) for part in operands)
        yield colour, at, operands, name


def _without(page: pikepdf.Page, marks: Iterable[tuple[int, ...]]) -> bytes:
    """The page's instructions without the text drawn in the marking colours."""
    dropped = set(marks)
    instructions = pikepdf.parse_content_stream(page)
    shows = {at for colour, at, _, name in _marked(page) if colour in dropped and name in {"TJ", "Tj"}}
    return pikepdf.unparse_content_stream([step for at, step in enumerate(instructions) if at not in shows])


def _places(
    page: pikepdf.Page, slots: Iterable[Slot], boxes: Mapping[str, tuple[float, float, float, float]]
) -> dict[str, _Place]:
    """Where each slot's sentinel was drawn, and how much room its box has to the right of it."""
    names = {slot.mark: slot.name for slot in slots}
    found: dict[str, _Place] = {}
    matrix: list[float] = []
    size = 0.0
    for colour, _, operands, operator in _marked(page):
        if operator == "Tm":
            matrix = [float(part) for part in operands]
        elif operator == "Tf":
            size = float(operands[1])
        elif operator in {"TJ", "Tj"} and colour in names:
            name = names[colour]
            found[name] = _Place(matrix[4], matrix[5], size, boxes[f"slot-{name}"][2] - matrix[4])
    if missing := set(names.values()) - set(found):
        raise LookupError(f"the mould has no slot {sorted(missing)}")
    return found


def _bank(pdf: pikepdf.Pdf) -> dict[str, dict[str, Glyph]]:
    """For each weight, the glyph of every character drawn in its bank."""
    weights = {colour: weight for weight, colour in BANKS.items()}
    known = {str(key)[1:]: _glyphs(str(key)[1:], font) for key, font in pdf.pages[0].Resources.Font.items()}
    bank: dict[str, dict[str, Glyph]] = {weight: {} for weight in BANKS}
    for page in list(pdf.pages)[1:]:
        for colour, font, number in _shown(page):
            if colour in weights and number in known[font]:
                character, glyph = known[font][number]
                bank[weights[colour]][character] = glyph
    for glyphs in bank.values():
        _share_space(glyphs)
    return bank


def _share_space(glyphs: dict[str, Glyph]) -> None:
    """Both spaces are drawn by one glyph, which a font's map can name only once."""
    for named, other in ((" ", "\N{NO-BREAK SPACE}"), ("\N{NO-BREAK SPACE}", " ")):
        if named in glyphs:
            glyphs.setdefault(other, glyphs[named])


def _shown(page: pikepdf.Page) -> Iterator[tuple[tuple[int, ...], str, int]]:
    """Every glyph a page shows: colour, font, number."""
    font = ""
    for colour, _, operands, operator in _marked(page):
        if operator == "Tf":
            font = str(operands[0])[1:]
        elif operator == "TJ":
            yield from ((colour, font, number) for number in _numbers(operands[0]))


def _glyphs(name: str, font: pikepdf.Object) -> dict[int, tuple[str, Glyph]]:
    """Glyph number → its character and glyph, from the font's own maps."""
    advances = _advances(font)
    return {
        number: (character, Glyph(name, number, advances.get(number, 1000)))
        for number, character in _letters(font).items()
    }


def _numbers(shown: pikepdf.Object) -> Iterator[int]:
    """The glyph numbers of a TJ array, two bytes each; kerning between them is left out."""
    for part in shown:
        if isinstance(part, pikepdf.String):
            raw = bytes(part)
            yield from (int.from_bytes(raw[at : at + 2], "big") for at in range(0, len(raw), 2))


def _letters(font: pikepdf.Object) -> dict[int, str]:
    """Glyph number → the one character it stands for, from the font's ToUnicode map."""
    found = {}
    for number, text in _BFCHAR.findall(font.ToUnicode.read_bytes()):
        character = bytes.fromhex(text.decode()).decode("utf-16-be")
        if len(character) == 1:
            found[int(number, 16)] = character
    return found


def _advances(font: pikepdf.Object) -> dict[int, float]:
    """Glyph number → advance, from the font's W array (ISO 32000-1, 9.7.4.3)."""
    widths = list(font.DescendantFonts[0].get("/W", []))
    found: dict[int, float] = {}
    for first, row in zip(widths[::2], widths[1::2], strict=True):
        for offset, width in enumerate(row):
            found[int(first) + offset] = float(width)
    return found
