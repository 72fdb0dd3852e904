"""A page that many read is kept until anything on it changes, and holds nothing of the one for whom it was made."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import update
from sqlalchemy.orm import Session

from consult.actions.close_consultation import close_consultation
from consult.actions.issue_letters import IssuedLetter
from consult.models.place import Estate
from consult.queries.consultations import ConsultationView
from consult.web.resident import question
from tests import people
from tests.looking_client import LookingClient
from tests.web.visitors import come_in_as_household

_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The phase of every page that was made anew."""
    phases: list[str] = []
    make = question._page

    def watched(view: ConsultationView, now: question.Now) -> str:
        phases.append(now.phase)
        return make(view, now)

    monkeypatch.setattr(question, "_page", watched)
    return phases


def read(app: Flask, view: ConsultationView, **cookies: str) -> str:
    """The page as a new browser gets it."""
    browser = app.test_client()
    for name, value in cookies.items():
        browser.set_cookie(f"consult_{name}", value)
    return browser.get(f"/c/{view.code}").get_data(as_text=True)


def test_the_second_reader_gets_the_same_page_with_a_token_of_their_own(
    app: Flask, session: Session, consultation: ConsultationView, made: list[str]
) -> None:
    one, other = (read(app, consultation) for _ in range(2))
    assert len(made) == 1
    tokens = [set(_TOKEN.findall(page)) for page in (one, other)]
    assert all(len(own) == 1 for own in tokens)
    assert not tokens[0] & tokens[1]
    assert one.replace(tokens[0].pop(), "") == other.replace(tokens[1].pop(), "")


def test_the_form_of_a_kept_page_works(
    app: Flask, client: LookingClient, consultation: ConsultationView, made: list[str]
) -> None:
    read(app, consultation)
    page = client.get(f"/c/{consultation.code}").get_data(as_text=True)
    assert len(made) == 1
    form = {"csrf_token": _TOKEN.findall(page)[0], "text": "150", "next": f"/c/{consultation.code}"}
    assert client.post("/reading", data=form).status_code == 303
    assert 'class="text-150' in client.get(f"/c/{consultation.code}").get_data(as_text=True)


def test_each_way_of_reading_has_its_own(app: Flask, consultation: ConsultationView, made: list[str]) -> None:
    ways: list[dict[str, str]] = [{}, {"language": "en"}, {"text": "200"}, {"contrast": "high"}]
    pages = [[_TOKEN.sub("", read(app, consultation, **way)) for way in ways] for _ in range(2)]
    assert pages[0] == pages[1]
    assert len(made) == len(ways) == len(set(pages[0]))


def test_an_address_with_something_behind_it_is_not_kept(
    app: Flask, consultation: ConsultationView, made: list[str]
) -> None:
    for _ in range(2):
        assert app.test_client().get(f"/c/{consultation.code}?from=chat").status_code == 200
    assert len(made) == 2


def _a_ballot(session: Session, view: ConsultationView, _at: Callable[[datetime], None]) -> None:
    people.vote(session, view, people.LIU_SAN, {1: "agree"})


def _a_day(_session: Session, _view: ConsultationView, at: Callable[[datetime], None]) -> None:
    at(people.MIDWAY + timedelta(days=1))


def _the_end(_session: Session, view: ConsultationView, at: Callable[[datetime], None]) -> None:
    at(view.closes_at)


def _a_new_telephone(session: Session, view: ConsultationView, _at: Callable[[datetime], None]) -> None:
    session.execute(update(Estate).where(Estate.id == view.estate.id).values(contact={"phone": "021-1"}))


def _the_count(session: Session, view: ConsultationView, at: Callable[[datetime], None]) -> None:
    at(view.closes_at)
    close_consultation(session, view.estate.id, view.id, by="钱敏", now=view.closes_at)


@pytest.mark.parametrize("change", [_a_ballot, _a_day, _the_end, _a_new_telephone, _the_count])
def test_whatever_changes_is_seen_at_once(
    app: Flask,
    session: Session,
    consultation: ConsultationView,
    at: Callable[[datetime], None],
    change: Callable[[Session, ConsultationView, Callable[[datetime], None]], None],
) -> None:
    before = read(app, consultation)
    session.commit()
    change(session, consultation, at)
    session.commit()
    after = _TOKEN.sub("", read(app, consultation))
    app.extensions.pop("consult_kept_pages")
    assert after == _TOKEN.sub("", read(app, consultation)), "as if nothing had ever been kept"
    assert after != _TOKEN.sub("", before)


def test_whose_ballot_is_recorded_is_told_to_that_household_alone(
    app: Flask,
    client: LookingClient,
    session: Session,
    consultation: ConsultationView,
    letters: Mapping[tuple[str, str, str], IssuedLetter],
) -> None:
    people.vote(session, consultation, people.LIU_SAN, {1: "agree"})
    elector = people.elector_of(session, consultation, people.LIU_SAN)
    come_in_as_household(client, session, elector, now=people.MIDWAY)
    for _ in range(2):
        assert "第 2 号" in client.get(f"/c/{consultation.code}").get_data(as_text=True).replace(
            "\N{NO-BREAK SPACE}", " "
        )
        assert "出示" not in read(app, consultation)
        assert "/receipt" not in read(app, consultation)
