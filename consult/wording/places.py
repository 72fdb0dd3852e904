"""How a door is written: 12号2单元301室, or 12-2-301 for readers of English.

A roll writes buildings and rooms in its own way ("12", "12号楼", "1层商铺2"): bare figures get their measure word,
anything else is left as the estate wrote it.
"""

from __future__ import annotations

import re

from consult.wording.language import Words

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


def _marked(name: str, measure: str) -> str:
    return name + measure if _BARE.fullmatch(name) else name
