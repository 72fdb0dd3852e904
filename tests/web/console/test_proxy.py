"""Typing in written proxies."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.ballot import Ballot
from consult.models.proxy import ProxyMandate
from consult.queries.consultations import ConsultationView
from tests import people
from tests.actions.test_enter_proxy_ballot import WITH_PROXIES
from tests.domain.opinions import OPINIONS
from tests.looking_client import LookingClient
from tests.people import AFTER
from tests.web.visitors import come_in_as_staff, make_staff, send

GOOD = {
    "principal": "1号101室",
    "agent": "1-102",
    "signed_on": "2026-12-10",
    "valid_until": "2026-12-30",
    "document": "第 7 号",
    "q1": "agree",
    "q2": "2",
}


@pytest.fixture
def view(session: Session, estate: int) -> ConsultationView:
    return people.make_open_consultation(session, estate, channels=WITH_PROXIES)


def enter(client: LookingClient, view: ConsultationView, **changed: Any) -> Any:
    return send(client, f"/console/c/{view.code}/proxy", GOOD | changed)


def ballots(session: Session) -> list[Ballot]:
    session.rollback()
    return list(session.scalars(select(Ballot)))


def test_a_proxy_is_recorded_and_listed(secretary: LookingClient, session: Session, view: ConsultationView) -> None:
    response = enter(secretary, view)
    assert response.status_code == 303
    (ballot,) = ballots(session)
    assert (ballot.answers, ballot.channel, ballot.entered_by) == ({"1": "agree", "2": "2"}, "proxy", "钱敏")
    page = secretary.get(response.location).text
    assert ballot.receipt in page
    assert "1号102室" in page
    assert "1／3" in page
    assert "autofocus" in page
    assert 'value="void"' not in page


def test_an_agent_who_owns_nothing_here(secretary: LookingClient, session: Session, view: ConsultationView) -> None:
    response = enter(secretary, view, agent="", agent_name="张律师")
    assert "张律师" in secretary.get(response.location).text
    assert session.scalars(select(ProxyMandate.agent_id)).one() is None


@pytest.mark.parametrize(
    ("changed", "field", "said"),
    [
        pytest.param({"principal": ""}, "principal", "请输入房号", id="nobody's choice"),
        pytest.param({"principal": "9号999室"}, "principal", "没有对应的表决权人", id="an unknown room"),
        pytest.param({"principal": "12345"}, "principal", "票面编号", id="a mistyped serial"),
        pytest.param({"agent": "9-9"}, "agent", "没有对应的表决权人", id="an unknown agent"),
        pytest.param({"agent": ""}, "agent", "请写明受托人", id="no agent"),
        pytest.param({"agent": "1-101"}, "agent", "", id="for oneself"),
        pytest.param({"signed_on": ""}, "signed_on", "日期没填", id="not dated"),
        pytest.param({"signed_on": "2026-12-29"}, "signed_on", "晚于", id="dated tomorrow"),
        pytest.param({"valid_until": "30.12."}, "valid_until", "日期没填", id="an unreadable day"),
        pytest.param({"valid_until": "2026-12-12"}, "valid_until", "", id="run out"),
        pytest.param({"document": ""}, "document", "存放在哪里", id="filed nowhere"),
        pytest.param({"q2": ""}, "question-2", "", id="a question without a choice"),
    ],
)
def test_a_refusal_stands_beside_its_field_and_nothing_is_lost(
    secretary: LookingClient, session: Session, view: ConsultationView, changed: dict[str, str], field: str, said: str
) -> None:
    response = enter(secretary, view, **changed)
    assert response.status_code == 400
    assert f'<a href="#{field}">' in response.text
    assert response.text.count('class="field__error"') == 1
    assert said in response.text
    for name, typed in (GOOD | changed).items():
        assert name.startswith("q") or f'value="{typed}"' in response.text
    assert ballots(session) == []


def test_everything_wrong_is_said_at_once(secretary: LookingClient, view: ConsultationView) -> None:
    page = enter(secretary, view, principal="", agent="9-9", signed_on="", valid_until="", document="").text
    assert page.count('class="field__error"') == 5


def test_the_cap_is_said_with_the_agents_door(secretary: LookingClient, session: Session, estate: int) -> None:
    view = people.make_open_consultation(session, estate, channels=WITH_PROXIES, procedure={"proxy_cap": 1})
    enter(secretary, view)
    response = enter(secretary, view, principal="2-202")
    assert "1号102室" in response.text
    assert '<a href="#agent">' in response.text


def test_a_principal_who_has_answered_already(
    secretary: LookingClient, session: Session, view: ConsultationView
) -> None:
    people.vote(session, view, people.CHEN_AYI, {1: "oppose"})
    response = enter(secretary, view)
    assert response.status_code == 409
    assert '<a href="#principal">' in response.text
    assert len(ballots(session)) == 1


def test_the_same_form_twice_is_one_proxy(secretary: LookingClient, session: Session, view: ConsultationView) -> None:
    for _again in range(2):
        assert enter(secretary, view, submission="a" * 32).status_code == 303
    assert len(ballots(session)) == 1


def test_where_proxies_are_not_offered(secretary: LookingClient, session: Session, estate: int) -> None:
    view = people.make_open_consultation(session, estate)
    page = secretary.get(f"/console/c/{view.code}/proxy").text
    assert "没有开通委托投票" in page
    assert 'name="principal"' not in page
    assert "/proxy" not in secretary.get(f"/console/c/{view.code}").text


def test_who_only_reads_sees_the_list(
    client: LookingClient, session: Session, estate: int, view: ConsultationView
) -> None:
    come_in_as_staff(client, session, make_staff(session, estate, role="scrutineer"), now=people.MIDWAY)
    page = client.get(f"/console/c/{view.code}/proxy").text
    assert 'name="principal"' not in page


@pytest.mark.parametrize(
    ("late_paper", "is_form"), [pytest.param(False, False, id="late"), pytest.param(True, True, id="waited for")]
)
def test_after_the_end(
    secretary: LookingClient,
    session: Session,
    estate: int,
    monkeypatch: pytest.MonkeyPatch,
    late_paper: bool,
    is_form: bool,
) -> None:
    view = people.make_open_consultation(session, estate, channels=WITH_PROXIES, procedure={"late_paper": late_paper})
    monkeypatch.setattr("consult.clock.now", lambda: AFTER)
    come_in_as_staff(secretary, session, make_staff(session, estate), now=AFTER)
    page = secretary.get(f"/console/c/{view.code}/proxy").text
    assert ('name="principal"' in page) == is_form
    assert ("投票已经截止" in page) == is_form
    sheet = secretary.get(f"/console/c/{view.code}/paper").text
    assert ('name="serial"' in sheet) == is_form


def test_every_kind_of_question_has_its_fields(secretary: LookingClient, session: Session, estate: int) -> None:
    view = people.make_open_consultation(session, estate, rule="advisory", questions=OPINIONS, channels=WITH_PROXIES)
    page = secretary.get(f"/console/c/{view.code}/proxy").text
    assert page.count('id="question-') == len(OPINIONS)
