"""A contest where the household has two ballots: whichever way it came about, the household's own choice counts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from consult.actions.cast_ballot import Submission, cast_ballot
from consult.actions.close_consultation import close_consultation
from consult.actions.contest_ballot import Contesting, contest_ballot
from consult.actions.settle_conflict import Settling, settle_conflict
from consult.domain.consultation import Channel, State
from consult.domain.ledger import LineType
from consult.domain.refusal import Refusal
from consult.models.book import lines
from consult.queries.book import check_book
from consult.queries.conflicts import conflicts
from consult.queries.consultations import ConsultationView, consultation_of_id
from consult.queries.contests import contests
from consult.queries.receipts import elector_view
from consult.queries.results import count_now
from consult.queries.turnout import by_building, standing
from consult.wording.language import SHANGHAI
from tests import people
from tests.actions.test_ballots_in_any_order import recounted
from tests.actions.test_contest_ballot import decide, kinds, refused
from tests.people import AFTER, MIDWAY
from tests.statements import SETTLER, STATEMENT_PHOTO

pytestmark = pytest.mark.one_database

FIRST, SECOND, NEITHER = "first-stands", "second-counts", "neither-counts"


def counts(session: Session, view: ConsultationView) -> dict[str, int]:
    """Heads by answer; what is kept beside the book and the running counts must agree."""
    result = count_now(session, view.estate.id, view.id)
    assert standing(session, view).returned.heads == result["valid"]
    assert sum(row.returned.heads for row in by_building(session, view)) == result["valid"]
    check = check_book(session, view)
    assert check.is_whole, check.breaks
    session.rollback()
    return {key: held["heads"] for key, held in result["questions"][0]["counts"].items() if held["heads"]}


@pytest.fixture(autouse=True)
def counted_twice(session: Session, view: ConsultationView) -> Iterator[None]:
    """After each test the vote is closed, and the second counter finds the same result."""
    yield
    session.rollback()
    if consultation_of_id(session, view.estate.id, view.id).state is State.OPEN:
        close(session, view)
    faults = recounted(session, view)
    assert not faults, faults


class Household:
    """陈阿姨, for whom somebody entered an answer on paper; what she does about it."""

    def __init__(self, session: Session, view: ConsultationView) -> None:
        self.session, self.view, self.keys = session, view, (view.estate.id, view.id)
        self.id = people.elector_of(session, view, people.CHEN_AYI).id

    def give(self, answer: str, *, on_paper: bool = False) -> None:
        """Another ballot; whatever comes after the first is kept and refused."""
        with suppress(Refusal):
            people.vote(self.session, self.view, people.CHEN_AYI, {1: answer}, on_paper=on_paper)

    def give_at_the_door(self, answer: str) -> None:
        """Another ballot that somebody else sent in."""
        sent = Submission(f"door-{answer}", *self.keys, self.id, {1: answer}, Channel.DOORSTEP, entered_by="马建国")
        with suppress(Refusal):
            cast_ballot(self.session, sent, now=MIDWAY)

    def seconds(self) -> list[int]:
        return [second.seq for one in conflicts(self.session, *self.keys, self.id) for second in one.seconds]

    def first(self) -> int:
        mine = elector_view(self.session, self.keys[0], self.id)
        return mine.ballot.seq if mine and mine.ballot else 0

    def contest(self, seq: int, now: datetime = MIDWAY) -> int:
        return contest_ballot(self.session, Contesting(*self.keys, self.id, seq), now=now, zone=SHANGHAI)

    def settle(self, decision: str, duplicate: int | None = None) -> None:
        settling = Settling(self.id, decision, "书面声明", duplicate, photo=STATEMENT_PHOTO)
        settle_conflict(self.session, *self.keys, settling, by=SETTLER, now=MIDWAY)

    def uphold(self, seq: int, now: datetime = MIDWAY) -> None:
        decide(self.session, self.view, seq, "upheld", now=now)


@pytest.fixture
def view(session: Session) -> ConsultationView:
    return people.make_open_consultation(session, channels=(Channel.WEB, Channel.PAPER, Channel.DOORSTEP))


@pytest.fixture
def home(session: Session, view: ConsultationView) -> Household:
    """Its own answer on the web came after one on paper that is not its own."""
    household = Household(session, view)
    household.give("agree", on_paper=True)
    household.give("oppose")
    return household


def close(session: Session, view: ConsultationView) -> None:
    close_consultation(session, view.estate.id, view.id, by="钱敏", now=AFTER)


def test_settled_that_the_second_counts_nothing_is_left_to_annul(
    session: Session, view: ConsultationView, home: Household
) -> None:
    contest = home.contest(home.first())
    home.settle(SECOND)
    home.uphold(contest)
    assert kinds(session, view)[-1] is LineType.RESOLVE
    assert LineType.ANNUL not in kinds(session, view)
    assert counts(session, view) == {"oppose": 1}
    close(session, view)
    assert counts(session, view) == {"oppose": 1}


def test_settled_and_decided_after_the_count_nothing_is_published_anew(
    session: Session, view: ConsultationView, home: Household
) -> None:
    contest = home.contest(home.first())
    home.settle(SECOND)
    close(session, view)
    home.uphold(contest, AFTER)
    assert kinds(session, view)[-1] is LineType.RESOLVE
    assert counts(session, view) == {"oppose": 1}


@pytest.mark.parametrize("is_closed", [False, True], ids=["while open", "after the count"])
def test_the_kept_ballot_of_the_household_counts_when_the_first_falls(
    session: Session, view: ConsultationView, home: Household, is_closed: bool
) -> None:
    contest = home.contest(home.first())
    if is_closed:
        close(session, view)
    home.uphold(contest, AFTER if is_closed else MIDWAY)
    resolve, after = (LineType.RESOLVE, LineType.REPUBLISH)
    assert kinds(session, view)[-1] is (after if is_closed else resolve)
    assert counts(session, view) == {"oppose": 1}
    assert count_now(session, *home.keys)["amended"]["annulled"] == 1
    (case,) = contests(session, *home.keys)
    assert not case.ballot.is_counted


@pytest.mark.parametrize("is_closed", [False, True], ids=["while open", "after the count"])
def test_a_kept_sheet_that_somebody_entered_does_not_count_by_itself(
    session: Session, view: ConsultationView, is_closed: bool
) -> None:
    home = Household(session, view)
    home.give("agree", on_paper=True)
    home.give_at_the_door("agree")
    assert len(home.seconds()) == 1
    contest = home.contest(home.first())
    if is_closed:
        close(session, view)
    home.uphold(contest, AFTER if is_closed else MIDWAY)
    assert counts(session, view) == {}


def test_of_two_kept_ballots_the_one_that_came_first_counts(
    session: Session, view: ConsultationView, home: Household
) -> None:
    home.give("abstain")
    home.uphold(home.contest(home.first()))
    assert counts(session, view) == {"oppose": 1}


def test_a_ballot_that_fell_is_not_settled_back_in(session: Session, view: ConsultationView, home: Household) -> None:
    home.uphold(home.contest(home.first()))
    assert refused(lambda: home.settle(FIRST)) == "settled-for-a-fallen-ballot"
    home.settle(NEITHER)
    assert counts(session, view) == {}
    home.settle(SECOND)
    assert counts(session, view) == {"oppose": 1}


@pytest.fixture
def turned(session: Session, view: ConsultationView) -> Household:
    """Its own answer came first; a sheet that somebody entered was settled to count in its place."""
    household = Household(session, view)
    household.give("agree")
    household.give("oppose", on_paper=True)
    household.settle(SECOND)
    return household


@pytest.mark.parametrize("is_closed", [False, True], ids=["while open", "after the count"])
def test_the_household_contests_the_second_ballot_that_counts_and_its_own_counts_again(
    session: Session, view: ConsultationView, turned: Household, is_closed: bool
) -> None:
    assert counts(session, view) == {"oppose": 1}
    if is_closed:
        close(session, view)
    moment = AFTER if is_closed else MIDWAY
    turned.uphold(turned.contest(turned.seconds()[0], moment), moment)
    assert counts(session, view) == {"agree": 1}
    payload = json.loads(lines_of(session, view, LineType.RESOLVE)[-1])["payload"]
    assert (payload["instead"], "answers" in payload) == (FIRST, False)


@pytest.mark.parametrize("is_closed", [False, True], ids=["while open", "after the count"])
def test_the_household_contests_that_neither_counts(
    session: Session, view: ConsultationView, turned: Household, is_closed: bool
) -> None:
    turned.settle(NEITHER)
    settled = conflicts(session, *turned.keys, turned.id)[0].settled
    assert settled is not None
    if is_closed:
        close(session, view)
    moment = AFTER if is_closed else MIDWAY
    turned.uphold(turned.contest(settled.seq, moment), moment)
    assert counts(session, view) == {"agree": 1}


def test_where_both_fall_nothing_of_the_household_is_left(session: Session, view: ConsultationView) -> None:
    home = Household(session, view)
    home.give("agree", on_paper=True)
    home.give_at_the_door("oppose")
    first = home.contest(home.first())
    home.settle(SECOND)
    home.uphold(first)
    home.uphold(home.contest(home.seconds()[0]))
    assert counts(session, view) == {}
    home.give("abstain")
    assert counts(session, view) == {"abstain": 1}


@pytest.mark.parametrize(
    ("decision", "contested", "reason"),
    [
        pytest.param(FIRST, "first", "", id="the first stands and is contested"),
        pytest.param(SECOND, "first", "nothing-to-contest", id="the second counts and the first is contested"),
        pytest.param(NEITHER, "first", "nothing-to-contest", id="neither counts and the first is contested"),
        pytest.param(SECOND, "second", "", id="the second counts and is contested"),
        pytest.param(FIRST, "second", "nothing-to-contest", id="the first stands and the second is contested"),
    ],
)
def test_what_does_not_count_is_not_contested(
    session: Session, view: ConsultationView, home: Household, decision: str, contested: str, reason: str
) -> None:
    home.settle(decision)
    meant = home.first() if contested == "first" else home.seconds()[0]
    assert refused(lambda: home.contest(meant)) == reason


def lines_of(session: Session, view: ConsultationView, kind: LineType) -> list[str]:
    return [line.entry for line in lines(session, view.estate.id, view.id) if line.type is kind]
