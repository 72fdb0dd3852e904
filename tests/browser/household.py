"""What a household does on its phone: open the letter, answer, check, send, keep the receipt."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.window import Window

SLIP = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{2}[0-9A-Z*~$=]")
SEND = "main button[name='step'][value='send']"


def sign_in_by_letter(here: Window, link: str) -> None:
    """Open the letter's address and press its one button; the token leaves the address bar."""
    here.open(link)
    here.follow("main form button")
    here.page.wait_for_url("**/ballot")
    assert link.rpartition("/")[2].lower() not in here.page.url.lower()


def sign_in_by_code(here: Window, consultation: str, place: tuple[str, str, str], typed: str) -> None:
    """Choose the building, type the room and the letter's code."""
    building, _, room = place
    here.open(f"/c/{consultation}/ballot")
    here.page.select_option("#building", building)
    here.page.fill("#room", room)
    here.page.fill("#code", typed)
    here.follow("main form[action='/sign-in'] button.button--main")
    here.page.wait_for_url("**/ballot")


def mark(here: Window, answers: dict[int, str]) -> None:
    """Press one card for each question."""
    for number, value in answers.items():
        here.press(f"label.choice_card:has(input[name='q{number}'][value='{value}'])")
        expect(here.page.locator(f"input[name='q{number}'][value='{value}']")).to_be_checked()


def check(here: Window) -> str:
    """Go on to the page where the answers stand in words; that page."""
    here.follow("main button[name='step'][value='check']")
    expect(here.page.locator(SEND)).to_be_visible()
    return here.text()


def send(here: Window) -> str:
    """Send, and answer the slip code of the receipt."""
    here.follow(SEND)
    return slip_code(here)


def send_twice_at_once(here: Window) -> str:
    """Press send twice faster than any answer can come."""
    here.page.locator(SEND).evaluate("button => { button.click(); button.click(); }")
    return slip_code(here)


def slip_code(here: Window) -> str:
    """The slip code on the receipt that is open."""
    here.page.wait_for_url("**/receipt")
    found = SLIP.search(here.text(".confirmation_panel__code"))
    assert found
    return found[0]


def vote(here: Window, answers: dict[int, str]) -> str:
    """From the open ballot to the slip code."""
    mark(here, answers)
    check(here)
    return send(here)
