"""Every address that answers with a page is looked at, by everybody, in both languages, at every width.

The addresses come from the application's own map: a new route is visited, unless `not_pages` says that it is no page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from playwright.sync_api import Browser
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from tests.browser.installation import Installation
from tests.browser.look import AXE_WIDTHS, FEW_WIDTHS, WIDTHS, faults, small_targets, too_wide
from tests.browser.visits import come_in, read_in
from tests.browser.window import PHONE, Window, window
from tests.house import rounds
from tests.house.not_pages import NOT_PAGES

EXHAUSTIVE = pytest.mark.exhaustive

# Two answers that differ in nothing but these are one page.
_ONCE_ONLY = re.compile(r'(name="(?:csrf_token|submission_id|submission)" value|nonce|name="next" value)="[^"]*"')


@dataclass(frozen=True)
class Visited:
    """An estate with a draft, an open and a closed consultation, served."""

    here: Installation
    world: rounds.World

    def rules(self, *, pages: bool) -> list[Rule]:
        """The routes that answer GET with a page, or with something else."""
        return [rule for rule in rounds.routes(self.here.app, "GET") if (rule.endpoint in NOT_PAGES) is not pages]

    def addresses(self, rule: Rule) -> Iterator[str]:
        """Every address of a route in this world."""
        return self.world.addresses(self.here.app, rule)

    def come_in(self, opened: Window, visitor: str, language: str, text: str = "100") -> None:
        """Become a visitor who reads this language."""
        audience, key = self.world.keys.get(visitor, ("", ""))
        visits = {audience: (key, rounds.NOW - timedelta(seconds=5))} if key else {}
        come_in(opened.context, self.here.app, opened.address, visits)
        read_in(opened.context, opened.address, language, text)


@pytest.fixture(scope="module")
def visited(served: Installation) -> Visited:
    with Session(served.engine) as session:
        return Visited(served, rounds.make_world(session))


@pytest.fixture
def phone(chromium: Browser, visited: Visited) -> Iterator[Window]:
    with window(chromium, visited.here.address, PHONE) as opened:
        yield opened


def is_page(opened: Window, address: str, seen: set[str]) -> bool:
    """Whether an address answers this visitor with a page that has not been looked at yet."""
    answer = opened.context.request.get(opened.address + address, max_redirects=0)
    if not answer.headers.get("content-type", "").startswith("text/html") or 300 <= answer.status < 400:
        return False
    same = _ONCE_ONLY.sub("", answer.text())
    is_new = same not in seen
    seen.add(same)
    return is_new


@pytest.mark.parametrize(
    ("visitor", "language"),
    [
        # In English what everybody sees; those who are signed in see the same pages in both languages.
        pytest.param(visitor, language, marks=EXHAUSTIVE if language == "en" and visitor != "nobody" else ())
        for visitor in rounds.VISITORS
        if visitor != "a phone"
        for language in ("zh", "en")
    ],
)
def test_every_page_is_in_order(
    phone: Window, visited: Visited, visitor: str, language: str, request: pytest.FixtureRequest
) -> None:
    """Axe looks at the Chinese page on a phone and at the English one on a desk; exhaustively at both on both.

    What an enrolled phone is answered is no page; its app has tests of its own.
    """
    is_whole = request.config.getoption("--exhaustive")
    axe_widths = AXE_WIDTHS if is_whole else {"zh": [360], "en": [1280]}[language]
    widths = WIDTHS if is_whole else FEW_WIDTHS
    seen: set[str] = set()
    # What everybody sees alike is looked at once, by nobody in particular.
    for one in dict.fromkeys(("nobody", visitor)):
        visited.come_in(phone, one, language)
        fresh = [
            address
            for rule in visited.rules(pages=True)
            for address in visited.addresses(rule)
            if is_page(phone, address, seen)
        ]
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
    wrong, seen = [], set[str]()
    visited.come_in(phone, visitor, "zh", text)
    for rule in visited.rules(pages=True):
        for address in visited.addresses(rule) if rule.endpoint.startswith(("resident.", "reading.")) else ():
            if is_page(phone, address, seen):
                phone.open(address)
                wrong += [f"{address}: {small}" for small in small_targets(phone.page, text)]
                wrong += [f"{address}: text {text}: {wide}" for wide in too_wide(phone.page)]
    assert not wrong, "\n".join(wrong)


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
