"""Batches of the cast's fifteen households, in parts of four sheets, made by one process unless a test asks for two."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from consult.actions.start_printing import Ordered, start_printing
from consult.domain.printing import Batch, Which
from consult.press.work import PrintRoom
from consult.queries.batches import Chosen, batch_parts
from consult.queries.consultations import ConsultationView
from consult.wording.language import CHINESE, SHANGHAI
from tests import people
from tests.databases import PUBLIC_URL, SECRET

NOW = people.OPENS_AT
BY = people.SECRETARY.name


def room(session: Session, instance: Path, *, at: datetime = NOW, processes: int = 1) -> PrintRoom:
    """A print room whose clock stands still."""
    return PrintRoom(session, instance, SECRET, PUBLIC_URL, SHANGHAI, CHINESE, lambda: at, processes)


def ordered(
    session: Session,
    view: ConsultationView,
    batch: Batch = Batch.LETTERS,
    *,
    largest: int = 4,
    which: Which = Which.NEW,
    rooms: Sequence[str] = (),
    at: datetime = NOW,
) -> int:
    """The key of a batch that waits to be made."""
    chosen = Chosen(rooms=tuple(rooms), which=which)
    parts = batch_parts(session, view, batch, chosen, largest)
    order = Ordered(view.estate.id, view.id, batch, "zh", view.text_hash, parts, rooms=chosen.rooms, which=chosen.which)
    return start_printing(session, order, by=BY, now=at)
