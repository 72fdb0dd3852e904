"""What every test may ask for: a fresh database on each of the two, the application, a session, a client that looks.

A test that asks for `engine_url`, or for anything that stands on it, runs once on SQLite and once on PostgreSQL; every
other test runs once. On SQLite alone, unless the run is exhaustive, run those marked `one_database` and what stands at
the doors (each audience's pages, the commands): what lies below them, the deeds and the questions, is tested on both,
and so is every page once (tests/house/test_routes.py). A test at a door that does depend on the database says so with
`both_databases`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

from tests import memory, network_guard

memory.hold_temporary_files()

if TYPE_CHECKING:
    from argon2 import PasswordHasher
    from flask import Flask
    from sqlalchemy import Engine
    from sqlalchemy.orm import Session

    from consult.config import Settings
    from tests.databases import Databases
    from tests.looking_client import LookingClient

hypothesis.settings.register_profile(
    "suite", deadline=None, print_blob=True, derandomize=bool(os.environ.get("CI")), database=None
)
hypothesis.settings.load_profile("suite")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a hurried developer test on one database only; the whole suite always means both."""
    parser.addoption("--database", choices=("both", "sqlite", "postgresql"), default="both")
    parser.addoption("--exhaustive", action="store_true", help="every combination, not a choice (scripts/prove/pages)")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what only the long proofs run."""
    if config.getoption("--exhaustive"):
        return
    left_out = [item for item in items if item.get_closest_marker("exhaustive")]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if not item.get_closest_marker("exhaustive")]


HERE = Path(__file__).parent
ON_ONE_DATABASE = {HERE / "cli"} | {
    HERE / "web" / who for who in ("account", "console", "doorstep", "resident", "verify")
}


def _is_once(definition: pytest.Item) -> bool:
    if definition.get_closest_marker("one_database"):
        return True
    is_at_a_door = bool(ON_ONE_DATABASE & set(definition.path.parents))
    return is_at_a_door and not definition.get_closest_marker("both_databases")


def _kinds(metafunc: pytest.Metafunc) -> tuple[str, ...]:
    chosen = metafunc.config.getoption("--database")
    if chosen != "both":
        return (chosen,)
    is_once = _is_once(metafunc.definition) and not metafunc.config.getoption("--exhaustive")
    return ("sqlite",) if is_once else ("sqlite", "postgresql")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run what needs a database on each of them."""
    if "engine_url" in metafunc.fixturenames:
        metafunc.parametrize("engine_url", _kinds(metafunc), indirect=True)


@pytest.fixture(autouse=True)
def _network_is_off(monkeypatch: pytest.MonkeyPatch) -> None:
    network_guard.switch_off(monkeypatch)


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("CONSULT_")]:
        monkeypatch.delenv(name)


@pytest.fixture(autouse=True, scope="session")
def the_hasher() -> PasswordHasher | None:
    """What codes and passwords are hashed with. Tests hash with little memory: 93 ms each would be a minute of them."""
    if find_spec("consult.models") is None:
        return None  # scripts/prove/mutations tries the rules alone, on a copy that holds nothing else.
    from consult.models import kept_secret

    real = kept_secret._HASHER
    kept_secret._HASHER = kept_secret.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    return real


@pytest.fixture(scope="session")
def _opened_databases() -> Iterator[dict[str, Databases]]:
    opened: dict[str, Databases] = {}
    yield opened
    for databases in opened.values():
        databases.close()


@pytest.fixture
def engine_url(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
    _opened_databases: dict[str, Databases],
) -> Iterator[str]:
    """The URL of a fresh database with the newest schema: SQLite, then PostgreSQL."""
    from tests.databases import KINDS

    kind: str = request.param
    if kind not in _opened_databases:
        _opened_databases[kind] = KINDS[kind](tmp_path_factory.mktemp(kind))
    with _opened_databases[kind].fresh(tmp_path) as url:
        yield url


@pytest.fixture
def settings(engine_url: str, tmp_path: Path) -> Settings:
    """The settings of this test's own installation."""
    from tests.databases import settings_for

    return settings_for(engine_url, tmp_path / "instance")


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    """The whole application on this test's database; no context is pushed, so that requests stay apart."""
    from tests.one_app import lent

    with lent(settings) as whole:
        yield whole


@pytest.fixture
def engine(engine_url: str) -> Iterator[Engine]:
    """An engine of the test's own, set for durable writing as the application's is."""
    from tests.databases import prepared_engine

    own = prepared_engine(engine_url)
    yield own
    own.dispose()


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """A session of the test's own, apart from the requests' sessions; the client commits it before each request."""
    from sqlalchemy.orm import Session

    with Session(engine) as own:
        yield own


@pytest.fixture
def client(app: Flask, session: Session) -> LookingClient:
    """A browser without a face: it looks at every page it opens."""
    from tests.looking_client import LookingClient

    app.test_client_class = LookingClient
    browser = app.test_client()
    assert isinstance(browser, LookingClient)
    browser.session = session
    return browser
