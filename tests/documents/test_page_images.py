"""Pages as pictures, and the mark over those that are only to be looked at."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pikepdf
import pytest
from PIL import Image

from consult.documents.page_images import page_png, page_sizes
from consult.documents.preview_mark import Mark, marked
from consult.wording.language import CHINESE, ENGLISH, words_for

A4_POINTS = (595.276, 841.89)


def blank(*sizes: tuple[float, float]) -> bytes:
    out = BytesIO()
    with pikepdf.new() as pdf:
        for size in sizes:
            pdf.add_blank_page(page_size=size)
        pdf.save(out)
    return out.getvalue()


def test_each_picture_has_the_size_that_was_told() -> None:
    pdf = blank(A4_POINTS, (841.89, 1190.551), (100, 50))
    sizes = page_sizes(pdf)
    assert sizes[0] == (827, 1170)
    assert [Image.open(BytesIO(page_png(pdf, number))).size for number in (1, 2, 3)] == sizes


@pytest.mark.parametrize("number", [0, 2, -1])
def test_no_such_page(number: int) -> None:
    with pytest.raises(IndexError):
        page_png(blank(A4_POINTS), number)


def test_many_at_once() -> None:
    pdf = blank(A4_POINTS)
    with ThreadPoolExecutor(8) as threads:
        assert len(set(threads.map(lambda _: page_png(pdf, 1), range(24)))) == 1


@pytest.mark.parametrize("locale", [CHINESE, ENGLISH])
@pytest.mark.parametrize("mark", Mark)
@pytest.mark.parametrize("size", [A4_POINTS, A4_POINTS[::-1], (841.89, 1190.551)], ids=["A4", "A4 turned", "A3"])
def test_the_mark_stays_on_the_page_and_keeps_its_size(locale: str, mark: Mark, size: tuple[float, float]) -> None:
    pdf = marked(blank(size, size), mark, words_for(locale))
    assert page_sizes(pdf) == page_sizes(blank(size, size))
    for number in (1, 2):
        picture = Image.open(BytesIO(page_png(pdf, number))).convert("L")
        left, top, right, bottom = picture.point([255] * 250 + [0] * 6).getbbox() or (0, 0, 0, 0)
        assert right - left > picture.width / 4
        assert 0 < left < right < picture.width
        assert 0 < top < bottom < picture.height
