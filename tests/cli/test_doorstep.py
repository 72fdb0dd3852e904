"""`consult doorstep`: leaders and phones, files and decisions, from the terminal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from consult.queries.doorstep_devices import walkers
from tests import people
from tests.cli.conftest import Run
from tests.databases import PUBLIC_URL, SECRET
from tests.doorstep.rounds import CHANNELS, Round, begin_round


@pytest.fixture
def walk(installed: Run, kept: Session, monkeypatch: pytest.MonkeyPatch) -> Round:
    monkeypatch.setattr("consult.clock.now", lambda: people.MIDWAY)
    view = people.make_open_consultation(kept, people.make_estate(kept), channels=CHANNELS)
    return begin_round(kept, view=view, secret=SECRET)


def test_a_leader_comes_gets_a_phone_and_goes(installed: Run, kept: Session, walk: Round) -> None:
    assert installed("doorstep", "add", "丁一平", "--building", "2").status == 0
    assert installed("doorstep", "buildings", "丁一平", "--building", "1", "--building", "2").status == 0
    ran = installed("doorstep", "code", "丁一平")
    assert ran.out.startswith(f"{PUBLIC_URL}/doorstep/#e=")
    listed = {one["name"]: one for one in installed("doorstep", "list", "--json").json}
    assert listed["丁一平"]["buildings"] == ["1", "2"]
    [phone] = listed["马建国"]["phones"]
    assert installed("doorstep", "switch-off", phone["id"]).status == 0
    assert "Switched off" in installed("doorstep", "list").out
    assert installed("doorstep", "remove", "丁一平").status == 0
    kept.expire_all()
    assert [one.name for one in walkers(kept, walk.estate_id)] == ["马建国"]
    assert "Choose one of them" in installed("doorstep", "code", "丁一平").refused()


def test_a_file_is_handed_in_and_what_waits_is_decided(installed: Run, walk: Round, tmp_path: Path) -> None:
    walk.visit(people.CHEN_AYI)
    file = walk.phone.file()
    path = tmp_path / "pending.json"
    path.write_text(json.dumps(file | {"signature": ""}), "utf-8")
    assert "In quarantine" in installed("doorstep", "hand-in", str(path)).out
    [waiting] = installed("doorstep", "entries", "--json").json
    assert waiting["reason"] == "device-foreign"
    assert installed("doorstep", "decide", waiting["id"], "--let-in", "--why", "当面核对过").status == 0
    assert "Has taken effect" in installed("doorstep", "entries").out
    again = installed("doorstep", "decide", waiting["id"], "--set-aside", "--why", "算了")
    assert again.refused() == "About this entry it was decided before."
