"""QR codes are read back by a decoder that shares nothing with the writer."""

from __future__ import annotations

import pytest
import zxingcpp
from PIL import Image, ImageDraw

from consult.documents import qr

LINK = "https://heyi.linyuan.example/h/7K3M9Q2X4TPR8WCD"


def picture(matrix: qr.Matrix, scale: int = 4) -> Image.Image:
    """A code drawn from its runs, with its quiet zone."""
    side = (len(matrix) + 2 * qr.QUIET_ZONE) * scale
    drawn = Image.new("L", (side, side), 255)
    pen = ImageDraw.Draw(drawn)
    for x, y, length in qr.runs(matrix):
        left, top = (x + qr.QUIET_ZONE) * scale, (y + qr.QUIET_ZONE) * scale
        pen.rectangle((left, top, left + length * scale - 1, top + scale - 1), fill=0)
    return drawn


def read(image: Image.Image) -> str:
    """What a scanner reads."""
    return "".join(found.text for found in zxingcpp.read_barcodes(image))


@pytest.mark.parametrize("correction", qr.Correction)
@pytest.mark.parametrize("mask", [None, *range(8)])
def test_every_mask_and_correction_is_read(correction: qr.Correction, mask: int | None) -> None:
    assert read(picture(qr.modules(qr.capital_address(LINK), correction, mask))) == LINK.upper()


def test_capitals_make_a_coarser_code() -> None:
    assert len(qr.modules(LINK.upper())) == 29
    assert len(qr.modules(LINK)) > 29


@pytest.mark.parametrize(
    ("address", "printed"),
    [
        pytest.param(LINK, LINK.upper(), id="letters and figures"),
        pytest.param(
            "https://a.example/c/k7?x=1", "https://a.example/c/k7?x=1", id="a question mark has no capital form"
        ),
        pytest.param("https://合议.example/c/K7", "https://合议.example/c/K7", id="a name in Chinese"),
        pytest.param("http://127.0.0.1:8000/c/k7m2qx", "HTTP://127.0.0.1:8000/C/K7M2QX", id="a port"),
    ],
)
def test_capitals_only_where_the_whole_address_allows(address: str, printed: str) -> None:
    assert qr.capital_address(address) == printed


def test_a_scratched_poster_is_still_read() -> None:
    """A tenth of the code is painted over."""
    drawn = picture(qr.modules(LINK.upper(), qr.Correction.THIRD), scale=6)
    middle, reach = drawn.width // 2, int(drawn.width * 0.13)
    ImageDraw.Draw(drawn).rectangle((middle - reach, middle - reach, middle + reach, middle + reach), fill=255)
    assert read(drawn) == LINK.upper()


def test_runs_cover_exactly_the_dark_squares() -> None:
    matrix = qr.modules("HEYI")
    covered = {(x + i, y) for x, y, n in qr.runs(matrix) for i in range(n)}
    assert covered == {(x, y) for y, row in enumerate(matrix) for x, dark in enumerate(row) if dark}


def test_a_page_can_say_what_the_code_is() -> None:
    assert 'aria-label="&lt;征询&gt;"' in qr.svg(LINK, label="<征询>")
    assert 'aria-hidden="true"' in qr.svg(LINK)
