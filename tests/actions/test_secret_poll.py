"""The deeds of a secret poll: who took part is in the book, what was said is in the urn, and nothing leads across."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import MetaData, func, select, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from consult.actions.cast_ballot import cast_ballot
from consult.actions.close_consultation import close_consultation
from consult.domain.ledger import LineType
from consult.domain.refusal import Refusal
from consult.models.ballot import Ballot, BuildingTurnout, UncountedBallot
from consult.models.book import lines
from consult.models.ledger import LedgerHead
from consult.models.secret_poll import SecretBallot, SecretWords
from consult.queries.book import check_book
from consult.queries.consultations import ConsultationView
from consult.queries.results import count_now
from tests import people, secret_polls
from tests.actions.casting import submission
from tests.secret_polls import MIXED


@pytest.fixture
def view(session: Session) -> ConsultationView:
    return secret_polls.make_open(session)


def payloads(session: Session, view: ConsultationView, kind: LineType) -> list[dict[str, Any]]:
    found = (line for line in lines(session, view.estate.id, view.id) if line.type is kind)
    return [json.loads(line.entry)["payload"] for line in found]


def in_urn(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(SecretBallot)) or 0


def test_the_first_line_says_that_it_is_secret(session: Session, view: ConsultationView) -> None:
    assert payloads(session, view, LineType.OPEN)[0]["secrecy"] == "secret"


def test_the_book_says_who_took_part_and_the_urn_what_was_said(session: Session, view: ConsultationView) -> None:
    elector = secret_polls.elector(session, view)
    receipt = people.vote(session, view, elector, {1: "oppose", 2: ["1"], 3: "灯坏了"})
    assert receipt.seq == 2
    (said,) = payloads(session, view, LineType.PARTICIPATED)
    assert (said.keys(), said["elector"]) == ({"elector", "nonce"}, elector.number)
    row = session.scalars(select(Ballot)).one()
    assert (row.answers, row.salt, row.channel) == ({}, "", "web")
    ballot = session.scalars(select(SecretBallot)).one()
    assert ballot.answers == {"1": "oppose", "2": ["1"]}
    assert [(words.number, words.words) for words in session.scalars(select(SecretWords))] == [(3, "灯坏了")]
    assert check_book(session, view).is_whole


def test_no_building_and_no_area_is_counted_as_it_runs(session: Session, view: ConsultationView) -> None:
    people.vote(session, view, secret_polls.elector(session, view), {1: "agree"})
    head = session.get_one(LedgerHead, (view.estate.id, view.id))
    assert (head.heads, head.area) == (1, 0)
    assert session.scalar(select(func.sum(BuildingTurnout.heads))) == 0


def test_a_retry_gets_the_same_receipt_and_one_ballot_in_the_urn(session: Session, view: ConsultationView) -> None:
    elector = secret_polls.elector(session, view)
    first = people.vote(session, view, elector, {1: "agree"}, submission_id="s-1")
    assert people.vote(session, view, elector, {1: "oppose"}, submission_id="s-1") == first
    assert [ballot.answers for ballot in session.scalars(select(SecretBallot))] == [{"1": "agree"}]


def test_a_second_ballot_is_refused_counted_and_not_kept(session: Session, view: ConsultationView) -> None:
    elector = secret_polls.elector(session, view)
    first = people.vote(session, view, elector, {1: "agree"})
    with pytest.raises(Refusal, match="already-answered") as refused:
        people.vote(session, view, elector, {1: "oppose"})
    assert refused.value.details["receipt"] == first.code
    (said,) = payloads(session, view, LineType.DUPLICATE)
    assert (said.keys(), said["counted"]) == ({"elector", "counted", "nonce"}, 2)
    kept = session.scalars(select(UncountedBallot)).one()
    assert (kept.reason, kept.answers, kept.salt) == ("double", None, None)
    assert in_urn(session) == 1
    assert check_book(session, view).is_whole


def test_a_late_ballot_leaves_nothing_of_its_choice(session: Session, view: ConsultationView) -> None:
    elector = secret_polls.elector(session, view)
    with pytest.raises(Refusal, match="closed"):
        people.vote(session, view, elector, {1: "agree"}, now=view.closes_at)
    assert (in_urn(session), session.scalars(select(UncountedBallot)).one().answers) == (0, None)


def test_a_ballot_that_cannot_be_kept_leaves_no_trace_of_taking_part(
    session: Session, view: ConsultationView, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError("disk full")

    elector = submission(view, secret_polls.elector(session, view))
    monkeypatch.setattr("consult.models.casting.drop_in", full)
    with pytest.raises(OSError, match="disk full"):
        cast_ballot(session, elector, now=people.MIDWAY)
    assert session.scalar(select(func.count()).select_from(Ballot)) == 0
    assert [line.type for line in lines(session, view.estate.id, view.id)] == [LineType.OPEN]


def test_nobody_sees_figures_before_it_is_closed(session: Session, view: ConsultationView) -> None:
    with pytest.raises(Refusal, match="unnamed-until-closed"):
        count_now(session, view.estate.id, view.id)


def test_closed_it_tells_heads_and_only_what_may_be_told(session: Session) -> None:
    view = secret_polls.make_closed(session, MIXED)
    result = view.result
    assert result is not None
    assert (result["secrecy"], result["turnout"]) == ("secret", {"heads": 21, "area_permille": 638})
    first, *others = result["questions"]
    assert first["counts"] == {
        "agree": {"heads": 17, "area": 0},
        "oppose": {"heads": 3, "area": 0},
        "abstain": {"heads": 1, "area": 0},
    }
    assert [one["withheld"] for one in others] == [True, True]
    assert all(one.keys() == {"number", "question", "withheld"} for one in others)
    assert count_now(session, view.estate.id, view.id)["questions"] == result["questions"]
    assert check_book(session, view).is_whole


def test_close_seals_every_table_and_all_ballots(session: Session) -> None:
    view = secret_polls.make_closed(session, MIXED)
    (ending,) = payloads(session, view, LineType.CLOSE)
    assert ending["ballots"] == 21
    assert ending["sealed"].keys() == {"1", "2", "3", "ballots"}


@pytest.mark.parametrize(
    "tampering",
    [
        pytest.param("DELETE FROM secret_ballot WHERE id = (SELECT min(id) FROM secret_ballot)", id="one taken out"),
        pytest.param(
            """UPDATE secret_ballot SET answers = '{"1": "oppose"}'
            WHERE id IN (SELECT id FROM secret_ballot WHERE CAST(answers AS TEXT) LIKE '%agree%' LIMIT 1)""",
            id="one changed",
        ),
        pytest.param("UPDATE secret_words SET words = '都好'", id="words changed"),
    ],
)
def test_what_is_changed_in_the_urn_after_close_is_found(session: Session, tampering: str) -> None:
    view = secret_polls.make_closed(session, MIXED)
    session.execute(text(tampering))
    session.commit()
    assert [broken.fault for broken in check_book(session, view).breaks] == ["urn-differs"]


def test_it_is_not_closed_with_a_ballot_missing(session: Session, view: ConsultationView) -> None:
    people.vote(session, view, secret_polls.elector(session, view), {1: "agree"})
    session.execute(text("DELETE FROM secret_ballot"))
    session.commit()
    with pytest.raises(Refusal, match="unnamed-ballots-missing"):
        close_consultation(session, view.estate.id, view.id, by="赵干事", now=view.closes_at)


def test_nobody_took_part(session: Session) -> None:
    view = secret_polls.make_closed(session, [])
    assert view.result is not None
    assert view.result["turnout"] == {"heads": 0, "area_permille": 0}
    assert all(one["withheld"] for one in view.result["questions"])
    assert check_book(session, view).is_whole


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
