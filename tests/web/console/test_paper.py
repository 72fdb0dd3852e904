"""Typing in paper ballots."""

from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.ballot import Ballot, UncountedBallot
from consult.models.photo import KeptPhoto, keep_photo
from consult.queries.consultations import ConsultationView
from consult.scanning.photo import cleaned
from tests import people
from tests.domain.opinions import OPINIONS
from tests.looking_client import LookingClient
from tests.web.visitors import form_token, send


@pytest.fixture
def view(session: Session, estate: int) -> ConsultationView:
    return people.make_open_consultation(session, estate)


def serial_of(session: Session, view: ConsultationView, person: people.Person) -> str:
    serial = people.elector_of(session, view, person).paper_serial
    session.rollback()
    return serial


def ballots(session: Session) -> list[Ballot]:
    session.rollback()
    return list(session.scalars(select(Ballot)))


def photo(size: tuple[int, int] = (80, 60), kind: str = "JPEG", exif: Image.Exif | None = None) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", size, "white").save(written, kind, **({"exif": exif} if exif else {}))
    return written.getvalue()


def enter(client: LookingClient, view: ConsultationView, **data: Any) -> Any:
    return send(client, f"/console/c/{view.code}/paper", data)


def test_a_sheet_is_recorded_and_the_next_can_follow(
    secretary: LookingClient, session: Session, view: ConsultationView
) -> None:
    serial = serial_of(session, view, people.CHEN_AYI)
    response = enter(secretary, view, serial=f" {serial[:2]} {serial[2:]} ", q1="agree", q2="2")
    assert response.status_code == 303
    (ballot,) = ballots(session)
    assert (ballot.answers, ballot.channel, ballot.entered_by) == ({"1": "agree", "2": "2"}, "paper", "钱敏")
    page = secretary.get(response.location).text
    assert ballot.receipt in page
    assert "1号101室" in page
    assert "autofocus" in page
    assert 'value="agree" checked' not in page


def test_blank_and_void_rows(secretary: LookingClient, session: Session, view: ConsultationView) -> None:
    serial = serial_of(session, view, people.CHEN_AYI)
    assert enter(secretary, view, serial=serial, q1="void", q2="").status_code == 303
    (ballot,) = ballots(session)
    assert ballot.answers == {"1": "void"}


@pytest.mark.parametrize("fate", ["spoilt", "unsigned", "unauthorised", "copied", "blank"])
def test_a_sheet_that_does_not_count(
    secretary: LookingClient, session: Session, view: ConsultationView, fate: str
) -> None:
    serial = serial_of(session, view, people.CHEN_AYI)
    assert enter(secretary, view, serial=serial, fate=fate).status_code == 303
    assert ballots(session) == []
    assert session.scalars(select(UncountedBallot.reason)).all() == [fate]


@pytest.mark.parametrize(
    ("data", "status", "said"),
    [
        ({"serial": "00000"}, 400, "00000"),
        ({"serial": ""}, 400, ""),
        ({"serial": "12345", "q1": "agree"}, 400, "12345"),
        ({"q1": "perhaps"}, 400, "perhaps"),
        ({}, 400, ""),
        ({"fate": "burnt"}, 400, "burnt"),
    ],
    ids=["never issued", "no serial", "a wrong digit", "an answer not on offer", "nothing marked", "an unknown fate"],
)
def test_mistakes_are_said_and_what_was_typed_stays(
    secretary: LookingClient, session: Session, view: ConsultationView, data: dict[str, str], status: int, said: str
) -> None:
    serial = serial_of(session, view, people.CHEN_AYI)
    typed = {"serial": serial, "q2": "1"} if data.get("q1") or data.get("fate") else {"serial": serial}
    response = enter(secretary, view, **(typed | data))
    assert response.status_code == status
    assert said in response.text
    assert 'role="alert"' in response.text
    assert ballots(session) == []
    if data.get("q1"):
        assert 'name="q2" value="1" checked' in response.text


def test_a_photo_of_forty_megabytes_is_said_beside_its_field(
    secretary: LookingClient, session: Session, view: ConsultationView
) -> None:
    large = (io.BytesIO(b"\xff\xd8\xff" + bytes(40 * 1024 * 1024)), "sheet.jpg")
    response = enter(secretary, view, serial=serial_of(session, view, people.CHEN_AYI), q1="agree", q2="1", photo=large)
    response.request.input_stream.close()
    assert response.status_code == 400
    assert "20 MB" in response.text
    assert 'name="q2" value="1" checked' in response.text
    assert ballots(session) == []


def test_the_same_sheet_sent_twice_is_one_ballot_and_one_receipt(
    secretary: LookingClient, session: Session, view: ConsultationView
) -> None:
    page = f"/console/c/{view.code}/paper"
    data = {
        "csrf_token": form_token(secretary, page),
        "submission": "the same",
        "serial": serial_of(session, view, people.CHEN_AYI),
        "q1": "agree",
    }
    assert [secretary.post(page, data=data).status_code for _ in range(2)] == [303, 303]
    assert len(ballots(session)) == 1
    changed = secretary.post(page, data=data | {"q1": "oppose"})
    assert changed.status_code == 409
    assert [ballot.answers for ballot in ballots(session)] == [{"1": "agree"}]


def test_a_household_that_answered_by_phone_is_not_counted_twice(
    secretary: LookingClient, session: Session, view: ConsultationView
) -> None:
    receipt = people.vote(session, view, people.CHEN_AYI, {1: "agree"})
    response = enter(secretary, view, serial=serial_of(session, view, people.CHEN_AYI), q1="oppose")
    assert response.status_code == 409
    assert receipt.code in response.text


def test_a_photo_is_kept_without_its_metadata(
    secretary: LookingClient, session: Session, view: ConsultationView
) -> None:
    exif = Image.Exif()
    exif[0x010F] = "Secret Phone Maker"
    sent = photo(exif=exif)
    assert b"Secret Phone Maker" in sent
    serial = serial_of(session, view, people.CHEN_AYI)
    response = enter(secretary, view, serial=serial, q1="agree", photo=(io.BytesIO(sent), "票.jpg"))
    assert response.status_code == 303
    kept = session.scalars(select(KeptPhoto)).one()
    assert b"Secret Phone Maker" not in kept.jpeg
    shown = secretary.get(f"/console/photos/{kept.sha256}")
    assert (shown.mimetype, shown.data) == ("image/jpeg", kept.jpeg)
    assert Image.open(io.BytesIO(kept.jpeg)).size == (80, 60)


def test_a_photo_of_another_estate_is_not_there(secretary: LookingClient, session: Session) -> None:
    elsewhere = people.make_estate(session, code="elsewhere")
    keep_photo(session, elsewhere, cleaned(photo()), by="赵可", now=people.MIDWAY)
    session.commit()
    assert secretary.get(f"/console/photos/{cleaned(photo()).sha256}").status_code == 404


def test_nothing_is_entered_when_it_is_not_open(secretary: LookingClient, session: Session, estate: int) -> None:
    closed = people.make_closed_consultation(session, estate, ballots={})
    assert "现在不能录入" in secretary.get(f"/console/c/{closed.code}/paper").text


@pytest.fixture
def survey(session: Session, estate: int) -> ConsultationView:
    return people.make_open_consultation(session, estate, rule="advisory", questions=OPINIONS)


WRITTEN = {"q1-2": "1", "q1-1": "２", "q1-3": "", "q2-1": "10", "q3": ["1", "2"], "q4": "1", "q5": "1.50"}


def test_figures_written_by_hand_are_entered(
    secretary: LookingClient, session: Session, survey: ConsultationView
) -> None:
    serial = serial_of(session, survey, people.CHEN_AYI)
    assert enter(secretary, survey, serial=serial, **WRITTEN).status_code == 303
    (ballot,) = ballots(session)
    assert ballot.answers == {"1": ["2", "1"], "2": {"1": 10}, "3": ["1", "2"], "4": "1", "5": "1.5"}


def test_every_kind_of_row_can_be_void(secretary: LookingClient, session: Session, survey: ConsultationView) -> None:
    serial = serial_of(session, survey, people.CHEN_AYI)
    void = {f"q{question.number}": "void" for question in OPINIONS}
    assert enter(secretary, survey, serial=serial, **(WRITTEN | void)).status_code == 303
    (ballot,) = ballots(session)
    assert ballot.answers == {str(question.number): "void" for question in OPINIONS}


def test_a_figure_that_cannot_be_comes_back_to_be_looked_at_again(
    secretary: LookingClient, session: Session, survey: ConsultationView
) -> None:
    serial = serial_of(session, survey, people.CHEN_AYI)
    response = enter(secretary, survey, serial=serial, **(WRITTEN | {"q2-1": "11"}))
    assert response.status_code == 400
    assert "0到10" in response.text
    assert 'name="q2-1"' in response.text
    assert 'value="11"' in response.text
    assert ballots(session) == []


@pytest.mark.parametrize(
    ("room", "said"),
    [
        pytest.param("1-102", "不是“1-102”", id="another room"),
        pytest.param("9-999", "9-999", id="no such room"),
    ],
)
def test_a_room_typed_beside_the_serial_catches_the_wrong_sheet(
    secretary: LookingClient, session: Session, view: ConsultationView, room: str, said: str
) -> None:
    serial = serial_of(session, view, people.CHEN_AYI)
    for do in ({"do": "look"}, {"q1": "agree"}):
        page = enter(secretary, view, serial=serial, room=room, **do)
        assert page.status_code in (400, 404, 409, 422)
        assert said in page.text
        assert f'value="{room}"' in page.text
    assert not ballots(session)
    assert "1号101室" in enter(secretary, view, serial=serial, room="1号101", do="look").text
    assert enter(secretary, view, serial=serial, room="1-101", q1="agree").status_code == 303
    assert len(ballots(session)) == 1
