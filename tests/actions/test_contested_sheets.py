"""A household contests its sheet that waits or was set aside, and takes a contest back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from consult.actions.close_consultation import close_consultation
from consult.actions.confirm_paper_ballot import confirm_paper_ballot
from consult.actions.contest_ballot import Contesting, contest_ballot
from consult.actions.enter_paper_ballot import SheetRead, enter_paper_ballot
from consult.actions.explain_contest import explain_contest
from consult.actions.reconcile_sheets import CountedByHand, reconcile_sheets
from consult.actions.withdraw_contest import withdraw_contest
from consult.domain.consultation import State
from consult.domain.ledger import LineType
from consult.models.electorate import ElectorRow
from consult.queries.consultations import ConsultationView, consultation_of_id
from consult.queries.contests import contests
from consult.queries.held_ballots import sheets_of
from consult.queries.results import count_now
from consult.wording.language import SHANGHAI
from tests import people
from tests.actions.test_ballots_in_any_order import recounted
from tests.actions.test_contest_ballot import decide, kinds, refused
from tests.people import AFTER, MIDWAY

pytestmark = pytest.mark.one_database

COUNTS_INVALID = {"invalid_takes_part": True}


@pytest.fixture(params=[False, True], ids=["entered by one", "entered by two"])
def view(request: pytest.FixtureRequest, session: Session) -> Iterator[ConsultationView]:
    """An open vote; after each test it is closed, and the second counter finds the same result."""
    made = people.make_open_consultation(session, procedure=COUNTS_INVALID | {"paper_twice": request.param})
    yield made
    session.rollback()
    if consultation_of_id(session, made.estate.id, made.id).state is State.OPEN:
        close(session, made)
    assert not recounted(session, made)


def close(session: Session, view: ConsultationView) -> None:
    keys = (view.estate.id, view.id)
    if view.procedure.paper_twice:
        signed = CountedByHand(0, 1, explanation="异议成立的一张")
        reconcile_sheets(session, *keys, signed, by="丁一平", now=AFTER)
    close_consultation(session, *keys, by="钱敏", now=AFTER)


def read(session: Session, view: ConsultationView, by: str, *, invalid: str = "") -> str:
    serial = people.elector_of(session, view, people.CHEN_AYI).paper_serial
    answers = {} if invalid else {1: "agree"}
    sheet = SheetRead(f"{serial}-{by}", view.estate.id, view.id, serial, answers, invalid)
    deed = enter_paper_ballot if by == "钱敏" else confirm_paper_ballot
    return refused(lambda: deed(session, sheet, by=by, now=MIDWAY))


def chen(session: Session, view: ConsultationView) -> ElectorRow:
    return people.elector_of(session, view, people.CHEN_AYI)


def contest(session: Session, view: ConsultationView, seq: int) -> int:
    made = Contesting(view.estate.id, view.id, chen(session, view).id, seq)
    return contest_ballot(session, made, now=MIDWAY, zone=SHANGHAI)


def set_aside(session: Session, view: ConsultationView) -> int:
    read(session, view, "钱敏", invalid="unsigned")
    if view.procedure.paper_twice:
        read(session, view, "李强", invalid="unsigned")
    (sheet,) = sheets_of(session, chen(session, view))
    assert (sheet.standing, sheet.entered_by[0].name, sheet.is_counted) == ("unsigned", "钱敏", False)
    return sheet.seq


@pytest.mark.parametrize("is_closed", [False, True], ids=["while open", "after the count"])
def test_a_sheet_set_aside_that_was_not_theirs_takes_no_part(
    session: Session, view: ConsultationView, is_closed: bool
) -> None:
    seq = contest(session, view, set_aside(session, view))
    assert count_now(session, view.estate.id, view.id)["invalid"] == {"unsigned": 1}
    if is_closed:
        close(session, view)
    decide(session, view, seq, "upheld", now=AFTER if is_closed else MIDWAY)
    assert kinds(session, view)[-1] is (LineType.REPUBLISH if is_closed else LineType.RESOLVE)
    assert count_now(session, view.estate.id, view.id)["invalid"] == {}
    assert refused(lambda: contest(session, view, set_aside_line(session, view))) == "nothing-to-contest"


def set_aside_line(session: Session, view: ConsultationView) -> int:
    return contests(session, view.estate.id, view.id)[0].ballot.seq + 40


@pytest.mark.parametrize(
    ("ruling", "then"),
    [
        pytest.param("", "sheet-contested", id="while the case waits"),
        pytest.param("upheld", "sheet-contested", id="upheld"),
        pytest.param("dismissed", "", id="dismissed"),
        pytest.param("withdrawn", "", id="taken back"),
    ],
)
def test_a_sheet_that_waits_is_not_read_again_while_it_is_contested(session: Session, ruling: str, then: str) -> None:
    view = people.make_open_consultation(session, procedure={"paper_twice": True})
    keys = (view.estate.id, view.id)
    read(session, view, "钱敏")
    (sheet,) = sheets_of(session, chen(session, view))
    assert (sheet.standing, sheet.entered_by[0].name) == ("waits", "钱敏")
    seq = contest(session, view, sheet.seq)
    if ruling == "withdrawn":
        withdraw_contest(session, *keys, chen(session, view).id, seq, now=MIDWAY)
    elif ruling:
        decide(session, view, seq, ruling)
    assert read(session, view, "李强") == then
    assert count_now(session, *keys)["valid"] == (0 if then else 1)
    waits = 1 if then else 0
    signed = CountedByHand(15 - 1, 1, explanation="异议" if waits else "")
    reconcile_sheets(session, *keys, signed, by="丁一平", now=AFTER)
    close_consultation(session, *keys, by="钱敏", now=AFTER)
    assert not recounted(session, view)


def test_taken_back_it_may_be_said_again(session: Session, view: ConsultationView) -> None:
    elector, keys = chen(session, view).id, (view.estate.id, view.id)
    line = set_aside(session, view)
    seq = contest(session, view, line)
    explain_contest(session, *keys, elector, seq, "  我们没交过票 ")
    assert contests(session, *keys)[0].said == "我们没交过票"
    withdraw_contest(session, *keys, elector, seq, now=MIDWAY)
    assert refused(lambda: withdraw_contest(session, *keys, elector, seq, now=MIDWAY)) == "ruled-already"
    assert refused(lambda: explain_contest(session, *keys, elector, seq, "x")) == "ruled-already"
    assert refused(lambda: decide(session, view, seq, "upheld")) == "ruled-already"
    assert contest(session, view, line) > seq


def test_a_household_touches_its_own_cases_only(session: Session, view: ConsultationView) -> None:
    keys = (view.estate.id, view.id)
    seq = contest(session, view, set_aside(session, view))
    other = people.elector_of(session, view, people.ZHAO_KE).id
    assert refused(lambda: withdraw_contest(session, *keys, other, seq, now=MIDWAY)) == "unknown-contest"
    assert refused(lambda: explain_contest(session, *keys, other, seq, "x")) == "unknown-contest"
    assert refused(lambda: withdraw_contest(session, *keys, other, 1, now=MIDWAY)) == "unknown-contest"


def test_only_others_decide_and_only_the_household_takes_back(session: Session, view: ConsultationView) -> None:
    seq = contest(session, view, set_aside(session, view))
    assert refused(lambda: decide(session, view, seq, "withdrawn")) == "unknown-ruling"
