"""QR codes for papers and pages: vector squares, error correction Q or H, capitals where the address allows.

Printed in capitals an address fits the alphanumeric mode (ISO/IEC 18004, 7.4.4): 29 modules instead of 37 to 41, so
that each square is larger on the same paper. Scheme and host ignore case by RFC 3986; the paths of printed addresses
(`/C/…`, `/H/…`) are answered in any case by the web pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

import qrcode
from markupsafe import Markup, escape
from qrcode.constants import ERROR_CORRECT_H, ERROR_CORRECT_Q
from qrcode.util import QRData

QUIET_ZONE = 4
"""The empty border that scanners need, in modules (ISO/IEC 18004, 9.1)."""

_ALPHANUMERIC = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")

SMALLEST_VERSION = 3
"""Of 29 modules a side. A patch over a tenth of a smaller code spoils more of its words than can be put right."""

_HELD_BY_THE_SMALLEST = 35
"""Characters that version 3 holds in capitals when a third of it may be lost (ISO/IEC 18004, table 7)."""

_SIZES: dict[tuple[int, int, int], int] = {}
"""Mode, length and correction of a content → the smallest size that holds it, which takes a while to find."""

Matrix = tuple[tuple[bool, ...], ...]

_RUN = re.compile("1+")


@dataclass(frozen=True, slots=True)
class Squares:
    """A code as one number, for batches: a bit for each square, row by row from the left, each row ended by a zero."""

    side: int
    number: int

    def runs(self) -> Iterator[tuple[int, int, int]]:
        """Dark squares merged row by row: (column, row, length)."""
        stride = self.side + 1
        for run in _RUN.finditer(f"{self.number:0{self.side * stride}b}"):
            row, column = divmod(run.start(), stride)
            yield column, row, run.end() - run.start()


class Correction(IntEnum):
    """How much of a code may be covered: about a quarter, or about a third."""

    QUARTER = ERROR_CORRECT_Q
    THIRD = ERROR_CORRECT_H


def capital_address(address: str) -> str:
    """The address in capitals if every character then fits the alphanumeric mode, else unchanged."""
    capitals = address.upper()
    return capitals if _ALPHANUMERIC.issuperset(capitals) else address


def free_correction(text: str) -> Correction:
    """A third where that makes the code no larger, as in a serial number; else a quarter, in larger modules."""
    is_small = len(text) <= _HELD_BY_THE_SMALLEST and _ALPHANUMERIC.issuperset(capital_address(text))
    return Correction.THIRD if is_small else Correction.QUARTER


def modules(text: str, correction: Correction = Correction.QUARTER, mask: int | None = None) -> Matrix:
    """The dark squares of a code, without its quiet zone.

    A given `mask` (0-7) skips the search for the prettiest of the eight, which is six sevenths of the work: for
    batches. Every mask is valid and every scanner reads all of them.
    """
    content = QRData(text)
    size = (content.mode, len(content), correction)
    code = qrcode.QRCode(_SIZES.get(size, SMALLEST_VERSION), int(correction), border=0, mask_pattern=mask)
    code.add_data(content, optimize=0)
    code.make(fit=size not in _SIZES)
    _SIZES[size] = code.version
    return tuple(tuple(bool(dark) for dark in row) for row in code.get_matrix())


def squares(matrix: Matrix) -> Squares:
    """The same code as one number."""
    bits = "".join("".join("1" if dark else "0" for dark in row) + "0" for row in matrix)
    return Squares(len(matrix), int(bits, 2))


def squares_of(text: str, mask: int) -> Squares:
    """The code of an address or serial: in capitals where that is shorter, with all the correction it has room for."""
    return squares(modules(capital_address(text), free_correction(text), mask))


def runs(matrix: Matrix) -> Iterator[tuple[int, int, int]]:
    """Dark squares merged row by row: (column, row, length). A third of the drawing, and no seams in print."""
    for y, row in enumerate(matrix):
        x = 0
        while x < len(row):
            start = x
            while x < len(row) and row[x]:
                x += 1
            if x > start:
                yield start, y, x - start
            x += 1


def drawing(matrix: Matrix) -> str:
    """The code as the `d` of an SVG path, one unit a module, shifted by the quiet zone."""
    return "".join(f"M{x + QUIET_ZONE} {y + QUIET_ZONE}h{n}v1h-{n}z" for x, y, n in runs(matrix))


@lru_cache(maxsize=256)
def svg(text: str, label: str = "", correction: Correction = Correction.QUARTER) -> Markup:
    """A code as SVG that scales to its box, on white with its quiet zone; `label` says it to a screen reader."""
    matrix = modules(capital_address(text), correction)
    side = len(matrix) + 2 * QUIET_ZONE
    named = Markup(' role="img" aria-label="{}"').format(label) if label else Markup(' aria-hidden="true"')
    return Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" class="qr" viewBox="0 0 {0} {0}" shape-rendering="crispEdges"{1}>'
        '<path fill="#fff" d="M0 0h{0}v{0}h-{0}z"/><path fill="#000" d="{2}"/></svg>'
    ).format(side, named, escape(drawing(matrix)))
