"""Commands as a person runs them: an installation of their own, a terminal that reads English, a clock that stands."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import Engine, create_engine
from sqlalchemy.orm import Session

from consult.cli.program import program
from consult.models.engine import prepare
from tests.databases import PUBLIC_URL, SECRET


@dataclass(frozen=True, slots=True)
class Ran:
    """What came of one command."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output as JSON: nothing else may stand there."""
        return json.loads(self.out)

    def refused(self) -> str:
        """The one line of a refusal, after looking that it is one: status 2, nothing on standard output."""
        assert self.status == 2, self
        assert self.out == ""
        assert self.err.count("\n") == 1, self.err
        assert self.err.strip()
        return self.err.strip()


Run = Callable[..., Ran]


def run(*arguments: str, typed: str | None = None) -> Ran:
    """Run a command to its end; a bug of ours shows itself."""
    done = CliRunner().invoke(program, list(arguments), input=typed)
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return Ran(done.exit_code, done.stdout, done.stderr)


@pytest.fixture(autouse=True)
def _a_terminal_that_reads_english(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    monkeypatch.setenv("CONSULT_INSTANCE", str(tmp_path / "instance"))


@pytest.fixture
def consult() -> Run:
    """A command line without a database."""
    return run


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch, engine_url: str, kept: Session) -> Run:
    """A command line with this test's database; the test's own session lets go of it before each command."""
    monkeypatch.setenv("CONSULT_DATABASE_URL", engine_url)
    monkeypatch.setenv("CONSULT_SECRET_KEY", SECRET)
    monkeypatch.setenv("CONSULT_PUBLIC_URL", PUBLIC_URL)

    def run_alone(*arguments: str, typed: str | None = None) -> Ran:
        kept.commit()
        return run(*arguments, typed=typed)

    return run_alone


@pytest.fixture
def kept(engine_url: str) -> Iterator[Session]:
    """A session on the same database, for what a test puts there and finds there."""
    engine = engine_on(engine_url)
    with Session(engine) as session:
        yield session
    engine.dispose()


def engine_on(url: str) -> Engine:
    """An engine set as the service sets it."""
    engine = create_engine(url)
    prepare(engine)
    return engine


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Set the clock that commands read."""

    def stand_still(moment: datetime) -> None:
        monkeypatch.setattr("consult.clock.now", lambda: moment)

    return stand_still
