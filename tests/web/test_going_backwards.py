"""A database that went backwards: residents read why they cannot vote, operators what is missing, and it ends."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from consult.models.base import db
from consult.models.head_file import HeadFile, Kept
from consult.models.heads_apart import heads_apart, heads_now, keep_heads_apart
from consult.queries.consultations import ConsultationView
from tests import people
from tests.looking_client import LookingClient
from tests.web.forms import text_of
from tests.web.visitors import come_in_as_household


@pytest.fixture
def file(app: Flask, tmp_path: Path) -> HeadFile:
    file = HeadFile(tmp_path / "heads")
    with app.app_context():
        keep_heads_apart(db.engine, file)
    return file


@pytest.fixture
def view(client: LookingClient, session: Session, monkeypatch: pytest.MonkeyPatch) -> ConsultationView:
    monkeypatch.setattr("consult.clock.now", lambda: people.MIDWAY)
    monkeypatch.setattr("consult.web.operations.LOOKED_SECONDS", -1.0)
    view = people.make_open_consultation(session)
    come_in_as_household(client, session, people.elector_of(session, view, people.CHEN_AYI), now=people.MIDWAY)
    return view


def test_it_is_said_to_everybody_and_ends_with_the_loss_accepted(
    client: LookingClient, session: Session, file: HeadFile, view: ConsultationView
) -> None:
    assert client.get(f"/c/{view.code}/ballot").status_code == 200
    assert client.get("/readyz").status_code == 200
    file.keep(view.code, Kept(4, "ab" * 32))
    said = client.get("/readyz")  # whoever looks finds it out
    assert said.status_code == 503
    assert f"the book of {view.code} went back: no. 2 to 4 are missing" in said.text
    ballot = client.get(f"/c/{view.code}/ballot")
    assert ballot.status_code == 503
    assert "暂停登记" in text_of(ballot)
    assert client.get(f"/c/{view.code}/book").status_code == 200, "reading goes on"
    file.settle(heads_now(session))
    session.commit()
    assert client.get(f"/c/{view.code}/ballot").status_code == 200
    assert client.get("/readyz").status_code == 200


def test_a_file_that_cannot_be_used_is_said_to_operators(
    client: LookingClient, app: Flask, view: ConsultationView, tmp_path: Path
) -> None:
    (tmp_path / "in the way").write_text("")
    with app.app_context():
        keep_heads_apart(db.engine, HeadFile(tmp_path / "in the way" / "heads"))
        apart = heads_apart(db.session())
    assert apart is not None
    said = client.get("/readyz")
    assert (said.status_code, "the file of heads cannot be used" in said.text) == (503, True)
