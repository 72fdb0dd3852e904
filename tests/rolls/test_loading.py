"""Roll files that are wrong by name or by chance: whole or not at all; scripts/prove/rolls takes ten thousand."""

from __future__ import annotations

from itertools import islice

import pytest
from sqlalchemy.orm import Session

from tests import people
from tests.rolls.bad_files import MUST_BE_REFUSED, BadFile, bad_files
from tests.rolls.loading import Loading
from tests.rolls.mutated import mutated


@pytest.fixture
def loading(session: Session) -> Loading:
    return Loading(session, people.make_estate(session))


def test_bad_files_change_nothing(loading: Loading) -> None:
    written = [file for file in bad_files() if file.name.endswith("csv") and file.wrong != "no file of rows"]
    no_rolls = [file for file in bad_files() if file.name in ("xxe.xlsx", "nul.csv", "page.xls", "quotes.csv")]
    for file in [*islice(written, 0, None, 3), *no_rolls]:
        loading.take(file, loading.by_deed)
    assert not loading.faults
    assert len(loading.ends) > 8


def test_mutated_files_are_taken_in_whole_or_not_at_all(loading: Loading) -> None:
    for file in mutated(60, 3):
        if file.name.endswith("csv"):
            loading.take(file, loading.by_deed)
    assert not loading.faults
    assert loading.ends["loaded"] > 0


def test_there_are_three_hundred_bad_files() -> None:
    files = list(bad_files())
    assert len(files) >= 300
    assert {file.wrong for file in files} >= MUST_BE_REFUSED


@pytest.mark.one_database
def test_what_is_half_would_be_seen(loading: Loading) -> None:
    """The control: a loader that says more than it did, one that breaks, and one that takes what it must not."""
    good = next(file for file in mutated(50, 3) if loading.by_deed(file)[1])
    loading.take(good, lambda _file: ("loaded", 3))
    loading.take(good, lambda _file: (_ for _ in ()).throw(RuntimeError("broken")))
    loading.take(BadFile("no area", good.name, good.write), loading.by_deed)
    assert ["became" in fault for fault in loading.faults][:1] == [True]
    assert any("RuntimeError" in fault for fault in loading.faults)
    assert any("were imported" in fault for fault in loading.faults)
