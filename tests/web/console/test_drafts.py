"""Writing a consultation on the page, without a script."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from sqlalchemy.orm import Session

from consult.actions.draft_consultation import draft_consultation
from consult.domain.consent import Measure, Of, Requirement
from consult.domain.rules import custom_rule
from consult.queries.consultations import consultations_of
from tests import people
from tests.looking_client import LookingClient
from tests.web.visitors import send

FORM = {
    "title_zh": "车棚改造与充电桩征询",
    "title_en": "Shed and chargers",
    "intro_zh": "请各位业主表决。",
    "kind": "binding",
    "rule": "special",
    "basis": "by-owner",
    "scope": "places",
    "place": ["2/"],
    "notice_on": "2026-12-20",
    "opens_at": "2027-01-05T09:00",
    "closes_at": "2027-01-19T18:00",
    "channel": ["web", "paper"],
    "q1_type": "consent",
    "q1_title_zh": "是否同意增设充电桩？",
    "q2_type": "choose-some",
    "q2_title_zh": "装在哪里？",
    "q2_most": "1",
    "q2o1_label_zh": "东门",
    "q2o1_cost": "12000",
    "q2o1_note_zh": "靠近门卫室",
    "q2o2_label_zh": "西门",
}


def test_a_draft_is_kept_and_can_be_changed(secretary: LookingClient, session: Session, estate: int) -> None:
    response = send(secretary, "/console/new", FORM)
    assert response.status_code == 303, response.text
    (view,) = consultations_of(session, estate)
    assert response.location == f"/console/c/{view.code}"
    assert view.rule.key == "special"
    assert [place.building for place in view.scope] == ["2"]
    assert view.questions[1].limit == 1
    assert "草稿已保存" in secretary.get(response.location).text
    session.rollback()
    again = send(secretary, f"/console/c/{view.code}/edit", FORM | {"title_zh": "改过的标题"})
    assert again.status_code == 303
    assert consultations_of(session, estate)[0].title["zh"] == "改过的标题"


def test_a_building_not_on_the_roll_is_said_beside_the_scope(
    secretary: LookingClient, session: Session, estate: int
) -> None:
    page = send(secretary, "/console/new", FORM | {"place": ["2/", "99/"]})
    assert page.status_code == 400
    assert "（99）" in page.text
    assert 'href="#scope-places"' in page.text
    assert consultations_of(session, estate) == []


def test_buttons_keep_everything_and_save_nothing(secretary: LookingClient, session: Session, estate: int) -> None:
    page = send(secretary, "/console/new", FORM | {"do": "add-option-2"})
    assert page.status_code == 200
    for typed in ("车棚改造与充电桩征询", "东门", "12000", "是否同意增设充电桩？", "2027-01-05T09:00"):
        assert f'value="{typed}"' in page.text
    assert 'id="q2o3_label_zh"' in page.text
    assert consultations_of(session, estate) == []


def test_faults_are_listed_with_links_and_nothing_is_lost(
    secretary: LookingClient, session: Session, estate: int
) -> None:
    wrong = FORM | {"title_zh": "", "title_en": "", "q1_title_zh": "", "closes_at": "2027-01-01T00:00"}
    page = send(secretary, "/console/new", wrong)
    assert page.status_code == 400
    for field in ("title_zh", "q1_title_zh", "closes_at"):
        assert f'href="#{field}"' in page.text
    assert 'value="东门"' in page.text
    assert consultations_of(session, estate) == []


def test_an_announced_text_stands_still(secretary: LookingClient, session: Session, estate: int) -> None:
    view = people.make_announced_consultation(session, estate)
    assert secretary.get(f"/console/c/{view.code}/edit").status_code == 409


def test_a_kept_draft_comes_back_as_it_was(secretary: LookingClient, session: Session, estate: int) -> None:
    send(secretary, "/console/new", FORM)
    (view,) = consultations_of(session, estate)
    session.rollback()
    page = secretary.get(f"/console/c/{view.code}/edit").text
    for typed in ("车棚改造与充电桩征询", "东门", "靠近门卫室", "12000.00", "2027-01-19T18:00"):
        assert f'value="{typed}"' in page
    assert 'name="place" value="2/" checked' in page


def test_wicked_words_are_only_words(secretary: LookingClient) -> None:
    page = send(secretary, "/console/new", FORM | {"title_zh": '"><script>alert(1)</script>', "do": "refresh"})
    assert "<script>alert" not in page.text


def test_a_committees_own_rule_survives_the_form(secretary: LookingClient, session: Session, estate: int) -> None:
    quorum = Requirement(Measure.HEADS, Fraction(1, 5), Of.ELECTORATE, strict=False)
    agree = Requirement(Measure.HEADS, Fraction(1, 2), Of.EXPRESSED, strict=True)
    own = custom_rule((quorum,), (agree,), ("小区管理规约第九条",))
    plan = people.a_plan(own_rule=own)
    draft = draft_consultation(session, estate, replace(plan, rule="custom"), by="钱敏", now=people.OPENS_AT)
    page = secretary.get(f"/console/c/{draft.code}/edit").text
    assert 'name="rule" value="custom" checked' in page
    assert send(secretary, f"/console/c/{draft.code}/edit", FORM | {"rule": "custom"}).status_code == 303
    assert consultations_of(session, estate)[0].rule == own
    session.rollback()
    assert send(secretary, "/console/new", FORM | {"rule": "custom"}).status_code == 400
