"""Writing the public package (docs/package.md): equal contents give equal bytes, on every machine.

Nothing is compressed, because compressors differ from one version to the next; order, times and rights are fixed.
Everything is written as it comes, so that a long book needs no memory.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from consult.domain.ledger import canonical

_HERE = Path(__file__).resolve().parent
README = _HERE / "README.txt"
VERIFIER = _HERE.parent / "verifier" / "verify.py"

_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_RIGHTS = 0o100644 << 16
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "'")


@dataclass(frozen=True, slots=True)
class RollRow:
    """One elector as the public may see them: a number, a weight (area in 0.01 m²) and a building."""

    number: int
    area: int
    building: str
    heads: int = 1


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """Where the book stood at one moment: line number, the line's time as written in it, and the head in hex."""

    seq: int
    at: str
    head: str


@dataclass(frozen=True, slots=True)
class PublicPackage:
    """What a package says. `text` holds title, intro and questions; `entries` are the book's lines as fingerprinted.

    `picture` is the consultation's picture or plan as JPEG, where it has one; its hash stands in `text`.
    `sheets` are elector number and mark of each numbered sheet, where paper was issued under salted marks.
    """

    code: str
    text: Mapping[str, Any]
    rule: Mapping[str, Any]
    roll: Iterable[RollRow]
    entries: Iterable[str]
    checkpoints: Iterable[Checkpoint]
    result: Mapping[str, Any]
    picture: bytes | None = None
    sheets: Iterable[tuple[int, str]] | None = None


def write_package(package: PublicPackage, file: IO[bytes]) -> None:
    """Write the package as a ZIP into a file that can be moved about in."""
    with ZipFile(file, "w", ZIP_STORED) as archive:
        for name, pieces in _contents(package):
            member = ZipInfo(name, _LONG_AGO)
            member.external_attr = _RIGHTS
            member.create_system = 3  # the same on every system
            with archive.open(member, "w") as written:
                for piece in pieces:
                    written.write(piece)


def _contents(package: PublicPackage) -> Iterator[tuple[str, Iterable[bytes]]]:
    yield "README.txt", [README.read_bytes()]
    yield "verify.py", [VERIFIER.read_bytes()]
    # In canonical form, so that `sha256sum` alone gives the fingerprints that stand in the book.
    yield "question.json", [canonical(package.text).encode()]
    yield "rule.json", [canonical(package.rule).encode()]
    yield "roll_public.csv", _roll(package.roll)
    yield "ledger.jsonl", (f"{entry}\n".encode() for entry in package.entries)
    yield "checkpoints.txt", (f"{package.code} {c.seq} {c.at} {c.head}\n".encode() for c in package.checkpoints)
    yield "result.json", [canonical(package.result).encode()]
    if package.picture is not None:
        yield "picture.jpg", [package.picture]
    if package.sheets is not None:
        yield "sheets.txt", (f"{number} {mark}\n".encode() for number, mark in package.sheets)


def _roll(rows: Iterable[RollRow]) -> Iterator[bytes]:
    yield b"\xef\xbb\xbfelector,heads,area,building\n"
    for row in rows:
        line = io.StringIO()
        csv.writer(line, lineterminator="\n").writerow([row.number, row.heads, row.area, _cell(row.building)])
        yield line.getvalue().encode()


def _cell(text: str) -> str:
    """A text that no spreadsheet takes for a formula; a leading apostrophe is taken off again by whoever recounts."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
