"""Building, entrance and room as plain labels: 12号楼, 12幢 and 12 are one building."""

from __future__ import annotations

import re
from functools import lru_cache

LONGEST_PLACE = 40

# Only a number or letter may shed its word; 综合楼 keeps its name.
_LABEL = r"(?P<label>[0-9a-z]+(?:[-~][0-9a-z]+)*[甲乙丙丁戊己庚]?)"
_BUILDING = re.compile(rf"第?{_LABEL}(?:号楼|号|幢|栋|座|楼|#楼|#)", re.IGNORECASE)
_ENTRANCE = re.compile(rf"第?{_LABEL}(?:单元|号门|门|号|#)", re.IGNORECASE)
# Tables exported by programs write the number 101 as 101.0.
_AS_DECIMAL = re.compile(r"(?<=\d)(?<!\.\d)\.0$")
_ROOM = re.compile(rf"{_LABEL}(?:室|房|号室|号房|号)", re.IGNORECASE)


@lru_cache(maxsize=4096)
def building_label(text: str) -> str:
    """12号楼 → 12; 综合楼 stays; letters in capitals."""
    return _label(_BUILDING, text)


@lru_cache(maxsize=4096)
def entrance_label(text: str) -> str:
    """2单元 → 2."""
    return _label(_ENTRANCE, text)


@lru_cache(maxsize=16_384)
def room_label(text: str) -> str:
    """101室 → 101; leading zeros stay as they were written."""
    return _label(_ROOM, text)


def _label(words: re.Pattern[str], text: str) -> str:
    joined = _AS_DECIMAL.sub("", text.replace(" ", ""))
    match = words.fullmatch(joined)
    return (match["label"] if match else joined).upper()
