"""Writing a consultation on the page, without a script."""

from __future__ import annotations

from fractions import Fraction

import pytest
from sqlalchemy.orm import Session

from consult.domain.consent import Measure, Of, Requirement, Subject
from consult.domain.rules import custom_rule
from consult.queries.consultations import consultations_of
from tests import people
from tests.looking_client import LookingClient
from tests.web.forms import fields_of, main_form, text_of
from tests.web.visitors import come_in_as_staff, make_staff, send

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
    again = send(secretary, f"/console/c/{view.code}/edit", FORM | {"title_zh": "改过的标题", "made_from": "1"})
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


@pytest.mark.parametrize(
    ("typed", "rule", "said"),
    [
        pytest.param("2/202\n\n 2／301 ", "unanimous", None, id="two rooms, one typed wide"),
        pytest.param("202", "unanimous", "“202”不是一套房屋", id="no building"),
        pytest.param("2//202", "unanimous", "“2//202”不是一套房屋", id="an empty entrance"),
        pytest.param("2/999", "unanimous", "没有这些要排除的房屋：2 999", id="a room that is not there"),
        pytest.param("1/101", "unanimous", "没有这些要排除的房屋：1 101", id="a room outside the scope"),
        pytest.param("2/202", "special", "每位业主都要计入", id="a rule under which every owner counts"),
    ],
)
def test_units_left_out_are_typed_line_by_line(
    secretary: LookingClient, session: Session, estate: int, typed: str, rule: str, said: str | None
) -> None:
    page = send(secretary, "/console/new", FORM | {"left_out": typed, "rule": rule})
    if said is None:
        (view,) = consultations_of(session, estate)
        assert view.left_out == (("2", "", "202"), ("2", "", "301"))
        assert "2号（不含2号202室、2号301室）" in secretary.get(page.location).text
        return
    assert page.status_code == 400
    assert said in page.text
    assert 'href="#left_out"' in page.text


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


OWN_RULE = {
    "rule": "custom",
    "scope": "all",
    "rule_basis": "小区管理规约第九条\n业主大会决议2026-3",
    "rp1_share": "20%",
    "rp1_demand": "least",
    "rp1_measure": "heads",
    "ra1_share": "1/2",
    "ra1_demand": "agree-more",
    "ra1_measure": "heads",
    "ra1_of": "expressed",
    "ra2_share": "０．２５",
    "ra2_demand": "oppose-most",
    "ra2_measure": "area",
    "ra2_of": "electorate",
}


def test_an_own_rule_is_written_on_the_page(secretary: LookingClient, session: Session, estate: int) -> None:
    assert send(secretary, "/console/new", FORM | OWN_RULE).status_code == 303
    (view,) = consultations_of(session, estate)
    assert view.rule == custom_rule(
        (Requirement(Measure.HEADS, Fraction(1, 5), Of.ELECTORATE, strict=False),),
        (
            Requirement(Measure.HEADS, Fraction(1, 2), Of.EXPRESSED, strict=True),
            Requirement(Measure.AREA, Fraction(1, 4), Of.ELECTORATE, False, Subject.OPPOSE, is_ceiling=True),
        ),
        ("小区管理规约第九条", "业主大会决议2026-3"),
    )


@pytest.mark.parametrize(
    ("share", "needed"),
    [
        pytest.param("20%", "20%以上（含本数），即至少3人", id="exactly a fifth of 15"),
        pytest.param("1/4", "即至少4人", id="3.75"),
    ],
)
def test_an_own_rule_is_said_in_sentences_and_exact_figures(
    secretary: LookingClient, estate: int, share: str, needed: str
) -> None:
    page = text_of(send(secretary, "/console/new", FORM | OWN_RULE | {"rp1_share": share, "do": "preview"}))
    assert "参与要求：15人中" in page
    assert needed in page
    assert "至多401.02" in page


def test_without_anybody_on_the_roll_an_own_rule_is_said_without_figures(
    client: LookingClient, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("consult.clock.now", lambda: people.MIDWAY)
    empty = people.make_estate(session, ())
    come_in_as_staff(client, session, make_staff(session, empty), now=people.MIDWAY)
    page = text_of(send(client, "/console/new", FORM | OWN_RULE | {"do": "preview"}))
    assert "全体表决权人中20%以上" in page
    assert "导入业主名册以后" in page


@pytest.mark.parametrize(
    ("changed", "field", "said"),
    [
        pytest.param({"ra1_share": "150%"}, "ra1_share", "150%", id="more than all"),
        pytest.param({"rp1_share": "一半"}, "rp1_share", "一半", id="in words"),
        pytest.param({"ra1_share": "100%"}, "ra1_share", "100%", id="more than everyone"),
        pytest.param({"rule_basis": " \n "}, "rule_basis", "", id="no basis"),
        pytest.param({"ra2_demand": "applaud"}, "ra2_share", "applaud", id="a strange requirement"),
        pytest.param({"ra1_of": "passers-by"}, "ra1_share", "passers-by", id="of nobody"),
        pytest.param({"rp1_share": "", "ra1_share": "", "ra2_share": ""}, "rp1_share", "", id="no requirement"),
        pytest.param({"ra1_share": "", "ra2_share": ""}, "ra1_share", "", id="nobody has to agree"),
        pytest.param({"ra2_demand": "oppose-most", "ra2_share": "100%"}, "ra2_share", "100%", id="a veto of everyone"),
    ],
)
def test_what_an_own_rule_cannot_mean_is_said_beside_its_line(
    secretary: LookingClient, session: Session, estate: int, changed: dict[str, str], field: str, said: str
) -> None:
    page = send(secretary, "/console/new", FORM | OWN_RULE | changed)
    assert page.status_code == 400
    assert f'id="{field}-error"' in page.text
    assert f'href="#{field}"' in page.text
    assert said in text_of(page)
    assert "业主大会决议2026-3" in page.text or "rule_basis" in changed
    assert fields_of(main_form(page))["ra1_share"] == changed.get("ra1_share", "1/2")
    assert consultations_of(session, estate) == []


def test_lines_of_an_own_rule_come_and_go(secretary: LookingClient) -> None:
    more = fields_of(main_form(send(secretary, "/console/new", FORM | OWN_RULE | {"do": "add-participation"})))
    assert (more["rp1_share"], more["rp2_share"], more["ra2_share"]) == ("20%", "", "０．２５")
    fewer = fields_of(main_form(send(secretary, "/console/new", FORM | OWN_RULE | {"do": "remove-approval-1"})))
    assert (fewer["ra1_share"], fewer["ra1_demand"], "ra2_share" in fewer) == ("０．２５", "oppose-most", False)


def test_every_change_of_an_own_rule_is_a_new_version(secretary: LookingClient, session: Session, estate: int) -> None:
    send(secretary, "/console/new", FORM | OWN_RULE)
    address = f"/console/c/{consultations_of(session, estate)[0].code}"

    def version_after(**changed: str) -> int:
        session.rollback()
        form = fields_of(main_form(secretary.get(f"{address}/edit")))
        for name, value in changed.items():
            form[name] = value
        assert secretary.post(f"{address}/edit", data=form).status_code == 303
        return consultations_of(session, estate)[0].rule.version

    assert version_after(title_zh="另一个标题") == 1
    assert version_after(rp1_share="25%") == 2
    assert version_after(rule_basis="小区管理规约第十条") == 3
    assert version_after() == 3
    assert "第3版" in text_of(secretary.get(address))
    assert version_after(rule="general") == 1
