"""Many codes of one length: only what differs between them is worked out anew.

For contents of one length, size, correction and mask, a code is an affine function of the content's bits over GF(2):
its correction is linear (Reed and Solomon), the placing fixed (ISO/IEC 18004, 7.4.4 to 7.8). So a code is the first
one of its series, with the squares flipped that each differing bit flips; these are found once, by the library that
makes single codes. A code costs some microseconds instead of half a millisecond, and is the same to the last square.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from consult.documents import qr

_FIGURES = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
"""The alphanumeric mode: two characters in eleven bits, a last single one in six (ISO/IEC 18004, 7.4.4)."""

_VALUES = {character: value for value, character in enumerate(_FIGURES)}
_PAIRS = {first + second: 45 * _VALUES[first] + _VALUES[second] for first in _FIGURES for second in _FIGURES}
_TEXTS = {value: pair for pair, value in _PAIRS.items()}

_FILLER = "A"
"""A letter, for a content of figures alone would be set in another mode; any bit of `AA` and `A` may differ."""

_SHORTEST = 4


class Series:
    """Codes of one length, as `qr.Squares`."""

    def __init__(self, first: str, correction: qr.Correction) -> None:
        """Begin with a content in the alphanumeric mode."""
        self._length, self._correction = len(first), correction
        self._values = list(_values(first))
        self._plain = _FILLER * len(first)
        self._firsts = [self._made(first, mask) for mask in range(8)]
        self._flips: dict[tuple[int, int], int] = {}
        self._differences: dict[tuple[int, int], int] = {}

    def squares(self, text: str, mask: int) -> qr.Squares:
        """The code of a content as long as the first one."""
        first = self._firsts[mask]
        number = first.number
        for at, (value, began) in enumerate(zip(_values(text), self._values, strict=True)):
            if value != began:
                number ^= self._difference(at, value ^ began)
        return qr.Squares(first.side, number)

    def _difference(self, at: int, bits: int) -> int:
        """The squares flipped when these bits of a pair differ."""
        if (at, bits) not in self._differences:
            flipped = 0
            for bit in range(bits.bit_length()):
                if bits >> bit & 1:
                    flipped ^= self._flip(at, bit)
            self._differences[at, bits] = flipped
        return self._differences[at, bits]

    def _flip(self, at: int, bit: int) -> int:
        """The squares that one bit of a pair flips."""
        if (at, bit) not in self._flips:
            if not self._flips:
                self._flips[-1, -1] = self._made(self._plain, 0).number
            is_single = 2 * at + 1 == self._length
            values, texts = (_VALUES, _FIGURES) if is_single else (_PAIRS, _TEXTS)
            filler = _FILLER if is_single else 2 * _FILLER
            other = texts[values[filler] ^ 1 << bit]
            content = self._plain[: 2 * at] + other + self._plain[2 * at + len(filler) :]
            self._flips[at, bit] = self._made(content, 0).number ^ self._flips[-1, -1]
        return self._flips[at, bit]

    def _made(self, content: str, mask: int) -> qr.Squares:
        return qr.squares(qr.modules(content, self._correction, mask))


def _values(text: str) -> Iterator[int]:
    for at in range(0, len(text), 2):
        pair = text[at : at + 2]
        yield _PAIRS[pair] if len(pair) == 2 else _VALUES[pair]


@lru_cache(maxsize=32)
def _series(beginning: str, length: int, correction: qr.Correction) -> Series:
    return Series(beginning.ljust(length, _FILLER), correction)


def squares(text: str, mask: int) -> qr.Squares:
    """The same as `qr.squares_of`."""
    content = qr.capital_address(text)
    if len(content) < _SHORTEST or content.isdecimal() or any(character not in _VALUES for character in content):
        return qr.squares_of(text, mask)
    kept = content.rfind("/") + 1 or content.rfind("-") + 1
    return _series(content[:kept], len(content), qr.free_correction(text)).squares(content, mask)
