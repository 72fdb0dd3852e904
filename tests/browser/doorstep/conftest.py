"""A beat, and phones to walk it with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.installation import Installation
from tests.browser.leader import Beat, Phone, begin_beat
from tests.browser.window import PHONE


@pytest.fixture(scope="module")
def beat(served: Installation) -> Beat:
    return begin_beat(served)


@pytest.fixture(scope="module")
def make_phone(chromium: Browser, beat: Beat) -> Iterator[Callable[..., Phone]]:
    contexts = []

    def make(**window: Any) -> Phone:
        usual = {"locale": "zh-CN", "timezone_id": "Asia/Shanghai", "color_scheme": "dark"}
        context = chromium.new_context(**(PHONE | usual | window))
        context.set_default_timeout(15_000)
        contexts.append(context)
        phone = Phone(context, context.new_page(), beat)
        context.on("weberror", lambda error: phone.troubles.append(str(error.error)))
        return phone

    yield make
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def enrolled(make_phone: Callable[[], Phone]) -> Phone:
    """One phone for the tests that leave it as they found it: enrolled, and ready to lose the network."""
    made = make_phone()
    made.begin()
    made.wait_until_kept()
    return made


@pytest.fixture
def phone(enrolled: Phone) -> Iterator[Phone]:
    """The phone at its rooms, everything sent."""
    enrolled.context.set_offline(False)
    enrolled.restart()
    enrolled.unlock()
    yield enrolled
    assert not enrolled.troubles


@pytest.fixture(scope="module")
def page(chromium: Browser, served: Installation) -> Iterator[Page]:
    """A page of the service that only lends its browser to the app's modules: it may load scripts, as JSON may not."""
    context = chromium.new_context(service_workers="block")
    opened = context.new_page()
    opened.goto(f"{served.address}/help")
    yield opened
    context.close()
