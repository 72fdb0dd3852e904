"""A door as it is typed: 12号2单元301室, 12-2-301 and Building 12, Entrance 2, Room 301 are one."""

from __future__ import annotations

import re
import unicodedata

from consult.domain.refusal import reasons

reasons(
    door_missing="a form that asks for a door or a serial, left empty",
    unknown_door="typed: what leads to no elector, or to more than one",
    ambiguous_door="typed, known: a door without its entrance, and the doors that it could be",
)

# Words that stand after a building, an entrance or a room, or before it in English.
_WORDS = re.compile(r"号楼|号门|单元|[号幢栋座楼门室房第#,，、/·]|building|entrance|room|no\.|\s", re.IGNORECASE)


def door_key(building: str, entrance: str, room: str) -> str:
    """What a door is compared by."""
    return typed_key(f"{building}-{entrance}-{room}")


def typed_key(typed: str) -> str:
    """The same of what somebody typed; two parts of a door need something between them."""
    plain = unicodedata.normalize("NFKC", typed)
    parts = _WORDS.sub("-", plain).replace("–", "-").replace("—", "-").split("-")
    return "-".join(part for part in parts if part).upper()
