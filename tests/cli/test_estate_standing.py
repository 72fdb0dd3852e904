"""What an estate has decided about its votes, said on the command line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from consult.models.place import Estate
from tests import people
from tests.cli.conftest import Run


@pytest.fixture
def estate(kept: Session, at: Callable[[datetime], None]) -> int:
    at(people.OPENS_AT)
    return people.make_estate(kept, settings={"electronic_voting": None})


def test_a_resolution_is_written_down_and_taken_away(installed: Run, kept: Session, estate: int) -> None:
    assert installed("estate", "set", "lilong", "--adopted", "2026-1", "--adopted-on", "2026-11-30").status == 0
    shown = installed("estate", "show", "lilong", "--json").json
    assert shown["electronic_voting"] == {"number": "2026-1", "on": "2026-11-30"}
    assert shown["re_election"] is False
    assert installed("estate", "set", "lilong", "--re-election").status == 0
    assert installed("estate", "show", "lilong", "--json").json["re_election"] is True
    assert "under way" in installed("estate", "show", "lilong").out
    assert installed("estate", "set", "lilong", "--adopted", "", "--no-re-election").status == 0
    kept.rollback()
    assert "electronic_voting" not in kept.get_one(Estate, estate).settings
    assert "re_election" not in kept.get_one(Estate, estate).settings


@pytest.mark.parametrize(
    ("given", "said"),
    [
        pytest.param(["--adopted", "2026-1"], "both the number and the day", id="no day"),
        pytest.param(["--adopted-on", "2026-11-30"], "both the number and the day", id="no number"),
        pytest.param(["--adopted", "2026-1", "--adopted-on", "2027-01-30"], "has not come yet", id="to come"),
    ],
)
def test_half_a_resolution_is_refused(installed: Run, estate: int, given: list[str], said: str) -> None:
    assert said in installed("estate", "set", "lilong", *given).refused()
