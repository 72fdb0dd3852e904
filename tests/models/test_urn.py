"""Where the rows of a secret poll lie: nothing kept, no place and no transaction joins choice and household."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import MetaData, select, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from tests import people, secret_polls
from tests.secret_polls import MIXED


def every_row(session: Session) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table there is."""
    found = MetaData()
    found.reflect(session.get_bind())
    return {
        name: [dict(row) for row in session.execute(select(table)).mappings()] for name, table in found.tables.items()
    }


def test_nothing_that_is_kept_leads_from_a_ballot_to_its_household(session: Session) -> None:
    view = secret_polls.make_open(session)
    electors = people.electors(session, view)
    marked = [f"标记{at}" for at in range(21)]
    for at, (elector, answers) in enumerate(zip(electors, MIXED, strict=False)):
        people.vote(session, view, elector, answers | {3: marked[at]}, now=view.opens_at + timedelta(hours=at))
    before = {row["id"] for row in every_row(session)["secret_ballot"]}
    secret_polls.close(session, view)
    kept = every_row(session)
    assert set(kept["secret_ballot"][0]) == {"estate_id", "id", "consultation_id", "answers"}
    assert set(kept["secret_words"][0]) == {"estate_id", "id", "consultation_id", "number", "words"}
    ids = {str(row["id"]) for name in ("secret_ballot", "secret_words") for row in kept[name]}
    others = {name: str(rows) for name, rows in kept.items() if name not in ("secret_ballot", "secret_words")}
    assert not [name for name, rows in others.items() if any(one in rows for one in ids)]
    assert not before & {row["id"] for row in kept["secret_ballot"]}, "rows keep the keys they were cast with"
    assert not [name for name, rows in others.items() if "标记" in rows], "somebody's words are kept beside a name"
    said = [name for name, rows in others.items() if "'1': 'oppose'" in rows or '"1":"oppose"' in rows]
    assert not said, "somebody's choice is kept beside a name"


def test_where_rows_lie_does_not_tell_their_order(session: Session) -> None:
    view = secret_polls.make_open(session)
    marked = [f"标记{at:02d}" for at in range(21)]
    for at, elector in enumerate(people.electors(session, view)[:21]):
        people.vote(session, view, elector, {1: "agree", 3: marked[at]})
    if session.get_bind().dialect.name == "sqlite":
        with pytest.raises(OperationalError, match="no such column: rowid"):
            session.execute(text("SELECT rowid FROM secret_words"))
        session.rollback()
        found = list(session.execute(text("SELECT words FROM secret_words")).scalars())
        assert found == list(session.execute(text("SELECT words FROM secret_words ORDER BY id")).scalars())
        assert found != marked
    secret_polls.close(session, view)
    seqs = list(session.execute(text(f"SELECT seq FROM ballot ORDER BY {_place(session)}")).scalars())
    assert sorted(seqs) == list(range(2, 23))
    assert seqs != sorted(seqs)
    if session.get_bind().dialect.name == "postgresql":
        words = list(session.execute(text("SELECT words FROM secret_words ORDER BY ctid")).scalars())
        assert words != marked
        for table in ("secret_ballot", "secret_words", "ballot"):
            written = session.execute(text(f"SELECT count(DISTINCT xmin::text) FROM {table}")).scalar()
            assert written == 1, f"{table}: transactions tell which rows came together"
        swept = "SELECT vacuum_count FROM pg_stat_user_tables WHERE relname = 'secret_ballot'"
        assert session.execute(text(swept)).scalar(), "what was written before still lies in the table's file"


def _place(session: Session) -> str:
    return "rowid" if session.get_bind().dialect.name == "sqlite" else "ctid"


@pytest.mark.one_database
def test_the_file_holds_every_word_once_and_in_no_order(session: Session) -> None:
    view = secret_polls.make_open(session)
    marked = [f"标记{at:02d}" for at in range(21)]
    for at, elector in enumerate(people.electors(session, view)[:21]):
        people.vote(session, view, elector, {1: "agree", 3: marked[at]})
    secret_polls.close(session, view)
    session.connection().exec_driver_sql("SELECT 1")
    session.commit()
    raw = Path(str(session.get_bind().engine.url.database)).read_bytes()
    places = [[found.start() for found in re.finditer(re.escape(word.encode()), raw)] for word in marked]
    assert [len(found) for found in places] == [1] * 21, "a row that was written anew left its old words in the file"
    assert [found[0] for found in places] != sorted(found[0] for found in places)
    assert [found[0] for found in places] != sorted((found[0] for found in places), reverse=True)
