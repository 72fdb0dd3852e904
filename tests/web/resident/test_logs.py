"""No log line holds what opens a door or names a person, whatever is done; and every line can be found again."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from consult import logbook
from consult.actions.invite_staff import invite_staff
from consult.actions.issue_letters import IssuedLetter
from consult.models.account import Staff
from consult.models.photo import keep_photo
from consult.queries.consultations import ConsultationView
from consult.web.access import allow
from tests import a_picture, people
from tests.databases import SECRET
from tests.looking_client import LookingClient
from tests.web import visitors
from tests.web.account.test_second_factor import set_up
from tests.web.forms import submit
from tests.web.visitors import make_staff, send

PASSWORD = "the garden in spring"
LOGIN = "qian.min.1970"
WISH = "给老王的话：139 0000 1234"


class Kept(logging.Handler):
    """Every line of every library, in both forms."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Write it both ways."""
        self.lines += [logbook.JsonLines().format(record), logbook.TextLines().format(record)]

    @property
    def json(self) -> list[dict[str, object]]:
        """The lines as programs read them."""
        return [json.loads(line) for line in self.lines[::2]]


@pytest.fixture
def kept(app: Flask) -> Iterator[Kept]:
    """Everything that is written, at the most talkative level."""
    handler, root, levels = Kept(), logging.getLogger(), {}
    for name in ("", "sqlalchemy.engine", "sqlalchemy.pool", logbook.REQUESTS, "werkzeug", "waitress", "consult.app"):
        levels[name] = logging.getLogger(name).level
        logging.getLogger(name).setLevel(logging.DEBUG)
    root.addHandler(handler)
    yield handler
    root.removeHandler(handler)
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


def vote_in_every_way(client: LookingClient, view: ConsultationView, chen: IssuedLetter) -> None:
    """Signing in rightly and wrongly, answering, reading the receipt, sending it again, going out."""
    page = f"/sign-in?code={view.code}"
    submit(client, client.get(page), building="1", room="101", code="0000000000")
    submit(client, client.get(page), building="1", room="101", code="1390000")
    client.get("/h/AAAAAAAAAAAAAAAAAAAAAAAAAA")
    client.get(f"/h/{chen.token}")
    submit(client, client.get(page), building="1", room="101", code=chen.code)
    check = submit(client, client.get(f"/c/{view.code}/ballot"), step="check", q1="agree", q2="1", q3=["1"], q4=WISH)
    submit(client, check, step="send")
    submit(client, check, step="send")
    client.get(f"/c/{view.code}/receipt")
    client.post("/sign-in", data={"code": chen.code, "next": f"/h/{chen.token}"})


def come_in_as_staff(client: LookingClient, session: Session, view: ConsultationView) -> dict[str, str]:
    """An invitation, an account, an app, a wrong password, a right one, a code from paper; all that opens anything."""
    token = invite_staff(session, view.estate.id, "committee", secret=SECRET, now=people.MIDWAY)
    session.commit()
    send(client, f"/staff/{token}", {"name": "钱敏敏", "login": LOGIN, "password": PASSWORD})
    app_secret, codes = set_up(client)
    send(client, "/staff/me", to="/staff/sign-out")
    send(client, "/staff/sign-in", {"login": LOGIN, "password": "not " + PASSWORD})
    send(client, "/staff/sign-in", {"login": LOGIN, "password": PASSWORD})
    send(client, "/staff/second", {"code": "QQQQQ-QQQQQ"})
    send(client, "/staff/second", {"code": codes[0]})
    return {"the invitation": token, "the app's secret": app_secret, "a recovery code": codes[0]}


def test_no_line_holds_what_opens_a_door_or_names_a_person(
    client: LookingClient,
    session: Session,
    consultation: ConsultationView,
    letters: Mapping[tuple[str, str, str], IssuedLetter],
    chen: IssuedLetter,
    kept: Kept,
) -> None:
    vote_in_every_way(client, consultation, chen)
    opening = come_in_as_staff(client.application.test_client(), session, consultation)  # type: ignore[arg-type]
    written = "\n".join(kept.lines)
    secrets = {
        "the typed code": chen.code,
        "the letter's token": chen.token,
        **opening,
        "the password": PASSWORD,
        "the sign-in name": LOGIN,
        "the staff's name": "钱敏敏",
        "the owner": people.CHEN_AYI.name,
        "written answers": "老王",
        "a phone": "0000 1234",
        "the key of the installation": SECRET,
        "a wrong code": "0000000000",
    }
    assert [what for what, secret in secrets.items() if secret.lower() in written.lower()] == []
    assert {"/sign-in", "/h/<token>", "/c/<code>/ballot", "/staff/<token>"} <= {line.get("route") for line in kept.json}


def test_security_lines_say_who_came_and_who_was_refused(
    client: LookingClient, session: Session, consultation: ConsultationView, chen: IssuedLetter, kept: Kept
) -> None:
    vote_in_every_way(client, consultation, chen)
    come_in_as_staff(client.application.test_client(), session, consultation)  # type: ignore[arg-type]
    said = [line for line in kept.json if line["logger"] == logbook.SECURITY]
    estate = consultation.estate.id
    refused = {(line["route"], line["reason"]) for line in said if line["event"] == "refused"}
    assert {
        ("/sign-in", "sign-in-failed"),
        ("/h/<token>", "unknown-letter"),
        ("/staff/sign-in", "wrong-login"),
        ("/staff/second", "wrong-second-factor"),
    } <= refused
    come = [line for line in said if line["event"] == "signed in"]
    assert {line["audience"] for line in come} == {"household", "staff"}
    assert all(line["estate"] == estate for line in come)
    [person] = session.query(Staff).filter_by(login=LOGIN)
    made = [line for line in said if line["event"] == "staff made"]
    assert [(line["id"], line["role"], line["estate"]) for line in made] == [(person.id, "committee", estate)]
    assert {"staff_link made", "staff_link changed"} <= {str(line["event"]) for line in said}


def test_openings_ends_and_what_is_handed_out_have_a_line_each(
    client: LookingClient, session: Session, kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("consult.clock.now", lambda: people.MIDWAY)
    view = people.make_closed_consultation(session)
    keep_photo(session, view.estate.id, photo := a_picture.kept(), by="钱敏", now=people.MIDWAY)
    staff = make_staff(session, view.estate.id, "auditor")
    visitors.come_in_as_staff(client, session, staff, now=people.MIDWAY)
    assert client.get(f"/console/photos/{photo.sha256}").status_code == 200
    assert client.get(f"/console/photos/{'ab' * 32}").status_code == 404
    assert client.get(f"/console/c/{view.code}/result.json").status_code == 200
    said = [line for line in kept.json if line["logger"] == logbook.SECURITY]
    states = [line["state"] for line in said if str(line["event"]).startswith("consultation") and line["id"] == view.id]
    assert states == ["draft", "announced", "open", "closed"]
    assert "roll made" in {line["event"] for line in said}
    handed = [(line["route"], line["estate"], line["id"]) for line in said if line["event"] == "handed out"]
    assert handed == [
        ("/console/photos/<sha256>", view.estate.id, staff.id),
        ("/console/c/<code>/result.json", view.estate.id, staff.id),
    ]
    assert view.title["zh"] not in "\n".join(kept.lines)


def test_every_answer_names_its_line(client: LookingClient, kept: Kept) -> None:
    number = client.get("/help").headers["X-Request-ID"]
    assert re.fullmatch(r"[0-9a-f]{16}", number)
    [line] = [line for line in kept.json if line["logger"] == logbook.REQUESTS]
    assert (line["request"], line["route"], line["status"]) == (number, "/help", 200)
    assert (
        client.get("/nowhere/at/all", headers={"X-Request-ID": "from-outside"}).headers["X-Request-ID"]
        != "from-outside"
    )
    requests = [line for line in kept.json if line["logger"] == logbook.REQUESTS]
    assert requests[-1]["route"] == "-"


def test_behind_a_proxy_its_number_is_taken_if_it_is_one(app: Flask, kept: Kept) -> None:
    app.extensions["consult_settings"] = replace(app.extensions["consult_settings"], trusted_proxy="127.0.0.1")
    client = app.test_client()
    assert client.get("/help", headers={"X-Request-ID": "abc-12345"}).headers["X-Request-ID"] == "abc-12345"
    assert client.get("/help", headers={"X-Request-ID": "a\tb"}).headers["X-Request-ID"] != "a\tb"


@pytest.mark.one_database
def test_a_fault_says_where_but_not_with_what(client: LookingClient, app: Flask, kept: Kept) -> None:
    @allow.anyone
    def broken() -> str:
        raise ValueError("code ABCDE12345 of 王小明")

    app.view_functions["operations.alive"] = broken
    assert client.get("/healthz").status_code == 500
    assert "ABCDE12345" not in "\n".join(kept.lines)
    assert "王小明" not in "\n".join(kept.lines)
    [fault] = [line for line in kept.json if "fault" in line]
    assert fault["fault"] == "ValueError"
    assert "broken" in str(fault["where"])


def test_lines_of_other_libraries_come_without_what_they_fill_in(kept: Kept) -> None:
    logging.getLogger("waitress").error("Exception while serving %s", "/h/SECRETTOKEN")
    assert "SECRETTOKEN" not in "\n".join(kept.lines)
    assert kept.json[-1]["event"] == "Exception while serving %s"


def test_of_the_system_the_words_are_written(kept: Kept) -> None:
    try:
        raise OSError(28, "No space left on device")
    except OSError:
        logging.getLogger("consult.app").exception("a backup failed")
    assert kept.json[-1]["fault"] == "OSError: No space left on device"
    assert kept.lines[-1].startswith(str(kept.json[-1]["at"]))


def test_the_security_file_is_private_and_outlives_its_rotation(tmp_path: Path) -> None:
    file = tmp_path / "security.log"
    logger = logging.getLogger(logbook.SECURITY)
    before = list(logger.handlers)
    try:
        logbook.keep_security(str(file))
        logbook.keep_security(str(file))
        logbook.note("signed in", audience="staff", id=7, role=None)
        file.rename(tmp_path / "security.log.1")
        logbook.note("signed out", audience="staff")
        assert (tmp_path / "security.log.1").stat().st_mode & 0o777 == 0o600
        [line] = file.read_text("utf-8").splitlines()
        assert json.loads(line)["event"] == "signed out"
    finally:
        logger.handlers[:] = before
    with pytest.raises(OSError, match="No such file"):
        logbook.keep_security(str(tmp_path / "nowhere" / "x.log"))
