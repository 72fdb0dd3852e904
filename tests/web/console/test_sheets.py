"""The page on which the sheets are reconciled, and what the closing page says of them."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from consult.actions.enter_paper_ballot import SheetRead, enter_paper_ballot
from consult.queries.consultations import ConsultationView
from tests import people
from tests.looking_client import LookingClient
from tests.web.visitors import send


@pytest.fixture
def view(session: Session, estate: int) -> ConsultationView:
    opened = people.make_open_consultation(session, estate, procedure={"paper_twice": True})
    serial = people.elector_of(session, opened, people.CHEN_AYI).paper_serial
    read = SheetRead("1", estate, opened.id, serial, {1: "agree"})
    enter_paper_ballot(session, read, by="丁一平", now=people.MIDWAY)
    return opened


def test_sheets_are_counted_signed_and_stand_on_the_page(secretary: LookingClient, view: ConsultationView) -> None:
    page = f"/console/c/{view.code}/sheets"
    assert "才能结束计票" in secretary.get(page).text
    assert "未经复核" in secretary.get(f"/console/c/{view.code}/close").text
    assert "还没有核对张数" in secretary.get(f"/console/c/{view.code}/close").text
    wrong = send(secretary, page, {"unused": "10", "in_hand": "eins", "explanation": "一张待复核"})
    assert (wrong.status_code, 'value="10"' in wrong.text, "一张待复核" in wrong.text) == (400, True, True)
    assert "张数对不上" in send(secretary, page, {"unused": "10", "in_hand": "1"}).text
    done = send(secretary, page, {"unused": "10", "in_hand": "1", "explanation": "第二人出差"})
    said = secretary.get(done.location).text
    assert "发出 5 ＝ 未复核 1 + 未收回 4" in said
    assert "第二人出差" in said
    assert "还没有核对张数" not in secretary.get(f"/console/c/{view.code}/close").text
