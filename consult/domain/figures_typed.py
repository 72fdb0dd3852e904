"""Heads and areas as people type them: `1152`, `124799.30`, `124,799.30`, `768,83199.54`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

import consult.domain.installation  # noqa: F401  declares figure-unreadable and pair-unreadable
from consult.domain.consent import Weight
from consult.domain.refusal import Refusal

_WHOLE = r"(?:0|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d{0,14})"
_HEADS = re.compile(_WHOLE)
_AREA = re.compile(rf"(?P<whole>{_WHOLE})(?:\.(?P<rest>\d{{1,2}}))?")


def read_heads(typed: str, field: str) -> int:
    """A number of heads; thousands may be grouped by commas. Refuses `figure-unreadable`."""
    plain = _plain(typed)
    if not _HEADS.fullmatch(plain):
        raise Refusal("figure-unreadable", field=field, given=typed[:40])
    return int(plain.replace(",", ""))


def read_area(typed: str, field: str) -> int:
    """An area in m² as 0.01 m², of two decimals at most. Refuses `figure-unreadable`."""
    found = _AREA.fullmatch(_plain(typed))
    if not found:
        raise Refusal("figure-unreadable", field=field, given=typed[:40])
    return int(found["whole"].replace(",", "")) * 100 + int((found["rest"] or "").ljust(2, "0"))


def read_pair(typed: str, field: str) -> Weight:
    """Heads and area joined by a comma: `768,83199.54`, also `1,152,124,799.30` where only one reading is possible.

    Refuses `pair-unreadable`, also for figures that could be read in two ways.
    """
    read = set(_readings(_plain(typed)))
    if len(read) != 1:
        raise Refusal("pair-unreadable", field=field, given=typed[:40])
    return read.pop()


def _readings(plain: str) -> Iterator[Weight]:
    for at, character in enumerate(plain):
        heads, area = plain[:at].strip(), plain[at + 1 :].strip()
        if character == "," and _HEADS.fullmatch(heads) and _AREA.fullmatch(area):
            yield Weight(read_heads(heads, ""), read_area(area, ""))


def _plain(typed: str) -> str:
    return unicodedata.normalize("NFKC", typed).strip().removesuffix("m2").strip()
