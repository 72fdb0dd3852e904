"""`consult print` keeps a log, prints for chosen rooms, and goes on after a stop."""

from __future__ import annotations

import errno
import hashlib
import os
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from consult.press import sheets
from consult.queries.consultations import ConsultationView
from tests import people
from tests.cli.conftest import Run
from tests.cli.test_papers import pages_of, words_in


@pytest.fixture
def announced(kept: Session) -> ConsultationView:
    return people.make_announced_consultation(kept)


def test_every_printing_stands_in_the_log(installed: Run, announced: ConsultationView, tmp_path: Path) -> None:
    assert installed("print", "log", announced.code).out.strip() == "Nothing has been printed yet."
    poster = Path(installed("print", "poster", announced.code, "--language", "both", "-o", str(tmp_path)).out.strip())
    letters = Path(installed("print", "letters", announced.code, "--building", "2", "-o", str(tmp_path)).out.strip())
    newest, oldest = sorted(installed("print", "log", announced.code, "--json").json, key=lambda row: row["kind"])
    assert (newest["kind"], newest["building"], newest["state"]) == ("letters", "2", "done")
    assert newest["pages"] == newest["sheets"]["total"] == pages_of(letters)
    assert newest["sha256"] == hashlib.sha256(letters.read_bytes()).hexdigest()
    assert (oldest["kind"], oldest["language"]) == ("poster-a4", "both")
    assert oldest["sha256"] == hashlib.sha256(poster.read_bytes()).hexdigest()
    assert oldest["text"] == newest["text"] == announced.text_hash
    said = installed("print", "log", announced.code).out
    assert "Household letters · Building 2" in said
    assert announced.text_hash[:8] in said


def test_the_log_of_a_draft_can_be_read(installed: Run, kept: Session) -> None:
    draft = people.make_draft(kept)
    assert installed("print", "log", draft.code, "--json").json == []


def test_no_file_with_codes_stays_behind(installed: Run, announced: ConsultationView, tmp_path: Path) -> None:
    installed("print", "letters", announced.code, "-o", str(tmp_path / "out"))
    assert list((tmp_path / "out").glob("*.pdf"))
    assert not list((tmp_path / "instance").rglob("*.pdf"))


def test_letters_of_chosen_rooms(installed: Run, announced: ConsultationView, tmp_path: Path) -> None:
    chen = "-".join(part for part in people.CHEN_AYI.place if part)
    path = Path(installed("print", "letters", announced.code, "--room", chen, "-o", str(tmp_path)).out.strip())
    assert path.name == f"{announced.code}-letters-zh-{chen}.pdf"
    assert pages_of(path) == 1
    assert people.CHEN_AYI.place[-1] in words_in(path)
    again = installed("print", "letters", announced.code, "--room", chen, "-o", str(tmp_path)).refused()
    assert "1 letters were issued before" in again
    assert installed("print", "letters", announced.code, "--room", chen, "--reissue", "-o", str(tmp_path)).status == 0


def test_a_room_nobody_lives_in_is_refused(installed: Run, announced: ConsultationView, tmp_path: Path) -> None:
    assert "99-999" in installed("print", "ballots", announced.code, "--room", "99-999", "-o", str(tmp_path)).refused()


def test_a_full_disk_is_said_and_the_same_command_goes_on(
    installed: Run, announced: ConsultationView, tmp_path: Path
) -> None:
    def full(*_: object) -> Path:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sheets, "write_private", full)
        said = installed("print", "ballots", announced.code, "-o", str(tmp_path)).refused()
    assert "The disk is full" in said
    assert installed("print", "log", announced.code, "--json").json[0]["reason"] == "disk-full"
    path = Path(installed("print", "ballots", announced.code, "-o", str(tmp_path)).out.strip())
    assert pages_of(path) == people.HEADS
    assert [row["state"] for row in installed("print", "log", announced.code, "--json").json] == ["done"]
