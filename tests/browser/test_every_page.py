"""Every address that answers with a page is looked at, by everybody, in both languages, at every width.

The addresses come from the application's own map: a new route is visited, unless `not_pages` says that it is no page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from flask import Response
from flask.testing import FlaskClient
from playwright.sync_api import Browser
from sqlalchemy.orm import Session

from tests.browser.installation import Installation
from tests.browser.look import AXE_WIDTHS, FEW_WIDTHS, WIDTHS, faults, small_targets, too_wide
from tests.browser.visits import LANGUAGES, come_in, read_in, signed
from tests.browser.window import PHONE, Window, window
from tests.house import rounds
from tests.house.not_pages import NOT_PAGES

HOST = "127.0.0.1"
EXHAUSTIVE = pytest.mark.exhaustive

# Two answers that differ in nothing but these are one page.
_ONCE_ONLY = re.compile(r'(name="(?:csrf_token|submission_id|submission)" value|nonce|name="next" value)="[^"]*"')


@dataclass(frozen=True)
class Visited:
    """An estate with a draft, an open and a closed consultation, served; and the pages that were found in it."""

    here: Installation
    world: rounds.World
    found: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)

    def pages(self, visitor: str, language: str) -> dict[str, str]:
        """What a visitor is shown → its address; of pages that are the same, the first.

        They are found without the browser, for most of what a visitor asks for leads elsewhere, and once for all.
        """
        if (visitor, language) not in self.found:
            answers = self._answers(visitor, language)
            self.found[visitor, language] = {shown: address for address, shown in reversed([*answers])}
        return self.found[visitor, language]

    def own_pages(self, visitor: str, language: str) -> list[str]:
        """Addresses of the pages that this visitor alone is shown; nobody in particular sees those of everybody."""
        mine = self.pages(visitor, language)
        alike = {} if visitor == "nobody" else self.pages("nobody", language)
        return [address for shown, address in reversed(mine.items()) if shown not in alike]

    def _answers(self, visitor: str, language: str) -> Iterator[tuple[str, str]]:
        app = self.here.app
        browser = FlaskClient(app, Response)
        browser.set_cookie(app.config["SESSION_COOKIE_NAME"], str(signed(app, self._visits(visitor))), domain=HOST)
        browser.set_cookie("consult_language", LANGUAGES[language], domain=HOST)
        for rule in (rule for rule in rounds.routes(app, "GET") if rule.endpoint not in NOT_PAGES):
            for address in self.world.addresses(app, rule):
                answer = browser.get(address, base_url=self.here.address, buffered=True)
                if answer.mimetype == "text/html" and not 300 <= answer.status_code < 400:
                    yield address, _ONCE_ONLY.sub("", answer.get_data(as_text=True))

    def is_for_residents(self, address: str) -> bool:
        """Whether this is a page that people at home read."""
        endpoint, _ = self.here.app.url_map.bind(HOST).match(address.partition("?")[0])
        return str(endpoint).startswith(("resident.", "reading."))

    def come_in(self, opened: Window, visitor: str, language: str, text: str = "100") -> None:
        """Become a visitor who reads this language."""
        come_in(opened.context, self.here.app, opened.address, self._visits(visitor))
        read_in(opened.context, opened.address, language, text)

    def _visits(self, visitor: str) -> dict[str, tuple[str, datetime]]:
        audience, key = self.world.keys.get(visitor, ("", ""))
        return {audience: (key, rounds.NOW - timedelta(seconds=5))} if key else {}


@pytest.fixture(scope="module")
def visited(served: Installation) -> Visited:
    with Session(served.engine) as session:
        return Visited(served, rounds.make_world(session))


@pytest.fixture
def phone(chromium: Browser, visited: Visited) -> Iterator[Window]:
    with window(chromium, visited.here.address, PHONE) as opened:
        yield opened


@pytest.mark.parametrize(
    ("visitor", "language"),
    [
        # In English what everybody sees; those who are signed in see the same pages in both languages.
        pytest.param(visitor, language, marks=EXHAUSTIVE if language == "en" and visitor != "nobody" else ())
        for visitor in rounds.VISITORS
        if visitor not in ("a phone", "a program")
        for language in ("zh", "en")
    ],
)
def test_every_page_is_in_order(
    phone: Window, visited: Visited, visitor: str, language: str, request: pytest.FixtureRequest
) -> None:
    """Axe looks at the Chinese page on a phone and at the English one on a desk; exhaustively at both on both.

    What an enrolled phone or a program is answered is no page; they have tests of their own.
    """
    is_whole = request.config.getoption("--exhaustive")
    axe_widths = AXE_WIDTHS if is_whole else {"zh": [360], "en": [1280]}[language]
    widths = WIDTHS if is_whole else FEW_WIDTHS
    visited.come_in(phone, visitor, language)
    fresh = visited.own_pages(visitor, language)
    wrong = []
    for address in fresh:
        phone.open(address)
        wrong += [f"{address}: {fault}" for fault in faults(phone.page, axe_widths, widths)]
    assert not wrong, "\n".join(wrong)
    assert fresh


@pytest.mark.parametrize("text", [pytest.param("100", marks=EXHAUSTIVE), pytest.param("150", marks=EXHAUSTIVE), "200"])
@pytest.mark.parametrize("visitor", ["nobody", "a household", "a household that has answered"])
def test_residents_may_read_large_and_press_with_a_thumb(
    phone: Window, visited: Visited, visitor: str, text: str
) -> None:
    wrong = []
    visited.come_in(phone, visitor, "zh", text)
    residents = [address for address in visited.own_pages(visitor, "zh") if visited.is_for_residents(address)]
    for address in residents:
        phone.open(address)
        wrong += [f"{address}: {small}" for small in small_targets(phone.page, text)]
        wrong += [f"{address}: text {text}: {wide}" for wide in too_wide(phone.page)]
    assert not wrong, "\n".join(wrong)
    assert residents


def test_an_unfit_page_is_seen(phone: Window) -> None:
    # The looking itself must be able to fail.
    phone.page.set_content(
        '<html lang="en"><meta name="viewport" content="width=device-width"><title>x</title><main><h1>x</h1>'
        '<img src="data:,"><a class="button" href="/">x</a>'
        '<div style="width:900px">wide</div></main></html>'
    )
    wrong = "\n".join(faults(phone.page))
    assert "320 px: page" in wrong
    assert "axe image-alt" in wrong
    assert small_targets(phone.page)
