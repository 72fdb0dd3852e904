"""The whole vote of one household, counted in screens and taps, by keyboard alone, and over lines that fail.

The same without scripts is in `test_ballot_on_a_phone`, offline too; double taps and two phones are in `test_main_job`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.actions.issue_letters import issue_letters
from consult.models.ballot import Ballot
from tests import people
from tests.browser import household
from tests.browser.installation import Installation
from tests.browser.test_residents_axe import faults
from tests.browser.window import LAPTOP, PHONE, Window, window
from tests.databases import SECRET

MOST_SCREENS, MOST_TAPS = 4, 8
SLOW = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
"""Slow 3G: milliseconds for every request, bytes a second."""
SEND = household.SEND
MOST_KEYS = 60

HEARD = """
- list "步骤":
  - listitem: /登录.*已完成/
  - listitem: 作答
  - listitem: 核对
  - listitem: 回执
- heading "车棚改造与充电桩征询" [level=1]
- paragraph: /1号.* · 一张票/
- paragraph: /请在 .* 前作答/
- group /第 1 题 是否同意增设充电桩/:
  - heading /第 1 题/ [level=2]
  - paragraph: 请三选一
  - radio "同意"
  - radio "反对"
  - radio "弃权"
- group /第 2 题 车棚顶材质/:
  - heading /第 2 题/ [level=2]
  - paragraph: 请选一项
  - radio /彩钢板 费用/
  - radio /阳光板 费用/
  - radio /以上均不同意/
  - radio "弃权"
- button "下一步：核对答案"
- paragraph: /现在还没有交/
"""


@dataclass
class Counted:
    """A window in which every page that is shown, and every press, is counted."""

    opened: Window
    screens: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.opened.page.on("load", lambda page: self.screens.append(page.url.rpartition("/")[2]))
        # Presses of fingers and mice, not the clicks that a label passes on to its button.
        self.opened.page.add_init_script(
            "addEventListener('pointerup', () => sessionStorage.setItem('taps', 1 + Number(sessionStorage.taps || 0)))"
        )

    @property
    def taps(self) -> int:
        """How often the screen was touched."""
        return int(self.opened.page.evaluate("Number(sessionStorage.taps || 0)"))


@pytest.fixture(scope="module")
def letters(served: Installation) -> Iterator[str]:
    """The addresses of letters to an open consultation of two questions; every test takes the next one."""
    with Session(served.engine) as session:
        view = people.make_open_consultation(session)
        issued = issue_letters(
            session, view.estate.id, view.id, secret=SECRET, by=people.SECRETARY.name, now=people.MIDWAY
        )
    return iter([f"/h/{letter.token}" for letter in issued])


@pytest.fixture
def phone(chromium: Browser, served: Installation) -> Iterator[Window]:
    with window(chromium, served.address, PHONE) as opened:
        yield opened


@pytest.fixture
def ballots(served: Installation) -> Iterator[int]:
    """Ballots before a test; afterwards there is exactly one more, whatever went wrong on the way."""

    def count() -> int:
        with Session(served.engine) as session:
            return session.scalar(select(func.count()).select_from(Ballot)) or 0

    before = count()
    yield before
    assert count() == before + 1


def test_from_the_scan_to_the_receipt(phone: Window, letters: Iterator[str], ballots: int) -> None:
    counted = Counted(phone)
    household.sign_in_by_letter(phone, next(letters))
    household.vote(phone, {1: "agree", 2: "1"})
    expect(phone.page.locator(".confirmation_panel__code")).to_be_visible()
    assert len(counted.screens) <= MOST_SCREENS, counted.screens
    assert counted.screens[-1] == "receipt"
    assert 4 < counted.taps <= MOST_TAPS


def test_by_keyboard_alone(chromium: Browser, served: Installation, letters: Iterator[str], ballots: int) -> None:
    """Nothing is pressed but Tab, arrows, Space and Enter; what has the focus is always to be seen."""
    with window(chromium, served.address, LAPTOP) as opened:
        page = opened.page
        opened.open(next(letters))
        step_to(page, "main form button")
        page.keyboard.press("Enter")
        page.wait_for_url("**/ballot")
        step_to(page, "input[name='q1']")
        page.keyboard.press("Space")
        step_to(page, "input[name='q2']")
        page.keyboard.press("ArrowDown")
        assert page.locator("input[name='q1']").first.is_checked()
        assert page.locator("input[name='q2']").nth(1).is_checked()
        step_to(page, "button[value='check']")
        page.keyboard.press("Enter")
        page.wait_for_selector(SEND)
        step_to(page, SEND)
        page.keyboard.press("Enter")
        page.wait_for_url("**/receipt")
        assert household.SLIP.search(opened.text(".confirmation_panel__code"))


def step_to(page: Page, selector: str) -> None:
    """Press Tab until the focus is there; each stop on the way is visible and marked."""
    for _ in range(MOST_KEYS):
        page.keyboard.press("Tab")
        at = page.locator(":focus")
        if at.count() and at.evaluate(f"(e) => e.matches({selector!r})"):
            assert page.evaluate(_SEEN), f"{selector} has the focus, and nobody sees it"
            return
    raise AssertionError(f"no key leads to {selector}")


# A ring around it, around its card's frame, or a border that another control does not have.
_SEEN = """() => {
  const at = document.activeElement, card = at.closest("label");
  const rings = [at, ...(card ? card.querySelectorAll("*") : [])].map((e) => getComputedStyle(e));
  const room = (card || at).getBoundingClientRect();
  const isShown = room.height > 0 && room.bottom > 0 && room.top < innerHeight;
  return isShown && rings.some((s) => (s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2)
    || s.boxShadow !== "none");
}"""


def test_on_a_slow_line_an_impatient_thumb_sends_once(phone: Window, letters: Iterator[str], ballots: int) -> None:
    phone.context.new_cdp_session(phone.page).send("Network.emulateNetworkConditions", SLOW)
    household.sign_in_by_letter(phone, next(letters))
    household.mark(phone, {1: "agree", 2: "1"})
    household.check(phone)
    phone.page.locator(SEND).evaluate("(b) => { for (const ms of [0, 150, 300, 500]) setTimeout(() => b.click(), ms) }")
    assert household.slip_code(phone)


def test_an_answer_lost_after_the_ballot_was_recorded(phone: Window, letters: Iterator[str], ballots: int) -> None:
    """The server recorded it and the line broke: letter and ballot both say so, and nothing is sent again."""
    letter = next(letters)
    household.sign_in_by_letter(phone, letter)
    household.mark(phone, {1: "oppose", 2: "2"})
    household.check(phone)

    sent_to = phone.page.url

    def lose(route: Route) -> None:
        route.fetch(max_redirects=0)
        route.abort("connectionreset")

    phone.page.route("**/ballot", lose, times=1)
    with phone.page.expect_event("requestfailed"):
        phone.press(SEND)
    again = Window(phone.context, phone.context.new_page(), phone.address, phone.is_touched)
    again.open(letter)
    assert "您家的票已经登记" in again.text(), again.text()
    again.open(sent_to)
    assert household.slip_code(again)


def test_two_tabs_of_one_phone(phone: Window, letters: Iterator[str], ballots: int) -> None:
    """The second tab is told that the first one's answers are recorded, and which they are called by."""
    household.sign_in_by_letter(phone, next(letters))
    second = Window(phone.context, phone.context.new_page(), phone.address, phone.is_touched)
    second.open(phone.page.url)
    for tab, answers in ((phone, {1: "agree", 2: "1"}), (second, {1: "oppose", 2: "2"})):
        household.mark(tab, answers)
        household.check(tab)
    household.send(phone)
    assert second.follow(SEND).status == 409
    assert second.heading() == "您家已经答过了"
    second.follow("main a[href$='/receipt']")
    assert household.slip_code(second) == household.slip_code(phone)


def test_a_ballot_is_heard_in_the_order_in_which_it_is_seen(phone: Window, letters: Iterator[str]) -> None:
    """What a screen reader is told: where one is, for whom, until when, each question's answers, what is next."""
    household.sign_in_by_letter(phone, next(letters))
    main = phone.page.locator("main")
    expect(main).to_match_aria_snapshot(HEARD)
    assert main.locator("[aria-current=step]").inner_text().strip().endswith("作答")
    assert not list(faults(phone))
    for radio in main.get_by_role("radio").all():
        assert radio.evaluate("(e) => e.closest('fieldset').getAttribute('aria-describedby')")


def test_a_number_is_read_aloud_as_one(phone: Window, letters: Iterator[str]) -> None:
    household.sign_in_by_letter(phone, next(letters))
    phone.page.evaluate("() => { window.said = []; speechSynthesis.speak = (sentence) => said.push(sentence.text); }")
    phone.press("[data-read-aloud]")
    said = " ".join(phone.page.evaluate("window.said"))
    assert "38000.00" in said
    assert "第 1 题" in said
