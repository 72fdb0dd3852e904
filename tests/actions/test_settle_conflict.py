"""Two ballots of one elector: the first stands until the co-owners' decision, and every counter follows it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Engine, select, update
from sqlalchemy.orm import Session

from consult.actions.close_consultation import close_consultation
from consult.actions.settle_conflict import Settling, settle_conflict
from consult.domain.ledger import LineType
from consult.domain.question import Question, QuestionType
from consult.domain.refusal import Refusal
from consult.models.ballot import Settlement, UncountedBallot
from consult.models.book import lines
from consult.models.electorate import ElectorRow
from consult.queries.book import check_book
from consult.queries.conflicts import Conflict, conflicts, unsettled
from consult.queries.consultations import ConsultationView
from consult.queries.results import count_now
from consult.queries.turnout import by_building, standing
from tests import people
from tests.actions.test_cast_at_once import at_once
from tests.people import AFTER, CLOSES_AT, MIDWAY
from tests.statements import SETTLER, STATEMENT_PHOTO

FIRST, SECOND, NEITHER = "first-stands", "second-counts", "neither-counts"
STATEMENT = "两位共有人书面声明，存档 3 号"


@pytest.fixture
def couple(session: Session, view: ConsultationView) -> ElectorRow:
    """孙立 and 吴敏: one agreed on the phone, the other opposed on paper."""
    elector = people.elector_of(session, view, people.SUN_AND_WU)
    people.vote(session, view, elector, {1: "agree"})
    second_of(session, view, elector, {1: "oppose"}, on_paper=True)
    return elector


def second_of(
    session: Session, view: ConsultationView, elector: ElectorRow, answers: dict[int, object], **how: Any
) -> None:
    with pytest.raises(Refusal, match="already-answered"):
        people.vote(session, view, elector, answers, **how)


def settle(session: Session, view: ConsultationView, elector_id: int, decision: str, **more: Any) -> str:
    """What came of it: the reason it was refused for, or ''."""
    when, by, photo = more.pop("now", MIDWAY), more.pop("by", SETTLER), more.pop("photo", STATEMENT_PHOTO)
    settling = Settling(elector_id, decision, more.pop("reason", STATEMENT), **more, photo=photo)
    try:
        settle_conflict(session, view.estate.id, view.id, settling, by=by, now=when)
    except Refusal as refusal:
        return refusal.reason
    return ""


def the_conflict(session: Session, view: ConsultationView) -> Conflict:
    (found,) = conflicts(session, view.estate.id, view.id)
    return found


def counted(session: Session, view: ConsultationView) -> tuple[int, int]:
    """Heads that agree and oppose; the running counters must say as many took part."""
    result = count_now(session, view.estate.id, view.id)
    counts = result["questions"][0]["counts"]
    agree, oppose = counts["agree"]["heads"], counts["oppose"]["heads"]
    stands = standing(session, view).returned
    assert stands.heads == result["valid"] == agree + oppose
    assert stands.area == counts["agree"]["area"] + counts["oppose"]["area"]
    assert sum(b.returned.heads for b in by_building(session, view)) == stands.heads
    check = check_book(session, view)
    assert check.is_whole, check.breaks
    session.rollback()
    return agree, oppose


def resolves(session: Session, view: ConsultationView) -> list[dict[str, Any]]:
    book = lines(session, view.estate.id, view.id)
    return [json.loads(line.entry)["payload"] for line in book if line.type is LineType.RESOLVE]


def test_a_second_ballot_is_kept_and_listed_without_its_choice(
    session: Session, view: ConsultationView, couple: ElectorRow
) -> None:
    found = the_conflict(session, view)
    assert (found.number, found.door, found.has_co_owners) == (couple.number, ("2", "", "201"), True)
    assert (found.first.channel, [second.channel for second in found.seconds]) == ("web", ["paper"])
    assert (found.is_settled, unsettled(session, view.estate.id, view.id)) == (False, 1)
    assert "agree" not in repr(found)
    assert "oppose" not in repr(found)
    assert counted(session, view) == (1, 0)


@pytest.mark.parametrize(
    ("decision", "counts"),
    [
        pytest.param(FIRST, (1, 0), id="the first stands"),
        pytest.param(SECOND, (0, 1), id="the second counts"),
        pytest.param(NEITHER, (0, 0), id="neither counts"),
    ],
)
def test_a_decision(
    session: Session, view: ConsultationView, couple: ElectorRow, decision: str, counts: tuple[int, int]
) -> None:
    elector_id, number = couple.id, couple.number
    assert settle(session, view, elector_id, decision) == ""
    assert counted(session, view) == counts
    assert unsettled(session, view.estate.id, view.id) == 0
    (line,) = resolves(session, view)
    assert (line["elector"], line["counted"], line["duplicate"], line["decision"]) == (number, 2, 3, decision)
    assert line.get("answers") == ({"1": "oppose"} if decision == SECOND else None)
    assert STATEMENT not in json.dumps(line, ensure_ascii=False)
    assert session.scalars(select(Settlement.reason)).one() == STATEMENT


@pytest.mark.parametrize("last", [FIRST, SECOND, NEITHER])
@pytest.mark.parametrize("before", [FIRST, SECOND, NEITHER])
def test_a_later_decision_takes_the_place_of_an_earlier_one(
    session: Session, view: ConsultationView, couple: ElectorRow, before: str, last: str
) -> None:
    elector_id = couple.id
    expected = {FIRST: (1, 0), SECOND: (0, 1), NEITHER: (0, 0)}
    assert settle(session, view, elector_id, before) == ""
    assert settle(session, view, elector_id, last) == ("settled-already" if before == last else "")
    assert counted(session, view) == expected[last]
    assert settle(session, view, elector_id, FIRST) == ("settled-already" if last == FIRST else "")
    assert counted(session, view) == (1, 0)


def test_a_ballot_that_comes_after_a_decision_opens_the_conflict_again(
    session: Session, view: ConsultationView, couple: ElectorRow
) -> None:
    elector_id = couple.id
    settle(session, view, elector_id, NEITHER)
    second_of(session, view, session.get_one(ElectorRow, (view.estate.id, elector_id)), {1: "agree"})
    assert unsettled(session, view.estate.id, view.id) == 1
    assert counted(session, view) == (0, 0)
    assert settle(session, view, elector_id, NEITHER) == ""
    assert settle(session, view, elector_id, SECOND) == ""
    assert counted(session, view) == (1, 0)
    oppose, agree = (second.seq for second in the_conflict(session, view).seconds)
    assert settle(session, view, elector_id, SECOND, duplicate=agree) == "settled-already"
    assert settle(session, view, elector_id, SECOND, duplicate=oppose) == ""
    assert counted(session, view) == (0, 1)


@pytest.mark.parametrize(
    ("decision", "more", "refused"),
    [
        pytest.param("third-counts", {}, "unknown-decision", id="not on the list"),
        pytest.param(FIRST, {"reason": "  "}, "decision-without-reason", id="without a statement"),
        pytest.param(SECOND, {"duplicate": 2}, "nothing-in-conflict", id="another line than a second ballot's"),
        pytest.param(SECOND, {"now": CLOSES_AT}, "", id="at the announced end"),
        pytest.param(SECOND, {"by": "钱敏"}, "settling-own-entry", id="by whoever entered the second"),
        pytest.param(SECOND, {"by": " 钱 敏 "}, "settling-own-entry", id="by the same, spaced differently"),
        pytest.param(SECOND, {"photo": None}, "settling-without-evidence", id="without a photo"),
        pytest.param(FIRST, {"photo": None}, "settling-without-evidence", id="without a photo, for the first"),
    ],
)
def test_bad_decisions(
    session: Session, view: ConsultationView, couple: ElectorRow, decision: str, more: dict[str, Any], refused: str
) -> None:
    assert settle(session, view, couple.id, decision, **more) == refused


def test_who_is_not_in_conflict(session: Session, view: ConsultationView, chen: ElectorRow) -> None:
    chen_id = chen.id
    assert settle(session, view, chen_id, FIRST) == "nothing-in-conflict"
    people.vote(session, view, people.CHEN_AYI, {1: "agree"})
    assert settle(session, view, chen_id, FIRST) == "nothing-in-conflict"
    assert settle(session, view, 1, FIRST) == "unknown-elector"
    draft = people.make_draft(session, people.make_estate(session, code="other"))
    assert settle(session, draft, chen_id, FIRST) == "not-open"


def test_nothing_is_settled_after_closing_and_the_first_stands(
    session: Session, view: ConsultationView, couple: ElectorRow
) -> None:
    elector_id = couple.id
    close_consultation(session, view.estate.id, view.id, by="钱敏", now=AFTER)
    assert settle(session, view, elector_id, SECOND, now=AFTER) == "already-closed"
    result = count_now(session, view.estate.id, view.id)
    assert result["questions"][0]["counts"]["agree"]["heads"] == 1
    assert result["double"] == 1


def test_the_last_line_counts_ballots_in_the_book_whatever_was_settled(
    session: Session, view: ConsultationView, couple: ElectorRow
) -> None:
    settle(session, view, couple.id, NEITHER)
    close_consultation(session, view.estate.id, view.id, by="钱敏", now=AFTER)
    closing = [line for line in lines(session, view.estate.id, view.id) if line.type is LineType.CLOSE]
    assert json.loads(closing[0].entry)["payload"]["ballots"] == 1
    assert count_now(session, view.estate.id, view.id)["valid"] == 0
    assert check_book(session, view).is_whole


def test_a_written_answer_enters_the_book_as_a_fingerprint_only(session: Session) -> None:
    remark = Question(2, QuestionType.TEXT, {"zh": "意见"})
    view = people.make_open_consultation(session, questions=(people.CONSENT, remark))
    elector = people.elector_of(session, view, people.SUN_AND_WU)
    elector_id = elector.id
    people.vote(session, view, elector, {1: "agree"})
    second_of(session, view, elector, {1: "oppose", 2: "我们还没有商量好"})
    settle(session, view, elector_id, SECOND)
    (line,) = resolves(session, view)
    assert line["answers"]["2"].startswith("sha256:")
    assert check_book(session, view).is_whole


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(update(UncountedBallot).values(answers={"1": "agree"}), id="the second ballot's answers"),
        pytest.param(update(UncountedBallot).values(channel="web"), id="the second ballot's channel"),
        pytest.param(update(UncountedBallot).values(seq=None), id="the second ballot's line"),
        pytest.param(update(Settlement).values(decision=FIRST), id="the decision"),
        pytest.param(update(Settlement).values(answers={"1": "agree"}), id="the decided answers"),
        pytest.param(update(Settlement).values(seq=99), id="the decision's line"),
    ],
)
def test_a_check_finds_what_was_changed_beside_the_book(
    session: Session, view: ConsultationView, couple: ElectorRow, change: Any
) -> None:
    settle(session, view, couple.id, SECOND)
    assert check_book(session, view).is_whole
    session.execute(change)
    session.commit()
    assert {found.fault for found in check_book(session, view).breaks} == {"ballot-differs"}


def test_settling_against_closing(engine: Engine, session: Session, view: ConsultationView, couple: ElectorRow) -> None:
    """Whoever comes second is refused or counted; the result is always that of the book."""
    elector_id = couple.id
    session.commit()
    jobs: list[Callable[[Session], object]] = [
        lambda s: close_consultation(s, view.estate.id, view.id, by="钱敏", now=AFTER),
        *(lambda s, d=decision: settle(s, view, elector_id, d, now=AFTER) for decision in (SECOND, NEITHER, FIRST) * 2),
    ]
    closed, *settled = at_once(engine, jobs)
    assert isinstance(closed, dict)
    assert set(settled) <= {"", "already-closed", "settled-already"}
    result = count_now(session, view.estate.id, view.id)
    assert (result["questions"], result["returned"]) == (closed["questions"], closed["returned"])
    assert standing(session, view).returned.heads == closed["valid"]
    assert check_book(session, view).is_whole
