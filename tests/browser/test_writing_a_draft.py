"""Writing a draft on a phone, without a script and with a keyboard alone; every kind of its fields is looked at."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from sqlalchemy.orm import Session

from consult.domain.question import QuestionType
from tests.browser.installation import Installation
from tests.browser.look import faults
from tests.browser.scene import Scene, make_scene
from tests.browser.window import PHONE, Window, window

KINDS = [kind.value for kind in QuestionType if kind is not QuestionType.CONSENT]
OWN_RULE = {"rule_basis": "议事规则第十二条", "rp1_share": "20%", "ra1_share": "1/2"}


@pytest.fixture(scope="module")
def scene(served: Installation) -> Scene:
    with Session(served.engine) as session:
        return make_scene(session, served.app)


@pytest.fixture
def secretary(
    chromium: Browser, served: Installation, scene: Scene, request: pytest.FixtureRequest
) -> Iterator[Window]:
    with window(chromium, served.address, PHONE | getattr(request, "param", {})) as opened:
        scene.become(opened, "committee", "zh")
        opened.open("/console/new")
        yield opened


def ask(page: Window, number: int, kind: str) -> None:
    """One more question of a kind, with the fields of that kind."""
    page.follow("main button[value='add-question']")
    page.page.select_option(f"#q{number}_type", kind)
    page.follow(f"#question-{number} button[value='refresh']")
    page.page.fill(f"#q{number}_title_zh", f"问题{number}")


def type_own_rule(page: Page) -> None:
    page.check("input[name=rule][value=custom]")
    if not page.locator("#rule_basis").is_visible():
        page.click("summary:has-text('自定规则'), summary:has-text('own rule')")
    for name, value in OWN_RULE.items():
        page.fill(f"#{name}", value)


@pytest.mark.parametrize("secretary", [{"java_script_enabled": False}], indirect=True, ids=["without scripts"])
def test_a_draft_is_written_without_scripts(secretary: Window) -> None:
    page = secretary.page
    page.fill("#title_zh", "没有脚本的草稿")
    page.fill("#q1_title_zh", "同意吗？")
    ask(secretary, 2, "each-plan")
    page.fill("#q2o1_label_zh", "刷卡")
    page.fill("#q2o2_label_zh", "刷脸")
    ask(secretary, 3, "number")
    page.fill("#q3_step", "0.5")
    page.select_option("#q3_show_if", "1:oppose")
    type_own_rule(page)
    secretary.follow("main button[value='add-approval']")
    page.fill("#ra2_share", "1/4")
    page.select_option("#ra2_demand", "oppose-most")
    page.select_option("#ra2_of", "electorate")
    secretary.follow("main button[value='preview']")
    assert "反对上限" in secretary.text("#rule-preview")
    page.click("summary:has-text('代理')")
    page.fill("#proxy_cap", "5")
    secretary.follow("form button.button--main[value='save']")
    said = secretary.text()
    for kept in (
        "逐个方案表态",
        "每一档相差0.5",
        "只问第1题选“反对”的人",
        "本小区自定规则，第1版",
        "反对上限",
        "议事规则第十二条",
    ):
        assert kept in said, kept


@pytest.mark.parametrize(("language", "width"), [("zh", 360), ("en", 1280)])
def test_every_field_is_in_order(secretary: Window, scene: Scene, language: str, width: int) -> None:
    scene.become(secretary, "committee", language)
    secretary.open("/console/new")
    for number, kind in enumerate(KINDS, start=2):
        ask(secretary, number, kind)
    type_own_rule(secretary.page)
    secretary.follow("main button[value='preview']")
    secretary.page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    assert faults(secretary.page, [width]) == []


@pytest.mark.parametrize(("language", "width"), [("zh", 360), ("en", 1280)])
def test_every_fault_is_in_order(secretary: Window, scene: Scene, language: str, width: int) -> None:
    scene.become(secretary, "committee", language)
    secretary.open("/console/new")
    type_own_rule(secretary.page)
    secretary.page.fill("#rp1_share", "150%")
    ask(secretary, 2, "budget")
    secretary.page.fill("#q2_budget", "很多")
    secretary.follow("form button.button--main[value='save']")
    links = secretary.page.locator(".error_summary a")
    targets = [links.nth(at).get_attribute("href") for at in range(links.count())]
    assert {"#rp1_share", "#q2_budget"} <= set(targets)
    for target in targets:
        assert secretary.page.locator(str(target)).is_visible(), target
    assert faults(secretary.page, [width]) == []


def test_enter_saves_and_does_nothing_worse(secretary: Window) -> None:
    secretary.page.fill("#title_zh", "按了回车")
    secretary.page.fill("#q1_title_zh", "同意吗？")
    with secretary.page.expect_navigation():
        secretary.page.press("#q1_title_zh", "Enter")
    assert secretary.heading() == "按了回车"
