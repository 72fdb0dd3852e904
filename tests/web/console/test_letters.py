"""Letters from the console: what will be printed is shown first, and nothing is replaced without being asked."""

from __future__ import annotations

import io
from datetime import timedelta

import pypdfium2
import pytest
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from consult.queries.consultations import ConsultationView
from consult.queries.letter_counts import letters_by_building
from tests import people
from tests.looking_client import LookingClient
from tests.second_factor import shown
from tests.web.console import presses
from tests.web.forms import main_form, text_of
from tests.web.visitors import send


@pytest.fixture
def view(app: Flask, session: Session, estate: int) -> ConsultationView:
    presses.at_once(app, session)
    return people.make_open_consultation(session, estate)


def issued(session: Session, view: ConsultationView) -> dict[str, int]:
    session.rollback()
    counted = {row.building: row.issued for row in letters_by_building(session, view.estate.id, view.id)}
    session.rollback()
    return counted


def fetch_all(secretary: LookingClient, job: TestResponse) -> list[TestResponse]:
    """Every file that the page of a batch offers."""
    assert job.status_code == 303
    page = secretary.get(job.location)
    addresses = [form.get("action") for form in main_form(page).xpath("//form[contains(@action, '/files/')]")]
    return [send(secretary, job.location, to=address) for address in addresses]


def test_one_buildings_letters(secretary: LookingClient, session: Session, view: ConsultationView) -> None:
    page = f"/console/c/{view.code}/letters"
    counted_before = issued(session, view)
    plan = text_of(secretary.get(f"{page}?show=1&whom=building&building=1&which=new&language=zh"))
    assert counted_before == issued(session, view)
    job = send(secretary, page, {"whom": "building", "building": "1", "which": "new", "language": "zh"})
    [response] = fetch_all(secretary, job)
    assert response.mimetype == "application/pdf"
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Content-Disposition"].startswith("attachment")
    printed = pypdfium2.PdfDocument(io.BytesIO(response.data))
    counted = issued(session, view)
    assert len(printed) == counted["1"] > 0
    assert counted["2"] == 0
    assert f"{counted['1']}户、{counted['1']}页、1个文件" in plan


def test_nobody_is_left_the_second_time(secretary: LookingClient, view: ConsultationView) -> None:
    page = f"/console/c/{view.code}/letters"
    send(secretary, page, {"building": "1", "which": "new"})
    response = send(secretary, page, {"building": "1", "which": "new"})
    assert response.status_code == 400
    assert "每户都已有信" in response.text


def test_issuing_codes_asks_whether_it_is_still_you(
    secretary: LookingClient, session: Session, view: ConsultationView, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = f"/console/c/{view.code}/letters"
    before = issued(session, view)
    moment = people.MIDWAY + timedelta(minutes=11)
    monkeypatch.setattr("consult.clock.now", lambda: moment)
    form = {"whom": "building", "building": "1", "which": "new", "language": "zh"}
    asked = send(secretary, page, form)
    assert asked.status_code == 401
    assert 'name="building" value="1"' in asked.text, "what was chosen is carried on"
    assert issued(session, view) == before
    assert send(secretary, page, form | {"still_you": shown(moment)}).status_code == 303
    assert issued(session, view)["1"] > 0


def test_replacing_letters_needs_a_tick(secretary: LookingClient, session: Session, view: ConsultationView) -> None:
    page = f"/console/c/{view.code}/letters"
    before = people.electors(session, view)[0].token_hash
    response = send(secretary, page, {"whom": "all", "which": "all"})
    assert response.status_code == 400
    assert "15封信" in response.text
    session.expire_all()
    assert people.electors(session, view)[0].token_hash == before
    done = send(secretary, page, {"whom": "all", "which": "all", "understood": "yes"})
    assert done.status_code == 303
    assert sum(issued(session, view).values()) == people.HEADS


def test_one_households_letter_again(secretary: LookingClient, session: Session, view: ConsultationView) -> None:
    page = f"/console/c/{view.code}/letters"
    send(secretary, page, {"whom": "all", "which": "new"})
    before = {row.id: row.token_hash for row in people.electors(session, view)}
    chen = "-".join(part for part in people.CHEN_AYI.place if part)
    asked = {"whom": "rooms", "rooms": f" {chen}\n", "which": "all", "understood": "yes"}
    [response] = fetch_all(secretary, send(secretary, page, asked))
    assert len(pypdfium2.PdfDocument(io.BytesIO(response.data))) == 1
    session.expire_all()
    changed = [row for row in people.electors(session, view) if row.token_hash != before[row.id]]
    assert [(row.building, row.entrance, row.room) for row in changed] == [people.CHEN_AYI.place]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"whom": "building", "building": "99"}, "没有要打印的户"),
        ({"whom": "rooms", "rooms": " \n"}, "请写明要打印的房号"),
        ({"whom": "rooms", "rooms": "77-777"}, "77-777"),
    ],
    ids=["an unknown building", "no rooms", "an unknown room"],
)
def test_a_batch_for_nobody_is_refused_in_a_sentence(
    secretary: LookingClient, view: ConsultationView, asked: dict[str, str], said: str
) -> None:
    for kind in ("letters", "ballots"):
        page = f"/console/c/{view.code}/{kind}"
        response = send(secretary, page, {**asked, "which": "new"})
        assert response.status_code == 400
        assert said in response.text
        assert said in secretary.get(page, query_string={**asked, "show": "1"}).text


def test_a_draft_has_no_letters_yet(secretary: LookingClient, session: Session, estate: int) -> None:
    draft = people.make_draft(session, estate)
    assert "还没有表决权人" in secretary.get(f"/console/c/{draft.code}/letters").text
