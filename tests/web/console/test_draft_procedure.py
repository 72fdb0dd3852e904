"""The rules of procedure on a draft's page: filled in from the estate, said otherwise for one vote, or refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC
from typing import Any

import pytest
from sqlalchemy.orm import Session

from consult.actions.change_estate import EstateChange, change_estate
from consult.actions.draft_consultation import draft_consultation
from consult.domain.deemed import DeemedMode
from consult.queries.consultations import ConsultationView, consultations_of
from consult.queries.procedure import written_procedures
from tests import people
from tests.looking_client import LookingClient
from tests.web.console.test_drafts import FORM
from tests.web.forms import fields_of, main_form, text_of
from tests.web.visitors import come_in_as_staff, make_staff, send

CLAUSE = {"zh": "送达后未反馈的，计入多数意见。"}
USUAL = {"parking": True, "proxy_cap": 5, "deemed": {"mode": "majority", "clause": CLAUSE}, "paper_twice": False}


@pytest.fixture
def estate(session: Session, monkeypatch: pytest.MonkeyPatch) -> int:
    """An estate whose rules of procedure say something."""
    monkeypatch.setattr("consult.clock.now", lambda: people.MIDWAY)
    return people.make_estate(session, settings={"procedure": USUAL})


@pytest.fixture
def secretary(client: LookingClient, session: Session, estate: int) -> LookingClient:
    come_in_as_staff(client, session, make_staff(session, estate), now=people.MIDWAY)
    return client


def saved(client: LookingClient, session: Session, estate: int, page: str = "/console/new", **changed: Any) -> Any:
    """Save the form as it stands with some fields filled in otherwise."""
    form = fields_of(main_form(client.get(page)))
    for name, value in ({**FORM, "rule": "general"} | changed).items():
        form.setlist(name, value if isinstance(value, list) else [value])
    response = client.post(page, data=form)
    session.rollback()
    return response


def the_draft(session: Session, estate: int) -> tuple[ConsultationView, dict[str, Any]]:
    (view,) = consultations_of(session, estate)
    _, said = written_procedures(session, estate, view.id)
    return view, dict(said)


def test_the_estates_usual_procedure_is_filled_in(secretary: LookingClient) -> None:
    form = fields_of(main_form(secretary.get("/console/new")))
    assert form.getlist("procedure") == ["parking"]
    assert (form["proxy_cap"], form["deemed"], form["clause_zh"]) == ("5", "majority", CLAUSE["zh"])


def test_a_new_binding_vote_has_its_paper_entered_twice_unless_the_estate_says_else(
    secretary: LookingClient, session: Session, estate: int
) -> None:
    saved(secretary, session, estate)
    assert the_draft(session, estate)[1] == {}
    elsewhere = people.make_estate(session, code="elsewhere")
    for rule, twice in (("general", True), ("advisory", False)):
        plan = replace(people.a_plan(rule=rule), procedure={})
        drafted = draft_consultation(session, elsewhere, plan, by="钱敏", now=people.MIDWAY, zone=UTC)
        _, said = written_procedures(session, elsewhere, drafted.consultation_id)
        assert said == ({"paper_twice": True} if twice else {})


def test_what_is_left_as_it_is_goes_on_following_the_estate(
    secretary: LookingClient, session: Session, estate: int
) -> None:
    assert saved(secretary, session, estate).status_code == 303
    view, said = the_draft(session, estate)
    assert said == {}
    assert (view.procedure.proxy_cap, view.procedure.deemed) == (5, DeemedMode.MAJORITY)
    session.rollback()
    change_estate(session, "lilong", EstateChange(procedure={"proxy_cap": 2}))
    assert the_draft(session, estate)[0].procedure.proxy_cap == 2


def test_what_is_changed_holds_for_this_vote_only(secretary: LookingClient, session: Session, estate: int) -> None:
    assert saved(secretary, session, estate, procedure=["blank_abstains"], deemed="off").status_code == 303
    view, said = the_draft(session, estate)
    assert said == {"parking": False, "blank_abstains": True, "deemed": {"mode": "off", "clause": CLAUSE}}
    assert not view.procedure.deems
    again = fields_of(main_form(secretary.get(f"/console/c/{view.code}/edit")))
    assert again.getlist("procedure") == ["blank_abstains"]
    assert saved(secretary, session, estate, f"/console/c/{view.code}/edit").status_code == 303
    assert the_draft(session, estate)[1] == said


def test_a_special_matter_leaves_the_estates_silence_aside(
    secretary: LookingClient, session: Session, estate: int
) -> None:
    assert saved(secretary, session, estate, rule="special").status_code == 303
    view, said = the_draft(session, estate)
    assert (view.procedure.deemed, said) == (DeemedMode.OFF, {})


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        pytest.param({"deemed": "abstain", "clause_zh": " "}, "clause_zh", id="silence without a clause"),
        pytest.param({"rule": "special", "deemed": "abstain"}, "deemed", id="silence in a special matter"),
        pytest.param({"rule": "lift", "deemed": "abstain"}, "deemed", id="silence about a lift"),
        pytest.param({"rule": "lift", "procedure": ["follow"]}, "procedure-follow", id="following about a lift"),
        pytest.param({"proxy_cap": "0"}, "proxy_cap", id="nobody represented"),
        pytest.param({"proxy_cap": "21"}, "proxy_cap", id="a collector of proxies"),
        pytest.param({"proxy_cap": "三"}, "proxy_cap", id="no number"),
        pytest.param({"proxy_cap": "2.5"}, "proxy_cap", id="half an elector"),
        pytest.param({"proxy_cap": ""}, "proxy_cap", id="left empty"),
    ],
)
def test_what_cannot_hold_is_said_beside_it(
    secretary: LookingClient, session: Session, estate: int, changed: dict[str, Any], field: str
) -> None:
    page = saved(secretary, session, estate, **changed)
    assert page.status_code == 400
    assert f'href="#{field}"' in page.text
    assert 'class="field__error"' in page.text
    assert '<details class="disclosure" open>' in page.text
    form = fields_of(main_form(page))
    for name, value in changed.items():
        assert form.getlist(name) == ([value.strip()] if isinstance(value, str) else value)
    assert consultations_of(session, estate) == []


def test_the_largest_cap_is_taken(secretary: LookingClient, session: Session, estate: int) -> None:
    assert saved(secretary, session, estate, proxy_cap="２０").status_code == 303
    assert the_draft(session, estate)[1] == {"proxy_cap": 20}


def test_a_form_that_does_not_ask_keeps_what_was_said(secretary: LookingClient, session: Session, estate: int) -> None:
    saved(secretary, session, estate, procedure=["tenants"])
    view, said = the_draft(session, estate)
    session.rollback()
    assert send(secretary, f"/console/c/{view.code}/edit", FORM | {"made_from": "1"}).status_code == 303
    assert the_draft(session, estate)[1] == said


def test_every_point_says_what_it_does(secretary: LookingClient) -> None:
    page = text_of(secretary.get("/console/new"))
    for said in (
        "留空的问题算弃权",
        "按时交来的纸质票",
        "从众",
        "租户",
        "一名代理人最多代几户",
        "特别事项和加装电梯一律不能用",
    ):
        assert said in page


def test_the_committee_reads_what_holds_before_announcing(
    secretary: LookingClient, session: Session, estate: int
) -> None:
    saved(secretary, session, estate, procedure=["blank_abstains"])
    view, _ = the_draft(session, estate)
    session.rollback()
    for page in (f"/console/c/{view.code}", f"/console/c/{view.code}/announce"):
        facts = text_of(secretary.get(page))
        assert "留空的问题算弃权 是" in facts
        assert "车位计入表决 否" in facts
        assert CLAUSE["zh"] in facts
