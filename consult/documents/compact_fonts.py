"""Embedded fonts without the empty places of the glyphs that were left out.

WeasyPrint keeps every glyph's number, so a Chinese font comes with sixty thousand empty outlines: some 140 KB in each
file. A CID-keyed font needs no such places: its charset names the character identifier of each glyph it has (Adobe
Technical Note 5176, 13; ISO 32000-1, 9.7.4.2). Written bare, with the numbers kept there, it draws the same text from
the same codes, widths and character maps, and weighs what its outlines weigh. Fonts of other kinds stay as they are.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from io import BytesIO

import pikepdf

_BARE = pikepdf.Name.CIDFontType0C


def compact_fonts(pdf: pikepdf.Pdf) -> None:
    """Rewrite every embedded CID-keyed font of a PDF in place."""
    seen: set[tuple[int, int]] = set()
    for font in _fonts(pdf):
        for descendant in font.get("/DescendantFonts", []):
            descriptor = descendant.get("/FontDescriptor", pikepdf.Dictionary())
            if "/FontFile3" in descriptor and descriptor.FontFile3.objgen not in seen:
                seen.add(descriptor.FontFile3.objgen)
                _compact(pdf, descendant, descriptor)


def _fonts(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    for page in pdf.pages:
        fonts = page.get("/Resources", pikepdf.Dictionary()).get("/Font", pikepdf.Dictionary())
        yield from (font for _, font in fonts.items())


def _compact(pdf: pikepdf.Pdf, descendant: pikepdf.Object, descriptor: pikepdf.Object) -> None:
    outlines = _table(descriptor.FontFile3.read_bytes(), b"CFF ")
    smaller = outlines and without_empty_places(outlines, _used(descendant))
    if smaller:
        descriptor.FontFile3 = pdf.make_stream(smaller, Subtype=_BARE)
        if "/CIDToGIDMap" in descendant:  # not of this kind of font, whose charset says it
            del descendant.CIDToGIDMap


def _used(descendant: pikepdf.Object) -> set[int]:
    """The identifiers that a font's widths name: all those drawn."""
    widths = list(descendant.get("/W", []))
    return {int(first) + at for first, row in zip(widths[::2], widths[1::2], strict=True) for at in range(len(row))}


def _table(font: bytes, wanted: bytes) -> bytes:
    """A table of an OpenType file; empty where there is none (OpenType 1.9, table directory)."""
    if font[:4] != b"OTTO":
        return b""
    for at in range(12, 12 + 16 * int.from_bytes(font[4:6], "big"), 16):
        tag, _, offset, length = struct.unpack(">4sLLL", font[at : at + 16])
        if tag == wanted:
            return font[offset : offset + length]
    return b""


def without_empty_places(outlines: bytes, identifiers: set[int]) -> bytes:
    """A CID-keyed CFF font with only these glyphs and the missing one; empty for a font of another kind."""
    from fontTools.cffLib import CFFFontSet
    from fontTools.ttLib import TTFont

    fonts = CFFFontSet()
    fonts.decompile(BytesIO(outlines), None)
    font = fonts[0]
    if not hasattr(font, "ROS"):
        return b""
    # What a page names is a glyph's place, whatever the font itself calls it: FandolFang's names are not its places.
    # So the sixty thousand names are not even read.
    font.charset = []
    glyphs = font.CharStrings
    places = [0, *sorted(number for number in identifiers if 0 < number < len(glyphs.charStringsIndex))]
    index, choice = glyphs.charStringsIndex, font.FDSelect
    index.items = [index[at] for at in places]
    choice.format, choice.gidArray = None, [choice.gidArray[at] for at in places]
    del index.file, index.offsets
    font.charset = [".notdef", *(f"cid{at:05d}" for at in places[1:])]
    font.numGlyphs = len(font.charset)
    glyphs.charStrings = {name: at for at, name in enumerate(font.charset)}
    written = BytesIO()
    fonts.compile(written, TTFont(recalcBBoxes=False))
    return written.getvalue()
