"""Putting options in order with the up and down buttons, and what is left of a budget, by keyboard on a phone."""

from __future__ import annotations

from playwright.sync_api import Browser, expect
from sqlalchemy.orm import Session

from consult.actions.issue_letters import issue_letters
from consult.domain.question import Option, Question, QuestionType
from tests import people
from tests.browser.installation import Installation
from tests.browser.window import PHONE, window

PLANTS = tuple(
    Option(str(n), {"zh": name}, cost=cost)
    for n, (name, cost) in enumerate((("月季", 60_000), ("桂花", 50_000), ("腊梅", 1_500_000)), start=1)
)
QUESTIONS = (
    Question(1, QuestionType.RANK, {"zh": "先种什么？"}, options=PLANTS, most=2),
    Question(2, QuestionType.BUDGET, {"zh": "钱花在哪里？"}, options=PLANTS, budget=1_550_000),
)


def test_options_are_put_in_order_and_a_budget_is_shared_out_by_keyboard(
    chromium: Browser, served: Installation
) -> None:
    with window(chromium, served.address, PHONE) as here:
        here.open(f"/h/{_letter(served)}")
        here.follow("main form button")
        page, said = here.page, here.page.locator("[data-said]")

        def press(name: str) -> None:
            button = page.get_by_role("button", name=name, exact=True)
            button.focus()
            page.keyboard.press("Enter")
            expect(button).to_be_focused()

        for name, place in (
            ("上移：桂花", "桂花：第 1 位"),
            ("上移：腊梅", "腊梅：第 2 位"),
            ("上移：月季", "月季：第 2 位"),
            ("上移：月季", "月季：第 1 位"),
            ("下移：桂花", "桂花：不排"),
            ("下移：桂花", "桂花：不排"),
            ("上移：桂花", "桂花：第 2 位"),
        ):
            press(name)
            expect(said).to_have_text(place)
        assert [page.input_value(f"#q1-{n}") for n in (1, 2, 3)] == ["1", "2", ""], "the two places there are"
        assert page.locator("[data-rank] label").all_inner_texts()[0].startswith("月季")

        left = page.locator("[data-budget]")
        expect(left).to_have_text("还剩 15\N{NO-BREAK SPACE}500.00\N{NO-BREAK SPACE}元")
        for box, sentence in (("#q2-3", "还剩 500.00 元"), ("#q2-1", "超出 100.00 元")):
            page.focus(box)
            page.keyboard.press("Space")
            expect(left).to_have_text(sentence)
        page.keyboard.press("Space")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        here.follow("button[value=check]")
        assert "1. 月季、2. 桂花" in here.text()
        assert "还剩 500.00\N{NO-BREAK SPACE}元" in here.text()


def _letter(served: Installation) -> str:
    """The token of one household's letter to an open survey."""
    with Session(served.engine) as session:
        view = people.make_open_consultation(session, rule="advisory", questions=QUESTIONS)
        secret = served.settings.secret_key
        issued = issue_letters(
            session, view.estate.id, view.id, secret=secret, by=people.SECRETARY.name, now=people.OPENS_AT
        )
        return issued[0].token
