"""Scratch installations for proofs: a database of each kind with an open consultation of as many electors as wanted."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from consult import clock
from consult.actions.announce_consultation import announce_consultation
from consult.actions.open_consultation import open_consultation
from consult.domain.electorate import AreaSource, Owner, Unit
from consult.queries.consultations import ConsultationView, consultation_of_id
from tests import people
from tests.databases import KINDS, prepared_engine


@dataclass(frozen=True, slots=True)
class Scratch:
    """A database of its own, thrown away afterwards, and a folder beside it."""

    kind: str
    folder: Path
    url: str
    engine: Engine


@contextmanager
def scratch(kind: str) -> Iterator[Scratch]:
    """Lend an empty database of a kind with the newest schema."""
    with tempfile.TemporaryDirectory(prefix="consult-proof-") as name:
        folder = Path(name)
        databases = KINDS[kind](folder)
        try:
            with databases.fresh(folder) as url:
                engine = prepared_engine(url)
                yield Scratch(kind, folder, url, engine)
                engine.dispose()
        finally:
            databases.close()


def units(number: int) -> list[Unit]:
    """So many flats, forty to a building, each of an owner of its own."""
    return [
        Unit(
            str(at // 40 + 1),
            f"{at % 40 // 4 + 1}{at % 4 + 1:02d}",
            area=6_000 + at,
            area_source=AreaSource.REGISTER,
            owners=(Owner(f"业主{at}", f"{at:04d}"),),
        )
        for at in range(number)
    ]


def open_vote(session: Session, electors: int, *, code: str = "lilong", **plan: Any) -> ConsultationView:
    """A consultation that is open by this machine's clock, for a week on both sides of now."""
    now = clock.now()
    times = {"notice_on": (now - timedelta(days=30)).date(), "opens_at": now - timedelta(days=7)}
    times["closes_at"] = now + timedelta(days=7)
    estate = people.make_estate(session, units(electors), code=code, now=now - timedelta(days=60))
    view = people.make_draft(session, estate, **{"questions": (people.CONSENT,), **times, **plan})
    return _opened(session, view, now)


def _opened(session: Session, view: ConsultationView, now: datetime) -> ConsultationView:
    keys = (view.estate.id, view.id)
    announce_consultation(session, *keys, by=people.SECRETARY.name, now=now - timedelta(days=30))
    open_consultation(session, *keys, by=people.SECRETARY.name, now=view.opens_at)
    return consultation_of_id(session, *keys)
