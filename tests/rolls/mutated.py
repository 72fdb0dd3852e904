"""Good rolls with something done to them at random: bytes, lines, columns, encodings, parts of workbooks."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from random import Random

from tests.browser.messy_roll import messy_roll
from tests.rolls.bad_files import BadFile
from tests.spreadsheets import samples

WORKBOOKS = 0.2
"""Share of workbooks: each is opened in a process of its own, which takes a hundred times as long as a text file."""
ODD = (
    "=1+1",
    "'",
    '"',
    ",",
    "\r",
    "\n",
    "\x00",
    "٣",
    "½",
    "９９",
    "-0",
    "1e400",
    "",
    "\ufeff",
    "张" * 300,
    "#N/A",
    "\u200b",
    ";",
)
ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "big5", "utf-32", "latin-1", "shift_jis", "utf-7")
_TEXTS = (samples.text(), samples.text("\t"), samples.text(";"))
_BOOKS: Mapping[str, Callable[[], bytes]] = {
    "plain.xlsx": samples.xlsx,
    "messy.xlsx": messy_roll,
    "plain.xls": samples.xls,
    "plain.ods": samples.ods,
}


def mutated(times: int, seed: int) -> Iterator[BadFile]:
    """So many files, the same for the same seed."""
    chance = Random(f"rolls {seed}")
    books = {name: make() for name, make in _BOOKS.items()}
    for number in range(times):
        if chance.random() < WORKBOOKS:
            name = chance.choice(list(books))
            content = _book(books[name], chance)
            yield BadFile("mutated", f"{number}-{name}", partial(bytes, content))
        else:
            yield BadFile("mutated", f"{number}.csv", partial(bytes, _text(chance)))


def _text(chance: Random) -> bytes:
    text = chance.choice(_TEXTS)
    for _ in range(chance.choice((0, 1, 1, 2, 3))):
        text = chance.choice((_swap_columns, _odd_cell, _odd_lines, _odd_letters))(text, chance)
    content = text.encode(chance.choice(ENCODINGS), "replace")
    return _spoilt(content, chance) if chance.random() < 0.5 else content


def _rows(text: str) -> list[list[str]]:
    return list(csv.reader(text.replace("\x00", "").splitlines(), delimiter="\t" if "\t" in text else ","))


def _swap_columns(text: str, chance: Random) -> str:
    rows = _rows(text)
    width = max(map(len, rows), default=0)
    order = chance.sample(range(width), width)
    wanted = rows if chance.random() < 0.5 else rows[1:]
    moved = [[row[at] if at < len(row) else "" for at in order] for row in wanted]
    return samples.text(rows=moved if wanted is rows else [*rows[:1], *moved])


def _odd_cell(text: str, chance: Random) -> str:
    rows = [row for row in _rows(text) if row]
    if rows:
        row = chance.choice(rows)
        row[chance.randrange(len(row))] = chance.choice(ODD)
    return samples.text(rows=rows)


def _odd_lines(text: str, chance: Random) -> str:
    lines = text.splitlines(keepends=True)
    at = chance.randrange(len(lines) or 1)
    match chance.randrange(4):
        case 0:
            lines[at : at + 1] = []
        case 1:
            lines[at:at] = lines[at : at + 1] * chance.randint(1, 3)
        case 2:
            chance.shuffle(lines)
        case _:
            lines = lines[:at]
    return "".join(lines)


def _odd_letters(text: str, chance: Random) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + chance.choice(ODD) + text[at + chance.randrange(3) :]


def _book(content: bytes, chance: Random) -> bytes:
    """A workbook with a part of it spoilt inside a sound archive, or its bytes spoilt as they lie on the disk."""
    if content[:2] == b"PK" and chance.random() < 0.7:
        parts = samples.parts_of(content)
        name = chance.choice([name for name in parts if name != "mimetype"])
        match chance.randrange(4):
            case 0:
                del parts[name]
            case 1:
                parts[name] = _odd_letters(parts[name].decode("utf-8", "replace"), chance).encode("utf-8", "replace")
            case _:
                parts[name] = _spoilt(parts[name], chance)
        return samples.zipped(parts)
    return _spoilt(content, chance)


def _spoilt(content: bytes, chance: Random) -> bytes:
    spoilt = bytearray(content or b"x")
    for _ in range(chance.randint(1, 5)):
        at, length = chance.randrange(len(spoilt)), chance.randint(1, 40)
        match chance.randrange(5):
            case 0:
                spoilt[at] ^= 1 << chance.randrange(8)
            case 1:
                del spoilt[at : at + length]
            case 2:
                spoilt[at:at] = chance.randbytes(length)
            case 3:
                spoilt[at:at] = spoilt[at : at + length]
            case _:
                del spoilt[at:]
        spoilt = spoilt or bytearray(b"x")
    return bytes(spoilt)
