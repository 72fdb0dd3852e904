"""A sheet that one person's entry suffices for: it has its effect once, whatever became of its ballot."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.actions.close_consultation import close_consultation
from consult.actions.enter_paper_ballot import SheetRead, SheetTaken, enter_paper_ballot
from consult.domain.doorstep.entry import PaperTold
from consult.domain.photo import Photo
from consult.domain.refusal import Refusal
from consult.models.consultation import Consultation
from consult.models.electorate import ElectorRow
from consult.models.ledger import LedgerLine
from consult.models.paper_taken import take_paper
from consult.queries.consultations import ConsultationView
from tests import people
from tests.people import AFTER, MIDWAY

PHOTO = Photo(b"jpeg", "ab" * 32, 10, 10)


def enter(session: Session, view: ConsultationView, serial: str, send: str = "a", **read: Any) -> SheetTaken:
    sheet = SheetRead(send, view.estate.id, view.id, serial, **({"answers": {1: "agree", 2: "2"}} | read))
    return enter_paper_ballot(session, sheet, by="钱敏", now=MIDWAY)


@pytest.mark.parametrize(
    ("first", "again"),
    [
        pytest.param({}, {"answers": {1: "oppose", 2: "2"}}, id="counted, then with other answers"),
        pytest.param({}, {"invalid": "spoilt"}, id="counted, then set aside"),
        pytest.param({"invalid": "spoilt"}, {}, id="set aside, then counted"),
    ],
)
def test_a_sheet_is_used_up(
    session: Session, view: ConsultationView, chen: ElectorRow, first: dict[str, Any], again: dict[str, Any]
) -> None:
    enter(session, view, chen.paper_serial, **first)
    lines = session.scalar(select(func.count()).select_from(LedgerLine))
    with pytest.raises(Refusal) as refused:
        enter(session, view, chen.paper_serial, send="b", **again)
    assert refused.value.reason == "paper-entered-already"
    assert session.scalar(select(func.count()).select_from(LedgerLine)) == lines


def test_one_photo_is_not_taken_for_two_sheets(session: Session, view: ConsultationView, chen: ElectorRow) -> None:
    other = people.elector_of(session, view, people.LIU_SAN).paper_serial
    assert enter(session, view, chen.paper_serial, photo=PHOTO) == enter(session, view, chen.paper_serial, photo=PHOTO)
    with pytest.raises(Refusal) as refused:
        enter(session, view, other, send="b", photo=PHOTO)
    assert (refused.value.reason, refused.value.details["other"]) == ("photo-of-another-sheet", chen.paper_serial)
    enter(session, view, other, send="b", photo=Photo(b"another", "cd" * 32, 10, 10))


def test_the_same_entry_sent_again_gets_its_receipt(session: Session, view: ConsultationView, chen: ElectorRow) -> None:
    assert enter(session, view, chen.paper_serial) == enter(session, view, chen.paper_serial)


def test_the_photo_from_the_door_goes_with_the_sheet(session: Session) -> None:
    view = people.make_open_consultation(
        session, people.make_estate(session, code="photo"), procedure={"paper_photo": True}
    )
    chen = people.elector_of(session, view, people.CHEN_AYI)
    serial = chen.paper_serial
    with pytest.raises(Refusal, match="paper-without-photo"):
        enter(session, view, serial)
    matter = session.get_one(Consultation, (view.estate.id, view.id))
    take_paper(session, matter, chen, PaperTold(serial, None, ""), PHOTO, at=MIDWAY, by="马建国", now=MIDWAY)
    session.commit()
    taken = enter(session, view, serial, send="c")
    written = select(LedgerLine.entry).where(LedgerLine.consultation_id == view.id, LedgerLine.seq == taken.seq)
    assert PHOTO.sha256 in session.scalars(written).one()


def test_a_late_sheet_typed_twice_is_one_late_sheet(session: Session, view: ConsultationView, chen: ElectorRow) -> None:
    for send, side in (("a", "agree"), ("b", "oppose")):
        read = SheetRead(send, view.estate.id, view.id, chen.paper_serial, {1: side})
        with pytest.raises(Refusal, match="closed"):
            enter_paper_ballot(session, read, by="钱敏", now=AFTER)
    assert close_consultation(session, view.estate.id, view.id, by="钱敏", now=AFTER)["late"] == 1
