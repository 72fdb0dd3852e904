"""Batches carry the glyphs they draw and not the empty places of the others; the text stays what it was."""

from __future__ import annotations

from dataclasses import replace

import pypdfium2
import pytest

from consult.documents import batch, pdf
from consult.documents.letter import letters_pdf
from consult.documents.notice import notice_pdf
from consult.documents.stamp import Mould
from consult.wording.language import Words
from tests.documents import reading
from tests.documents.sheets import ANNOUNCEMENT, LETTER, household

RARE = "㛃䶮𠮷"
LONG = "临园路288弄沿街商业裙房B区（原临园超市二号仓库及附属用房）"


def _embedded(pdf: bytes) -> dict[str, tuple[str, int]]:
    """Name of each embedded font file → its kind and its size in the file."""
    found = {}
    with reading.opened(pdf) as opened:
        for page in opened.pages:
            for _, font in page.Resources.Font.items():
                for descendant in font.get("/DescendantFonts", []):
                    file = descendant.FontDescriptor.FontFile3
                    found[f"{font.BaseFont} {file.objgen}"] = (str(file.Subtype), len(file.read_raw_bytes()))
    return found


def test_a_batch_embeds_only_what_it_draws(zh: Words) -> None:
    pdf = letters_pdf(LETTER, [household(n, room=f"{n}01") for n in (1, 2)], zh)
    fonts = _embedded(pdf)
    assert len(fonts) == 2
    for kind, size in fonts.values():
        assert kind == "/CIDFontType0C"
        assert size < 60_000, "a font with the empty places of its other glyphs weighs 140 KB"


def test_rare_characters_are_drawn_and_can_be_read(zh: Words) -> None:
    doors = [household(1, room="101", name=f"王{RARE}"), household(2, room="102")]
    pdf = letters_pdf(LETTER, doors, zh)
    assert f"王{RARE}" in reading.text_of(pdf, 1)
    blank = letters_pdf(LETTER, [replace(doors[0], name="王"), doors[1]], zh)
    white = [sum(next(reading.pictures(file)).histogram()[128:]) for file in (pdf, blank)]
    assert white[0] < white[1] - 100, "they leave ink on the page"


def test_letters_that_do_not_fit_share_their_fonts(zh: Words, monkeypatch: pytest.MonkeyPatch) -> None:
    """Six of them, four at a time, among others that fit: each in its turn, and none carries fonts of its own."""
    fits = Mould.takes
    monkeypatch.setattr(Mould, "takes", lambda mould, texts: fits(mould, texts) and LONG not in texts["place"])
    monkeypatch.setattr(batch, "TOGETHER", 4)
    doors = [household(n, LONG if n % 2 else "3", "", f"{n:03d}层商铺") for n in range(1, 13)]
    walked = [*doors[1::2], *doors[::2]]
    pdf, alone = letters_pdf(LETTER, doors, zh), letters_pdf(LETTER, walked[:6], zh)
    for page, door in enumerate(walked, 1):
        assert door.room in reading.text_of(pdf, page)
    assert reading.codes(pdf) == [[door.link.upper()] for door in walked]
    assert len(_embedded(pdf)) == len(_embedded(alone)) + 2 * 2
    assert (len(pdf) - len(alone)) / 6 < 25_000


def test_a_font_whose_names_are_not_its_places_draws_the_same(zh: Words, monkeypatch: pytest.MonkeyPatch) -> None:
    small = notice_pdf(ANNOUNCEMENT, zh)
    monkeypatch.setattr(pdf, "compact_fonts", lambda _pdf: None)
    whole = notice_pdf(ANNOUNCEMENT, zh)
    assert len(small) * 3 < len(whole)
    for one, other in zip(_drawn(small), _drawn(whole), strict=True):
        # Hints fall away with the wrapping, by a shade here and there; a glyph that is missing or another one is black.
        assert sum(abs(a - b) > 128 for a, b in zip(one, other, strict=True)) < 20


def _drawn(paper: bytes) -> list[bytes]:
    """Its pages as pdfium draws them, which goes by the font's own names where poppler guesses."""
    document = pypdfium2.PdfDocument(paper)
    try:
        return [page.render(scale=0.7, grayscale=True).to_pil().tobytes() for page in document]
    finally:
        document.close()
