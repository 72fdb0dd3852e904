"""The roll page: check with faults in their places, report, import."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy.orm import Session

from consult.actions.change_roll import change_roll
from consult.config import Settings
from consult.domain.roll_edit import ChangeKind, UnitEdit
from consult.queries.roll import roll_in_force, units_of
from consult.queries.roll_changes import roll_changes
from consult.web.console.checked_rolls import forget, keep, kept
from tests import people
from tests.looking_client import LookingClient
from tests.web.visitors import send

HEADER = ("楼栋", "室号", "建筑面积", "业主")
GOOD = (("1", "101", 90.5, "陈桂芳"), ("1", "102", 80, "刘三立"), ("2", "101", "100.00", "赵可"))


def workbook(*rows: tuple[object, ...]) -> bytes:
    book = openpyxl.Workbook()
    for row in (HEADER, *rows):
        book.active.append(row)  # type: ignore[union-attr]
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def check(client: LookingClient, content: bytes, name: str = "业主名册.xlsx", **more: str):  # type: ignore[no-untyped-def]
    return send(client, "/console/roll", {"file": (io.BytesIO(content), name), **more}, to="/console/roll/check")


def hidden(page: str) -> dict[str, str]:
    main = page.partition("<main")[2]
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', main))


def version(session: Session, estate: int) -> int:
    session.rollback()
    found = roll_in_force(session, estate).version
    session.rollback()
    return found


def test_a_good_file_is_previewed_then_imported(secretary: LookingClient, session: Session, estate: int) -> None:
    page = check(secretary, workbook(*GOOD))
    assert page.status_code == 200
    assert "可以导入" in page.text
    assert "270.50" in page.text
    assert version(session, estate) == 1
    response = secretary.post("/console/roll/import", data=hidden(page.text))
    assert response.status_code == 303
    assert version(session, estate) == 2
    after = secretary.get("/console/roll").text
    assert "3套房屋" in after
    assert "第 2 版" in after


def test_faults_stand_in_their_places_and_nothing_is_imported(
    secretary: LookingClient, session: Session, estate: int
) -> None:
    page = check(secretary, workbook(*GOOD, ("1", "101", 70, "冯海"), ("2", "102", "八十", "褚玉兰")))
    assert page.status_code == 200
    assert "还不能导入" in page.text
    assert "第 5 行" in page.text
    assert "“八十”不是面积" in page.text
    assert page.text.index("“八十”") < page.text.index('id="figures-title"')
    response = secretary.post("/console/roll/import", data=hidden(page.text))
    assert response.status_code == 400
    assert version(session, estate) == 1


def test_the_checked_workbook_says_what_is_wrong(secretary: LookingClient) -> None:
    page = check(secretary, workbook(*GOOD, ("2", "102", "八十", "褚玉兰")))
    report = secretary.post("/console/roll/report", data=hidden(page.text))
    assert report.status_code == 200
    assert report.headers["Content-Disposition"].startswith("attachment")
    book = openpyxl.load_workbook(io.BytesIO(report.data))
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
    assert any("八十" in cell for cell in cells)


def typed(client: LookingClient, to: str, **fields: object):  # type: ignore[no-untyped-def]
    return send(client, "/console/roll", fields, to=f"/console/roll/{to}")


def test_the_registers_figures_are_held_beside_the_file_and_the_roll(secretary: LookingClient) -> None:
    assert typed(secretary, "register", register_units="3", register_area="271.00").status_code == 303
    page = check(secretary, workbook(*GOOD)).text
    assert "一致" in page
    assert "不一致 (-0.50)" in page
    assert "不一致 (18)" in secretary.get("/console/roll").text
    refused = typed(secretary, "register", register_units="three", register_area="280")
    assert refused.status_code == 400
    assert 'value="three"' in refused.text
    assert 'value="280"' in refused.text


def test_a_fault_is_mended_in_its_place_and_that_is_noted(
    secretary: LookingClient, session: Session, estate: int
) -> None:
    page = check(secretary, workbook(*GOOD, ("1", "101", 70, "冯海"), ("2", "102", "八十", "褚玉兰")))
    assert 'name="cell-0-6-2" value="八十"' in page.text
    fields = hidden(page.text) | {"cell-0-6-2": "80", "out-0-5": "yes"}
    again = typed(secretary, "recheck", **fields)
    assert "可以导入" in again.text
    assert 'name="cell-0-6-2" value="80"' in again.text
    report = openpyxl.load_workbook(io.BytesIO(secretary.post("/console/roll/report", data=fields).data))
    assert "80" in {str(cell.value) for sheet in report for row in sheet.iter_rows() for cell in row}
    assert secretary.post("/console/roll/import", data=fields).status_code == 303
    units = units_of(session, estate, roll_in_force(session, estate).id)
    assert {(unit.building, unit.room, unit.area) for unit in units} >= {("2", "102", 80_00), ("1", "101", 90_50)}
    (told,) = roll_changes(session, estate)
    assert {edit.after.area for edit in told.edits if edit.after} >= {80_00}
    session.rollback()


def test_a_newer_file_is_shown_as_a_difference_and_corrections_by_hand_are_kept(
    secretary: LookingClient, session: Session, estate: int
) -> None:
    secretary.post("/console/roll/import", data=hidden(check(secretary, workbook(*GOOD)).text))
    session.rollback()
    flat = next(u for u in units_of(session, estate, roll_in_force(session, estate).id) if u.room == "102")
    edits = [UnitEdit(flat, replace(flat, area=85_00))]
    change_roll(session, estate, edits, ChangeKind.EDIT, "凭产证更正", by="钱敏", now=people.MIDWAY)
    page = check(secretary, workbook(GOOD[0], ("1", "102", 80, "刘三立"), ("2", "101", 100, "赵新"))).text
    assert "赵新" in page
    assert "85.00" in page
    assert re.search(r'name="keep" value="1//102" checked', page)
    seen = version(session, estate)
    stale = hidden(page) | {"keep": "1//102", "seen": str(seen - 1)}
    refused = secretary.post("/console/roll/import", data=stale)
    assert refused.status_code == 400
    assert version(session, estate) == seen
    assert secretary.post("/console/roll/import", data=hidden(page) | {"keep": "1//102"}).status_code == 303
    units = units_of(session, estate, roll_in_force(session, estate).id)
    assert {unit.room: unit.area for unit in units if unit.building == "1"} == {"101": 90_50, "102": 85_00}
    assert roll_changes(session, estate)[0].kind is ChangeKind.KEPT
    session.rollback()


@pytest.mark.parametrize(
    ("content", "name"),
    [(b"", "空.xlsx"), (b"<html><table></table></html>", "名册.xls"), (b"PK\x03\x04broken", "坏.xlsx")],
    ids=["empty", "a web page", "damaged"],
)
def test_files_that_are_no_roll(secretary: LookingClient, content: bytes, name: str) -> None:
    page = check(secretary, content, name)
    assert page.status_code == 400
    assert name in page.text


def test_no_file_chosen(secretary: LookingClient) -> None:
    page = send(secretary, "/console/roll", {"file": (io.BytesIO(b""), "")}, to="/console/roll/check")
    assert page.status_code == 400
    assert "请先选表格文件" in page.text


@pytest.mark.parametrize("found", ["", "0" * 64, "../../etc/passwd", "f" * 63 + "/"])
def test_a_check_that_is_gone(secretary: LookingClient, found: str) -> None:
    page = send(secretary, "/console/roll", {"fingerprint": found, "name": "x"}, to="/console/roll/import")
    assert page.status_code == 400
    assert "超过一小时" in page.text


def test_another_estates_file_leads_nowhere(tmp_path: Path) -> None:
    found = keep(tmp_path, 1, b"owners", people.MIDWAY)
    assert kept(tmp_path, 1, found) == b"owners"
    assert kept(tmp_path, 2, found) is None


def test_kept_files_are_private_swept_and_forgotten(tmp_path: Path) -> None:
    rolls, hour = tmp_path / "rolls", timedelta(hours=1)
    found = keep(rolls, 1, b"owners", people.MIDWAY)
    assert next(rolls.iterdir()).stat().st_mode & 0o077 == 0
    newer = keep(rolls, 1, b"others", people.MIDWAY + hour)
    assert kept(rolls, 1, found) == b"owners"
    keep(rolls, 1, b"others", people.MIDWAY + hour + timedelta(seconds=1))
    assert kept(rolls, 1, found) is None
    forget(rolls, 1, newer)
    assert list(rolls.iterdir()) == []


def test_a_changed_file_is_not_believed(tmp_path: Path) -> None:
    found = keep(tmp_path, 1, b"owners", people.MIDWAY)
    next(tmp_path.iterdir()).write_bytes(b"others")
    assert kept(tmp_path, 1, found) is None


def test_nothing_of_an_imported_file_is_left_behind(
    secretary: LookingClient, settings: Settings, session: Session, estate: int
) -> None:
    secretary.post("/console/roll/import", data=hidden(check(secretary, workbook(*GOOD)).text))
    assert version(session, estate) == 2
    assert list((settings.instance / "checked_rolls").iterdir()) == []


def test_a_vote_under_way_keeps_its_electorate(secretary: LookingClient, session: Session, estate: int) -> None:
    view = people.make_open_consultation(session, estate)
    secretary.post("/console/roll/import", data=hidden(check(secretary, workbook(*GOOD)).text))
    session.expire_all()
    assert len(people.electors(session, view)) == people.HEADS
