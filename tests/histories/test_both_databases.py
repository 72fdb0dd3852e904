"""One history, two databases, one public package: to the last byte."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest
from sqlalchemy import Engine

from tests.databases import KINDS, Databases, prepared_engine
from tests.histories.comparing import differences, kinds_of_lines
from tests.histories.playing import Told, play

SEEDS = (2, 5, 11)
"""Scripts/prove/histories plays two hundred of them."""


@pytest.fixture
def engines(
    pytestconfig: pytest.Config,
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
    _opened_databases: dict[str, Databases],
) -> Iterator[list[Engine]]:
    """A fresh database of each kind."""
    if pytestconfig.getoption("--database") != "both":
        pytest.skip("needs both databases")
    with ExitStack() as lent:
        made = []
        for kind in KINDS:
            if kind not in _opened_databases:
                _opened_databases[kind] = KINDS[kind](tmp_path_factory.mktemp(kind))
            made.append(prepared_engine(lent.enter_context(_opened_databases[kind].fresh(tmp_path))))
            lent.callback(made[-1].dispose)
        yield made


def test_one_history_is_one_package_on_both_databases(engines: list[Engine]) -> None:
    kinds = set()
    for seed in SEEDS:
        sqlite, postgresql = (play(engine, seed, code=f"history{seed}") for engine in engines)
        assert not differences(sqlite, postgresql)
        assert not sqlite.faults
        kinds |= set(kinds_of_lines(sqlite))
    assert {"OPEN", "BALLOT", "PARTICIPATED", "DUPLICATE", "CLOSE", "TALLY"} <= kinds


@pytest.fixture
def told(tmp_path: Path) -> Iterator[Told]:
    with KINDS["sqlite"](tmp_path).fresh(tmp_path) as url:
        engine = prepared_engine(url)
        yield play(engine, 1, code="history1", events=10)
        engine.dispose()


def test_where_two_histories_part_is_named(told: Told) -> None:
    assert not differences(told, told)
    last = kinds_of_lines(told).total()
    [found] = differences(told, replace(told, package=_changed(told.package, last)))
    assert found.startswith(f"ledger.jsonl, no. {last}: ")
    [early] = differences(told, replace(told, events=told.events[:3]))
    assert early.startswith("deeds, no. 4: ")


def _changed(package: bytes, last: int) -> bytes:
    """The package with one letter changed in the last line of its book."""
    written = io.BytesIO()
    with ZipFile(io.BytesIO(package)) as read, ZipFile(written, "w") as archive:
        for name in read.namelist():
            lines = read.read(name).splitlines(keepends=True)
            if name == "ledger.jsonl":
                lines[last - 1] = lines[last - 1].swapcase()
            archive.writestr(name, b"".join(lines))
    return written.getvalue()
