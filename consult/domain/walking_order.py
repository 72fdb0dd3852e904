"""The order in which a building leader walks: building, entrance, floor, room.

Labels are what estates write: 101, 1001, 2-301, 12甲, B栋, 1层商铺2. Runs of figures compare as numbers, so building 9
comes before 10 and room 901 before 1001; text before a figure comes after figures, 甲乙丙丁 in their own order.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from typing import TypeVar

Item = TypeVar("Item")

_PIECES = re.compile(r"\d+|[^\d\s]+")
_STEMS = {stem: rank for rank, stem in enumerate("甲乙丙丁戊己庚辛壬癸")}
_CHINESE_FIGURES = {figure: value for value, figure in enumerate("〇一二三四五六七八九")}
_ROOM = re.compile(r"(?:(?P<before>\d+)\D+)?(?P<floor>\d*?)(?P<door>\d\d)(?P<rest>\D.*)?")
_STOREY = re.compile(r"(?P<below>地下|负|[Bb]-?)?(?P<floor>\d+)\s*(?:层|楼|[Ff])(?P<rest>.*)")

Key = tuple[tuple[int, int, str], ...]


def natural(label: str) -> Key:
    """A label as numbers and text that compare as people expect; full-width figures and Chinese ones count."""
    return tuple(_piece(piece) for piece in _PIECES.findall(_plain(label)))


def floor_and_door(room: str) -> tuple[int, Key]:
    """The storey a room label speaks of, and where it comes on it. A label that tells no storey is taken as ground."""
    plain = _plain(room)
    if storey := _STOREY.search(plain):
        floor = int(storey["floor"])
        return (-floor if storey["below"] else floor), natural(plain)
    if room_number := _ROOM.fullmatch(plain.rstrip("室号房")):
        return int(room_number["floor"] or 0), natural(plain)
    return 0, natural(plain)


def walking_key(building: str, entrance: str, room: str) -> tuple[Key, Key, int, Key]:
    """The sorting key of one door. A room written 2-301 tells its entrance where the roll gives none."""
    if not entrance and (inside := _ROOM.fullmatch(_plain(room).rstrip("室号房"))):
        entrance = inside["before"] or ""
    floor, door = floor_and_door(room)
    return natural(building), natural(entrance), floor, door


def in_walking_order(items: Iterable[Item], place: Callable[[Item], tuple[str, str, str]]) -> list[Item]:
    """Sort anything that has a door; `place` answers its building, entrance and room."""
    return sorted(items, key=lambda item: walking_key(*place(item)))


def _plain(label: str) -> str:
    return _spelt_figures(unicodedata.normalize("NFKC", label).strip())


def _spelt_figures(label: str) -> str:
    """Chinese numbers up to 99 as figures: 十二号楼 → 12号楼."""
    return re.sub(r"[〇一二三四五六七八九十]+", lambda found: _figures(found[0]), label)


def _figures(spelt: str) -> str:
    tens, ten, ones = spelt.partition("十")
    if "十" in ones or (ten and (len(tens) > 1 or len(ones) > 1)):
        return spelt
    if not ten:
        return "".join(str(_CHINESE_FIGURES[figure]) for figure in spelt)
    return str((_CHINESE_FIGURES[tens] if tens else 1) * 10 + (_CHINESE_FIGURES[ones] if ones else 0))


def _piece(piece: str) -> tuple[int, int, str]:
    if piece.isdecimal():
        return (0, int(piece), "")
    if piece[0] in _STEMS:
        return (1, _STEMS[piece[0]], piece)
    return (2, 0, piece.casefold())
