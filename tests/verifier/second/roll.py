"""The roll (the document, 4)."""

import csv
import io
import re
from typing import NamedTuple

from tests.verifier.second.canonical import canonical, sha256, tree_root
from tests.verifier.second.faulty import Faulty, need

DIGITS = re.compile(r"0|[1-9][0-9]{0,15}")
GUARDED = ("=", "+", "-", "@", "\t", "\r", "'")


class Weight(NamedTuple):
    """Heads, and area in 0.01 m²."""

    heads: int
    area: int

    def and_(self, other: "Weight") -> "Weight":
        """Both together."""
        return Weight(self.heads + other.heads, self.area + other.area)

    def json(self) -> dict[str, int]:
        """As the result has it."""
        return {"heads": self.heads, "area": self.area}


NOBODY = Weight(0, 0)


def together(weights: "list[Weight]") -> Weight:
    """All these added up."""
    return Weight(sum(one.heads for one in weights), sum(one.area for one in weights))


def read_roll(raw: bytes, electorate: dict[str, object]) -> dict[int, Weight]:
    """The electors by number, once the roll is the one that OPEN fixed."""
    need(raw.startswith(b"\xef\xbb\xbf"), "roll_public.csv has no byte order mark.")
    rows = rows_of(raw[3:])
    need(rows and rows[0] == ["elector", "heads", "area", "building"], "roll_public.csv has another first line.")
    need(written(rows) == raw[3:], "roll_public.csv is not written as the document says.")
    roll: dict[int, Weight] = {}
    leaves, last = [], 0
    for row in rows[1:]:
        need(len(row) == 4 and all(DIGITS.fullmatch(text) for text in row[:3]), "A line of the roll cannot be read.")
        number, heads, area = map(int, row[:3])
        need(number > last, "The roll is not by rising number.")
        last = number
        roll[number] = Weight(heads, area)
        building = row[3][1:] if row[3].startswith("'") else row[3]
        leaves.append(
            sha256(b"\x00", canonical({"area": area, "building": building, "elector": number, "heads": heads}))
        )
    found = {**together(list(roll.values())).json(), "root": tree_root(leaves).hex()}
    need(found == electorate, "The roll is not the one of the opening line.")
    return roll


def rows_of(raw: bytes) -> list[list[str]]:
    """The fields of each line."""
    try:
        return list(csv.reader(io.StringIO(raw.decode("utf-8"), newline=""), strict=True))
    except (ValueError, csv.Error):
        raise Faulty("roll_public.csv cannot be read.") from None


def written(rows: list[list[str]]) -> bytes:
    """The one way to write these fields."""
    room = io.StringIO(newline="")
    csv.writer(room, lineterminator="\n", quoting=csv.QUOTE_MINIMAL).writerows(rows)
    return room.getvalue().encode()
