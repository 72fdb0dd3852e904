"""What only a real phone shows of a ballot: no scripts, a draft that stays there, and how a chosen card looks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from sqlalchemy.orm import Session

from consult.actions.issue_letters import issue_letters
from consult.domain.question import Condition, Option, Question, QuestionType
from tests import people
from tests.browser.installation import Installation, installed
from tests.browser.window import PHONE, window
from tests.databases import Databases

PLACES = Question(
    3,
    QuestionType.CHOOSE_SOME,
    {"zh": "充电桩装在哪里？", "en": "Where shall the chargers stand?"},
    options=tuple(Option(str(n), {"zh": f"{n}号位", "en": f"Place {n}"}) for n in (1, 2, 3)),
    most=2,
    can_refuse=True,
    show_if=Condition(1, "agree"),
)
WISH = Question(4, QuestionType.TEXT, {"zh": "还有什么要说的？", "en": "Anything else?"})
FIRMS = Question(
    5,
    QuestionType.EACH_PLAN,
    {"zh": "三家物业公司，请逐家表决", "en": "Three managers: what do you say to each?"},
    options=(
        Option("1", {"zh": "东方物业服务有限公司", "en": "Dongfang Property Services"}, {"zh": "每平方米2.10元"}),
        Option("2", {"zh": "安居物业", "en": "Anju"}, {"zh": "每平方米1.95元"}),
    ),
)
NONE_OF_THESE = "#q3-4"


@dataclass(frozen=True)
class Household:
    """An open consultation, and the token of one household's letter."""

    here: Installation
    code: str
    token: str


@pytest.fixture(scope="module")
def households(
    _opened_databases: dict[str, Databases], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Iterator[Household]]:
    """The households of an open consultation, each with its letter; every test takes the next one."""
    from tests.databases import KINDS

    if "sqlite" not in _opened_databases:
        _opened_databases["sqlite"] = KINDS["sqlite"](tmp_path_factory.mktemp("sqlite"))
    folder = tmp_path_factory.mktemp("ballot")
    with _opened_databases["sqlite"].fresh(folder) as url, installed(url, folder, people.MIDWAY) as here:
        with Session(here.engine) as session:
            view = people.make_open_consultation(
                session, questions=(people.CONSENT, people.CHOICE, PLACES, WISH, FIRMS)
            )
            letters = issue_letters(
                session,
                view.estate.id,
                view.id,
                secret=here.settings.secret_key,
                by=people.SECRETARY.name,
                now=people.OPENS_AT,
            )
        yield iter([Household(here, view.code, letter.token) for letter in letters])


@pytest.fixture
def household(households: Iterator[Household]) -> Household:
    """A household that has not answered yet."""
    return next(households)


@pytest.fixture
def phone(chromium: Browser, household: Household, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A household's phone at the ballot; parametrized with what else is special about it."""
    special: dict[str, Any] = getattr(request, "param", {})
    with window(chromium, household.here.address, PHONE, **special) as opened:
        opened.open(f"/h/{household.token}")
        opened.page.click("main form button")
        opened.page.wait_for_url("**/ballot")
        yield opened.page


def send(page: Page) -> None:
    """Check and send."""
    page.click("button[value=check]")
    page.click("button[value=send]")
    page.wait_for_url("**/receipt")


@pytest.mark.parametrize("phone", [{"java_script_enabled": False}], indirect=True, ids=["without scripts"])
def test_a_phone_without_scripts_votes_all_the_same(phone: Page) -> None:
    phone.click("label[for=q1-1]")
    phone.click("label[for=q3-2]")
    phone.fill("#q4", "谢谢")
    phone.click("label[for=q5-1-1]")
    phone.click("label[for=q5-2-2]")
    phone.click("button[value=check]")
    for plan in ("东方物业服务有限公司：同意", "安居物业：反对"):
        assert plan in phone.inner_text("main")
    phone.click("button[value=send]")
    phone.wait_for_url("**/receipt")
    assert phone.locator(".confirmation_panel__code").is_visible()
    assert not phone.locator("[data-print]").is_visible(), "a button that would do nothing is not shown"


def test_a_chosen_card_says_so_in_three_ways(phone: Page) -> None:
    word = phone.locator("label[for=q1-1] .choice_card__chosen")
    width = "e => getComputedStyle(e).borderTopWidth"
    frame = phone.locator("label[for=q1-1] .choice_card__frame")
    thin = frame.evaluate(width)
    assert not word.is_visible()
    phone.click("label[for=q1-1]")
    assert phone.is_checked("#q1-1")
    assert word.is_visible()
    assert frame.evaluate(width) != thin


def test_each_plan_is_answered_by_keyboard(phone: Page) -> None:
    """Each plan is one stop of the tabulator, and the arrows choose within it without touching the other plan."""
    phone.focus("#q5-1-1")
    phone.keyboard.press("Space")
    phone.keyboard.press("Tab")
    phone.keyboard.press("ArrowDown")
    assert phone.is_checked("#q5-1-1")
    assert phone.is_checked("#q5-2-2")
    for at in (1, 2):
        group = phone.get_by_role("group", name=("东方物业服务有限公司", "安居物业")[at - 1])
        assert group.get_by_role("radio").count() == 3
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_answers_stay_on_the_phone_until_they_are_sent(phone: Page, household: Household) -> None:
    phone.click("label[for=q1-1]")
    phone.click("label[for=q3-2]")
    phone.fill("#q4", "灯也修一修")
    phone.click("label[for=q5-2-3]")
    phone.goto(f"{household.here.address}/c/{household.code}")
    assert phone.locator("[data-unfinished]").is_visible()
    phone.goto(f"{household.here.address}/c/{household.code}/ballot")
    assert phone.is_checked("#q1-1")
    assert phone.is_checked("#q3-2")
    assert phone.is_checked("#q5-2-3")
    assert phone.input_value("#q4") == "灯也修一修"
    send(phone)
    assert phone.evaluate("localStorage.length") == 0


def test_nobody_else_is_reminded(phone: Page, household: Household) -> None:
    phone.goto(f"{household.here.address}/c/{household.code}")
    assert not phone.locator("[data-unfinished]").is_visible()


def test_a_follow_up_waits_for_the_answer_it_hangs_on(phone: Page) -> None:
    assert not phone.locator("#q3-1").is_visible()
    phone.click("label[for=q1-1]")
    assert phone.locator("#q3-1").is_visible()
    phone.click("label[for=q1-2]")
    assert not phone.locator("#q3-1").is_visible()


def test_none_of_these_stands_alone(phone: Page) -> None:
    phone.click("label[for=q1-1]")
    phone.click("label[for=q3-1]")
    phone.click(f"label[for={NONE_OF_THESE[1:]}]")
    assert not phone.is_checked("#q3-1")
    phone.click("label[for=q3-2]")
    assert not phone.is_checked(NONE_OF_THESE)


def test_without_a_network_nothing_is_sent_and_nothing_is_lost(phone: Page, household: Household) -> None:
    """The phone knows that it is offline; then it believes in a network that carries nothing; then it comes back."""
    phone.click("label[for=q1-1]")
    phone.context.set_offline(True)
    assert phone.locator(".offline_banner").inner_text().startswith("现在没有网络")
    phone.click("button[value=check]")
    assert phone.locator("[data-not-sent]").is_visible()
    phone.context.set_offline(False)
    phone.click("button[value=check]")
    phone.wait_for_selector("button[value=send]")
    phone.context.set_offline(True)
    phone.click("button[value=send]")
    said = phone.locator("[data-not-sent]")
    assert "还没有提交" in said.inner_text()
    assert float(said.locator(".not_sent__title").evaluate("e => parseFloat(getComputedStyle(e).fontSize)")) >= 30
    phone.context.set_offline(False)
    phone.evaluate("() => { const f = fetch; window.fetch = () => { window.fetch = f; return Promise.reject(); }; }")
    phone.click("button[value=send]")
    said.wait_for()
    assert "请现在再按一次按钮" in said.inner_text()
    assert not phone.locator(".offline_banner p").is_visible()
    phone.click("button[value=send]")
    phone.wait_for_url("**/receipt")
