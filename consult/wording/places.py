"""How a door is written: 12号2单元301室, or 12-2-301 for readers of English.

A roll writes buildings and rooms in its own way ("12", "12号楼", "1层商铺2"): bare figures get their measure word,
anything else is left as the estate wrote it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from consult.domain.walking_order import in_walking_order
from consult.wording.language import Words

Door = tuple[str, str, str]
"""Building, entrance and room."""

MOST_NAMED = 8
"""How many further rooms a paper names."""

_BARE = re.compile(r"[0-9A-Za-z-]+(?:[甲乙丙丁])?")


def place_name(words: Words, building: str, entrance: str, room: str) -> str:
    """One door in the reader's language."""
    if words.is_chinese:
        return _marked(building, "号") + _marked(entrance, "单元") + _marked(room, "室")
    named = (
        words.gettext("Building %(name)s", name=building) if building else "",
        words.gettext("Entrance %(name)s", name=entrance) if entrance else "",
        words.gettext("Room %(name)s", name=room) if room else "",
    )
    return ", ".join(part for part in named if part)


def further_rooms(words: Words, place: Door, units: Iterable[Door], most: int = MOST_NAMED) -> str:
    """An owner's doors beside the one their papers are addressed to: 另有102室、103室; '' where there are none.

    Doors of the same building and entrance are named by room alone; of more than `most` the first are named.
    """
    further = in_walking_order((unit for unit in units if unit != place), lambda unit: unit)
    if not further:
        return ""
    joint = "、" if words.is_chinese else "; "
    rooms = joint.join(_beside(words, place, unit) for unit in further[:most])
    if (unnamed := len(further) - most) > 0:
        return words.gettext("also %(rooms)s and %(n)s more", rooms=rooms, n=words.integer(unnamed))
    return words.gettext("also %(rooms)s", rooms=rooms)


def _beside(words: Words, place: Door, unit: Door) -> str:
    is_near = unit[:2] == place[:2] and unit[2]
    return place_name(words, "", "", unit[2]) if is_near else place_name(words, *unit)


def _marked(name: str, measure: str) -> str:
    return name + measure if _BARE.fullmatch(name) else name
