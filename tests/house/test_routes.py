"""Every route says who may come in; looking changes nothing; no form is taken without its token."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from consult.config import Settings
from consult.web import access
from tests import blank_paper
from tests.fake_providers import Provider
from tests.house import rounds
from tests.house.not_pages import NOT_PAGES
from tests.looking_client import LookingClient
from tests.routes.watching import Kept, fingerprint, parted
from tests.web.resident.offering import offering

LIST = Path(__file__).with_name("routes.txt")


@pytest.fixture(autouse=True)
def _midway(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    blank_paper.put_in_place(monkeypatch)
    with time_machine.travel(rounds.NOW, tick=False):
        yield


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """Everything that an installation may choose is offered, by providers that nobody asks here."""
    return offering(settings, Provider("http://127.0.0.1:9"))


@pytest.fixture
def world(session: Session) -> rounds.World:
    return rounds.make_world(session)


def test_a_route_that_says_nothing_keeps_the_service_from_starting() -> None:
    silent = Flask(__name__, static_folder=None)
    silent.add_url_rule("/open", "open", access.allow.anyone(lambda: ""))
    silent.add_url_rule("/secret", "secret", lambda: "")
    with pytest.raises(access.Undeclared, match="secret"):
        access.refuse_undeclared(silent)


@pytest.mark.one_database
def test_the_list_of_routes_is_what_people_have_read(app: Flask) -> None:
    # Read the difference before accepting it with `.venv/bin/python -m tests.house.write_routes`.
    now, read = rounds.listed(app), LIST.read_text("utf-8")
    assert now == read, "\n".join(difflib.unified_diff(read.splitlines(), now.splitlines(), lineterm="", n=0))


@pytest.fixture
def kept(engine: Engine, world: rounds.World) -> Iterator[Kept]:
    """What is kept once the world is there; SQLite says at once whether anything was written since."""
    watched = Kept(engine)
    yield watched
    watched.close()


def changed(kept: Kept) -> list[str]:
    """The tables that are no longer as they were."""
    return parted(kept.whole, fingerprint(kept.engine)) if kept.is_changed() else []


@pytest.mark.one_database
@pytest.mark.parametrize("visitor", rounds.VISITORS)
def test_looking_changes_nothing(
    app: Flask, client: LookingClient, kept: Kept, world: rounds.World, visitor: str
) -> None:
    rounds.come_in(client, world, visitor)
    for rule in rounds.routes(app, "GET"):
        for address in world.addresses(app, rule):
            assert client.get(address).status_code < 500, address
            assert not changed(kept), address


def test_every_route_answers_somebody_with_what_it_is_said_to(
    app: Flask, client: LookingClient, world: rounds.World
) -> None:
    found: dict[str, set[str]] = {rule.endpoint: set() for rule in rounds.routes(app, "GET")}
    for visitor in rounds.VISITORS:
        rounds.come_in(client, world, visitor)
        for rule in rounds.routes(app, "GET"):
            answers = (client.get(address) for address in world.addresses(app, rule))
            found[rule.endpoint] |= {answer.mimetype for answer in answers if answer.status_code == 200}
    # The rounds above prove nothing about a page that only sends people elsewhere.
    # An entry's number is drawn, and none waits in this world: tests/web/console/test_doorstep.py opens its photo.
    # Nobody here stands before an empty installation or between two steps of signing in: tests/web/account does.
    unseen = {"account.first", "account.second", "console.entry_photo", "reading.stylesheet"}
    # Steps of a journey, opened by tests/web/resident/test_message_sign_in.py and test_wechat.py.
    unseen |= {"console.blanks_of_draft"}  # no draft of the world has blanks: it leads back
    unseen |= {"resident.message", "resident.message_code", "resident.to_wechat", "resident.from_wechat"}
    assert {endpoint for endpoint, kinds in found.items() if not kinds} <= unseen
    assert {endpoint: kinds for endpoint, kinds in found.items() if endpoint in NOT_PAGES or kinds - {"text/html"}} == {
        endpoint: {kind} for endpoint, kind in NOT_PAGES.items()
    }


@pytest.mark.one_database
@pytest.mark.parametrize("visitor", rounds.VISITORS)
def test_a_form_without_its_token_is_not_taken(
    app: Flask, client: LookingClient, kept: Kept, world: rounds.World, visitor: str
) -> None:
    rounds.come_in(client, world, visitor)
    for rule in rounds.routes(app, "POST"):
        for address in world.addresses(app, rule):
            answer = client.post(address, data={"answer-1": "agree"})
            # Somebody who may not come in is led away before the form is looked at.
            assert answer.status_code in (303, 400, 401, 403, 415), address
            assert not changed(kept), address


def test_a_change_is_seen(kept: Kept) -> None:
    assert not changed(kept)
    with kept.engine.begin() as connection:
        connection.execute(text("UPDATE estate SET term = 'third'"))
    assert changed(kept) == ["estate"]
