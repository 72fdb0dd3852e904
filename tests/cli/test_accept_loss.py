"""`consult ledger accept-loss`: what is missing is listed, asked about, written down, and then people vote again."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from consult.models.head_file import HeadFile, Kept
from consult.queries.consultations import ConsultationView
from tests import people
from tests.cli.conftest import Run


@pytest.fixture
def file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> HeadFile:
    """The file of heads, on its second disk."""
    monkeypatch.setenv("CONSULT_HEAD_FILE", str(tmp_path / "disk" / "heads"))
    return HeadFile(tmp_path / "disk" / "heads")


@pytest.fixture
def view(kept: Session) -> ConsultationView:
    return people.make_open_consultation(kept)


def test_nothing_is_missing(installed: Run, file: HeadFile, view: ConsultationView) -> None:
    assert installed("ledger", "accept-loss").out.startswith("Nothing is missing")
    assert installed("checkpoint", view.code).status == 0
    assert file.read()[view.code].seq == 2, "commands keep the heads as well"
    assert installed("ledger", "accept-loss").out.startswith("Nothing is missing")


def test_a_loss_is_listed_and_nothing_is_done_unasked(installed: Run, file: HeadFile, view: ConsultationView) -> None:
    file.keep(view.code, Kept(7, "ab" * 32))
    file.keep("ZZZZZZ", Kept(3, "ab" * 32))
    refused = installed("checkpoint", view.code).refused()
    assert view.code in refused
    assert "Recording is paused" in refused
    ran = installed("ledger", "accept-loss", "--reason", "disk")
    assert ran.status == 2
    told = {f"{view.code}: no. 2 to 7 are missing.", "ZZZZZZ: not here any more; it reached no. 3."}
    assert set(ran.out.splitlines()) == told
    assert "Say why" in installed("ledger", "accept-loss", "--yes").err
    assert file.read()[view.code].seq == 7


def test_an_accepted_loss(installed: Run, file: HeadFile, view: ConsultationView) -> None:
    file.keep(view.code, Kept(7, "ab" * 32))
    file.keep("ZZZZZZ", Kept(3, "ab" * 32))
    ran = installed("ledger", "accept-loss", "--reason", "the disk died", "--yes")
    assert ran.status == 0
    assert f"It stands in the book of {view.code}" in ran.out
    assert "Of ZZZZZZ there is no book" in ran.out
    assert list(file.read()) == [view.code]
    assert installed("checkpoint", view.code).out.startswith(f"{view.code}: no. 3")
    assert installed("ledger", "check").status == 0
