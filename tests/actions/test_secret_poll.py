"""The deeds of a secret poll: who took part is in the book, what was said is in the urn, and nothing leads across."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from consult.actions.cast_ballot import cast_ballot
from consult.actions.close_consultation import close_consultation
from consult.actions.contest_ballot import Contesting, contest_ballot
from consult.actions.decide_contest import Deciding, decide_contest
from consult.actions.settle_conflict import Settling, settle_conflict
from consult.domain.consultation import Channel
from consult.domain.ledger import LineType
from consult.domain.procedure import Procedure
from consult.domain.refusal import Refusal
from consult.models.ballot import Ballot, BuildingTurnout, UncountedBallot
from consult.models.book import lines
from consult.models.ledger import LedgerHead
from consult.models.secret_poll import SecretBallot, SecretWords
from consult.queries.book import check_book
from consult.queries.conflicts import conflicts
from consult.queries.consultations import ConsultationView
from consult.queries.results import count_now
from consult.wording.language import SHANGHAI
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


@pytest.mark.parametrize("ruling", ["upheld", "dismissed"])
def test_a_contest_is_answered_and_takes_nothing_out(session: Session, ruling: str) -> None:
    view = secret_polls.make_open(session)
    electors = people.electors(session, view)
    for elector, answers in zip(electors, MIXED, strict=False):
        people.vote(session, view, elector, answers)
    contesting = Contesting(view.estate.id, view.id, electors[0].id, 2, "不是我们")
    seq = contest_ballot(session, contesting, now=people.MIDWAY, zone=SHANGHAI)
    deciding = Deciding(seq, ruling, "问过全家，说法属实")
    decide_contest(session, view.estate.id, view.id, deciding, by="钱敏", now=people.MIDWAY)
    closed = secret_polls.close(session, view)
    assert closed.result is not None
    assert closed.result["turnout"]["heads"] == 21
    assert check_book(session, closed).is_whole


def test_two_ballots_cannot_be_settled(session: Session, view: ConsultationView) -> None:
    elector = secret_polls.elector(session, view)
    people.vote(session, view, elector, {1: "agree"})
    with pytest.raises(Refusal, match="already-answered"):
        people.vote(session, view, elector, {1: "oppose"})
    assert not conflicts(session, view.estate.id, view.id)
    with pytest.raises(Refusal, match="unnamed-stands"):
        settle_conflict(
            session,
            view.estate.id,
            view.id,
            Settling(elector.id, "second-counts", "协议"),
            by="钱敏",
            now=people.MIDWAY,
        )


def test_what_the_estate_usually_does_is_left_aside_when_it_is_announced(session: Session) -> None:
    usual = {"replace": True, "tenants": True, "assisted": True, "posted_days": 9}
    estate_id = people.make_estate(session, secret_polls.units(30), settings={"procedure": usual})
    plan: dict[str, Any] = {"rule": "advisory", "questions": (secret_polls.CONTENT,), "channels": (Channel.WEB,)}
    view = people.make_announced_consultation(session, estate_id, **plan, secrecy="secret")
    assert view.procedure == Procedure(posted_days=9)


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        pytest.param({"channels": (Channel.WEB, Channel.PAPER)}, "unnamed-channel", id="paper"),
        pytest.param({"rule": "general"}, "unnamed-binding", id="binding"),
        pytest.param({"procedure": {"replace": True}}, "unnamed-procedure", id="answering anew"),
    ],
)
def test_what_cannot_be_secret_is_no_draft(session: Session, changed: dict[str, Any], fault: str) -> None:
    plan: dict[str, Any] = {"rule": "advisory", "questions": (secret_polls.CONTENT,), "channels": (Channel.WEB,)}
    with pytest.raises(Refusal) as refused:
        people.make_draft(session, **(plan | {"secrecy": "secret"} | changed))
    assert fault in [one.reason for one in refused.value.details["faults"]]
