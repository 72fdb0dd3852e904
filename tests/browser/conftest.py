"""A real Chromium, one for each process that tests; every test in this folder drives it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.installation import Installation, installed
from tests.databases import Databases, SqliteDatabases
from tests.people import MIDWAY

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# In a container there may be neither user namespaces nor room in /dev/shm; the pages shown here are all our own.
ARGUMENTS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--font-render-hinting=none"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


def browser_program() -> str:
    """Where this machine's Chromium is."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    assert program, f"no browser: install one of {', '.join(PROGRAMS)} (scripts/test does)"
    return program


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser that this machine has."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=browser_program(), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def served(_opened_databases: dict[str, Databases], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """An empty installation on SQLite for all tests of a file, midway through the cast's consultations."""
    if "sqlite" not in _opened_databases:
        _opened_databases["sqlite"] = SqliteDatabases(tmp_path_factory.mktemp("sqlite"))
    folder = tmp_path_factory.mktemp("served")
    with _opened_databases["sqlite"].fresh(folder) as url, installed(url, folder, MIDWAY) as here:
        yield here
