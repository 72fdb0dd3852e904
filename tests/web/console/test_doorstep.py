"""Rounds at the door on the committee's pages: leaders, phones and their code; what needs a look, and files."""

from __future__ import annotations

import base64
import io
import json
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.actions.register_fingerprints import register_fingerprints
from consult.models.account import Staff
from consult.models.doorstep import Device, DeviceEnrolment, DoorstepEntry
from consult.models.service import ServiceAttempt
from consult.queries.doorstep_devices import walkers
from consult.web.console import doorstep_entries as page_of_entries
from tests import a_picture, people
from tests.databases import SECRET
from tests.doorstep.rounds import CHANNELS, Round, begin_round
from tests.looking_client import LookingClient
from tests.people import MIDWAY
from tests.web.visitors import come_in_as_staff, form_token, make_staff, send

ROUNDS, ENTRIES = "/console/doorstep", "/console/doorstep/entries"


@pytest.fixture
def walk(session: Session, secretary: LookingClient, estate: int) -> Round:
    return begin_round(session, view=people.make_open_consultation(session, estate, channels=CHANNELS), secret=SECRET)


def test_a_leader_is_added_with_buildings_and_needs_no_password(
    secretary: LookingClient, session: Session, estate: int
) -> None:
    added = send(secretary, ROUNDS, {"name": " 马建国 ", "building": ["1", "2"]}, to=f"{ROUNDS}/leaders")
    assert added.status_code == 303
    leader = session.scalars(select(Staff).where(Staff.role == "leader")).one()
    assert leader.password_hash is None
    [walker] = [one for one in walkers(session, estate) if one.role == "leader"]
    assert (walker.name, walker.buildings) == ("马建国", ("1", "2"))
    send(secretary, ROUNDS, {"staff": leader.id, "building": ["2"]}, to=f"{ROUNDS}/buildings")
    session.expire_all()
    assert walkers(session, estate)[0].buildings == ("2",)


@pytest.mark.parametrize(
    ("where", "told"),
    [
        pytest.param("leaders", {"name": " "}, id="a leader without a name"),
        pytest.param("leaders", {"name": "马建国", "building": "77"}, id="a building that is not there"),
        pytest.param("buildings", {"staff": "12", "building": "1"}, id="nobody's buildings"),
        pytest.param("code", {"staff": "x"}, id="a code for nobody"),
        pytest.param("revoke", {"device": "5"}, id="a phone that is not there"),
    ],
)
def test_what_does_not_fit_is_said(secretary: LookingClient, where: str, told: dict[str, str]) -> None:
    refused = send(secretary, ROUNDS, told, to=f"{ROUNDS}/{where}")
    assert 400 <= refused.status_code < 500
    assert 'class="error_summary' in refused.text


def test_a_code_is_shown_once_and_stands_in_no_address(secretary: LookingClient, session: Session, walk: Round) -> None:
    shown = send(secretary, ROUNDS, {"staff": walk.leader_id}, to=f"{ROUNDS}/code")
    assert shown.status_code == 200
    assert shown.headers["Cache-Control"] == "no-store"
    assert "<svg" in shown.text
    assert "马建国" in shown.text
    codes = session.scalars(select(DeviceEnrolment)).all()
    assert sum(code.device_id is None for code in codes) == 1
    assert not any(code.token_hash in shown.text for code in codes)


def test_a_phone_is_switched_off(secretary: LookingClient, session: Session, walk: Round) -> None:
    assert "停用“旧华为”" in secretary.get(ROUNDS).text
    send(secretary, ROUNDS, {"device": walk.phone.device}, to=f"{ROUNDS}/revoke")
    session.expire_all()
    assert session.scalars(select(Device.revoked_by)).one() == "钱敏"
    assert "已停用" in secretary.get(ROUNDS).text


def test_a_leader_who_leaves_takes_the_phones_along(secretary: LookingClient, session: Session, walk: Round) -> None:
    told = send(secretary, ROUNDS, {"staff": walk.leader_id}, to=f"{ROUNDS}/retire")
    assert told.status_code == 303
    assert "马建国不再上门" in secretary.get(ROUNDS).text
    session.expire_all()
    assert session.scalars(select(Device.revoked_by)).one() == "钱敏"
    walk.visit(people.CHEN_AYI)
    assert [ack.reason for ack in walk.send()] == ["device-revoked"]
    assert send(secretary, ROUNDS, {"staff": walk.leader_id}, to=f"{ROUNDS}/retire").status_code == 400


def test_what_waits_is_let_in_or_set_aside_with_a_reason(
    secretary: LookingClient, session: Session, walk: Round
) -> None:
    good, bad = walk.visit(people.CHEN_AYI), walk.visit(people.ZHAO_KE)
    send(secretary, ROUNDS, {"device": walk.phone.device}, to=f"{ROUNDS}/revoke")
    assert {ack.reason for ack in walk.send()} == {"device-revoked"}
    page = secretary.get(ENTRIES).text
    assert page.count("隔离待查") >= 2
    assert "2 条待决定" in secretary.get(ROUNDS).text
    without = send(secretary, ENTRIES, {"entry": walk.row(good).id, "decision": "let-in", "note": " "})
    assert without.status_code == 400
    assert walk.row(good).status == "quarantined"
    send(secretary, ENTRIES, {"entry": walk.row(good).id, "decision": "let-in", "note": "本人当面确认"})
    send(secretary, ENTRIES, {"entry": walk.row(bad).id, "decision": "set-aside", "note": "不是这幢楼的"})
    assert (walk.row(good).status, walk.row(bad).status) == ("recorded", "set-aside")
    assert session.scalars(select(ServiceAttempt.elector_id)).all() == [walk.door(people.CHEN_AYI).id]
    page = secretary.get(ENTRIES).text
    assert "本人当面确认" in page
    assert "不是这幢楼的" in page
    again = send(secretary, ENTRIES, {"entry": walk.row(bad).id, "decision": "let-in", "note": "再看"})
    assert again.status_code == 409


def test_all_of_a_switched_off_phone_are_decided_for_one_reason(
    secretary: LookingClient, session: Session, walk: Round
) -> None:
    good = [walk.visit(people.CHEN_AYI), walk.visit(people.ZHAO_KE), walk.visit(people.LIU_SAN)]
    send(secretary, ROUNDS, {"device": walk.phone.device}, to=f"{ROUNDS}/revoke")
    walk.send()
    assert send(secretary, ENTRIES, {"decision": "let-in", "note": "核对过"}).status_code == 400
    ticked = {"entry": walk.row(good[0]).id, "device": walk.phone.device, "decision": "let-in", "note": "核对过"}
    send(secretary, ENTRIES, ticked)
    # The third is of a building that is not the leader's; the committee vouches for it.
    assert {walk.row(one).status for one in good} == {"recorded"}
    assert "已生效 3" in secretary.get(ENTRIES).text


def test_the_undecided_stand_first_and_page_by_page(
    secretary: LookingClient, walk: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_of_entries, "ON_A_PAGE", 1)
    walk.send(waits := walk.paper(people.CHEN_AYI, serial="99999"))
    walk.send(walk.answers(people.LIU_SAN), now=MIDWAY)
    [late] = walk.send(walk.answers(people.LIU_SAN), now=MIDWAY + timedelta(hours=1))
    assert late.status.value == "conflict"
    first, second = (secretary.get(f"{ENTRIES}?page={page}").text for page in (1, 2))
    assert (f'value="{walk.row(waits).id}"' in first, "第 1 页" in first or "1 / 2" in first) == (True, True)
    assert f'value="{walk.row(waits).id}"' not in second


def test_the_sheet_of_another_household_goes_to_the_desk(
    secretary: LookingClient, session: Session, walk: Round
) -> None:
    serial = walk.door(people.LIU_SAN).paper_serial
    picture = base64.urlsafe_b64encode(a_picture.picture(kind="JPEG")).rstrip(b"=").decode()
    [held] = walk.send(entry := walk.paper(people.CHEN_AYI, serial=serial, photo=picture))
    assert held.reason == "serial-elsewhere"
    page = secretary.get(ENTRIES).text
    assert f"/paper?serial={serial}" in page
    photo = secretary.get(f"{ENTRIES}/{walk.row(entry).id}/photo")
    assert (photo.status_code, photo.data[:2]) == (200, b"\xff\xd8")
    told = {"entry": walk.row(entry).id, "decision": "let-in", "note": "看过"}
    assert send(secretary, ENTRIES, told).status_code == 409
    assert walk.row(entry).status == "refused"


def test_a_signed_file_is_as_good_as_the_phone_itself(secretary: LookingClient, session: Session, walk: Round) -> None:
    walk.visit(people.CHEN_AYI)
    walk.answers(people.LIU_SAN)
    for told in ("2 条已生效", "2 条已生效"):
        assert told in _handed_in(secretary, json.dumps(walk.phone.file()).encode())
    assert {row.status for row in session.scalars(select(DoorstepEntry))} == {"recorded"}


def test_a_file_that_no_phone_signed_waits_for_a_decision(secretary: LookingClient, walk: Round) -> None:
    entry = walk.visit(people.CHEN_AYI)
    file = walk.phone.file()
    _handed_in(secretary, json.dumps(file | {"signature": file["signature"][::-1]}).encode())
    assert (walk.row(entry).status, walk.row(entry).reason) == ("quarantined", "device-foreign")
    # The phone itself gets a network again: now it is known whose entry this is.
    assert [ack.status.value for ack in walk.send()] == ["recorded"]


def test_a_torn_file_is_kept(secretary: LookingClient, session: Session, walk: Round) -> None:
    walk.visit(people.CHEN_AYI)
    torn = json.dumps(walk.phone.file()).encode()[:-9]
    token = form_token(secretary, ENTRIES)
    refused = secretary.post(
        "/console/doorstep/file", data={"csrf_token": token, "file": (io.BytesIO(torn), "pending.json")}
    )
    assert refused.status_code == 400
    assert session.scalars(select(DoorstepEntry.sealed)).one() == torn
    assert "这一条只能搁置" in secretary.get(ENTRIES).text


def _handed_in(secretary: LookingClient, file: bytes) -> str:
    token = form_token(secretary, ENTRIES)
    done = secretary.post(
        "/console/doorstep/file", data={"csrf_token": token, "file": (io.BytesIO(file), "pending.json")}
    )
    assert done.status_code == 303, done.text
    return secretary.get(ENTRIES).text


def test_another_estates_committee_reaches_nothing_of_it(
    secretary: LookingClient, session: Session, walk: Round
) -> None:
    walk.send(entry := walk.visit(people.ZHAO_KE))
    other = people.make_estate(session, code="other")
    come_in_as_staff(secretary, session, make_staff(session, other, name="外人"), now=MIDWAY)
    told = {"entry": walk.row(entry).id, "decision": "let-in", "note": "看看"}
    token = form_token(secretary, ENTRIES)
    theirs = secretary.post(ENTRIES, data=told | {"csrf_token": token})
    nobodys = secretary.post(ENTRIES, data=told | {"csrf_token": token, "entry": "99"})
    assert (theirs.status_code, walk.row(entry).status) == (404, "refused")
    assert nobodys.status_code == 404
    assert (
        secretary.post(f"{ROUNDS}/revoke", data={"csrf_token": token, "device": walk.phone.device}).status_code == 404
    )


def test_what_phones_still_hold_is_said_before_closing(secretary: LookingClient, session: Session, walk: Round) -> None:
    pending, held = walk.answers(people.CHEN_AYI), walk.visit(people.ZHAO_KE)
    phone, code = int(walk.phone.device), walk.view.code
    register_fingerprints(session, walk.estate_id, phone, code, [pending.fingerprint], now=MIDWAY)
    walk.send(held)
    assert "1 条已登记但还没送到" in secretary.get(ROUNDS).text
    page = secretary.get(f"/console/c/{code}/close").text
    assert "马建国：1 条" in page
    assert "手机发来的 1 条记录还没决定" in page
    walk.send(pending)
    assert "马建国：1 条" not in secretary.get(f"/console/c/{code}/close").text
