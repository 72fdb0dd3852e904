"""What happens to a code between the printer and a telephone: blur, a tilt, a view from the side, a tenth covered.

A cover is an opaque square over a tenth of the code's area. It is laid wherever it spares the three finder patterns,
the large squares in the corners: no scanner finds a code of which one is hidden. That leaves, of a grid of five by five
places, the middle, the sides with their timing lines and the corner of the alignment pattern. A code that is covered
and also tilted or blurred keeps its alignment pattern: by it a scanner finds the squares far from the finders.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import zxingcpp
from PIL import Image, ImageDraw, ImageFilter

from tests.documents import reading

DPI = 100
COVERED = 0.1
"""How much of a code's area, without its quiet zone, a cover hides."""

REACH = COVERED**0.5
"""Of a cover's side, as a share of the code's."""

_FINDER = 7
"""Modules."""

_ALIGNMENT = 9
"""Modules from the right and the lower edge to the far side of the alignment pattern (ISO/IEC 18004, annex E)."""

_STEPS = 5
"""Covers are laid on so many places across and down."""

WHITE, GREY, BLACK = 255, 128, 0

Damage = Callable[[Image.Image], Image.Image]
Square = tuple[float, float, float]
"""Left, top and side, in pixels."""


def blurred(page: Image.Image) -> Image.Image:
    """Out of focus."""
    return page.filter(ImageFilter.GaussianBlur(1.2))


def tilted(page: Image.Image) -> Image.Image:
    """Held askew."""
    return page.rotate(15, expand=True, fillcolor=WHITE, resample=Image.Resampling.BICUBIC)


def from_the_side(page: Image.Image) -> Image.Image:
    """A board photographed from its left: the right edge is a sixth shorter."""
    wide, high = page.size
    corners = (0, 0, 0, high, wide, high * 1.1, wide, -high * 0.1)
    return page.transform(page.size, Image.Transform.QUAD, corners, resample=Image.Resampling.BICUBIC, fillcolor=WHITE)


DAMAGES: Mapping[str, Damage] = MappingProxyType(
    {
        "clean": lambda page: page,
        "blurred": blurred,
        "tilted by 15°": tilted,
        "from the side": from_the_side,
        "tilted and blurred": lambda page: blurred(tilted(page)),
    }
)
WITH_A_COVER = ("clean", "blurred", "tilted by 15°")
"""What is done to a covered code as well."""


@dataclass(frozen=True, slots=True)
class Cover:
    """A patch: the place of its upper left corner as shares of the code's side, and its shade of grey."""

    across: float
    down: float
    shade: int
    spares_alignment: bool

    def __str__(self) -> str:
        """As it is named in a complaint."""
        return f"at {self.across:.2f}, {self.down:.2f} in shade {self.shade}"


@dataclass(frozen=True, slots=True)
class Trial:
    """One way of handling a code, and whether it was read."""

    code: str
    handling: str
    is_read: bool


def trials(pdf: bytes, *, thorough: bool = False, dpi: int = DPI) -> Iterator[Trial]:
    """Every code of every page in every condition; thorough: all covers, also tilted and blurred."""
    for page in reading.pictures(pdf, dpi):
        for found in zxingcpp.read_barcodes(page):
            yield from _handled(*_cut_out(page, found), found, thorough)


def unread(pdf: bytes, codes: Sequence[str], *, thorough: bool = False) -> Iterator[str]:
    """Codes that are not on their paper, or that a scanner does not read in one of the conditions."""
    yield from failures(list(trials(pdf, thorough=thorough)), codes)


def failures(done: Sequence[Trial], codes: Sequence[str]) -> Iterator[str]:
    """What went wrong in trials; a code that is looked for may have more before it, as a serial has its grid."""
    seen = {trial.code for trial in done}
    yield from (f"{code} not found" for code in codes if not any(text.endswith(code) for text in seen))
    yield from (f"{trial.code} not read {trial.handling}" for trial in done if not trial.is_read)


def _cut_out(page: Image.Image, found: zxingcpp.Barcode) -> tuple[Image.Image, Square]:
    """What a telephone held before the code sees: the code and half its width of paper around it, white beyond."""
    place = found.position
    side = place.bottom_right.x - place.top_left.x + 1
    around = side // 2
    seen = Image.new("L", (side + 2 * around, side + 2 * around), WHITE)
    seen.paste(page, (around - place.top_left.x, around - place.top_left.y))
    return seen, (around, around, side)


def _handled(seen: Image.Image, square: Square, found: zxingcpp.Barcode, thorough: bool) -> Iterator[Trial]:
    for damage, done in DAMAGES.items():
        yield Trial(found.text, damage, _reads(done(seen), found.text))
    for cover, covered in _covered(seen, square, _modules_of(found), thorough):
        for damage in WITH_A_COVER if thorough and cover.spares_alignment else WITH_A_COVER[:1]:
            handling = f"{damage}, a tenth covered {cover}"
            yield Trial(found.text, handling, _reads(DAMAGES[damage](covered), found.text))


def _reads(picture: Image.Image, text: str) -> bool:
    return any(code.text == text for code in zxingcpp.read_barcodes(picture))


def _modules_of(found: zxingcpp.Barcode) -> int:
    """Modules a side, which the version says (ISO/IEC 18004, 5.3.1)."""
    return 17 + 4 * int(found.extra["Version"])


def _covered(seen: Image.Image, square: Square, modules: int, thorough: bool) -> Iterator[tuple[Cover, Image.Image]]:
    covers = list(_covers(modules, (WHITE, GREY, BLACK) if thorough else (GREY,)))
    for cover in covers if thorough else covers[:: len(covers) // 4]:
        yield cover, _with_a_cover(seen, square, cover)


def _covers(modules: int, shades: Sequence[int]) -> Iterator[Cover]:
    """Covers on all places of the grid that spare the finders."""
    finder = _FINDER / modules
    steps = [at / (_STEPS - 1) * (1 - REACH) for at in range(_STEPS)]
    for down, across in itertools.product(steps, steps):
        is_left, is_right = across < finder, across + REACH > 1 - finder
        is_above, is_below = down < finder, down + REACH > 1 - finder
        if not ((is_left and (is_above or is_below)) or (is_right and is_above)):
            edge = 1 - _ALIGNMENT / modules
            spares = across + REACH < edge or down + REACH < edge
            yield from (Cover(across, down, shade, spares) for shade in shades)


def _with_a_cover(seen: Image.Image, square: Square, cover: Cover) -> Image.Image:
    left, top, side = square
    covered = seen.copy()
    corner = (left + cover.across * side, top + cover.down * side)
    end = REACH * side - 1
    ImageDraw.Draw(covered).rectangle((*corner, corner[0] + end, corner[1] + end), fill=cover.shade)
    return covered
