"""Who may come in: for every route of staff, what each role, another estate and strangers meet; and how visits end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from consult.actions.issue_letters import issue_letters
from consult.models.electorate import ElectorRow
from consult.web import access
from tests import blank_paper, people
from tests.databases import SECRET
from tests.looking_client import LookingClient
from tests.web.visitors import come_in_as_household, come_in_as_staff, make_staff

pytestmark = pytest.mark.one_database

READERS = "staff: auditor, committee, scrutineer, town"
COMMITTEE = "staff: committee"


@dataclass(frozen=True, slots=True)
class Estates:
    """Two estates, each with consultations in every state, and one letter's token."""

    own: int
    other: int
    codes: dict[str, str]
    other_codes: dict[str, str]
    token: str
    elector: ElectorRow


@pytest.fixture
def estates(session: Session, monkeypatch: pytest.MonkeyPatch) -> Estates:
    monkeypatch.setattr("consult.clock.now", lambda: people.MIDWAY)
    blank_paper.put_in_place(monkeypatch)
    own, other = people.make_estate(session), people.make_estate(session, code="other")
    open_view = people.make_open_consultation(session, own)
    codes = _codes(session, own) | {"open": open_view.code}
    letters = issue_letters(session, own, open_view.id, secret=SECRET, by="钱敏", now=people.MIDWAY)
    elector = session.scalars(select(ElectorRow).where(ElectorRow.id == letters[0].elector_id)).one()
    session.commit()
    return Estates(own, other, codes, _codes(session, other), letters[0].token, elector)


def _codes(session: Session, estate_id: int) -> dict[str, str]:
    return {
        "draft": people.make_draft(session, estate_id).code,
        "announced": people.make_announced_consultation(session, estate_id).code,
        "open": people.make_open_consultation(session, estate_id).code,
        "closed": people.make_closed_consultation(session, estate_id).code,
    }


def routes(app: Flask, method: str) -> Iterator[Rule]:
    """Every route that answers to a method, but the files of the static folder."""
    return (rule for rule in app.url_map.iter_rules() if method in (rule.methods or ()) and rule.endpoint != "static")


def addresses(rule: Rule, codes: dict[str, str], token: str) -> list[str]:
    """A route's addresses: one for each consultation where it has a code."""
    values: dict[str, list[str]] = {
        "batch": ["letters"],
        "code": list(codes.values()),
        "deed": ["announce", "close"],
        "entry": ["1"],
        "form": ["csv"],
        "kind": ["notice"],
        "mark": ["1-" + "ab" * 32],
        "number": ["1"],
        "printing": ["1"],
        "reason": ["closed"],
        "receipt": ["0000-0000-000"],
        "report": ["1"],
        "seq": ["1"],
        "serial": ["00001"],
        "sha256": ["ab" * 32],
        "template": ["lift"],
        "token": [token],
        "typed": ["0000-0000-000"],
        "version": ["0"],
    }
    found = [rule.rule]
    for name in sorted(rule.arguments):
        assert name in values, f"{rule.rule}: say what {name} may be"
        pattern = re.compile(rf"<(?:[^<>]*:)?{name}>")
        found = [pattern.sub(value, address) for address in found for value in values[name]]
    return found


def who(app: Flask, rule: Rule) -> str:
    """Whom a route says it lets in; the list that people have read is `tests/house/routes.txt`."""
    return str(access.declaration(app, rule.endpoint))


def test_an_undeclared_route_keeps_the_app_from_starting(app: Flask) -> None:
    app.view_functions["console.home"] = lambda: "open to all by mistake"
    with pytest.raises(access.Undeclared, match=r"console\.home"):
        access.refuse_undeclared(app)


def test_roles_are_named() -> None:
    with pytest.raises(ValueError, match="name roles"):
        access.allow.staff("caretaker")


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_staff_routes_lead_strangers_to_the_sign_in(
    app: Flask, client: LookingClient, estates: Estates, method: str
) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    for rule in routes(app, method):
        if "staff" in who(app, rule):
            for address in addresses(rule, estates.codes, estates.token):
                response = client.open(address, method=method)
                if method == "GET":
                    assert response.status_code == 303
                    assert response.location.partition("?")[0] == "/staff/sign-in", address
                else:
                    assert response.status_code == 401


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_another_estates_consultation_is_missing(
    app: Flask, client: LookingClient, session: Session, estates: Estates, method: str
) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    come_in_as_staff(client, session, make_staff(session, estates.own), now=people.MIDWAY)
    for rule in routes(app, method):
        if "staff" in who(app, rule) and "code" in rule.arguments:
            foreign = addresses(rule, estates.other_codes, estates.token)
            missing = addresses(rule, {"none": "ZZZZZZ"}, estates.token)
            found = {client.open(address, method=method).status_code for address in foreign + missing}
            assert found == {404}, rule.rule


@pytest.mark.parametrize(
    ("role", "reads", "changes"),
    [
        ("committee", True, True),
        ("scrutineer", True, False),
        ("auditor", True, False),
        ("town", True, False),
        ("leader", False, False),
        ("property", False, False),
    ],
)
def test_roles(
    app: Flask, client: LookingClient, session: Session, estates: Estates, role: str, reads: bool, changes: bool
) -> None:
    """Readers read; only the committee reaches what changes anything."""
    app.config["WTF_CSRF_ENABLED"] = False
    come_in_as_staff(client, session, make_staff(session, estates.own, role), now=people.MIDWAY)
    for method in ("GET", "POST"):
        for rule in routes(app, method):
            may = {READERS: reads, COMMITTEE: changes}.get(who(app, rule).removesuffix(access.PROVED_ANEW))
            if may is None:
                continue
            for address in addresses(rule, {"open": estates.codes["open"]}, estates.token):
                if may and method == "POST":
                    continue
                status = client.open(address, method=method).status_code
                assert (status != 403) == may, f"{method} {address}: {status}"


def test_an_owners_household_is_no_staff(client: LookingClient, session: Session, estates: Estates) -> None:
    come_in_as_household(client, session, estates.elector, now=people.MIDWAY)
    assert client.get("/console").location.startswith("/staff/sign-in")


def test_staff_are_no_household(client: LookingClient, session: Session, estates: Estates) -> None:
    come_in_as_staff(client, session, make_staff(session, estates.own), now=people.MIDWAY)
    code = estates.codes["open"]
    response = client.get(f"/c/{code}/receipt")
    assert response.status_code == 303
    assert response.location.startswith("/sign-in")


def test_idle_visits_end(
    client: LookingClient, session: Session, estates: Estates, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exactly 15 minutes without use is still in; a second more is out; use begins the time anew."""
    come_in_as_staff(client, session, make_staff(session, estates.own), now=people.MIDWAY)
    idle = timedelta(minutes=15)
    moment = people.MIDWAY
    for step, status in ((idle, 200), (idle, 200), (idle + timedelta(seconds=1), 303)):
        moment += step
        monkeypatch.setattr("consult.clock.now", lambda moment=moment: moment)
        assert client.get("/console").status_code == status, step


def test_a_visit_ends_after_eight_hours_however_busy(
    client: LookingClient, session: Session, estates: Estates, monkeypatch: pytest.MonkeyPatch
) -> None:
    come_in_as_staff(client, session, make_staff(session, estates.own), now=people.MIDWAY)
    statuses = []
    for quarters in range(1, 34):
        moment = people.MIDWAY + timedelta(minutes=15 * quarters)
        monkeypatch.setattr("consult.clock.now", lambda moment=moment: moment)
        statuses.append(client.get("/console").status_code)
    assert statuses == [200] * 31 + [303] * 2


def test_a_switched_off_account_is_out_at_once(client: LookingClient, session: Session, estates: Estates) -> None:
    staff = make_staff(session, estates.own)
    come_in_as_staff(client, session, staff, now=people.MIDWAY)
    assert client.get("/console").status_code == 200
    staff.is_active = False
    assert client.get("/console").status_code == 303


def test_a_forged_cookie_is_nobody(app: Flask, client: LookingClient, estates: Estates) -> None:
    for cookie in ("", "eyJzdGFmZiI6WyJ4Iiw5OTk5OTk5OTk5XX0.aaaaaa.bbbb", "💥"):
        client.set_cookie(app.config["SESSION_COOKIE_NAME"], cookie)
        assert client.get("/console").status_code == 303


def test_personal_pages_are_kept_nowhere(client: LookingClient, session: Session, estates: Estates) -> None:
    come_in_as_staff(client, session, make_staff(session, estates.own), now=people.MIDWAY)
    assert client.get("/console").headers["Cache-Control"] == "no-store"
