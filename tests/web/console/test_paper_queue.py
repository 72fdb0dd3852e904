"""Paper that two people enter: at the desk, and from its photo in the queue, without seeing what the other entered."""

from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.ballot import Ballot
from consult.models.paper_sheet import PaperSheet
from consult.queries.consultations import ConsultationView
from tests import people
from tests.looking_client import LookingClient
from tests.web.forms import text_of
from tests.web.visitors import come_in_as_staff, make_staff, send


@pytest.fixture
def view(session: Session, estate: int) -> ConsultationView:
    return people.make_open_consultation(session, estate, procedure={"paper_twice": True})


def serial_of(session: Session, view: ConsultationView, person: people.Person) -> str:
    serial = people.elector_of(session, view, person).paper_serial
    session.rollback()
    return serial


def photo() -> tuple[io.BytesIO, str]:
    written = io.BytesIO()
    Image.new("RGB", (80, 60), "white").save(written, "JPEG")
    return io.BytesIO(written.getvalue()), "票.jpg"


def enter(client: LookingClient, view: ConsultationView, serial: str, **data: Any) -> Any:
    return send(client, f"/console/c/{view.code}/paper", {"serial": serial} | data)


def become(client: LookingClient, session: Session, view: ConsultationView, name: str, role: str = "committee") -> None:
    """Somebody else sits down at the desk."""
    staff = make_staff(session, view.estate.id, role=role, name=name, login=f"login-{name}")
    come_in_as_staff(client, session, staff, now=people.MIDWAY)


def test_a_second_person_confirms_from_the_photo_and_is_led_to_the_next(
    secretary: LookingClient, session: Session, view: ConsultationView
) -> None:
    first, second = (serial_of(session, view, one) for one in (people.CHEN_AYI, people.LIU_SAN))
    said = secretary.get(enter(secretary, view, first, q1="agree", q2="2", photo=photo()).location).text
    assert "另一位录入一致后才计票" in said
    enter(secretary, view, second, q1="oppose")
    queue = f"/console/c/{view.code}/paper/queue"
    assert "这些票您都已录过" in secretary.get(queue).text
    become(secretary, session, view, people.SCRUTINEER.name, "scrutineer")
    page = secretary.get(queue).text
    assert f"从 {first} 号开始" in page
    again = secretary.get(f"/console/c/{view.code}/paper/{first}/again")
    assert "/console/photos/" in again.text
    assert 'value="agree" checked' not in again.text
    done = send(secretary, f"/console/c/{view.code}/paper/{first}/again", {"q1": "agree", "q2": "2"})
    assert done.location.endswith(f"/paper/{second}/again")
    assert "slip" not in text_of(secretary.get(done.location))
    assert session.scalars(select(Ballot.answers)).all() == [{"1": "agree", "2": "2"}]


def test_two_who_differ_are_told_so_and_nothing_else(
    secretary: LookingClient, session: Session, view: ConsultationView
) -> None:
    serial = serial_of(session, view, people.CHEN_AYI)
    enter(secretary, view, serial, q1="agree")
    become(secretary, session, view, "丁一平")
    said = secretary.get(enter(secretary, view, serial, q1="oppose").location).text
    assert "两次录入不一致，请第三人再录一遍" in said
    become(secretary, session, view, "马建国")
    page = secretary.get(f"/console/c/{view.code}/paper/queue").text
    assert "两次录入不一致，等第三人录入" in page
    assert "钱敏、丁一平" in page
    send(secretary, f"/console/c/{view.code}/paper/{serial}/again", {"q1": "oppose"})
    assert session.scalars(select(Ballot.answers)).one() == {"1": "oppose"}


def test_nobody_confirms_their_own_entry(secretary: LookingClient, session: Session, view: ConsultationView) -> None:
    serial = serial_of(session, view, people.CHEN_AYI)
    enter(secretary, view, serial, q1="agree")
    response = enter(secretary, view, serial, q1="agree", q2="1")
    assert response.status_code == 409
    assert "您已经录入过了" in response.text
    assert 'value="1" checked' in response.text
    again = f"/console/c/{view.code}/paper/{serial}/again"
    assert "这张票您已经录入过了" in secretary.get(again).text
    assert send(secretary, f"/console/c/{view.code}/paper", {"q1": "oppose"}, to=again).status_code == 409
    assert not session.scalars(select(Ballot)).all()


def test_a_mistake_while_confirming_keeps_what_was_typed(
    secretary: LookingClient, session: Session, view: ConsultationView
) -> None:
    serial = serial_of(session, view, people.CHEN_AYI)
    enter(secretary, view, serial, q1="agree")
    become(secretary, session, view, "丁一平")
    again = f"/console/c/{view.code}/paper/{serial}/again"
    wrong = send(secretary, again, {"q1": "perhaps", "q2": "2"})
    assert wrong.status_code == 400
    assert 'value="2" checked' in wrong.text
    pdf = send(secretary, again, {"q1": "agree", "photo": (io.BytesIO(b"%PDF-1.7"), "票.pdf")})
    assert "这是 PDF 文件" in pdf.text
    older = send(secretary, again, {"q1": "agree", "text": "0" * 64})
    assert older.status_code == 400
    assert session.scalars(select(PaperSheet.standing)).all() == ["pending"]


def test_a_queue_without_sheets_says_what_to_do(
    secretary: LookingClient, session: Session, view: ConsultationView, estate: int
) -> None:
    page = secretary.get(f"/console/c/{view.code}/paper/queue").text
    assert "有人录入纸质票后，会列在这里等第二人复核" in page
    once = people.make_open_consultation(session, estate)
    assert "由一人录入，录入即计票" in secretary.get(f"/console/c/{once.code}/paper/queue").text
    assert secretary.get(f"/console/c/{view.code}/paper/00018/again").status_code == 303
