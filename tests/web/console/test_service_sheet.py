"""A delivery sheet typed back in, and lines of the log taken back."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.models.service import ServiceAttempt
from consult.queries.consultations import ConsultationView
from consult.queries.service import served_numbers, service_in
from tests import people
from tests.looking_client import LookingClient
from tests.web.forms import text_of
from tests.web.visitors import send

DEEMED = {"deemed": {"mode": "majority", "clause": {"zh": "送达后未反馈的，视为同意多数意见。"}}}


@pytest.fixture
def view(session: Session, estate: int) -> ConsultationView:
    return people.make_open_consultation(session, estate, procedure=DEEMED)


def page_of(view: ConsultationView) -> str:
    return f"/console/c/{view.code}/service/sheet?building=1"


def sheet(session: Session, view: ConsultationView, *lines: tuple[people.Person, dict[str, str]]) -> dict[str, str]:
    typed = {"building": "1", "at": "2026-12-17T19:00"}
    for person, parts in lines:
        elector_id = people.elector_of(session, view, person).id
        typed |= {f"{name}-{elector_id}": value for name, value in parts.items()}
    return typed


def lines_kept(session: Session) -> int:
    return session.scalars(select(func.count()).select_from(ServiceAttempt)).one()


def test_many_lines_are_recorded_at_once_and_nothing_twice(
    secretary: LookingClient, session: Session, view: ConsultationView
) -> None:
    typed = sheet(
        session,
        view,
        (people.CHEN_AYI, {"code": "1", "to": "陈桂芳", "relation": "本人"}),
        (people.LEADER, {"code": "4", "at": "20:15"}),
        (people.SHOPKEEPER, {"code": "5", "note": "说要问老板"}),
    )
    assert send(secretary, page_of(view), typed).status_code == 303
    assert send(secretary, page_of(view), typed).status_code == 303
    assert lines_kept(session) == 3
    assert len(served_numbers(session, view)) == 1


def test_one_fault_and_everything_typed_comes_back(
    secretary: LookingClient, session: Session, view: ConsultationView
) -> None:
    typed = sheet(session, view, (people.CHEN_AYI, {"code": "1", "to": "陈桂芳"}), (people.LEADER, {"code": "8"}))
    answer = send(secretary, page_of(view), typed)
    assert answer.status_code == 400
    seen = text_of(answer)
    assert "1号201室：“8”不代表任何情况" in seen
    assert 'value="陈桂芳"' in answer.text
    assert lines_kept(session) == 0


def test_a_line_taken_back_stays_in_the_log_and_serves_nobody(
    secretary: LookingClient, session: Session, view: ConsultationView
) -> None:
    send(secretary, page_of(view), sheet(session, view, (people.CHEN_AYI, {"code": "1", "to": "陈桂芳"})))
    (chen,) = [one for one in service_in(session, view, "1") if one.log]
    page = f"/console/c/{view.code}/service/withdraw?attempt={chen.log[0].id}"
    typed = {"attempt": str(chen.log[0].id), "building": "1"}
    assert "请写明为什么撤回" in text_of(send(secretary, page, typed | {"reason": ""}))
    assert send(secretary, page, typed | {"reason": "记成了隔壁"}).status_code == 303
    assert served_numbers(session, view) == []
    seen = text_of(secretary.get(f"/console/c/{view.code}/service?building=1"))
    assert "已撤回：钱敏" in seen
    assert "记成了隔壁" in seen
    assert "已于" in text_of(send(secretary, page, typed | {"reason": "再撤一次"}))


def test_without_a_known_line_one_is_chosen_first(secretary: LookingClient, view: ConsultationView) -> None:
    assert "请先选一条" in text_of(secretary.get(f"/console/c/{view.code}/service/withdraw?attempt=x"))
