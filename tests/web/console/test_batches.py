"""Forms and lists for every household: told first, made by the press like letters, and fetched as one ZIP."""

from __future__ import annotations

import zipfile
from datetime import timedelta
from io import BytesIO

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from consult.actions.begin_printing import begin_printing
from consult.domain.printing import KEPT_AFTER_FETCH, PrintState
from consult.press import folder as files
from consult.queries.consultations import ConsultationView
from consult.queries.printings import parts_made, printings_of
from tests import people
from tests.documents import reading
from tests.looking_client import LookingClient
from tests.web.console import presses
from tests.web.console.test_prints import newest, order, set_clock
from tests.web.forms import text_of
from tests.web.visitors import prove_anew, send


@pytest.fixture
def view(session: Session, estate: int) -> ConsultationView:
    return people.make_open_consultation(session, estate)


def test_the_plan_of_a_list_says_its_files_and_pages(secretary: LookingClient, view: ConsultationView) -> None:
    page = f"/console/c/{view.code}/prints/batch/delivery-sheets"
    together = text_of(secretary.get(f"{page}?show=1&whom=all&files=few"))
    assert f"{people.HEADS}户" in together
    assert "1个文件" in together
    apart = text_of(secretary.get(f"{page}?show=1&whom=all&files=building"))
    assert "1个文件" not in apart
    assert "页" in apart


def test_lists_go_through_the_press_and_come_as_one_zip(
    app: Flask, secretary: LookingClient, session: Session, view: ConsultationView
) -> None:
    presses.at_once(app, session)
    job = send(
        secretary,
        f"/console/c/{view.code}/prints/batch/delivery-sheets",
        {"whom": "all", "files": "building", "language": "zh"},
    )
    page = str(job.location)
    printed = newest(session, view)
    parts = parts_made(session, printed)
    session.rollback()
    assert (printed.kind, printed.state, printed.done) == ("delivery-sheets", PrintState.DONE, people.HEADS)
    assert all(len(one.part.buildings) == 1 for one in parts)
    assert secretary.get(f"{page}/files").status_code == 405, "a look fetches nothing"
    fetched = send(secretary, page, to=f"{page}/files")
    assert fetched.mimetype == "application/zip"
    with zipfile.ZipFile(BytesIO(fetched.data)) as parcel:
        assert parcel.testzip() is None
        names = parcel.namelist()
        assert len(names) == len(parts) > 1
        assert all(
            name.startswith(f"{at:02d}-") and name.endswith("-送达签收表.pdf") for at, name in enumerate(names, 1)
        )
        assert "送达签收表" in reading.text_of(parcel.read(names[0]))


def test_fetching_all_letters_counts_for_each(
    app: Flask, secretary: LookingClient, session: Session, view: ConsultationView, monkeypatch: pytest.MonkeyPatch
) -> None:
    presses.at_once(app, session)
    job = send(secretary, f"/console/c/{view.code}/letters", {"whom": "all", "which": "new", "files": "building"})
    page = str(job.location)
    assert send(secretary, page, to=f"{page}/files").status_code == 200
    set_clock(monkeypatch, KEPT_AFTER_FETCH - timedelta(seconds=1))
    prove_anew(session, now=people.MIDWAY + KEPT_AFTER_FETCH)
    assert send(secretary, page, to=f"{page}/files").status_code == 200
    set_clock(monkeypatch, KEPT_AFTER_FETCH)
    assert send(secretary, page, to=f"{page}/files").status_code == 410


def test_the_page_counts_households_of_files_under_way(
    app: Flask, secretary: LookingClient, session: Session, view: ConsultationView
) -> None:
    presses.never(app)
    page = order(secretary, view)
    printing = newest(session, view)
    made = people.HEADS - 4
    folder = files.made_folder(app.extensions["consult_settings"].instance, printing.id)
    files.note_count(folder, 1, made)
    files.note_launch(folder, people.MIDWAY)
    assert f"{people.HEADS}户中已完成0户" in text_of(secretary.get(page)), "not yet begun"
    begin_printing(session, view.estate.id, printing.id)
    session.rollback()
    shown = secretary.get(page)
    assert f"{people.HEADS}户中已完成{made}户" in text_of(shown)
    assert f'value="{made}"' in shown.text


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        pytest.param("posters", 404, id="no kind of batch"),
        pytest.param("proxy-forms", 409, id="forms nobody may use"),
    ],
)
def test_what_cannot_be_ordered(secretary: LookingClient, view: ConsultationView, kind: str, status: int) -> None:
    answer = secretary.get(f"/console/c/{view.code}/prints/batch/{kind}?show=1&whom=all")
    assert answer.status_code == status


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        pytest.param({"whom": "building", "building": "99"}, "没有要打印的户", id="a building where nobody lives"),
        pytest.param({"whom": "rooms", "rooms": " \n "}, "请写明要打印的房号", id="rooms, and none named"),
    ],
)
def test_a_batch_for_nobody_is_a_sentence(
    secretary: LookingClient, session: Session, view: ConsultationView, asked: dict[str, str], said: str
) -> None:
    page = f"/console/c/{view.code}/prints/batch/delivery-sheets"
    refused = send(secretary, page, asked)
    assert 400 <= refused.status_code < 500
    assert said in text_of(refused)
    assert printings_of(session, view.estate.id, view.id) == []


def test_the_second_of_two_who_start_the_same_is_told(
    app: Flask, secretary: LookingClient, session: Session, view: ConsultationView
) -> None:
    presses.never(app)
    order(secretary, view, "ballots")
    refused = send(secretary, f"/console/c/{view.code}/ballots", {"whom": "all"})
    assert refused.status_code == 409
    assert "同样的一批还没印完" in refused.text
    other = send(secretary, f"/console/c/{view.code}/ballots", {"whom": "all", "language": "en"})
    assert other.status_code == 303, "the same for the same households in another language is another batch"


def test_a_batch_for_nobody_says_why(secretary: LookingClient, session: Session, view: ConsultationView) -> None:
    people.vote(session, view, people.CHEN_AYI, {1: "agree"})
    chosen = {"show": "1", "whom": "rooms", "rooms": "1-101"}
    page = f"/console/c/{view.code}/prints/batch/walking-lists"
    assert "所选各户都已交回，没有要走访的了" in text_of(secretary.get(page, query_string=chosen))
    assert "请写明要打印的房号" in text_of(secretary.get(page, query_string={**chosen, "rooms": " \n"}))
    assert send(secretary, page, {"whom": "rooms", "rooms": "1-101"}).status_code == 409
    assert printings_of(session, view.estate.id, view.id) == []
