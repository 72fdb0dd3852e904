"""Taking files out: who may, what is in them and what never is, the archive whole, and the log that tells of it."""

from __future__ import annotations

import csv
import hashlib
import io
import zipfile

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from consult.models.account import Visit
from consult.models.electorate import ElectorRow
from consult.web.console.tables_out import TABLES
from tests import blank_paper, people
from tests.looking_client import LookingClient
from tests.web.forms import page_of, text_of
from tests.web.visitors import come_in_as_staff, form_token, make_staff, prove_anew


def taken(client: LookingClient, code: str, name: str) -> bytes:
    """A file of a consultation."""
    token = form_token(client, f"/console/c/{code}/exports")
    answer = client.post(f"/console/c/{code}/exports/{name}", data={"csrf_token": token})
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    return answer.data


def rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def test_the_roll_is_whole_and_harmless_and_tells_no_line_of_the_book(
    secretary: LookingClient, session: Session, estate: int
) -> None:
    view = people.make_open_consultation(session, estate)
    chen = people.elector_of(session, view, people.CHEN_AYI)
    session.execute(update(ElectorRow).where(ElectorRow.id == chen.id).values(names=["=cmd|' /C calc'!A0"]))
    session.commit()
    listed = rows(taken(secretary, view.code, "export-roll.csv"))
    assert len(listed) == 1 + view.electorate.heads
    assert sum(round(float(row[-1]) * 100) for row in listed[1:]) == view.electorate.area
    assert [row[3] for row in listed if row[2] == "101" and row[0] == "1"] == ["'=cmd|' /C calc'!A0"]
    assert "编号" not in "".join(listed[0])


@pytest.mark.parametrize("kind", sorted(TABLES))
def test_every_table_comes_in_both_forms_and_is_noted(
    secretary: LookingClient, session: Session, estate: int, kind: str
) -> None:
    view = people.make_closed_consultation(session, estate)
    listed = rows(taken(secretary, view.code, f"{kind}.csv"))
    assert {len(row) for row in listed} == {len(listed[0])}
    assert taken(secretary, view.code, f"{kind}.xlsx").startswith(b"PK")
    log = text_of(secretary.get("/console/log?deed=record_export"))
    assert "共 2 项操作" in log
    assert "导出文件：" in log


def test_results_are_there_only_after_the_count(secretary: LookingClient, session: Session, estate: int) -> None:
    view = people.make_open_consultation(session, estate)
    people.vote(session, view, people.CHEN_AYI, {1: "agree"})
    assert len(rows(taken(secretary, view.code, "export-results.csv"))) == 1


def test_the_archive_holds_what_its_list_says(
    secretary: LookingClient, session: Session, estate: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    blank_paper.put_in_place(monkeypatch)
    view = people.make_closed_consultation(session, estate)
    parcel = zipfile.ZipFile(io.BytesIO(taken(secretary, view.code, "archive.zip")))
    said = parcel.read("CONTENTS.txt").decode()
    named = set(parcel.namelist()) - {"CONTENTS.txt"}
    assert {f"package-{view.code}.zip", "tables/roll.csv", "tables/log.xlsx", "papers/result-zh.pdf"} <= named
    for name in named:
        assert f"{hashlib.sha256(parcel.read(name)).hexdigest()}" in said
        assert name in said
    assert not [name for name in named if "letters" in name or "ballots" in name]


@pytest.mark.parametrize("role", ["scrutineer", "auditor", "town"])
def test_only_the_committee_takes_files_out(client: LookingClient, session: Session, estate: int, role: str) -> None:
    view = people.make_open_consultation(session, estate)
    come_in_as_staff(client, session, make_staff(session, estate, role), now=people.MIDWAY)
    assert "只有业委会可以导出" in text_of(client.get(f"/console/c/{view.code}/exports"))
    token = form_token(client, f"/console/c/{view.code}")
    for name in ("export-roll.csv", "archive.zip"):
        answer = client.post(f"/console/c/{view.code}/exports/{name}", data={"csrf_token": token})
        assert answer.status_code == 403


def test_it_is_asked_again_who_is_there(secretary: LookingClient, session: Session, estate: int) -> None:
    view = people.make_open_consultation(session, estate)
    token = form_token(secretary, f"/console/c/{view.code}/exports")
    session.execute(update(Visit).values(proved_at=None))
    session.commit()
    answer = secretary.post(f"/console/c/{view.code}/exports/export-roll.csv", data={"csrf_token": token})
    assert answer.mimetype == "text/html"
    prove_anew(session, now=people.MIDWAY)


def test_the_log_is_searched_by_person_deed_day_and_consultation(
    secretary: LookingClient, session: Session, estate: int
) -> None:
    view = people.make_open_consultation(session, estate)
    other = people.make_open_consultation(session, estate)

    def found(**asked: str) -> int:
        return len(page_of(secretary.get("/console/log", query_string=asked)).xpath("//table[@class='table']/tbody/tr"))

    opened = people.OPENS_AT.date().isoformat()
    assert found(deed="open_consultation") == 2
    assert found(deed="open_consultation", code=view.code.lower()) == 1
    assert found(deed="open_consultation", code=other.code, first=opened, last=opened) == 1
    assert found(deed="open_consultation", last="2026-01-01") == 0
    assert found(person="没有这个人") == 0
    assert found(first="not a day", person=people.SECRETARY.name) > 0


def test_another_estates_log_is_not_seen(secretary: LookingClient, session: Session, estate: int) -> None:
    elsewhere = people.make_estate(session, code="elsewhere")
    people.make_open_consultation(session, elsewhere)
    assert "开始征询" not in [
        cell.text_content().strip() for cell in page_of(secretary.get("/console/log")).xpath("//tbody//td")
    ]


def test_publishing_leads_from_the_notice_to_the_files(
    secretary: LookingClient, session: Session, estate: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    running = people.make_open_consultation(session, estate)
    assert "还没有结果" in text_of(secretary.get(f"/console/c/{running.code}/publish"))
    view = people.make_closed_consultation(session, estate)
    assert view.closed_at is not None
    monkeypatch.setattr("consult.clock.now", lambda: view.closed_at)
    come_in_as_staff(secretary, session, make_staff(session, estate), now=view.closed_at)
    said = text_of(secretary.get(f"/console/c/{view.code}/publish"))
    assert "今天是第 1 天" in said
    assert "还没有打印" in said
    assert "尚未确定" in said
