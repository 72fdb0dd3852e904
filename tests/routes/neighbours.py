"""Two estates with the same rooms, serials and logins, and everybody who might come to a page of either."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from flask import Flask
from sqlalchemy.orm import Session

from consult.domain.photo import Photo
from consult.domain.visit import Audience
from consult.models.photo import keep_photo
from consult.models.place import Estate
from tests import people
from tests.begun_visit import begin_visit
from tests.databases import SECRET
from tests.house import rounds
from tests.second_factor import give_second_factor
from tests.web.visitors import make_staff

MARK = "隔壁"
"""Stands in every name of the other estate, and nowhere else."""
OTHER_ROLES = ("scrutineer", "leader", "property", "town", "auditor")
OWN, OTHER = "own", "other"


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody at the door: who, of which estate ('' for none), and what their browser or phone sends along."""

    name: str
    estate: str
    headers: Mapping[str, str]


@dataclass(frozen=True)
class Neighbours:
    """Both worlds, and all visitors by name."""

    own: rounds.World
    other: rounds.World
    own_id: int
    other_id: int
    other_photo: str
    visitors: Mapping[str, Visitor]


def make_neighbours(session: Session, app: Flask) -> Neighbours:
    """Bring both estates to life at `rounds.NOW`."""
    own_id = people.make_estate(session)
    own = rounds.make_world(session, own_id)
    other_id = _make_other(session)
    other = rounds.make_world(session, other_id, login="qianmin2")
    jpeg = b"another picture"
    photo = Photo(jpeg, hashlib.sha256(jpeg).hexdigest(), 3, 4)
    keep_photo(session, other_id, photo, by=MARK, now=rounds.NOW)
    session.commit()
    visitors = {"nobody": Visitor("nobody", "", {})}
    for estate, world in ((OWN, own), (OTHER, other)):
        for name, key in world.keys.items():
            said = name if estate == OWN else f"{name} next door"
            visitors[said] = Visitor(said, estate, _headers(app, *key))
    for role in OTHER_ROLES:
        visitors[role] = Visitor(role, OWN, _headers(app, "staff", _staff_key(session, own_id, role)))
    return Neighbours(own, other, own_id, other_id, photo.sha256, visitors)


def _make_other(session: Session) -> int:
    """The same doors as ours, and other people behind them."""
    units = [
        replace(unit, owners=tuple(replace(owner, name=f"{MARK}{owner.name}") for owner in unit.owners))
        for unit in people.UNITS
    ]
    estate_id = people.make_estate(session, units, code="nextdoor")
    estate = session.get_one(Estate, estate_id)
    estate.name = {"zh": f"{MARK}花园", "en": f"{MARK} Garden"}
    estate.committee = {"zh": f"{MARK}业主委员会", "en": f"{MARK} Owners' Committee"}
    session.commit()
    return estate_id


def _staff_key(session: Session, estate_id: int, role: str) -> str:
    staff = make_staff(session, estate_id, role, name=f"{people.TOWN.name}{role}")
    give_second_factor(session, staff)
    session.commit()
    return begin_visit(session, Audience.STAFF, estate_id=estate_id, subject_id=staff.id, now=rounds.NOW)


def _headers(app: Flask, audience: str, key: str) -> dict[str, str]:
    if audience == "header":
        return {"Authorization": key}
    held = {audience: [key, int(rounds.NOW.timestamp()) - 5]}
    return {"Cookie": f"{app.config['SESSION_COOKIE_NAME']}={_signed(app, held)}"}


def _signed(app: Flask, held: Mapping[str, Any]) -> str:
    serializer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    assert serializer is not None
    assert app.secret_key in (None, SECRET)
    return str(serializer.dumps(dict(held)))
