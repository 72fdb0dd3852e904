"""“Is it still you?”: asked before what matters when the last proof is old, and nothing that was written is lost."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.account import StaffLink, Visit
from consult.models.kept_secret import password_hash
from consult.models.place import IS_DEMO, Estate
from consult.web import access
from tests import a_picture, people
from tests.looking_client import LookingClient
from tests.second_factor import shown
from tests.web.visitors import come_in_as_staff, form_token, make_staff, send

PASSWORD = "the garden in spring"
NOW = people.MIDWAY
ROLE = {"role": "auditor"}
INVITE = "/console/people/invite"

MUST_BE_FRESH = {
    # What trust §4 names: open, close, roll import, corrections, exports; and whatever changes who may do what.
    "console.open_now",
    "console.close",
    "console.import_checked_roll",
    "console.judge_owners",
    "console.save_unit",
    "console.undo_change",
    "console.take_corrections_over",
    "console.propose",
    "console.confirm_correction",
    "console.decide",
    # What counts of two ballots, what quarantined entries come to, and the codes that everybody answers with.
    "console.settle",
    "console.decide_entries",
    "console.print_letters",
    "console.fetch_print",
    "console.fetch_prints",
    "console.take_log",
    "console.take_out",
    "console.take_archive",
    "console.enrolment_code",
    "console.invite",
    "console.vouch",
    "console.switch_off",
    "console.make_token",
    "console.end_token",
    "account.set_up",
    "account.begin_app",
    "account.app",
    "account.confirm_app",
    "account.remove_app",
    "account.new_codes",
    "account.register_passkey",
    "account.forget_passkey",
    "account.password",
    "account.new_password",
}

Clock = Callable[[timedelta], None]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    def put(after: timedelta) -> None:
        monkeypatch.setattr("consult.clock.now", lambda: NOW + after)

    put(timedelta(0))
    return put


@pytest.fixture
def secretary(client: LookingClient, session: Session, clock: Clock) -> LookingClient:
    """The secretary's browser, signed in at `NOW` with a password and an app."""
    staff = make_staff(session, people.make_estate(session))
    staff.password_hash = password_hash(PASSWORD)
    session.commit()
    come_in_as_staff(client, session, staff, now=NOW)
    return client


def invitations(session: Session) -> int:
    session.expire_all()
    return len(session.scalars(select(StaffLink)).all())


def test_what_must_be_proved_anew(app: Flask) -> None:
    found = {name for name in app.view_functions if (admits := access.declaration(app, name)) and admits.fresh}
    assert found == MUST_BE_FRESH


@pytest.mark.parametrize(
    ("after", "is_asked"),
    [(timedelta(minutes=10), False), (timedelta(minutes=10, seconds=1), True)],
    ids=["exactly ten minutes", "a second more"],
)
def test_when_it_is_asked(
    secretary: LookingClient, session: Session, clock: Clock, after: timedelta, is_asked: bool
) -> None:
    clock(after)
    answer = send(secretary, "/console/people", ROLE, to=INVITE)
    assert (answer.status_code == 401) == is_asked
    assert invitations(session) == (0 if is_asked else 1)


@pytest.mark.parametrize("proof", [PASSWORD, "the app"], ids=["by password", "by code"])
def test_the_form_goes_on_with_the_proof(secretary: LookingClient, session: Session, clock: Clock, proof: str) -> None:
    after = timedelta(minutes=12)
    clock(after)
    page = send(secretary, "/console/people", ROLE, to=INVITE).get_data(as_text=True)
    assert "还是您本人吗" in page
    assert f'action="{INVITE}"' in page
    assert 'name="role" value="auditor"' in page
    typed = shown(NOW + after) if proof == "the app" else proof
    done = send(secretary, "/console/people", ROLE | {"still_you": typed}, to=INVITE)
    assert done.status_code == 200
    assert invitations(session) == 1
    again = send(secretary, "/console/people", ROLE, to=INVITE)
    assert again.status_code == 200, "it holds for a while"


def test_a_wrong_proof_keeps_the_form_and_not_the_proof(
    secretary: LookingClient, session: Session, clock: Clock
) -> None:
    clock(timedelta(minutes=12))
    answer = send(secretary, "/console/people", ROLE | {"still_you": "not my password"}, to=INVITE)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 400
    assert 'name="role" value="auditor"' in page
    assert "not my password" not in page
    assert invitations(session) == 0


def test_a_code_counts_once_here_too(secretary: LookingClient, session: Session, clock: Clock) -> None:
    after = timedelta(minutes=12)
    clock(after)
    proof = {"still_you": shown(NOW + after)}
    assert send(secretary, "/console/people", ROLE | proof, to=INVITE).status_code == 200
    session.scalars(select(Visit)).one().proved_at = NOW
    assert send(secretary, "/console/people", ROLE | proof, to=INVITE).status_code == 400


def test_guessing_waits(secretary: LookingClient, session: Session, clock: Clock) -> None:
    clock(timedelta(minutes=12))
    tries = [
        send(secretary, "/console/people", ROLE | {"still_you": f"guess no. {n}"}, to=INVITE).status_code
        for n in range(6)
    ]
    assert tries == [400] * 5 + [429]


def test_a_page_is_asked_for_before_it_is_shown(secretary: LookingClient, clock: Clock) -> None:
    clock(timedelta(minutes=12))
    asked = secretary.get("/staff/me/password").location
    assert asked == "/staff/again?next=/staff/me/password"
    assert send(secretary, asked, {"still_you": PASSWORD}).location == "/staff/me/password"
    assert secretary.get("/staff/me/password").status_code == 200


@pytest.mark.parametrize("way", ["https://evil.example", "//evil.example", "/\\evil.example"])
def test_the_way_leads_to_no_other_site(secretary: LookingClient, clock: Clock, way: str) -> None:
    clock(timedelta(minutes=12))
    answer = send(secretary, "/staff/again", {"still_you": PASSWORD, "next": way})
    assert answer.location == "/console"


def test_a_proof_needs_the_forms_token(secretary: LookingClient, session: Session, clock: Clock) -> None:
    clock(timedelta(minutes=12))
    assert secretary.post(INVITE, data=ROLE | {"still_you": PASSWORD}).status_code == 400
    assert invitations(session) == 0


def test_a_file_that_the_form_does_not_ask_for_buys_no_time(
    secretary: LookingClient, session: Session, clock: Clock
) -> None:
    token = form_token(secretary, "/console/people")
    clock(timedelta(minutes=12))
    sent = {"csrf_token": token, "photo": (io.BytesIO(a_picture.kept().jpeg), "p.jpg"), **ROLE}
    answer = secretary.post(INVITE, data=sent)
    answer.request.input_stream.close()
    assert answer.status_code == 401
    assert invitations(session) == 0


def test_the_demo_is_not_asked(secretary: LookingClient, session: Session, clock: Clock) -> None:
    here = session.scalars(select(Estate)).one()
    here.settings = {**here.settings, IS_DEMO: True}
    clock(timedelta(minutes=12))
    assert send(secretary, "/console/people", ROLE, to=INVITE).status_code == 200


@pytest.mark.parametrize(("minutes", "is_asked"), [(14, False), (31, True)], ids=["a file in time", "a file too late"])
def test_a_form_with_a_photo_is_borne_longer(
    secretary: LookingClient, session: Session, clock: Clock, minutes: int, is_asked: bool
) -> None:
    view = people.make_open_consultation(session, session.scalars(select(Estate.id)).one())
    page = f"/console/c/{view.code}/corrections"
    assert "提出更正" in secretary.get(page).get_data(as_text=True)
    token = form_token(secretary, page)
    for passed in range(14, minutes + 1, 14):
        clock(timedelta(minutes=passed))
        secretary.get("/console")
    clock(timedelta(minutes=minutes))
    if not is_asked:
        assert "打开表单" in secretary.get(page).get_data(as_text=True), "the form itself is asked for before"
    sent = {"csrf_token": token, "household": "12-2-301", "photo": (io.BytesIO(a_picture.kept().jpeg), "p.jpg")}
    answer = secretary.post(page, data=sent)
    answer.request.input_stream.close()
    assert ("文件之后要重新选一次" in answer.get_data(as_text=True)) == is_asked
    assert answer.status_code == (401 if is_asked else 400)
