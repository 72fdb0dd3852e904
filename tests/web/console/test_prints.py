"""The print log and the page of a batch: fetched once, cancelled, gone on with, and deleted in time."""

from __future__ import annotations

import errno
import hashlib
import os
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from consult.domain.printing import KEPT_AFTER_FETCH, KEPT_FOR, PrintState
from consult.press import folder as files
from consult.press import sheets
from consult.queries.consultations import ConsultationView
from consult.queries.printings import PrintingView, printings_of
from tests import people
from tests.looking_client import LookingClient
from tests.web.console import presses
from tests.web.forms import text_of
from tests.web.visitors import come_in_as_staff, make_staff, prove_anew, send

pytestmark = pytest.mark.one_database
"""What a batch keeps is tried on both databases in tests/press; here it is the pages that matter."""


@pytest.fixture
def view(session: Session, estate: int) -> ConsultationView:
    return people.make_open_consultation(session, estate)


def newest(session: Session, view: ConsultationView) -> PrintingView:
    session.rollback()
    found = printings_of(session, view.estate.id, view.id)[0]
    session.rollback()
    return found


def order(secretary: LookingClient, view: ConsultationView, kind: str = "letters") -> str:
    """Order a batch for everybody, and answer its page."""
    job = send(secretary, f"/console/c/{view.code}/{kind}", {"whom": "all", "which": "new"})
    assert job.status_code == 303
    return str(job.location)


def fetch(secretary: LookingClient, page: str, number: int = 1) -> TestResponse:
    return send(secretary, page, to=f"{page}/files/{number}")


def file_of(app: Flask, printing: PrintingView, number: int = 1) -> Path:
    return files.part_path(files.folder_of(app.extensions["consult_settings"].instance, printing.id), number)


def set_clock(monkeypatch: pytest.MonkeyPatch, later: timedelta) -> None:
    monkeypatch.setattr("consult.clock.now", lambda: people.MIDWAY + later)


def test_a_paper_is_printed_and_noted_and_a_preview_is_not(
    secretary: LookingClient, session: Session, view: ConsultationView
) -> None:
    log = f"/console/c/{view.code}/prints"
    secretary.get(f"/console/c/{view.code}/papers/poster-a3/preview.pdf?language=en")
    assert printings_of(session, view.estate.id, view.id) == []
    response = send(secretary, log, to=f"{log}/paper/poster-a3?language=en")
    assert response.headers["Content-Disposition"].startswith("attachment")
    printed = newest(session, view)
    assert (printed.kind, printed.language, printed.pages) == ("poster-a3", "en", 1)
    assert printed.sha256 == hashlib.sha256(response.data).hexdigest()
    assert printed.text_hash == view.text_hash
    page = text_of(secretary.get(log))
    assert "海报（A3） · English" in page
    assert view.text_hash[:8] in page


def test_the_rule_sheet_is_noted_as_every_print(
    secretary: LookingClient, session: Session, view: ConsultationView
) -> None:
    log = f"/console/c/{view.code}/prints"
    shown = secretary.get(f"/console/c/{view.code}/papers").text
    assert f"{log}/paper/rule-sheet" in shown
    response = send(secretary, log, to=f"{log}/paper/rule-sheet?language=zh")
    printed = newest(session, view)
    assert (printed.kind, printed.text_hash) == ("rule-sheet", view.text_hash)
    assert printed.sha256 == hashlib.sha256(response.data).hexdigest()


@pytest.mark.parametrize("paper", ["letters", "result", "nothing", "poster", "..%2Fpaper"])
def test_what_is_no_paper_is_not_printed(secretary: LookingClient, view: ConsultationView, paper: str) -> None:
    log = f"/console/c/{view.code}/prints"
    assert send(secretary, log, to=f"{log}/paper/{paper}").status_code == 404


def test_a_waiting_batch_says_so_and_asks_again(
    app: Flask, secretary: LookingClient, view: ConsultationView, session: Session
) -> None:
    presses.never(app)
    page = order(secretary, view)
    assert "已中断" in text_of(secretary.get(page)), "nothing was started, so nothing works on it"
    files.note_launch(
        files.made_folder(app.extensions["consult_settings"].instance, newest(session, view).id), people.MIDWAY
    )
    response = secretary.get(page)
    assert response.headers["Refresh"] == "3"
    assert "等待开始" in text_of(response)


def test_a_second_batch_of_letters_waits_for_the_first(
    app: Flask, secretary: LookingClient, view: ConsultationView
) -> None:
    presses.never(app)
    order(secretary, view)
    refused = send(secretary, f"/console/c/{view.code}/letters", {"whom": "all", "which": "new"})
    assert refused.status_code == 409
    assert "前一批信还没印完" in refused.text


def test_letters_are_deleted_soon_after_they_were_fetched(
    app: Flask, secretary: LookingClient, session: Session, view: ConsultationView, monkeypatch: pytest.MonkeyPatch
) -> None:
    presses.at_once(app, session)
    page = order(secretary, view)
    path = file_of(app, newest(session, view))
    first = fetch(secretary, page)
    assert first.status_code == 200
    set_clock(monkeypatch, KEPT_AFTER_FETCH - timedelta(seconds=1))
    prove_anew(session, now=people.MIDWAY + KEPT_AFTER_FETCH)
    assert fetch(secretary, page).data == first.data, "a broken download can be repeated"
    set_clock(monkeypatch, KEPT_AFTER_FETCH)
    assert fetch(secretary, page).status_code == 410
    assert not path.exists()
    assert "下载过，已删除" in text_of(secretary.get(page))


def test_letters_nobody_fetched_are_deleted_after_a_day(
    app: Flask,
    client: LookingClient,
    secretary: LookingClient,
    session: Session,
    view: ConsultationView,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    presses.at_once(app, session)
    page = order(secretary, view)
    path = file_of(app, newest(session, view))
    set_clock(monkeypatch, KEPT_FOR - timedelta(seconds=1))
    client.get("/")
    assert path.exists()
    set_clock(monkeypatch, KEPT_FOR + timedelta(hours=1))
    client.get("/")
    assert not path.exists(), "any page that anybody asks for lets old files go"
    later = people.MIDWAY + KEPT_FOR + timedelta(hours=1)
    come_in_as_staff(client, session, make_staff(session, view.estate.id), now=later)
    assert "没人下载，已删除" in text_of(client.get(page))


def test_a_full_disk_is_said_and_what_is_made_can_be_fetched(
    app: Flask, secretary: LookingClient, session: Session, view: ConsultationView, monkeypatch: pytest.MonkeyPatch
) -> None:
    presses.at_once(app, session)
    monkeypatch.setattr("consult.web.console.batches.batch_parts", _in_parts_of_four)
    real = sheets.write_private

    def full_after_two(folder: Path, number: int, content: bytes) -> Path:
        if number > 2:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return real(folder, number, content)

    with monkeypatch.context() as patch:
        patch.setattr(sheets, "write_private", full_after_two)
        page = order(secretary, view)
    said = secretary.get(page)
    assert "磁盘满了" in text_of(said)
    assert "Refresh" not in said.headers
    assert [fetch(secretary, page, number).status_code for number in (1, 2, 3)] == [200, 200, 404]
    assert send(secretary, page, to=f"{page}/go-on").status_code == 303
    done = newest(session, view)
    assert (done.state, done.done) == (PrintState.DONE, people.HEADS)


def _in_parts_of_four(*args: object) -> object:
    from consult.queries.batches import batch_parts

    return batch_parts(*args, largest=4)  # type: ignore[arg-type]


def test_a_cancelled_batch_ends(app: Flask, secretary: LookingClient, session: Session, view: ConsultationView) -> None:
    presses.never(app)
    page = order(secretary, view)
    assert send(secretary, page, to=f"{page}/cancel").status_code == 303
    assert newest(session, view).state is PrintState.CANCELLED
    presses.at_once(app, session)
    log = f"/console/c/{view.code}/prints"
    assert send(secretary, log, to=f"{page}/go-on").status_code == 409
    assert "已取消" in text_of(secretary.get(page))
    order(secretary, view)
    session.rollback()
    both = {printing.state for printing in printings_of(session, view.estate.id, view.id)}
    assert both == {PrintState.CANCELLED, PrintState.DONE}


@pytest.mark.parametrize("ending", ["", "/go-on", "/cancel", "/files/1", "/files"])
def test_another_estates_batch_is_a_missing_one(
    app: Flask, secretary: LookingClient, session: Session, view: ConsultationView, ending: str
) -> None:
    presses.at_once(app, session)
    page = order(secretary, view)
    key = page.rpartition("/")[2]
    other = people.make_open_consultation(session, people.make_estate(session, code="other"))
    come_in_as_staff(secretary, session, make_staff(session, other.estate.id), now=people.MIDWAY)
    mine = f"/console/c/{other.code}/prints"
    for foreign in (key, "12345"):
        address = f"{mine}/{foreign}{ending}"
        answer = send(secretary, mine, to=address) if ending else secretary.get(address)
        assert answer.status_code == 404
        assert (secretary.get(page) if not ending else send(secretary, mine, to=page + ending)).status_code == 404


def test_readers_see_the_log_and_fetch_nothing(
    app: Flask, secretary: LookingClient, session: Session, view: ConsultationView
) -> None:
    presses.at_once(app, session)
    page = order(secretary, view)
    come_in_as_staff(secretary, session, make_staff(session, view.estate.id, "scrutineer"), now=people.MIDWAY)
    assert "已就绪" in text_of(secretary.get(page))
    assert "/files/" not in secretary.get(page).text
    assert send(secretary, page, to=f"{page}/files/1").status_code == 403
