"""Paper that two people must read: sealed until both agree, then counted by the one path; a third where they differ."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from consult.actions.cast_ballot import PaperSlip, cast_ballot
from consult.actions.close_consultation import close_consultation
from consult.actions.confirm_paper_ballot import confirm_paper_ballot
from consult.actions.enter_paper_ballot import SheetRead, SheetTaken, enter_paper_ballot
from consult.actions.reconcile_sheets import CountedByHand, reconcile_sheets
from consult.actions.set_aside_paper_ballot import set_aside_paper_ballot
from consult.domain.consultation import Channel
from consult.domain.keying import Standing
from consult.domain.ledger import LineType
from consult.domain.photo import Photo
from consult.domain.refusal import Refusal
from consult.domain.serial import sheet_mark
from consult.models.ballot import Ballot, UncountedBallot
from consult.models.book import lines
from consult.models.consultation import Consultation
from consult.models.electorate import ElectorRow
from consult.models.paper_sheet import PaperKeying, PaperSheet
from consult.queries.book import check_book
from consult.queries.consultations import ConsultationView
from consult.queries.results import count_now
from tests import people
from tests.actions.casting import submission
from tests.people import AFTER, CLOSES_AT, MIDWAY

AGREE: dict[int, object] = {1: "agree", 2: "1"}
OPPOSE: dict[int, object] = {1: "oppose", 2: "1"}
PHOTO = Photo(b"jpeg", "ab" * 32, 3, 4)


@pytest.fixture
def view(session: Session) -> ConsultationView:
    return people.make_open_consultation(session, people.make_estate(session), procedure={"paper_twice": True})


Read = Callable[..., SheetTaken]


@pytest.fixture
def read(session: Session, view: ConsultationView, chen: ElectorRow) -> Read:
    serial = chen.paper_serial

    def reading(
        by: str, answers: Any = None, *, now: datetime = MIDWAY, confirm: bool = False, **more: Any
    ) -> SheetTaken:
        fields: dict[str, Any] = {"id": f"{by}-{serial}", "serial": serial} | more
        given = AGREE if answers is None and "invalid" not in more else answers or {}
        sent = SheetRead(estate_id=view.estate.id, consultation_id=view.id, answers=given, **fields)
        return (confirm_paper_ballot if confirm else enter_paper_ballot)(session, sent, by=by, now=now)

    return reading


def payloads(session: Session, view: ConsultationView) -> list[tuple[str, dict[str, Any]]]:
    found = [(line.type.value, json.loads(line.entry)["payload"]) for line in lines(session, view.estate.id, view.id)]
    session.rollback()
    return found[1:]


def counted(session: Session, view: ConsultationView) -> dict[str, Any]:
    """The result now; the book and what is kept beside it agree."""
    check = check_book(session, view)
    assert check.is_whole, check.breaks
    result = count_now(session, view.estate.id, view.id)
    session.rollback()
    return result


def test_one_reading_counts_nothing_and_tells_nothing(session: Session, view: ConsultationView, read: Read) -> None:
    taken = read("钱敏", photo=PHOTO)
    assert (taken.standing, taken.outcome, taken.receipt) == (Standing.PENDING, "", None)
    [(kind, payload)] = payloads(session, view)
    assert kind == "PAPER"
    assert set(payload) == {"elector", "keyed", "nonce", "photo", "serial", "typist"}
    assert (payload["photo"], payload["typist"], payload["keyed"][:7]) == (PHOTO.sha256, 1, "sha256:")
    result = counted(session, view)
    assert (result["valid"], result["sheets"]) == (0, {"entered": 1, "unconfirmed": 1})


def test_a_second_person_who_reads_the_same_has_it_counted(
    session: Session, view: ConsultationView, read: Read
) -> None:
    read("钱敏", photo=PHOTO)
    taken = read("丁一平", confirm=True)
    assert (taken.standing, taken.outcome) == (Standing.CONFIRMED, "counted")
    first, second, ballot = payloads(session, view)
    assert [first[0], second[0], ballot[0]] == ["PAPER", "PAPER_CONFIRM", "BALLOT"]
    assert (second[1]["paper"], second[1]["agrees"], second[1]["typist"]) == (2, 2, 2)
    assert (ballot[1]["channel"], ballot[1]["paper"], ballot[1]["photo"]) == ("paper", 2, PHOTO.sha256)
    assert taken.receipt is not None
    assert taken.receipt.seq == 4
    row = session.scalars(select(Ballot)).one()
    assert (row.answers, row.entered_by) == ({"1": "agree", "2": "1"}, "钱敏、丁一平")
    key = session.get_one(Consultation, (view.estate.id, view.id)).sheet_key
    assert first[1]["serial"] == ballot[1]["serial"] == sheet_mark(key, str(row.paper_serial))
    result = counted(session, view)
    assert (result["returned"]["paper"], result["sheets"]) == (1, {"entered": 1, "unconfirmed": 0})


def test_entering_a_sheet_that_somebody_else_has_entered_is_the_second_reading(read: Read) -> None:
    read("钱敏")
    assert read("丁一平").outcome == "counted"


def test_two_who_differ_wait_for_a_third(session: Session, view: ConsultationView, read: Read) -> None:
    read("钱敏", AGREE)
    assert read("丁一平", OPPOSE, confirm=True).standing is Standing.MISMATCH
    assert counted(session, view)["sheets"] == {"entered": 1, "unconfirmed": 1}
    taken = read("马建国", OPPOSE, confirm=True)
    assert (taken.standing, taken.outcome) == (Standing.DECIDED, "counted")
    kinds = [kind for kind, _ in payloads(session, view)]
    assert kinds == ["PAPER", "PAPER_CONFIRM", "PAPER_CONFIRM", "BALLOT"]
    assert payloads(session, view)[2][1]["agrees"] == 3
    assert session.scalars(select(Ballot.answers)).one() == {"1": "oppose", "2": "1"}
    assert counted(session, view)["valid"] == 1


def test_three_who_differ_count_nothing_until_two_agree(session: Session, view: ConsultationView, read: Read) -> None:
    read("钱敏", AGREE)
    read("丁一平", OPPOSE)
    assert read("马建国", {1: "abstain"}).standing is Standing.UNDECIDED
    assert counted(session, view)["valid"] == 0
    assert read("田处", AGREE).outcome == "counted"
    assert counted(session, view)["valid"] == 1


@pytest.mark.parametrize("confirm", [False, True], ids=["entering", "confirming"])
def test_nobody_reads_a_sheet_twice(session: Session, view: ConsultationView, read: Read, confirm: bool) -> None:
    read("钱敏")
    with pytest.raises(Refusal, match="keyed-by-yourself"):
        read("钱敏", id="again", confirm=confirm)
    assert len(payloads(session, view)) == 1


def test_a_retry_is_one_reading(session: Session, view: ConsultationView, read: Read) -> None:
    assert read("钱敏") == read("钱敏")
    again = read("丁一平"), read("丁一平", confirm=True)
    assert again[0].seq == again[1].seq
    assert len(payloads(session, view)) == 3


def test_a_settled_sheet_is_entered_already(read: Read) -> None:
    read("钱敏")
    read("丁一平")
    with pytest.raises(Refusal, match="paper-entered-already"):
        read("马建国")


def test_there_must_be_something_to_confirm(read: Read) -> None:
    with pytest.raises(Refusal, match="paper-not-waiting"):
        read("丁一平", confirm=True)


def test_two_must_agree_that_a_sheet_does_not_count(session: Session, view: ConsultationView, read: Read) -> None:
    read("钱敏", invalid="spoilt")
    assert counted(session, view)["invalid"] == {}
    assert read("丁一平", AGREE).standing is Standing.MISMATCH
    taken = read("马建国", invalid="spoilt")
    assert (taken.standing, taken.outcome) == (Standing.DECIDED, "invalid")
    kind, payload = payloads(session, view)[-1]
    assert (kind, payload["reason"], payload["paper"]) == ("INVALID", "spoilt", 2)
    result = counted(session, view)
    assert (result["invalid"], result["sheets"]["unconfirmed"]) == ({"spoilt": 1}, 0)


def test_a_household_that_answered_meanwhile_is_not_counted_twice(
    session: Session, view: ConsultationView, read: Read
) -> None:
    read("钱敏", OPPOSE)
    people.vote(session, view, people.CHEN_AYI, {1: "agree"})
    taken = read("丁一平", OPPOSE)
    assert taken.outcome == "double"
    assert taken.refusal is not None
    assert taken.refusal.reason == "already-answered"
    kind, payload = payloads(session, view)[-1]
    assert (kind, payload["paper"], payload["answers"]) == ("DUPLICATE", 2, payloads(session, view)[0][1]["keyed"])
    assert counted(session, view)["valid"] == 1


def test_one_person_alone_gets_no_paper_counted(session: Session, view: ConsultationView, chen: ElectorRow) -> None:
    paper = submission(view, chen, channel=Channel.PAPER, paper=PaperSlip(chen.paper_serial), entered_by="钱敏")
    serial = chen.paper_serial
    with pytest.raises(Refusal, match="paper-keyed-twice"):
        cast_ballot(session, paper, now=MIDWAY)
    with pytest.raises(Refusal, match="paper-keyed-twice"):
        set_aside_paper_ballot(session, view.estate.id, view.id, serial, "spoilt", by="钱敏", now=MIDWAY)


def test_a_sheet_entered_in_time_is_confirmed_until_the_count(
    session: Session, view: ConsultationView, read: Read
) -> None:
    read("钱敏")
    assert read("丁一平", now=AFTER).outcome == "counted"
    with pytest.raises(Refusal, match="closed"):
        read("钱敏", now=CLOSES_AT, serial=people.elector_of(session, view, people.LEADER).paper_serial, id="late")
    assert session.scalars(select(UncountedBallot.reason)).all() == ["late"]


def test_after_the_count_nothing_is_confirmed(session: Session, view: ConsultationView, read: Read) -> None:
    read("钱敏")
    with pytest.raises(Refusal, match="sheets-not-reconciled"):
        close_consultation(session, view.estate.id, view.id, by="钱敏", now=AFTER)
    boxed = CountedByHand(0, 1, "第二人出差，来不及复核")
    reconcile_sheets(session, view.estate.id, view.id, boxed, by="丁一平", now=AFTER)
    closed = close_consultation(session, view.estate.id, view.id, by="钱敏", now=AFTER)
    assert closed["sheets"]["unconfirmed"] == 1
    with pytest.raises(Refusal, match="closed"):
        read("丁一平", now=AFTER)


def test_where_every_sheet_is_photographed_one_without_is_refused(session: Session) -> None:
    strict = {"paper_twice": True, "paper_photo": True}
    view = people.make_open_consultation(session, people.make_estate(session), procedure=strict)
    serial = people.elector_of(session, view, people.CHEN_AYI).paper_serial
    bare = SheetRead("1", view.estate.id, view.id, serial, AGREE)
    with pytest.raises(Refusal, match="paper-without-photo"):
        enter_paper_ballot(session, bare, by="钱敏", now=MIDWAY)
    enter_paper_ballot(
        session, SheetRead("1", view.estate.id, view.id, serial, AGREE, photo=PHOTO), by="钱敏", now=MIDWAY
    )
    # The second person reads the photo that is kept.
    taken = confirm_paper_ballot(session, SheetRead("2", view.estate.id, view.id, serial, AGREE), by="丁", now=MIDWAY)
    assert taken.outcome == "counted"


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        pytest.param({"serial": "99999"}, "unknown-serial", id="never issued"),
        pytest.param({"text": "0" * 64}, "other-version", id="an older version of the questions"),
        pytest.param({"invalid": "ugly"}, "invalid-reason", id="no reason on the list"),
        pytest.param({"answers": {7: "agree"}}, "unknown-question", id="a question not asked"),
    ],
)
def test_what_cannot_be_leaves_nothing(
    session: Session, view: ConsultationView, read: Read, more: dict[str, Any], reason: str
) -> None:
    rest = {key: value for key, value in more.items() if key != "answers"}
    with pytest.raises(Refusal, match=reason):
        read("钱敏", more.get("answers"), photo=PHOTO, **rest)
    assert payloads(session, view) == []
    assert not session.scalars(select(PaperSheet)).all()


def test_where_one_person_suffices_entering_counts_at_once(session: Session) -> None:
    view = people.make_open_consultation(session, people.make_estate(session))
    serial = people.elector_of(session, view, people.CHEN_AYI).paper_serial
    taken = enter_paper_ballot(session, SheetRead("1", view.estate.id, view.id, serial, AGREE), by="钱敏", now=MIDWAY)
    assert (taken.standing, taken.outcome) == (None, "counted")
    assert payloads(session, view)[0][0] == LineType.PAPER
    with pytest.raises(Refusal, match="paper-not-waiting"):
        confirm_paper_ballot(session, SheetRead("2", view.estate.id, view.id, serial, AGREE), by="丁", now=MIDWAY)


@pytest.mark.parametrize("twice", [False, True], ids=["entered once", "entered twice"])
@pytest.mark.parametrize("invalid", ["", "spoilt"], ids=["a ballot", "a spoilt one"])
def test_where_no_paper_is_taken_no_sheet_is(session: Session, twice: bool, invalid: str) -> None:
    view = people.make_open_consultation(session, channels=(Channel.WEB,), procedure={"paper_twice": twice})
    serial = people.elector_of(session, view, people.CHEN_AYI).paper_serial
    answers: dict[int, object] = {} if invalid else AGREE
    with pytest.raises(Refusal, match="channel-not-offered"):
        enter_paper_ballot(
            session, SheetRead("1", view.estate.id, view.id, serial, answers, invalid), by="钱", now=MIDWAY
        )
    assert payloads(session, view) == []


@pytest.mark.parametrize(
    "tampering",
    [
        pytest.param(update(PaperKeying).values(reading={"answers": {"1": "abstain"}}), id="a reading"),
        pytest.param(update(PaperKeying).values(salt="00" * 16), id="a salt"),
        pytest.param(update(PaperKeying).values(typist=7), id="who read"),
        pytest.param(delete(PaperKeying), id="a reading taken away"),
    ],
)
def test_a_check_finds_what_was_changed_beside_the_book(
    session: Session, view: ConsultationView, read: Read, tampering: Any
) -> None:
    read("钱敏")
    session.execute(tampering)
    assert {found.fault for found in check_book(session, view).breaks} == {"ballot-differs"}
