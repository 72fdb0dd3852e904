"""Who owns what on the demo estate: people, couples, owners of several flats, a developer, public housing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from consult.cli.demo.buildings import BUILDINGS, PARKING, Door
from consult.cli.demo.names import Namer

SEED = 20_261_122
DEVELOPER = "青桐湾置业有限公司"
HOUSING_OFFICE = "临溪区公有房屋管理中心"
COMPANY = "梧桐里物业服务有限公司"
UNSOLD = 18
PUBLIC = frozenset(("1", str(e), f"{s}01") for e in (1, 2, 3) for s in range(1, 5))
"""Twelve flats of building 1 that were never sold to their tenants."""

CHEN = ("3", "1", "102")
"""Where 陈阿姨 lives, 74: the demo household."""
NAMED: dict[tuple[str, str, str], tuple[str, str]] = {
    CHEN: ("陈桂芳", "1952"),
    ("2", "1", "101"): ("刘三立", "3377"),
    ("2", "1", "201"): ("刘三立", "3377"),
    ("7", "2", "303"): ("刘三立", "3377"),
    ("5", "2", "402"): ("马建国", "2209"),
    ("10", "", "903"): ("赵可", "802X"),
    ("12", "", "1504"): ("沈梅", "4410"),
}


@dataclass(frozen=True, slots=True)
class RollRow:
    """One line of the roll as the committee keeps it."""

    door: Door
    names: str
    keys: str
    owned_as: str = ""
    source: str = "产证"
    phone: str = ""
    note: str = ""


def roll_rows() -> list[RollRow]:
    """The whole roll, the same every time: about six hundred flats, six shops and sixty parking spaces."""
    chance = Random(SEED)  # noqa: S311  (a story, not a secret)
    namer = Namer(chance)
    doors = [door for building in BUILDINGS for door in building.doors()]
    unsold = _unsold(doors)
    rows: list[RollRow] = []
    for door in doors:
        rows.append(
            RollRow(door, DEVELOPER, "", "开发商未售", "实测") if door in unsold else _sold(door, chance, namer)
        )
    _give_some_a_second_flat(rows, chance)
    return rows + list(_parking(rows, chance))


def _unsold(doors: list[Door]) -> set[Door]:
    """The developer's last flats: the dear ones, high up in building 11."""
    high = [door for door in doors if door.building == "11" and int(door.room[:-2]) >= 9]
    return set(high[::2][:UNSOLD])


def _sold(door: Door, chance: Random, namer: Namer) -> RollRow:
    place = (door.building, door.entrance, door.room)
    if place in PUBLIC:
        return RollRow(door, HOUSING_OFFICE, "", "公房", note="承租人使用")
    if place in NAMED:
        return RollRow(door, *NAMED[place], phone=namer.phone())
    if door.room == "底商5":
        return RollRow(door, COMPANY, "", "单位", note="物业管理用房")
    name, key = namer.person()
    if chance.random() < 0.22:
        other, other_key = namer.person()
        separator = chance.choice("、，/")
        return RollRow(door, f"{name}{separator}{other}", f"{key}{separator}{other_key}", phone=namer.phone())
    source = chance.choices(("产证", "合同"), (97, 3))[0]
    return RollRow(door, name, key, source=source, phone=namer.phone() if chance.random() < 0.8 else "")


def _give_some_a_second_flat(rows: list[RollRow], chance: Random) -> None:
    """Fourteen families bought a second flat over the years, most of them for their children."""
    plain = [
        at for at, row in enumerate(rows) if not row.owned_as and row.door.kind == "住宅" and _place(row) not in NAMED
    ]
    for first, second in zip(*[iter(chance.sample(plain, 28))] * 2, strict=True):
        owner = rows[first]
        rows[second] = RollRow(rows[second].door, owner.names, owner.keys, phone=owner.phone)


def _place(row: RollRow) -> tuple[str, str, str]:
    return (row.door.building, row.door.entrance, row.door.room)


def _parking(rows: list[RollRow], chance: Random) -> Iterator[RollRow]:
    """Parking spaces belong to families who live here; the last eight are the developer's."""
    families = [row for row in rows if not row.owned_as and row.door.kind == "住宅"]
    holders = chance.sample(families, len(PARKING) - 8)
    for at, door in enumerate(PARKING):
        if at < len(holders):
            yield RollRow(door, holders[at].names, holders[at].keys)
        else:
            yield RollRow(door, DEVELOPER, "", "开发商未售", "实测")
