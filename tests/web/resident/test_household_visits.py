"""A household's visit: a key of its own for each sign-in, half an hour unused, half a day at most."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine, event, select
from sqlalchemy.orm import Session

from consult.actions.issue_letters import IssuedLetter
from consult.models.account import Visit
from consult.queries.consultations import ConsultationView
from tests import people
from tests.house.rounds import fingerprint
from tests.looking_client import LookingClient
from tests.web.forms import submit

At = Callable[[datetime], None]
ROBOTS = ("WeChatBot", "Mozilla/5.0 (compatible; Baiduspider-render/2.0)", "facebookexternalhit/1.1", "")


def held_key(client: LookingClient) -> str:
    with client.session_transaction() as cookie:
        return str(cookie["household"][0])


def test_each_sign_in_has_a_new_key_and_ends_the_one_before(
    client: LookingClient, session: Session, consultation: ConsultationView, chen: IssuedLetter
) -> None:
    keys, tokens = [], []
    for _ in range(2):
        submit(client, client.get(f"/h/{chen.token}"))
        keys.append(held_key(client))
        client.get(f"/c/{consultation.code}/ballot")
        with client.session_transaction() as cookie:
            tokens.append(cookie["csrf_token"])
    assert keys[0] != keys[1]
    assert tokens[0] != tokens[1], "nothing planted before signing in is of use after it"
    with client.session_transaction() as cookie:
        cookie["household"] = [keys[0], int(people.MIDWAY.timestamp())]
    assert client.get(f"/c/{consultation.code}/ballot").status_code == 303
    session.rollback()
    assert len(session.scalars(select(Visit).where(Visit.ended_at.is_(None))).all()) == 1


def test_a_key_that_somebody_planted_is_nobodys(
    client: LookingClient, consultation: ConsultationView, chen: IssuedLetter
) -> None:
    with client.session_transaction() as cookie:
        cookie["household"] = ["planted", int(people.MIDWAY.timestamp())]
    submit(client, client.get(f"/h/{chen.token}"))
    assert held_key(client) != "planted"


def test_half_an_hour_unused_is_still_in_and_a_second_more_is_out(
    signed_in: LookingClient, consultation: ConsultationView, at: At
) -> None:
    moment, idle = people.MIDWAY, timedelta(minutes=30)
    for step, status in ((idle, 200), (idle, 200), (idle + timedelta(seconds=1), 303), (timedelta(0), 303)):
        moment += step
        at(moment)
        assert signed_in.get(f"/c/{consultation.code}/ballot").status_code == status, moment


@pytest.mark.parametrize(
    ("whole", "status"),
    [(timedelta(hours=12) - timedelta(seconds=1), 200), (timedelta(hours=12), 303)],
    ids=["a second before twelve hours", "exactly twelve hours"],
)
def test_half_a_day_is_the_most_however_busy(
    signed_in: LookingClient, consultation: ConsultationView, at: At, whole: timedelta, status: int
) -> None:
    ballot = f"/c/{consultation.code}/ballot"
    for minutes in range(25, 12 * 60, 25):
        at(people.MIDWAY + timedelta(minutes=minutes))
        assert signed_in.get(ballot).status_code == 200
    at(people.MIDWAY + whole)
    assert signed_in.get(ballot).status_code == status


def test_a_cookie_put_aside_and_brought_back_is_out(
    signed_in: LookingClient, consultation: ConsultationView, at: At
) -> None:
    """A copy of the cookie does not stay awake because the original is used."""
    ballot = f"/c/{consultation.code}/ballot"
    signed_in.get(ballot)
    with signed_in.session_transaction() as cookie:
        aside = dict(cookie)
    for minutes in (20, 40):
        at(people.MIDWAY + timedelta(minutes=minutes))
        assert signed_in.get(ballot).status_code == 200
    with signed_in.session_transaction() as cookie:
        cookie.clear()
        cookie.update(aside)
    assert signed_in.get(ballot).status_code == 303


def test_twenty_robots_at_the_letters_address_change_nothing_and_cost_no_write(
    app: object, client: LookingClient, engine: Engine, session: Session, chen: IssuedLetter
) -> None:
    from consult.models.base import db

    before, commits = fingerprint(engine), []
    with app.app_context():  # type: ignore[attr-defined]
        theirs = db.engine
    note = lambda connection: commits.append(connection)  # noqa: E731
    client.looks = False  # a HEAD has no page to look at
    event.listen(theirs, "commit", note)
    for turn in range(20):
        path = "/h/" if turn % 2 else "/H/"
        answer = client.get(path + chen.token, headers={"User-Agent": ROBOTS[turn % len(ROBOTS)]})
        assert answer.status_code == 200
        assert client.head(path + chen.token).status_code == 200
    event.remove(theirs, "commit", note)
    assert commits == []
    assert fingerprint(engine) == before
    assert submit(client, client.get(f"/h/{chen.token}")).status_code == 303, "and the letter still opens"
