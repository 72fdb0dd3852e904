"""One elector, one counted ballot, whatever the channel, the moment and the number of tries."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Executable, delete, func, insert, select, update
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session

from consult.actions.cast_ballot import PaperSlip, cast_ballot
from consult.domain.consultation import Channel
from consult.domain.ledger import LineType
from consult.domain.photo import Photo
from consult.domain.question import Question, QuestionType
from consult.domain.refusal import Refusal
from consult.models.ballot import ONE_COUNTED_BALLOT, Ballot, BuildingTurnout, UncountedBallot
from consult.models.book import lines
from consult.models.electorate import ElectorRow
from consult.models.ledger import LedgerHead, LedgerLine
from consult.models.photo import KeptPhoto
from consult.queries.book import check_book
from consult.queries.consultations import ConsultationView
from consult.queries.receipts import receipt_in_book
from consult.queries.turnout import by_building, standing
from tests import people
from tests.actions.casting import AGREE, submission
from tests.people import CLOSES_AT, MIDWAY


def kinds(session: Session, view: ConsultationView) -> list[LineType]:
    return [line.type for line in lines(session, view.estate.id, view.id)]


def counted(session: Session, view: ConsultationView) -> int:
    return session.scalar(select(func.count()).select_from(Ballot).where(Ballot.consultation_id == view.id)) or 0


def test_a_ballot_is_recorded_with_its_line_its_counts_and_its_receipt(
    session: Session, view: ConsultationView, chen: ElectorRow
) -> None:
    area, building = chen.area, chen.building
    receipt = cast_ballot(session, submission(view, chen), now=MIDWAY)
    assert (receipt.seq, receipt.at, receipt.channel) == (2, MIDWAY, Channel.WEB)
    assert kinds(session, view) == [LineType.OPEN, LineType.BALLOT]
    assert (standing(session, view).returned.heads, standing(session, view).returned.area) == (1, area)
    mine = {b.building: b.returned.heads for b in by_building(session, view)}
    assert {name: n for name, n in mine.items() if n} == {building: 1}
    found = receipt_in_book(session, receipt.code)
    assert found is not None
    assert (found.seq, found.consultation_code) == (2, view.code)
    assert check_book(session, view).is_whole


def test_every_slip_code_reads_aloud(session: Session, view: ConsultationView) -> None:
    receipts = [people.vote(session, view, elector, AGREE) for elector in people.electors(session, view)]
    assert all(receipt.code.replace("-", "").isalnum() for receipt in receipts)


def test_a_retry_gets_the_same_receipt_and_leaves_no_trace(
    session: Session, view: ConsultationView, chen: ElectorRow
) -> None:
    sent = submission(view, chen)
    first = cast_ballot(session, sent, now=MIDWAY)
    again = cast_ballot(session, sent, now=MIDWAY + timedelta(hours=1))
    assert again == first
    assert kinds(session, view) == [LineType.OPEN, LineType.BALLOT]


def test_a_retry_after_the_end_still_gets_its_receipt(
    session: Session, view: ConsultationView, chen: ElectorRow
) -> None:
    sent = submission(view, chen)
    first = cast_ballot(session, sent, now=CLOSES_AT - timedelta(microseconds=1))
    assert cast_ballot(session, sent, now=CLOSES_AT) == first


def test_a_second_ballot_is_refused_and_leaves_a_line(
    session: Session, view: ConsultationView, chen: ElectorRow
) -> None:
    first = cast_ballot(session, submission(view, chen), now=MIDWAY)
    second = submission(view, chen, {1: "oppose"}, id="another")
    for _ in range(2):
        with pytest.raises(Refusal) as refused:
            cast_ballot(session, second, now=MIDWAY)
        assert refused.value.reason == "already-answered"
        assert refused.value.details["receipt"] == first.code
    assert kinds(session, view) == [LineType.OPEN, LineType.BALLOT, LineType.DUPLICATE]
    assert counted(session, view) == 1
    assert check_book(session, view).is_whole


@pytest.mark.parametrize(
    ("now", "recorded"),
    [
        pytest.param(CLOSES_AT - timedelta(microseconds=1), True, id="a moment before the end"),
        pytest.param(CLOSES_AT, False, id="exactly at the end"),
        pytest.param(CLOSES_AT + timedelta(days=1), False, id="a day late"),
    ],
)
def test_the_end_is_the_end(
    session: Session, view: ConsultationView, chen: ElectorRow, now: datetime, recorded: bool
) -> None:
    if recorded:
        cast_ballot(session, submission(view, chen), now=now)
    else:
        with pytest.raises(Refusal, match="closed"):
            cast_ballot(session, submission(view, chen), now=now)
        late = session.scalars(select(UncountedBallot.reason)).all()
        assert late == ["late"]
    assert counted(session, view) == int(recorded)


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        pytest.param({1: "perhaps"}, "unknown-answer", id="an answer not on offer"),
        pytest.param({77: "agree"}, "unknown-question", id="a question not asked"),
        pytest.param({1: ""}, "nothing-answered", id="nothing at all"),
    ],
)
def test_a_wrong_answer_records_nothing(
    session: Session, view: ConsultationView, chen: ElectorRow, answers: dict[int, object], reason: str
) -> None:
    with pytest.raises(Refusal, match=reason):
        cast_ballot(session, submission(view, chen, answers), now=MIDWAY)
    assert kinds(session, view) == [LineType.OPEN]
    assert counted(session, view) == 0


def test_an_elector_of_another_consultation_is_refused(session: Session, view: ConsultationView) -> None:
    estate = people.make_estate(session, code="OTHER")
    other = people.make_open_consultation(session, estate)
    stranger = people.elector_of(session, other, people.CHEN_AYI)
    with pytest.raises(Refusal, match="unknown-elector"):
        cast_ballot(session, submission(view, stranger), now=MIDWAY)


def test_a_key_used_by_another_elector_is_refused(session: Session, view: ConsultationView, chen: ElectorRow) -> None:
    cast_ballot(session, submission(view, chen, id="shared"), now=MIDWAY)
    other = people.elector_of(session, view, people.LEADER)
    with pytest.raises(Refusal, match="submission-reused"):
        cast_ballot(session, submission(view, other, id="shared"), now=MIDWAY)


def test_paper_comes_through_the_same_door(session: Session, view: ConsultationView, chen: ElectorRow) -> None:
    slip = PaperSlip(chen.paper_serial, Photo(b"jpeg", "ab" * 32, 3, 4))
    paper = submission(view, chen, {1: "void", 2: "1"}, channel=Channel.PAPER, paper=slip, entered_by="钱敏")
    receipt = cast_ballot(session, paper, now=MIDWAY)
    assert receipt.channel is Channel.PAPER
    assert kinds(session, view)[-1] is LineType.PAPER
    photo = session.scalars(select(KeptPhoto)).one()
    line = list(lines(session, view.estate.id, view.id))[-1]
    assert json.loads(line.entry)["payload"]["photo"] == photo.sha256
    with pytest.raises(Refusal, match="already-answered"):
        cast_ballot(session, submission(view, chen, id="from the phone"), now=MIDWAY)


def test_paper_with_another_households_serial_is_refused(
    session: Session, view: ConsultationView, chen: ElectorRow
) -> None:
    other = people.elector_of(session, view, people.LEADER)
    with pytest.raises(Refusal, match="serial-elsewhere"):
        cast_ballot(
            session,
            submission(view, chen, channel=Channel.PAPER, paper=PaperSlip(other.paper_serial)),
            now=MIDWAY,
        )


def test_written_answers_stay_out_of_the_book(session: Session) -> None:
    questions = (
        Question(1, QuestionType.CONSENT, {"zh": "是否同意？"}),
        Question(2, QuestionType.TEXT, {"zh": "意见"}),
    )
    view = people.make_open_consultation(session, people.make_estate(session), questions=questions)
    chen = people.elector_of(session, view, people.CHEN_AYI)
    cast_ballot(session, submission(view, chen, {1: "agree", 2: "我家住三楼，怕吵"}), now=MIDWAY)
    entry = list(lines(session, view.estate.id, view.id))[-1].entry
    assert "怕吵" not in entry
    assert "sha256:" in entry


def test_the_database_itself_refuses_a_second_counted_ballot(
    session: Session, view: ConsultationView, chen: ElectorRow
) -> None:
    cast_ballot(session, submission(view, chen), now=MIDWAY)
    row = session.execute(select(Ballot.__table__)).mappings().one()
    copy = {**row, "id": row["id"] - 1, "seq": 99, "submission_id": "x", "receipt": "y"}
    with pytest.raises(IntegrityError) as broken:
        session.execute(insert(Ballot).values(copy))
    if session.get_bind().dialect.name == "postgresql":
        assert ONE_COUNTED_BALLOT in str(broken.value)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(update(LedgerLine).values(entry="{}"), id="update"),
        pytest.param(delete(LedgerLine), id="delete"),
    ],
)
def test_the_book_is_never_changed(session: Session, view: ConsultationView, change: Executable) -> None:
    assert view.code
    with pytest.raises(DBAPIError, match="the book is never changed"):
        session.execute(change)


@pytest.mark.parametrize(
    ("damage", "fault"),
    [
        pytest.param(lambda s: s.execute(update(LedgerHead).values(seq=7)), "tail-missing", id="lines cut off"),
        pytest.param(lambda s: s.execute(update(LedgerHead).values(heads=9)), "counter-differs", id="a counter moved"),
        pytest.param(
            lambda s: s.execute(update(LedgerHead).values(head=b"x" * 32)), "tail-missing", id="a head replaced"
        ),
    ],
)
def test_the_check_notices_what_was_changed_around_the_book(
    session: Session, view: ConsultationView, chen: ElectorRow, damage: Callable[[Session], object], fault: str
) -> None:
    cast_ballot(session, submission(view, chen), now=MIDWAY)
    damage(session)
    session.commit()
    assert fault in {found.fault for found in check_book(session, view).breaks}


def test_turnout_of_buildings_adds_up(session: Session, view: ConsultationView) -> None:
    rows = session.scalars(select(BuildingTurnout).where(BuildingTurnout.consultation_id == view.id)).all()
    assert sum(row.heads_total for row in rows) == view.electorate.heads
    assert sum(row.area_total for row in rows) == view.electorate.area


def test_a_ballot_for_another_version_leaves_no_trace(session: Session, view: ConsultationView) -> None:
    elector = people.electors(session, view)[0]
    with pytest.raises(Refusal, match="other-version"):
        cast_ballot(session, submission(view, elector, text="of yesterday"), now=MIDWAY)
    receipt = cast_ballot(session, submission(view, elector, text=view.text_hash), now=MIDWAY)
    assert receipt.seq == 2, "nothing but the opening stands before it"
