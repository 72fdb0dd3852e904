"""Of a running secret poll no page moves when somebody answers, whoever looks and however often."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from consult.queries.consultations import ConsultationView
from tests import people, secret_polls
from tests.looking_client import LookingClient
from tests.programs import bearing, make_token
from tests.web import visitors

pytestmark = pytest.mark.one_database

_NEW_EACH_TIME = re.compile(
    r'nonce="[^"]*"|name="(?:csrf_token|submission_id)"[^>]*>|name="[a-z_]+" value="[\w.-]{16,}"'
)
_TOLD = ("text/html", "text/plain", "application/json")


@pytest.fixture
def view(session: Session, monkeypatch: pytest.MonkeyPatch) -> ConsultationView:
    """A poll with a few answers already."""
    monkeypatch.setattr("consult.clock.now", lambda: people.MIDWAY)
    poll = secret_polls.make_open(session)
    for at in range(3):
        answer(session, poll, at)
    return poll


def answer(session: Session, poll: ConsultationView, at: int) -> None:
    people.vote(session, poll, secret_polls.elector(session, poll, at), {1: "oppose", 2: ["1"]})


def addresses(app: Flask, code: str) -> list[str]:
    """Every address that is about a consultation and asks for nothing else."""
    site = app.url_map.bind("localhost")
    looks: list[Rule] = [rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())]
    return [site.build(rule.endpoint, {"code": code}) for rule in looks if rule.arguments == {"code"}]


def seen(client: FlaskClient, found: list[str], headers: dict[str, str]) -> dict[str, str]:
    """What each address says, without what is new each time."""
    said = {}
    for address in found:
        told = client.get(address, headers=headers)
        if told.mimetype in _TOLD:
            said[address] = f"{told.status_code} {_NEW_EACH_TIME.sub('', told.text)}"
        told.close()
    return said


@pytest.mark.parametrize("whose", ["anybody", "the committee", "a program"])
def test_nothing_moves(app: Flask, client: LookingClient, session: Session, view: ConsultationView, whose: str) -> None:
    headers: dict[str, str] = {}
    if whose == "the committee":
        staff = visitors.make_staff(session, view.estate.id)
        visitors.come_in_as_staff(client, session, staff, now=people.MIDWAY)
    if whose == "a program":
        headers = bearing(make_token(session, view.estate.id, now=people.MIDWAY).token)
    mine = {"anybody": ("/c/", "/C/"), "the committee": ("/console/",), "a program": ("/api/",)}[whose]
    found = [address for address in addresses(app, view.code) if address.startswith(mine)]
    before = seen(client, found, headers)
    answer(session, view, 5)
    after = seen(client, found, headers)
    assert sum(said.startswith("200") for said in before.values()) >= 4
    assert {address for address, said in before.items() if said != after[address]} == set()
