"""Letters from the console: building by building, and never replaced without being asked."""

from __future__ import annotations

import io

import pypdfium2
import pytest
from sqlalchemy.orm import Session

from consult.queries.consultations import ConsultationView
from consult.queries.letter_counts import letters_by_building
from tests import people
from tests.looking_client import LookingClient
from tests.web.visitors import send


@pytest.fixture
def view(session: Session, estate: int) -> ConsultationView:
    return people.make_open_consultation(session, estate)


def issued(session: Session, view: ConsultationView) -> dict[str, int]:
    session.rollback()
    counted = {row.building: row.issued for row in letters_by_building(session, view.estate.id, view.id)}
    session.rollback()
    return counted


def test_one_buildings_letters(secretary: LookingClient, session: Session, view: ConsultationView) -> None:
    page = f"/console/c/{view.code}/letters"
    response = send(secretary, page, {"building": "1", "which": "new", "language": "zh"})
    assert response.status_code == 200
    assert response.mimetype == "application/pdf"
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Content-Disposition"].startswith("attachment")
    printed = pypdfium2.PdfDocument(io.BytesIO(response.data))
    counted = issued(session, view)
    assert len(printed) == counted["1"] > 0
    assert counted["2"] == 0


def test_nobody_is_left_the_second_time(secretary: LookingClient, session: Session, view: ConsultationView) -> None:
    page = f"/console/c/{view.code}/letters"
    send(secretary, page, {"building": "1", "which": "new"})
    response = send(secretary, page, {"building": "1", "which": "new"})
    assert response.status_code == 400
    assert "每户都已有信" in response.text


def test_replacing_letters_needs_a_tick(secretary: LookingClient, session: Session, view: ConsultationView) -> None:
    page = f"/console/c/{view.code}/letters"
    before = people.electors(session, view)[0].token_hash
    response = send(secretary, page, {"building": "", "which": "all"})
    assert response.status_code == 400
    assert "15封信" in response.text
    session.expire_all()
    assert people.electors(session, view)[0].token_hash == before
    done = send(secretary, page, {"building": "", "which": "all", "understood": "yes"})
    assert done.mimetype == "application/pdf"
    assert sum(issued(session, view).values()) == people.HEADS


def test_a_draft_has_no_letters_yet(secretary: LookingClient, session: Session, estate: int) -> None:
    draft = people.make_draft(session, estate)
    assert "还没有表决权人" in secretary.get(f"/console/c/{draft.code}/letters").text


def test_an_unknown_building_has_nobody(secretary: LookingClient, view: ConsultationView) -> None:
    response = send(secretary, f"/console/c/{view.code}/letters", {"building": "99", "which": "new"})
    assert response.status_code == 400
