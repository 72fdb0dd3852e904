"""Help as it stands on a terminal: Chinese takes two columns a character, and no word or name is broken within."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

import click

_PIECES = re.compile(r"\s+|[（“《\[]*(?:[!-~]+|\S)[，。、；：？！）”》]*")
"""What stays together: a space, a word of Latin letters with its hyphens, a character; each with its brackets."""

_MOST_FIRST, _GAP = 30, 2
"""Columns of a list's first column at most, and between both."""


def columns(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def lines(text: str, width: int) -> list[str]:
    """A text in lines of so many columns at most; a word longer than that stands on a line of its own."""
    return list(_lines(" ".join(text.split()), width)) or [""]


def _lines(text: str, width: int) -> Iterator[str]:
    line = ""
    for piece in _PIECES.findall(text):
        if line and columns(line + piece.rstrip()) > width:
            yield line.rstrip()
            line = ""
        line += piece if line else piece.lstrip()
    if line:
        yield line.rstrip()


class HelpPage(click.HelpFormatter):
    """A page of help with its lines broken so."""

    def write_text(self, text: str) -> None:
        """Write a paragraph."""
        for line in lines(text, self.width - self.current_indent):
            self.write(f"{'':>{self.current_indent}}{line}\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = _MOST_FIRST, col_spacing: int = _GAP) -> None:
        """Write a list of two columns; a first cell that is too wide has a line to itself."""
        rows = list(rows)
        first = min(max((columns(name) for name, _ in rows), default=0), col_max) + col_spacing
        left = " " * self.current_indent
        for name, said in rows:
            told = lines(said, max(20, self.width - self.current_indent - first))
            head = name + " " * (first - columns(name))
            if columns(name) > first - col_spacing:
                self.write(f"{left}{name}\n")
                head = " " * first
            self.write("".join(f"{left}{head if at == 0 else ' ' * first}{line}\n" for at, line in enumerate(told)))


class HelpContext(click.Context):
    """A command's context whose help is such a page."""

    formatter_class = HelpPage
