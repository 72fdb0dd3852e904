"""Where the boxes of a printed ballot lie, so that a photo or scan of it can be read, years later too.

A grid belongs to one printing of one version of the text, in one language and size of type; its key stands in the code
of every sheet it holds for, on its further pages with their number. All measures are in 0.01 mm from the upper left
corner of the page, across and down.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

VERSION = 2
"""Of the description itself. A reader refuses a later one than it knows. The first did not say how many pages."""

KEY_LENGTH = 8
JOINT = "/"
PAGE_JOINT = "."


class Mark(StrEnum):
    """What is put into a box: a tick, a figure (a rank or a score), or words."""

    TICK = "tick"
    FIGURE = "figure"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle on a page; pages are counted from 1."""

    page: int
    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True, slots=True)
class GridBox:
    """One box: whose answer it holds. `choice` is empty where words are written; `plan` where plans are not asked one
    by one.
    """

    question: int
    choice: str
    plan: str
    mark: Mark
    area: Area


@dataclass(frozen=True, slots=True)
class BallotGrid:
    """All boxes of a ballot. `corners` are the marks to set a photo straight by: clockwise from the hollow one.

    `consultation` is the consultation's number and `text_hash` the version of its text; `width` and `height` are of a
    page, and of `pages` pages all have their corners in the same places.
    """

    consultation: str
    text_hash: str
    language: str
    type_size: str
    width: int
    height: int
    corners: tuple[Area, ...]
    boxes: tuple[GridBox, ...]
    pages: int = 1
    version: int = VERSION

    @property
    def key(self) -> str:
        """A name that no other grid has."""
        said = json.dumps(self.as_json(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(said.encode()).hexdigest()[:KEY_LENGTH].upper()

    def code(self, serial: str, page: int = 1) -> str:
        """What the code on a page says: whose it is, by which grid it is read, and which page it is."""
        return page_code(self.key, serial, page)

    def as_json(self) -> dict[str, Any]:
        """As it is kept; a grid of the first version as that one was, or its key would be another."""
        said = asdict(self)
        if self.version == 1:
            del said["pages"]
        return said


def page_code(key: str, serial: str, page: int = 1) -> str:
    """The code of a page, whose serial stands last; without a key, of a ballot that only people can read."""
    sheet = f"{key}{PAGE_JOINT}{page}" if page > 1 else key
    return f"{sheet}{JOINT}{serial}" if sheet else serial


def grid_from_json(kept: Mapping[str, Any]) -> BallotGrid:
    """A kept grid; raises `ValueError` for a version that is not known."""
    if not 1 <= kept["version"] <= VERSION:
        raise ValueError(f"a ballot's grid of version {kept['version']}")
    boxes = tuple(_box(box) for box in kept["boxes"])
    return BallotGrid(
        **{name: kept[name] for name in ("consultation", "text_hash", "language", "type_size", "width", "height")},
        corners=tuple(Area(**area) for area in kept["corners"]),
        boxes=boxes,
        pages=kept.get("pages", max((box.area.page for box in boxes), default=1)),
        version=kept["version"],
    )


def _box(kept: Mapping[str, Any]) -> GridBox:
    return GridBox(
        question=kept["question"],
        choice=kept["choice"],
        plan=kept["plan"],
        mark=Mark(kept["mark"]),
        area=Area(**kept["area"]),
    )
