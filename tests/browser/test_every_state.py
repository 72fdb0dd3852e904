"""Pages that no address alone leads to: after a refusal, before the beginning, after the end, in an empty estate.

Each state is reached as a person reaches it, then looked at in both languages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser
from sqlalchemy.orm import Session

from consult.web.access import allow
from tests import people
from tests.browser.committee import XLSX, faulty_roll, good_roll
from tests.browser.household import SEND, check, mark
from tests.browser.installation import Installation
from tests.browser.look import FEW_WIDTHS, faults
from tests.browser.scene import Scene, make_scene
from tests.browser.window import PHONE, Window, window

Reach = Callable[[Window, Scene], None]
MAIN_BUTTON = "main form button.button--main"
ELSEWHERE = {"Origin": "https://elsewhere.example"}


@dataclass(frozen=True)
class State:
    """Who meets the page, and how it is reached."""

    who: object
    reach: Reach


def at(path: str) -> Reach:
    """A state that an address leads to; `{draft}`, `{open}`, … stand for codes."""
    return lambda here, scene: here.open(path.format(**scene.codes)) and None


def letter_of(person: people.Person) -> Reach:
    return lambda here, scene: here.open(f"/h/{scene.letters[person]}") and None


def link(name: str) -> Reach:
    return lambda here, scene: here.open(f"/staff/{scene.links[name]}") and None


def sent(path: str, **fields: str) -> Reach:
    """A form filled in like this and sent; a field is named by its id."""

    def reach(here: Window, scene: Scene) -> None:
        here.open(path.format(**scene.codes))
        for name, value in fields.items():
            control = here.page.locator(f"#{name}")
            tag = control.evaluate("e => e.tagName")
            control.select_option(value) if tag == "SELECT" else control.fill(value)
        here.page.locator("main form").first.evaluate("form => { form.noValidate = true }")
        here.follow(MAIN_BUTTON)

    return reach


def wrong_code(here: Window, scene: Scene) -> None:
    sent("/sign-in?code={open}", building="1", room="101", code="0000000000")(here, scene)


def too_many_wrong_codes(here: Window, scene: Scene) -> None:
    # Each try costs a slow hash until the budget is used up; the second reader finds it used up.
    for _ in range(6):
        with here.page.expect_response(lambda answer: answer.request.method == "POST") as tried:
            sent("/sign-in?code={open}", building="2", room="302", code="0000000000")(here, scene)
        if tried.value.status == 429:
            return
    raise AssertionError("nobody was told to wait")


def checked(here: Window, scene: Scene) -> None:
    here.open(f"/c/{scene.codes['open']}/ballot")
    mark(here, {1: "agree", 2: "2"})
    check(here)


def chose_too_many(here: Window, scene: Scene) -> None:
    here.open(f"/c/{scene.codes['open']}/ballot")
    mark(here, {1: "oppose"})
    for value in "123":
        here.press(f"label.choice_card:has(input[name='q3'][value='{value}'])")
    here.follow("main button[name='step'][value='check']")
    assert here.page.locator(".error_summary").count() == 1


def chose_nothing(here: Window, scene: Scene) -> None:
    here.open(f"/c/{scene.codes['open']}/ballot")
    here.follow("main button[name='step'][value='check']")
    assert here.page.locator(".error_summary").count() == 1


def signed_out_meanwhile(here: Window, scene: Scene) -> None:
    checked(here, scene)
    here.context.clear_cookies(name=scene.app.config["SESSION_COOKIE_NAME"])
    here.follow(SEND)


def no_cookies_kept(here: Window, scene: Scene) -> None:
    """A browser that forgets its cookies between page and form: asked once more, then told what stands in the way."""
    here.open(f"/h/{scene.letters[LIU]}")
    for _ in range(2):
        here.context.clear_cookies(name=scene.app.config["SESSION_COOKIE_NAME"])
        here.follow("main form button")
    assert "Cookie" in here.text() or "cookie" in here.text()


def sent_from_another_page(here: Window, scene: Scene) -> None:
    """Answers sent by whoever sits there now: their visit may have ended, or their ballot be in the book."""
    here.open(f"/c/{scene.codes['open']}")
    token = here.page.locator("input[name='csrf_token']").first.input_value()
    fields = {"csrf_token": token, "q1": "agree", "step": "send"}
    here.show(f"/c/{scene.codes['open']}/ballot", method="POST", form=fields)


def as_tenant(here: Window, scene: Scene) -> None:
    here.open(f"/c/{scene.codes['tenants']}/who")
    here.follow("main button[value='tenant']")


def tenants_answers_checked(here: Window, scene: Scene) -> None:
    as_tenant(here, scene)
    mark(here, {1: "oppose", 2: "2"})
    check(here)


def tenants_home_not_said(here: Window, scene: Scene) -> None:
    as_tenant(here, scene)
    mark(here, {1: "oppose"})
    here.follow("main button[name='step'][value='check']")
    assert here.page.locator(".error_summary a[href='#home']").count() == 1


def opinion_sent(here: Window, scene: Scene) -> None:
    """A second opinion of the same home."""
    here.open(f"/c/{scene.codes['tenants']}")
    token = here.page.locator("input[name='csrf_token']").first.input_value()
    fields = {"csrf_token": token, "q1": "agree", "step": "send"}
    here.context.request.post(f"{here.address}/c/{scene.codes['tenants']}/opinion", form=fields)
    here.show(f"/c/{scene.codes['tenants']}/opinion", method="POST", form=fields)


def handed_in(content: bytes, name: str = "名册.xlsx") -> Reach:
    def reach(here: Window, scene: Scene) -> None:
        here.open("/console/roll")
        here.page.set_input_files("#file", {"name": name, "mimeType": XLSX, "buffer": content})
        here.follow("main form[action$='/roll/check'] button.button--main")

    return reach


def replaced_without_a_word(here: Window, scene: Scene) -> None:
    here.open(f"/console/c/{scene.codes['open']}/letters")
    here.page.check("input[name='whom'][value='all']")
    here.page.check("input[name='which'][value='all']")
    here.follow(MAIN_BUTTON)
    here.follow(MAIN_BUTTON)


def full_draft(here: Window, scene: Scene) -> None:
    """Every kind of question, each button pressed once, then saved with its faults."""
    here.open(f"/console/c/{scene.codes['draft']}/edit")
    for pressed in ("add-question", "add-option-2", "up-3", "remove-question-5"):
        here.follow(f"main button[value='{pressed}']")
    here.page.fill("#title_zh", "")
    here.page.fill("#closes_at", "2026-12-02T09:00")
    here.follow("form button.button--main[value='save']")
    assert here.page.locator(".error_summary").count() == 1


def posted(path: str, **how: str) -> Reach:
    """A form that no page of ours would send."""
    return lambda here, scene: here.show(path.format(**scene.codes), method="POST", headers=how) and None


def too_early(deed: str, state: str) -> Reach:
    def reach(here: Window, scene: Scene) -> None:
        here.open(f"/console/c/{scene.codes[state]}")
        token = here.page.locator("input[name='csrf_token']").first.input_value()
        here.show(f"/console/c/{scene.codes[state]}/{deed}", method="POST", form={"csrf_token": token})

    return reach


CHEN, LIU, ZHAO, SHEN = people.CHEN_AYI, people.LIU_SAN, people.ZHAO_KE, people.SHEN_MEI
STATES: dict[str, State] = {
    "front: a code nobody has": State(None, at("/?code=ZZZZZZ")),
    "a consultation that is not there": State(None, at("/c/ZZZZZZ")),
    "an address that is not there": State(None, at("/nothing/here")),
    "announced, to be read": State(None, at("/c/{announced}")),
    "announced, the book still empty": State(None, at("/c/{announced}/book")),
    "ended, not counted": State(None, at("/c/{counting}")),
    "a letter never issued": State(None, at("/h/00000000000000000000000000")),
    "a letter before the beginning": State(None, letter_of(people.SCRUTINEER)),
    "a letter of those who answered": State(None, letter_of(ZHAO)),
    "sign-in: an unknown code": State(None, at("/sign-in?code=ZZZZZZ")),
    "sign-in: nothing filled in": State(None, sent("/sign-in?code={open}")),
    "sign-in: a wrong code": State(None, wrong_code),
    "sign-in: too many wrong codes": State(None, too_many_wrong_codes),
    "a slip code mistyped": State(None, at("/r/4K7P")),
    "a slip code in no book": State(None, at("/r/0000-0000-000")),
    "ballot: nothing chosen": State(CHEN, chose_nothing),
    "ballot: too many chosen": State(CHEN, chose_too_many),
    "ballot: answers to check": State(CHEN, checked),
    "ballot: the form's token is gone": State(LIU, signed_out_meanwhile),
    "a letter, and no cookies": State(None, no_cookies_kept),
    "ballot: signed in no more": State(None, sent_from_another_page),
    "ballot: answered already": State(ZHAO, sent_from_another_page),
    "who is answering?": State("a tenant", at("/c/{tenants}/who")),
    "tenant: the form": State("a tenant", as_tenant),
    "tenant: answers to check": State("a tenant", tenants_answers_checked),
    "tenant: which home?": State("a tenant of one of several", tenants_home_not_said),
    "tenant: given already": State("a tenant", opinion_sent),
    "tenant: the thanks": State("a tenant", at("/c/{tenants}/opinion/receipt")),
    "tenants, with the result": State(None, at("/c/{told}")),
    "tenants, to the committee": State("committee", at("/console/c/{told}")),
    "two ballots: the receipt": State("co-owners", at("/c/{twice}/receipt")),
    "two ballots: to settle, and settled": State("committee", at("/console/c/{twice}/conflicts")),
    "two ballots: the next step": State("committee", at("/console/c/{twice}")),
    "two ballots: before closing": State("committee", at("/console/c/{twice}/close")),
    "proxies: the form and the list": State("committee", at("/console/c/{twice}/proxy")),
    "proxies: everything wrong": State("committee", sent("/console/c/{twice}/proxy", principal="9-9", agent="9-8")),
    "proxies: not offered": State("committee", at("/console/c/{open}/proxy")),
    "proxies: how to, for everybody": State(None, at("/c/{twice}")),
    "staff: a wrong password": State(None, sent("/staff/sign-in", login="qianmin", password="not this one")),
    "staff: a used link": State(None, at("/staff/00000000000000000000000000")),
    "staff: a sign-in link": State(None, link("sign-in")),
    "staff: a scrutineer may not write": State("scrutineer", at("/console/new")),
    "staff: a scrutineer may look": State("scrutineer", at("/console/c/{open}")),
    "console: an empty estate": State("newcomer", at("/console")),
    "console: no roll yet": State("newcomer", at("/console/roll")),
    "console: no consultation yet": State("newcomer", at("/console/consultations")),
    "console: a draft before the roll": State("newcomer", at("/console/new")),
    "roll: not a spreadsheet": State("committee", handed_in(b"not a workbook")),
    "roll: with a fault": State("committee", handed_in(faulty_roll())),
    "roll: ready to import": State("committee", handed_in(good_roll())),
    "draft: nothing filled in": State("committee", sent("/console/new", title_zh="")),
    "draft: every kind, with faults": State("committee", full_draft),
    "announce? ": State("committee", at("/console/c/{draft}/announce")),
    "announced": State("committee", at("/console/c/{announced}")),
    "opened too early": State("committee", too_early("open", "announced")),
    "closed too early": State("committee", too_early("close", "open")),
    "due to close": State("committee", at("/console/c/{counting}")),
    "close? ": State("committee", at("/console/c/{counting}/close")),
    "letters: replaced without a word": State("committee", replaced_without_a_word),
    "letters of an announced one": State("committee", at("/console/c/{announced}/letters")),
    "paper: a mistyped serial": State("committee", sent("/console/c/{open}/paper", serial="00001")),
    "paper: no longer": State("committee", at("/console/c/{counting}/paper")),
    "a form from elsewhere": State(None, posted("/sign-in", **ELSEWHERE)),
    "a form without its token": State(None, posted("/sign-in")),
    "a form where there is none": State(None, posted("/help")),
}


@pytest.fixture(scope="module")
def scene(served: Installation) -> Scene:
    with Session(served.engine) as session:
        return make_scene(session, served.app)


@pytest.fixture
def phone(chromium: Browser, served: Installation) -> Iterator[Window]:
    with window(chromium, served.address, PHONE) as opened:
        yield opened


@pytest.mark.parametrize(
    ("language", "width"), [("zh", 360), pytest.param("en", 1280, marks=pytest.mark.exhaustive)], ids=["zh", "en"]
)
@pytest.mark.parametrize("name", STATES)
def test_the_state_is_in_order(
    phone: Window, scene: Scene, name: str, language: str, width: int, pytestconfig: pytest.Config
) -> None:
    state = STATES[name]
    scene.become(phone, state.who, language)
    state.reach(phone, scene)
    assert phone.page.locator("html").get_attribute("lang") == {"zh": "zh-Hans-CN", "en": "en"}[language]
    wrong = faults(phone.page, [width], FEW_WIDTHS, contrast=bool(pytestconfig.getoption("--exhaustive")))
    assert not wrong, "\n".join(wrong)


def test_a_fault_of_ours_has_its_page(phone: Window, scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    @allow.anyone
    def broken() -> str:
        raise RuntimeError("a fault made by a test")

    monkeypatch.setitem(scene.app.view_functions, "resident.slip_form", broken)
    scene.become(phone, None, "zh")
    assert phone.open("/r").status == 500
    assert faults(phone.page) == []
    assert phone.troubles == [f"500 for {phone.address}/r"]
    phone.troubles.clear()
