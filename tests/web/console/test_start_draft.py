"""From each template to an open consultation, through the pages; and the other ways to begin."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from sqlalchemy.orm import Session

from consult.domain.consultation import State
from consult.domain.siting import CHECKS
from consult.queries.consultations import ConsultationView, consultations_of
from consult.wording.templates import FOLDER, ORDER, template_named
from tests import people
from tests.looking_client import LookingClient
from tests.web.forms import text_of
from tests.web.visitors import come_in_as_staff, make_staff, send

SITING = dict.fromkeys(CHECKS, "fit") | {"distance": "6.5 米", "reviewer": "钱敏", "reviewed_on": "2026-12-18"}


def newest(session: Session, estate: int) -> ConsultationView:
    """The draft just made."""
    session.rollback()
    view = max(consultations_of(session, estate), key=lambda one: one.number)
    session.rollback()
    return view


def filled(key: str) -> dict[str, str]:
    """Something in every blank of a template."""
    return {f"blank_{one.key}": "3" if one.is_number else f"我们的{one.key}" for one in template_named(key).blanks}


@pytest.mark.parametrize("key", ORDER)
def test_from_a_template_to_an_open_consultation(
    secretary: LookingClient, session: Session, estate: int, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert f"/console/start/{key}" in secretary.get("/console/start").text
    half = dict(list(filled(key).items())[1:])
    assert send(secretary, f"/console/start/{key}", half).status_code == 303
    unfinished = newest(session, estate)
    address = f"/console/c/{unfinished.code}"
    assert "请填：" in text_of(secretary.get(address))
    assert send(secretary, address, to=f"{address}/announce").status_code >= 400
    assert newest(session, estate).state is State.DRAFT

    assert send(secretary, f"/console/start/{key}", filled(key)).status_code == 303
    view = newest(session, estate)
    address = f"/console/c/{view.code}"
    assert view.preparation.template == key
    assert (view.rule.key, view.preparation.matter) == (template_named(key).rule, template_named(key).table["matter"])
    assert send(secretary, address, {"done": ["1", "2"]}, to=f"{address}/checklist").status_code == 303
    if key == "charger-places":
        assert "选址" in text_of(secretary.get(address))
        places = {f"s{at}_{name}": value for at in (1, 2) for name, value in SITING.items()}
        assert send(secretary, f"{address}/siting", places).status_code == 303
    assert "今天就可以公布" in text_of(secretary.get(address))
    assert newest(session, estate).preparation.done == ("1", "2")
    assert send(secretary, f"{address}/announce").status_code == 303
    monkeypatch.setattr("consult.clock.now", lambda: view.opens_at)
    come_in_as_staff(secretary, session, make_staff(session, estate), now=view.opens_at)
    assert send(secretary, address, to=f"{address}/open").status_code == 303
    assert newest(session, estate).state is State.OPEN


def test_a_number_in_words_comes_back_with_all_that_was_typed(
    secretary: LookingClient, session: Session, estate: int
) -> None:
    page = send(secretary, "/console/start/garden", filled("garden") | {"blank_area": "三百"})
    assert page.status_code == 400
    assert 'id="blank_area-error"' in page.text
    assert 'value="三百"' in page.text
    assert 'value="我们的garden"' in page.text
    assert consultations_of(session, estate) == []


def test_blanks_left_are_filled_in_everywhere_at_once(secretary: LookingClient, session: Session, estate: int) -> None:
    send(secretary, "/console/start/repair-fund", {"blank_cost": "98000"})
    address = f"/console/c/{newest(session, estate).code}"
    assert f"{address}/blanks" in secretary.get(address).text
    wrong = send(secretary, f"{address}/blanks", {"blank_days": "很久", "blank_work": "屋面防水"})
    assert wrong.status_code == 400
    assert 'value="屋面防水"' in wrong.text
    assert 'id="blank_days-error"' in wrong.text
    assert 'id="blank_cost"' not in wrong.text
    rest = {name: typed for name, typed in filled("repair-fund").items() if name != "blank_plan"}
    assert send(secretary, f"{address}/blanks", rest | {"blank_work": "屋面防水"}).status_code == 303
    view = newest(session, estate)
    assert view.title["zh"] == "使用维修资金进行屋面防水征询"
    assert view.title["en"] == "Using the repair fund for 屋面防水"
    assert "98000元进行屋面防水" in view.questions[0].title["zh"]
    assert view.preparation.template == "repair-fund"
    assert text_of(secretary.get(address)).count("还要填：施工方案") == 1
    send(secretary, f"{address}/blanks", {"blank_plan": "先铲除再重做"})
    assert "今天就可以公布" in text_of(secretary.get(address))
    assert secretary.get(f"{address}/blanks").status_code == 303


def test_a_template_that_is_none_is_missing(secretary: LookingClient) -> None:
    assert secretary.get("/console/start/moon").status_code == 404


def sent_file(client: LookingClient, content: bytes) -> object:
    """The answer to a file brought along."""
    return send(client, "/console/start", {"file": (BytesIO(content), "theirs.toml")}, to="/console/start-file")


def test_a_template_somebody_brings_becomes_a_draft(secretary: LookingClient, session: Session, estate: int) -> None:
    assert sent_file(secretary, (FOLDER / "needs.toml").read_bytes()).status_code == 303
    assert "【请填：哪一年】" in newest(session, estate).title["zh"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(b"format = 2\n", "更新版本", id="of a newer version"),
        pytest.param(b"", "请先选择文件", id="no file"),
        pytest.param(b"\xff\xfe", "UTF-8", id="not UTF-8"),
        pytest.param(b"x" * 300_000, "KB", id="too large"),
        pytest.param(b"title = ", "TOML", id="no TOML"),
    ],
)
def test_a_file_that_is_none_gets_a_sentence(
    secretary: LookingClient, session: Session, estate: int, content: bytes, said: str
) -> None:
    page = sent_file(secretary, content)
    assert page.status_code >= 400
    assert said in text_of(page)
    assert "从范本开始" in text_of(page)
    assert consultations_of(session, estate) == []


def test_an_earlier_consultation_is_copied_with_days_of_its_own(
    secretary: LookingClient, session: Session, estate: int
) -> None:
    old = people.make_closed_consultation(session, estate, matter="shed-material")
    session.rollback()
    assert send(secretary, "/console/start", to=f"/console/start-again/{old.code}").status_code == 303
    new = newest(session, estate)
    assert new.code != old.code
    assert new.state is State.DRAFT
    assert new.title["zh"] == old.title["zh"] + "（再次征询）"
    assert (new.questions, new.rule, new.preparation.matter) == (old.questions, old.rule, "shed-material")
    assert new.opens_at > people.MIDWAY + timedelta(days=15)


def test_what_is_missing_leads_to_its_field(secretary: LookingClient, session: Session, estate: int) -> None:
    view = people.make_draft(session, estate)
    address = f"/console/c/{view.code}"
    page = secretary.get(address).text
    assert f'href="{address}/edit#opens_at"' in page
    assert f'href="{address}/edit#matter"' in page
    assert "公布</button>" not in secretary.get(f"{address}/announce").text


def test_a_place_that_is_unfit_keeps_its_consultation_from_being_announced(
    secretary: LookingClient, session: Session, estate: int
) -> None:
    send(secretary, "/console/start/charger-places", filled("charger-places"))
    address = f"/console/c/{newest(session, estate).code}"
    wrong = {f"s1_{name}": value for name, value in SITING.items()} | {"s1_distance": "很近", "s2_reviewer": "钱敏"}
    page = send(secretary, f"{address}/siting", wrong)
    assert page.status_code == 400
    assert 'id="s1_distance-error"' in page.text
    assert 'value="很近"' in page.text
    unfit = {f"s{at}_{name}": value for at in (1, 2) for name, value in SITING.items()} | {"s2_hall": "unfit"}
    assert send(secretary, f"{address}/siting", unfit).status_code == 303
    assert "“我们的place_2”不能设置" in text_of(secretary.get(address))
    assert 'value="6.5"' in secretary.get(f"{address}/siting").text


def test_the_estate_says_when_it_adopted_electronic_voting(
    secretary: LookingClient, session: Session, estate: int
) -> None:
    half = send(secretary, "/console/standing", {"number": "2025-4", "on": ""})
    assert half.status_code >= 400
    assert 'value="2025-4"' in half.text
    assert send(secretary, "/console/standing", {"number": "", "on": "", "re_election": "yes"}).status_code == 303
    view = people.make_draft(session, estate, matter="fee-change")
    said = text_of(secretary.get(f"/console/c/{view.code}"))
    assert "业委会正在换届" in said
    assert "登记这份决议" in said
    assert send(secretary, "/console/standing", {"number": "2026-1", "on": "2026-11-30"}).status_code == 303
    said = text_of(secretary.get(f"/console/c/{view.code}"))
    assert "业委会正在换届" not in said
    assert "登记这份决议" not in said


def test_the_form_suggests_a_rule_and_warns_of_a_laxer_one(secretary: LookingClient) -> None:
    asked = {"kind": "binding", "scope": "all", "rule": "general", "matter": "charger-places", "title_zh": "充电桩"}
    warned = text_of(send(secretary, "/console/new", asked | {"do": "refresh"}))
    assert "第二百七十八条第八项" in warned
    assert "门槛更低" in warned
    used = send(secretary, "/console/new", asked | {"do": "use-rule"})
    assert 'value="special" checked' in used.text
    assert "门槛更低" not in text_of(used)
