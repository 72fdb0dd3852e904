"""Two workers on one database: what one of them does to a letter or a budget holds for the other at once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from consult.actions.issue_letters import IssuedLetter, issue_letters
from consult.app import create_app
from consult.config import Settings
from consult.models.base import db
from consult.queries.consultations import ConsultationView
from tests import people
from tests.looking_client import LookingClient
from tests.web.forms import submit, text_of

pytestmark = pytest.mark.both_databases


@pytest.fixture
def other(settings: Settings, client: LookingClient) -> Iterator[LookingClient]:
    """A browser that happens to be answered by the second worker."""
    second: Flask = create_app(settings)
    second.testing = True
    second.test_client_class = LookingClient
    browser = second.test_client()
    assert isinstance(browser, LookingClient)
    browser.session = client.session
    yield browser
    with second.app_context():
        db.session.remove()
        db.engine.dispose()


def test_a_newer_letter_ends_the_old_one_on_every_worker(
    client: LookingClient,
    other: LookingClient,
    session: Session,
    consultation: ConsultationView,
    chen: IssuedLetter,
    settings: Settings,
) -> None:
    ballot = f"/c/{consultation.code}/ballot"
    for worker in (client, other):
        page = worker.get(f"/h/{chen.token}")
        assert submit(worker, page).status_code == 303
        assert worker.get(ballot).status_code == 200
    [newer] = issue_letters(
        session,
        consultation.estate.id,
        consultation.id,
        [chen.elector_id],
        secret=settings.secret_key,
        by=people.SECRETARY.name,
        now=people.MIDWAY,
    )
    for worker in (client, other):
        assert worker.get(ballot).status_code == 303, "whoever came in with the old one is out"
        assert worker.get(f"/h/{chen.token}").status_code == 404
        form = worker.get(f"/sign-in?code={consultation.code}")
        assert submit(worker, form, building="1", room="101", code=chen.code).status_code == 403
        assert worker.get(f"/h/{newer.token}").status_code == 200


def test_two_workers_count_the_same_failures(
    client: LookingClient, other: LookingClient, consultation: ConsultationView, chen: IssuedLetter
) -> None:
    turns = [client, other, client, other, client]
    for worker in turns:
        form = worker.get(f"/sign-in?code={consultation.code}")
        assert submit(worker, form, building="1", room="101", code="0" * 10).status_code == 403
    for worker in (client, other):
        form = worker.get(f"/sign-in?code={consultation.code}")
        answer = submit(worker, form, building="1", room="101", code=chen.code)
        assert answer.status_code == 429
        assert "信上的二维码" in text_of(answer)


def test_signing_out_at_one_worker_is_out_at_the_other(
    client: LookingClient, other: LookingClient, consultation: ConsultationView, chen: IssuedLetter
) -> None:
    submit(client, client.get(f"/h/{chen.token}"))
    with client.session_transaction() as cookie:
        held = dict(cookie)
    with other.session_transaction() as cookie:
        cookie.update(held)
    assert other.get(f"/c/{consultation.code}/ballot").status_code == 200
    assert client.post("/sign-out", data={"csrf_token": _token(client, consultation)}).status_code == 303
    assert other.get(f"/c/{consultation.code}/ballot").status_code == 303


def _token(client: LookingClient, consultation: ConsultationView) -> str:
    from tests.web.visitors import form_token

    return form_token(client, f"/c/{consultation.code}/ballot")
