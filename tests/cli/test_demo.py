"""The demo estate: believable, the same every time, and never near a real one."""

from __future__ import annotations

import re
from collections import Counter
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.cli.demo import load, story
from consult.cli.demo.buildings import BUILDINGS
from consult.cli.demo.owning import UNSOLD, roll_rows
from consult.cli.demo.workbook import FILE_NAME, roll_workbook
from consult.domain.consultation import Kind, State
from consult.domain.electorate import Basis, CountingSettings, OwnerKind, UnitKind
from consult.domain.electors import electors_of
from consult.domain.roll_file.reading import RollReading, read_roll
from consult.models.ballot import Ballot, UncountedBallot
from consult.models.place import Estate
from consult.queries.book import check_book
from consult.queries.consultations import consultations_of
from consult.queries.turnout import standing
from consult.spreadsheets.reading import read_spreadsheet
from tests import people
from tests.cli.conftest import Run


@pytest.fixture(scope="module")
def reading() -> RollReading:
    return read_roll(read_spreadsheet(roll_workbook(roll_rows()), FILE_NAME), FILE_NAME)


def test_the_roll_is_messy_but_valid(reading: RollReading) -> None:
    assert reading.can_be_imported
    assert {fault.key for fault in reading.faults} == {"sheet-not-read"}
    book = load_workbook(BytesIO(roll_workbook(roll_rows())))
    assert len(book.sheetnames) == 4
    assert any(sheet.merged_cells.ranges for sheet in book.worksheets)


def test_the_roll_is_the_same_every_time() -> None:
    assert roll_rows() == roll_rows()


def test_the_estate_is_as_the_story_says(reading: RollReading) -> None:
    kinds = Counter(unit.kind for unit in reading.units)
    assert len(BUILDINGS) == 12
    assert kinds == {UnitKind.DWELLING: 592, UnitKind.SHOP: 6, UnitKind.PARKING: 60}
    homes = [unit for unit in reading.units if unit.kind is UnitKind.DWELLING]
    assert all(38_00 <= (unit.area or 0) <= 140_00 for unit in homes)
    assert sum(unit.owner_kind is OwnerKind.DEVELOPER for unit in homes) == UNSOLD
    electors = electors_of(reading.units, Basis.BY_OWNER, CountingSettings())
    assert {elector.owner_kind for elector in electors} == set(OwnerKind)
    assert sum(len(elector.names) > 1 for elector in electors) > 20
    assert sum(len(elector.units) > 1 for elector in electors) >= 14


@pytest.mark.slow
def test_the_demo_is_loaded_by_the_real_deeds(installed: Run, kept: Session) -> None:
    ran = installed("demo")
    assert ran.status == 0
    estate = load.demo_estate(kept)
    assert estate is not None
    assert load.is_whole(estate)
    held = consultations_of(kept, estate.id)
    assert sorted((view.state, view.kind) for view in held) == [
        (State.CLOSED, Kind.ADVISORY),
        (State.CLOSED, Kind.BINDING),
        (State.DRAFT, Kind.ADVISORY),
        (State.OPEN, Kind.BINDING),
    ]
    views = {view.state: view for view in held if view.kind is Kind.BINDING}

    closed = views[State.CLOSED].result
    assert closed is not None
    agreed = closed["questions"][0]["counts"]["agree"]["area"] / closed["questions"][0]["participating"]["area"]
    assert closed["questions"][0]["outcome"] == "passed"
    assert 0.50 < agreed < 0.53
    assert (closed["double"], closed["late"], closed["invalid"]) == (1, 2, {"spoilt": 2, "unsigned": 1})

    now = standing(kept, views[State.OPEN])
    assert 0.35 < now.returned.heads / now.electorate.heads < 0.45
    assert set(kept.scalars(select(Ballot.channel))) == {"web", "paper"}
    assert all(check_book(kept, view).is_whole for view in held if view.state is not State.DRAFT)
    links = re.findall(r"http://localhost/(c|h|staff)/\w+", ran.out)
    assert links == ["c", "h", "staff"]
    _again_and_anew(installed, kept, ran.out)


def _again_and_anew(installed: Run, kept: Session, first: str) -> None:
    """A second run leaves everything; a reset asks first, and then builds it anew."""
    before = kept.scalars(select(Estate.id)).one()
    again = installed("demo")
    assert again.out.splitlines()[:2] == first.splitlines()[:2]
    assert "--yes" in installed("demo", "--reset").refused()
    assert kept.scalars(select(Estate.id)).one() == before
    kept.commit()
    anew = installed("demo", "--reset", "--yes")
    assert anew.status == 0
    assert kept.scalars(select(Estate.id)).one() != before
    assert kept.scalar(select(func.count()).select_from(UncountedBallot)) == 6


def test_a_real_estate_is_never_touched(installed: Run, kept: Session) -> None:
    people.make_estate(kept)
    for arguments in (["demo"], ["demo", "--reset", "--yes"]):
        assert "lilong" in installed(*arguments).refused()
    assert kept.scalars(select(Estate.code)).all() == ["lilong"]


def test_a_demo_whose_loading_was_stopped_is_begun_again(
    installed: Run, kept: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_args: object, **_more: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(load, "vote_on_phones", stopped)
        assert installed("demo").status == 2
    half = load.demo_estate(kept)
    assert half is not None
    assert not load.is_whole(half)
    monkeypatch.setattr(load, "vote_on_phones", lambda *_: None)
    monkeypatch.setattr(load, "answer_the_survey", lambda *_: None)
    monkeypatch.setattr(load, "vote_on_chargers", lambda *_: None)
    assert installed("demo").status == 0
    kept.expire_all()
    whole = load.demo_estate(kept)
    assert whole is not None
    assert load.is_whole(whole)
    assert whole.code == story.CODE
