"""How large words stand and how far apart their lines, measured in the browser on every page that residents read.

The numbers are those of the norms for older readers: people.md asks for 18 px in the larger text and 30 in the largest.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from playwright.sync_api import Browser
from sqlalchemy.orm import Session

from tests.browser.installation import Installation
from tests.browser.look import SMALLEST, small_print
from tests.browser.visits import come_in, read_in
from tests.browser.window import PHONE, Window, window
from tests.house import rounds
from tests.house.not_pages import NOT_PAGES

RESIDENTS = ("resident.", "reading.", "verify.")
NOT_IN_HAND = ("_in_capitals", ".screen")
"""The same pages again, and what hangs in a hall for the counting."""


@dataclass(frozen=True)
class Estate:
    """What is served, and who visits it."""

    here: Installation
    world: rounds.World

    def addresses(self) -> Iterator[str]:
        """Every address that residents read."""
        for rule in rounds.routes(self.here.app, "GET"):
            is_read = rule.endpoint.startswith(RESIDENTS) and not rule.endpoint.endswith(NOT_IN_HAND)
            if is_read and rule.endpoint not in NOT_PAGES:
                yield from self.world.addresses(self.here.app, rule)


@pytest.fixture(scope="module")
def estate(served: Installation) -> Estate:
    with Session(served.engine) as session:
        return Estate(served, rounds.make_world(session))


@pytest.fixture
def phone(chromium: Browser, served: Installation) -> Iterator[Window]:
    with window(chromium, served.address, PHONE) as opened:
        yield opened


@pytest.mark.parametrize(
    "visitor", ["a household", *(pytest.param(who, marks=pytest.mark.exhaustive) for who in ("nobody", "a tenant"))]
)
def test_words_are_large_and_lines_apart(phone: Window, estate: Estate, visitor: str) -> None:
    """The server writes the text size as a class of the page and nothing else: each page is opened once."""
    audience, key = estate.world.keys.get(visitor, ("", ""))
    visits = {audience: (key, rounds.NOW - timedelta(seconds=5))} if key else {}
    come_in(phone.context, estate.here.app, phone.address, visits)
    read_in(phone.context, phone.address, "zh")
    wrong, seen = [], set[str]()
    # One consultation is open and one is counted; the third is like the first, and a draft is nobody's to read.
    other = estate.world.codes[1], estate.world.codes[3]
    for address in estate.addresses():
        if visitor != "a tenant" and any(code in address for code in other):
            continue
        phone.open(address)
        if phone.page.url not in seen:
            seen.add(phone.page.url)
            for text in SMALLEST:
                phone.page.evaluate("(text) => { document.documentElement.className = `text-${text}` }", text)
                wrong += [f"{address}: {small}" for small in small_print(phone.page, text)]
    assert not wrong, "\n".join(wrong)
    assert len(seen) > 20


def test_small_words_and_close_lines_are_seen(phone: Window) -> None:
    phone.page.set_content(
        "<html lang=en><main><h1>x</h1><p style='font-size: 17px; line-height: 2'>Small</p>"
        "<p style='font-size: 32px; line-height: 1.4'>Lines that stand too close</p></main></html>"
    )
    assert len(small_print(phone.page, "150")) == 2
    assert len(small_print(phone.page, "200")) == 2
    assert len(small_print(phone.page, "100")) == 1
