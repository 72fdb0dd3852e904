"""What holds “one counted ballot each” is the database's own constraint: without it, the same writers count double."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from tests import people
from tests.models.without_constraint import check_then_insert, counted_of, drop_one_counted

WRITERS = 3


@pytest.mark.parametrize("is_held", [True, False], ids=["with the constraint", "without it"])
def test_looking_first_holds_nothing(engine: Engine, session: Session, is_held: bool) -> None:
    """Check, then insert: every household is counted once with the constraint, and as often as it wrote without."""
    if not is_held:
        drop_one_counted(engine)
    view = people.make_open_consultation(session)
    keys = (view.estate.id, view.id)
    electors = [row.id for row in people.electors(session, view)[:4]]
    session.commit()
    ends = check_then_insert(engine, keys, electors, WRITERS)
    with engine.connect() as connection:
        counted = counted_of(connection, keys)
    assert counted == dict.fromkeys(electors, 1 if is_held else WRITERS)
    assert ends.count("inserted") == sum(counted.values())
    assert ends.count("refused") == (len(electors) * (WRITERS - 1) if is_held else 0)
