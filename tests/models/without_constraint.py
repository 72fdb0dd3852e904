"""The control of “one elector, one counted ballot”: writers that look first, and a database that does not hold it."""

from __future__ import annotations

import re
import threading
from collections.abc import Sequence

from sqlalchemy import Connection, Engine, func, insert, select, text
from sqlalchemy.exc import IntegrityError

from consult.models.ballot import ONE_COUNTED_BALLOT, Ballot
from consult.models.base import WRITES, new_id
from tests.people import MIDWAY

Keys = tuple[int, int]
"""Estate and consultation."""


def drop_one_counted(engine: Engine) -> None:
    """Take the constraint out of a scratch database, as no migration ever would; its ballot table must be empty."""
    with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        if engine.dialect.name == "sqlite":
            _make_anew_without(connection)
        else:
            connection.execute(text(f"ALTER TABLE ballot DROP CONSTRAINT {ONE_COUNTED_BALLOT}"))


def _make_anew_without(connection: Connection) -> None:
    """SQLite drops no constraint: the table is made anew, with its indexes and triggers."""
    kept = "SELECT sql FROM sqlite_master WHERE tbl_name = 'ballot' AND sql IS NOT NULL ORDER BY type <> 'table'"
    table, *beside = connection.execute(text(kept)).scalars().all()
    without, times = re.subn(rf",\s*CONSTRAINT {ONE_COUNTED_BALLOT} UNIQUE \([^)]*\)", "", table)
    assert times == 1, "the constraint is not where it was"
    assert connection.execute(text("SELECT count(*) FROM ballot")).scalar() == 0
    connection.execute(text("DROP TABLE ballot"))
    for statement in (without, *beside):
        connection.execute(text(statement))


def check_then_insert(engine: Engine, keys: Keys, electors: Sequence[int], at_once: int) -> list[str]:
    """Write as a careless program does: each looks whether there is a ballot, then all that found none insert one.

    Every writer has looked before the first inserts, which two workers do whenever they are unlucky. Answers what
    became of each: `inserted`, `seen`, or `refused` by the database.
    """
    ends: list[str] = []
    for turn, elector in enumerate(electors):
        looked = threading.Barrier(at_once)
        writers = [
            threading.Thread(target=_write, args=(engine, keys, elector, turn * at_once + at, looked, ends))
            for at in range(at_once)
        ]
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join()
    return ends


def _write(engine: Engine, keys: Keys, elector: int, number: int, looked: threading.Barrier, ends: list[str]) -> None:
    with engine.connect() as connection:
        is_there = counted_of(connection, keys).get(elector, 0)
        connection.rollback()
        looked.wait(30)
        if is_there:
            ends.append("seen")
            return
        writing = connection.execution_options(**{WRITES: True})
        try:
            with writing.begin():
                writing.execute(insert(Ballot), _row(keys, elector, number))
        except IntegrityError as refused:
            # PostgreSQL names the constraint, SQLite its last column.
            by_it = ONE_COUNTED_BALLOT in str(refused) or "ballot.elector_id" in str(refused)
            ends.append("refused" if by_it else f"refused otherwise: {refused}")
        else:
            ends.append("inserted")


def _row(keys: Keys, elector: int, number: int) -> dict[str, object]:
    told = {"channel": "web", "answers": {"1": "agree"}, "salt": "00" * 16, "cast_at": MIDWAY, "entered_by": ""}
    numbered = {"submission_id": f"careless-{number}", "seq": 1_000_000 + number, "receipt": f"careless-{number}"}
    whose = {"estate_id": keys[0], "consultation_id": keys[1], "elector_id": elector, "id": new_id()}
    return {**told, **numbered, **whose, "paper_serial": None}


def counted_of(connection: Connection, keys: Keys) -> dict[int, int]:
    """Elector → how many counted ballots there are."""
    mine = (Ballot.estate_id == keys[0], Ballot.consultation_id == keys[1])
    found = connection.execute(select(Ballot.elector_id, func.count()).where(*mine).group_by(Ballot.elector_id))
    return dict(map(tuple, found))
