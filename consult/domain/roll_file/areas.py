"""An area from a cell, as an integer in 0.01 m²; anything that is not exactly that is said."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from consult.domain.electorate import AreaSource, UnitKind
from consult.domain.roll_file.cells import changed_by_spreadsheet, plain
from consult.domain.roll_file.faults import Flaw, flaw
from consult.domain.roll_file.sheets import Cell

_LONGEST = 40
_UNIT = re.compile(r"(m2|m\^2|平方米|平米|平方|平|sqm)$", re.IGNORECASE)
_THOUSANDS = re.compile(r"\d{1,3}(,\d{3})+(\.\d*)?")
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d{1,3})?", re.IGNORECASE)

IMPOSSIBLE = 100_000_00
"""More than ten hectares under one title: a slip of the keyboard, in 0.01 m²."""

_LIKELY = {
    UnitKind.DWELLING: (8_00, 1_000_00),
    UnitKind.SHOP: (2_00, 20_000_00),
    UnitKind.PARKING: (5_00, 5_000_00),
    UnitKind.STORAGE: (50, 2_000_00),
}

_SOURCES = {
    AreaSource.REGISTER: ("产证", "产权证", "登记", "不动产", "register"),
    AreaSource.SURVEY: ("实测", "测绘", "survey"),
    AreaSource.CONTRACT: ("合同", "预售", "contract"),
}

Area = tuple[int | None, Flaw | None]


def read_area(cell: Cell) -> Area:
    """The area in 0.01 m² (None when there is none to be had) and what is wrong with it.

    More than two decimals are rounded half up and reported; nothing else is mended.
    """
    if type(cell) is float or type(cell) is int:
        return _weighed(format(cell, ".15g"))
    text = plain(cell)
    if not text:
        return None, flaw("area-missing")
    if changed := changed_by_spreadsheet(cell, text):
        return None, changed if changed.key == "became-a-date" else flaw("area-impossible", given=text)
    return _weighed(text) if len(text) <= _LONGEST else (None, flaw("area-not-a-number", given=text[:_LONGEST] + "…"))


@lru_cache(maxsize=8192)
def _weighed(given: str) -> Area:
    text = _UNIT.sub("", given.replace(" ", ""))
    if _THOUSANDS.fullmatch(text):
        text = text.replace(",", "")
    if not _NUMBER.fullmatch(text):
        return None, flaw("area-not-a-number", given=given)
    return _in_hundredths(Decimal(text), given)


def _in_hundredths(value: Decimal, given: str) -> Area:
    if value <= 0:
        return None, flaw("area-not-positive", given=given)
    if value * 100 > IMPOSSIBLE:
        return None, flaw("area-impossible", given=given)
    area = int((value * 100).quantize(Decimal(1), ROUND_HALF_UP))
    if area == 0:
        return None, flaw("area-not-positive", given=given)
    exact = value * 100 == area
    return area, None if exact else flaw("area-rounded", given=given, kept=f"{area // 100}.{area % 100:02d}")


def unlikely_area(area: int, kind: UnitKind) -> Flaw | None:
    """Said when an area is rare for a unit of this kind; a lost decimal point looks like this."""
    low, high = _LIKELY[kind]
    return None if low <= area <= high else flaw("area-unlikely", given=f"{area // 100}.{area % 100:02d}")


@lru_cache(maxsize=256)
def read_area_source(text: str) -> tuple[AreaSource | None, Flaw | None]:
    """Register, survey or contract; blank is not known."""
    if not text:
        return None, None
    for source, words in _SOURCES.items():
        if any(word in text.casefold() for word in words):
            return source, None
    return None, flaw("area-source-unknown", given=text[:_LONGEST])
