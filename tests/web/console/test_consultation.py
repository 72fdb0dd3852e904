"""One consultation through the console: announced, opened, closed, printed."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from consult.domain.consultation import State
from consult.queries.consultations import consultation_of_code
from tests import blank_paper, people
from tests.documents.reading import opened
from tests.looking_client import LookingClient
from tests.web.visitors import come_in_as_staff, form_token, make_staff, send

LATER = {"opens_at": people.MIDWAY + timedelta(days=16), "closes_at": people.MIDWAY + timedelta(days=30)}
"""Days that leave its fifteen to a notice posted midway."""


def state(session: Session, code: str) -> State:
    session.rollback()
    found = consultation_of_code(session, code).state
    session.rollback()
    return found


def test_announcing_asks_first(secretary: LookingClient, session: Session, estate: int) -> None:
    view = people.make_draft(session, estate, **LATER)
    page = secretary.get(f"/console/c/{view.code}/announce")
    assert "公布后文字" in page.text
    assert state(session, view.code) is State.DRAFT
    response = send(secretary, f"/console/c/{view.code}/announce")
    assert response.status_code == 303
    assert state(session, view.code) is State.ANNOUNCED
    assert "已公布" in secretary.get(response.location).text


def test_opening_when_the_time_has_come(secretary: LookingClient, session: Session, estate: int) -> None:
    view = people.make_announced_consultation(session, estate)
    page = f"/console/c/{view.code}"
    assert send(secretary, page, to=f"{page}/open").status_code == 303
    assert state(session, view.code) is State.OPEN


def test_the_page_says_who_carried_it_on(secretary: LookingClient, session: Session, estate: int) -> None:
    view = people.make_draft(session, estate)
    page = f"/console/c/{view.code}"
    assert "公布人" not in secretary.get(page).text
    view = people.make_open_consultation(session, estate)
    shown = secretary.get(f"/console/c/{view.code}").text
    assert "公布人" in shown
    assert "开启人" in shown
    assert "截止人" not in shown


def test_opening_too_early_is_refused_in_words(
    secretary: LookingClient, session: Session, estate: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = people.make_announced_consultation(session, estate, opens_at=people.MIDWAY + timedelta(hours=1))
    page = f"/console/c/{view.code}"
    response = send(secretary, page, to=f"{page}/open")
    assert response.status_code == 409
    assert 'role="alert"' in response.text
    assert state(session, view.code) is State.ANNOUNCED


def test_closing_early_is_refused_and_closing_late_counts(
    client: LookingClient, session: Session, estate: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = people.make_open_consultation(session, estate)
    staff = make_staff(session, estate)
    people.vote(session, view, people.CHEN_AYI, {1: "agree"})
    close = f"/console/c/{view.code}/close"
    come_in_as_staff(client, session, staff, now=people.MIDWAY)
    assert send(client, close).status_code == 409
    assert state(session, view.code) is State.OPEN
    monkeypatch.setattr("consult.clock.now", lambda: people.AFTER)
    come_in_as_staff(client, session, staff, now=people.AFTER)
    assert send(client, close).status_code == 303
    assert state(session, view.code) is State.CLOSED
    assert "未达参与比例" in client.get(f"/console/c/{view.code}").text


def test_a_second_press_of_the_button_is_told_so(secretary: LookingClient, session: Session, estate: int) -> None:
    view = people.make_draft(session, estate, **LATER)
    token = form_token(secretary, f"/console/c/{view.code}/announce")
    statuses = [
        secretary.post(f"/console/c/{view.code}/announce", data={"csrf_token": token}).status_code for _ in range(2)
    ]
    assert statuses == [303, 409]


def test_no_choice_is_shown_before_closing(secretary: LookingClient, session: Session, estate: int) -> None:
    view = people.make_open_consultation(session, estate)
    people.vote(session, view, people.CHEN_AYI, {1: "oppose"})
    people.vote(session, view, people.ZHAO_KE, {1: "agree"})
    page = secretary.get(f"/console/c/{view.code}").text
    assert 'id="result-title"' not in page
    assert "反对</th>" not in page
    for file in ("result.json", "papers/result/preview.pdf"):
        assert secretary.get(f"/console/c/{view.code}/{file}").status_code == 404


def test_the_result_and_its_notice(
    secretary: LookingClient, session: Session, estate: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    blank_paper.put_in_place(monkeypatch)
    view = people.make_closed_consultation(session, estate)
    page = f"/console/c/{view.code}"
    assert "通过" in secretary.get(page).text
    result = secretary.get(f"{page}/result.json")
    assert json.loads(result.data) == json.loads(json.dumps(view.result))
    assert f"{page}/papers/result/preview" in secretary.get(page).text
    for language in ("zh", "en"):
        notice = send(secretary, page, to=f"{page}/prints/paper/result?language={language}")
        assert notice.mimetype == "application/pdf"
        assert "result.json" in opened(notice.data).attachments


@pytest.mark.parametrize("paper", ["poster-a4?language=both", "notice", "rule-sheet?language=en"])
def test_papers_are_printed_once_it_is_announced(
    secretary: LookingClient, session: Session, estate: int, paper: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    blank_paper.put_in_place(monkeypatch)
    view = people.make_announced_consultation(session, estate)
    draft = people.make_draft(session, estate)
    page = f"/console/c/{view.code}/papers"
    printed = send(secretary, page, to=f"/console/c/{view.code}/prints/paper/{paper}")
    assert printed.mimetype == "application/pdf"
    assert printed.data.startswith(b"%PDF")
    assert send(secretary, page, to=f"/console/c/{draft.code}/prints/paper/{paper}").status_code == 409


def test_home_says_what_waits(secretary: LookingClient, session: Session, estate: int) -> None:
    people.make_announced_consultation(session, estate, title={"zh": "该开始的"})
    people.make_draft(session, estate, title={"zh": "草稿一份"})
    page = secretary.get("/console").text
    assert page.index("该开始的") < page.index("草稿一份")
    assert "时间到了" in page
    assert "21套" in page


def test_an_empty_estate_is_told_what_to_do_first(client: LookingClient, session: Session, estate: int) -> None:
    bare = people.make_estate(session, (), code="bare")
    come_in_as_staff(client, session, make_staff(session, bare), now=people.MIDWAY)
    for page in ("/console", "/console/consultations", "/console/roll", "/console/new"):
        assert client.get(page).status_code == 200


@pytest.mark.parametrize("language", ["zh_Hans_CN", "en"])
@pytest.mark.parametrize("make", ["make_draft", "make_announced_consultation", "make_open_consultation"])
def test_every_state_in_both_languages(
    secretary: LookingClient, session: Session, estate: int, make: str, language: str
) -> None:
    view = getattr(people, make)(session, estate)
    secretary.set_cookie("consult_language", language)
    for page in ("", "/announce", "/close", "/letters", "/paper"):
        assert secretary.get(f"/console/c/{view.code}{page}").status_code in (200, 303)
