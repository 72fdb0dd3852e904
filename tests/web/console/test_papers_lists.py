"""Working lists and board papers in the console: linked where they make sense, and for whom."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from sqlalchemy.orm import Session

from consult.domain.consultation import Kind
from tests import people
from tests.documents.reading import codes, text_of
from tests.looking_client import LookingClient

pytestmark = pytest.mark.one_database

PAPERS = ("delivery-sheets", "walking-lists", "turnout-sheet", "digest")


def test_every_paper_is_linked_and_answers_a_pdf(secretary: LookingClient, session: Session, estate: int) -> None:
    view = people.make_open_consultation(session, estate)
    page = secretary.get(f"/console/c/{view.code}").text
    for name in PAPERS:
        address = f"/console/c/{view.code}/{name}.pdf"
        assert address in page
        paper = secretary.get(f"{address}?language=zh")
        assert (paper.status_code, paper.mimetype) == (200, "application/pdf")
        assert "车棚改造与充电桩征询" in text_of(paper.data)
    for name in PAPERS[:2]:
        assert secretary.get(f"/console/c/{view.code}/{name}.pdf?building=99").status_code == 404
        assert "no-store" in secretary.get(f"/console/c/{view.code}/{name}.pdf").headers["Cache-Control"]


def test_a_draft_has_none(secretary: LookingClient, session: Session, estate: int) -> None:
    draft = people.make_draft(session, estate)
    assert "digest.pdf" not in secretary.get(f"/console/c/{draft.code}").text
    for name in PAPERS:
        assert secretary.get(f"/console/c/{draft.code}/{name}.pdf").status_code == 409


def test_after_the_end_there_is_nothing_left_to_walk(secretary: LookingClient, session: Session, estate: int) -> None:
    view = people.make_closed_consultation(session, estate)
    assert "walking-lists" not in secretary.get(f"/console/c/{view.code}").text
    assert secretary.get(f"/console/c/{view.code}/walking-lists.pdf").status_code == 409
    assert secretary.get(f"/console/c/{view.code}/turnout-sheet.pdf").status_code == 200


def test_a_door_s_code_opens_its_paper_ballot(secretary: LookingClient, session: Session, estate: int) -> None:
    view = people.make_open_consultation(session, estate)
    printed = secretary.get(f"/console/c/{view.code}/walking-lists.pdf").data
    first = next(found for page in codes(printed) for found in page)
    serial = people.electors(session, view)[0].paper_serial
    assert f"/P/{view.code}/" in first
    form = secretary.get(urlsplit(first).path, follow_redirects=True).text
    assert any(f'value="{e.paper_serial}"' in form for e in people.electors(session, view))
    assert secretary.get(f"/console/c/{view.code}/paper?serial={serial}").text.count(f'value="{serial}"') == 1


def test_a_survey_has_its_own_result(secretary: LookingClient, session: Session, estate: int) -> None:
    survey = people.make_closed_consultation(session, estate, rule="advisory", kind=Kind.ADVISORY)
    text = text_of(secretary.get(f"/console/c/{survey.code}/result.pdf?language=zh").data)
    assert "征询结果" in text
    assert "征询结果公告" not in text
    assert "三分之二" not in text
