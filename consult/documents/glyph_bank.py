"""Which glyph draws which character in a PDF: read back from the fonts' own maps, in the file's published format.

A bank is text drawn only so that its glyphs are embedded: once in each weight, in a colour that tells the weight.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pikepdf

BANKS = {"regular": (9, 9, 1), "bold": (9, 9, 2)}
"""The weights of a bank and the fill colours that tell them apart (red, green, blue of 255)."""

_BFCHAR = re.compile(rb"<([0-9a-fA-F]{4})>\s*<([0-9a-fA-F]+)>")


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character in one font: its number there, and its advance in thousandths of the size."""

    font: str
    number: int
    advance: float


def bank_glyphs(pages: Sequence[pikepdf.Page]) -> dict[str, dict[str, Glyph]]:
    """For each weight, the glyph of every character drawn in its bank."""
    weights = {colour: weight for weight, colour in BANKS.items()}
    known = {str(key)[1:]: _glyphs(str(key)[1:], font) for key, font in pages[0].Resources.Font.items()}
    bank: dict[str, dict[str, Glyph]] = {weight: {} for weight in BANKS}
    for page in pages:
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
    for colour, _, operands, operator in marked(page):
        if operator == "Tf":
            font = str(operands[0])[1:]
        elif operator == "TJ":
            yield from ((colour, font, number) for number in _numbers(operands[0]))


def _glyphs(name: str, font: pikepdf.Object) -> dict[int, tuple[str, Glyph]]:
    """Glyph number → its character and glyph, from the font's own maps."""
    if "/DescendantFonts" not in font or "/ToUnicode" not in font:  # a font of pictures: nothing to stamp with
        return {}
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


def marked(page: pikepdf.Page) -> Iterator[tuple[tuple[int, ...], int, list[pikepdf.Object], str]]:
    """The instructions of a page with the fill colour they are drawn in: colour, place, operands, operator."""
    colour: tuple[int, ...] = ()
    for at, step in enumerate(pikepdf.parse_content_stream(page)):
        name, operands = str(step.operator), list(step.operands)
        if name == "rg":
            colour = tuple(round(float(part) * 255) for part in operands)
        yield colour, at, operands, name
