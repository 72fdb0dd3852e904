"""The cast with telephone numbers on the roll, for whoever signs in by message."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.orm import Session

from consult.queries.consultations import ConsultationView
from tests import people

CHENS = "+8613800138000"
LIUS = "+8613900139000"
PHONES = {
    ("1", "101"): ("138 0013 8000", "13700137000"),
    ("1", "102"): ("021-5555 0101",),
    ("2", "102"): ("+86 139-0013-9000",),
    ("2", "202"): ("5555 0202",),
    ("车库", "B1-07"): ("13600136000",),
}
"""陈阿姨 has two mobiles; Liu one, beside the last of three flats; Zhao a landline, and a mobile at the garage only."""


def open_with_phones(session: Session) -> ConsultationView:
    """An open consultation whose roll knows some numbers."""
    units = [replace(unit, phones=PHONES.get((unit.building, unit.room), ())) for unit in people.UNITS]
    return people.make_open_consultation(session, people.make_estate(session, units))
