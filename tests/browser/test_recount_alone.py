"""Recounting without a server: the page on a disk, offline, finds what was done to a package (all: `scripts/prove`)."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from scripts.prove.secret_estates import estates, publish
from tests.verifier.bad_input import BAD, make_package
from tests.verifier.browser_trial import RecountPage
from tests.verifier.elections import mixed
from tests.verifier.mutations_of_secret_polls import mutated_in_secret
from tests.verifier.packages import package_of, zipped
from tests.verifier.trial import KINDS, all_mutated

GOOD = 12


@pytest.fixture(scope="module")
def page(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RecountPage]:
    """The page, as it lies on a reader's disk."""
    opened = RecountPage(chromium, tmp_path_factory.mktemp("recount"))
    yield opened
    opened.close()


def packages(times: int) -> Iterator[bytes]:
    for number, election in enumerate(mixed(times, seed=21)):
        yield zipped(package_of(election, random.Random(number)))


def test_good_packages_are_never_suspected(page: RecountPage) -> None:
    for number, package in enumerate(packages(GOOD)):
        assert page.say(package).status == "whole", f"package {number} of seed 21"
    assert not page.errors


def test_what_was_done_to_a_package_is_named(page: RecountPage) -> None:
    kinds = random.Random(4).sample(KINDS, 60)
    tried = 0
    for package in packages(4):
        for kind, changed in all_mutated(package, kinds[tried % 3 :: 3]):
            assert page.say(changed).is_named, kind
            tried += 1
    assert tried >= 30
    assert not page.errors


def test_secret_polls(page: RecountPage) -> None:
    for number, estate in enumerate(estates(2, seed=5, largest=90)):
        package = zipped(publish(estate, random.Random(number)).package)
        assert page.say(package).status == "whole"
        assert "nobody, with any program, can count it again" in page.page.locator(".recount__report").inner_text()
        for kind, changed in list(mutated_in_secret(package))[::3]:
            assert page.say(changed).is_named, kind
    assert not page.errors


def test_bad_input_is_named(page: RecountPage) -> None:
    package = make_package()
    for kind, change in BAD.items():
        assert page.say(change(package)).is_named, kind
    assert not page.errors


def test_it_speaks_both_languages(page: RecountPage) -> None:
    page.choose(next(packages(1)))
    assert page.page.locator(".recount__verdict").inner_text().startswith("✓ Everything fits")
    page.page.get_by_role("button", name="中文").click()
    assert page.page.locator(".recount__verdict").inner_text().startswith("✓ 全部相符")
    assert page.page.get_by_role("heading", level=1).inner_text() == "重新计票"
    page.page.get_by_role("button", name="English").click()
