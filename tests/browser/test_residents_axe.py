"""axe-core on everything that residents meet: three widths, both languages, plain and very large text.

All of it by command (`scripts/prove/pages`); in the suite the ballot is looked at so (`test_whole_vote`).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser
from sqlalchemy.orm import Session

from consult.models import place
from tests import people
from tests.browser.installation import Installation
from tests.browser.look import axe
from tests.browser.scene import Scene, make_scene
from tests.browser.test_every_state import STATES
from tests.browser.test_large_print import Estate
from tests.browser.visits import come_in, read_in
from tests.browser.window import PHONE, Window, window
from tests.house import rounds

pytestmark = pytest.mark.exhaustive

WIDTHS = (360, 768, 1280)
TEXTS = ("100", "200")
RESIDENTS = (
    None,
    "a tenant",
    "a tenant of one of several",
    "co-owners",
    people.CHEN_AYI,
    people.LIU_SAN,
    people.ZHAO_KE,
)
OF_STAFF = ("staff:", "console:", "roll:", "draft:", "letters", "paper:", "proxies: not")
STATES_OF_RESIDENTS = [
    name for name, state in STATES.items() if state.who in RESIDENTS and not name.startswith(OF_STAFF)
]


@pytest.fixture(scope="module")
def scene(served: Installation) -> Scene:
    with Session(served.engine) as session:
        return make_scene(session, served.app)


@pytest.fixture(scope="module")
def estate(served: Installation, scene: Scene) -> Estate:
    with Session(served.engine) as session:
        own = people.make_estate(session, code="rounds")
        # Two estates of one name would be two parts of the front page that sound alike.
        session.get_one(place.Estate, own).name = {"zh": "弄堂新村", "en": "Longtang New Village"}
        session.commit()
        return Estate(served, rounds.make_world(session, own, login="rounds"))


@pytest.fixture
def phone(chromium: Browser, served: Installation) -> Iterator[Window]:
    with window(chromium, served.address, PHONE) as opened:
        yield opened


def faults(here: Window) -> Iterator[str]:
    """What axe finds at every width and text size; the server writes the size as a class and nothing else."""
    for width in WIDTHS:
        here.page.set_viewport_size({"width": width, "height": 740})
        for text in TEXTS:
            here.page.evaluate("(text) => { document.documentElement.className = `text-${text}` }", text)
            yield from (f"{here.page.url}, {width} px, text {text}: {found}" for found in axe(here.page))


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", STATES_OF_RESIDENTS)
def test_every_state(phone: Window, scene: Scene, name: str, language: str) -> None:
    scene.become(phone, STATES[name].who, language)
    STATES[name].reach(phone, scene)
    wrong = list(faults(phone))
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("visitor", ["nobody", "a household", "a household that has answered", "a tenant"])
def test_every_page(phone: Window, estate: Estate, visitor: str, language: str) -> None:
    audience, key = estate.world.keys.get(visitor, ("", ""))
    visits = {audience: (key, rounds.NOW - timedelta(seconds=5))} if key else {}
    come_in(phone.context, estate.here.app, phone.address, visits)
    read_in(phone.context, phone.address, language)
    wrong, seen = [], set[str]()
    for address in estate.addresses():
        phone.open(address)
        if phone.page.url not in seen:
            seen.add(phone.page.url)
            wrong += faults(phone)
    assert not wrong, "\n".join(wrong)
    assert len(seen) > 20
