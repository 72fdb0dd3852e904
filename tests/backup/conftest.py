"""An installation with an open vote in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from consult.backup.installation import Installation
from tests import people
from tests.backup.installations import at_work, installation


@pytest.fixture
def here(engine_url: str, tmp_path: Path) -> Installation:
    """An installation on this test's database."""
    return installation(engine_url, tmp_path / "instance")


@pytest.fixture
def code(here: Installation) -> str:
    """The code of an open vote with two ballots: three lines in its book."""
    with at_work(here) as session:
        view = people.make_open_consultation(session)
        people.vote(session, view, people.CHEN_AYI, {1: "agree"})
        people.vote(session, view, people.LIU_SAN, {1: "oppose"})
        return view.code


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """Where backups go."""
    return tmp_path / "backups"
