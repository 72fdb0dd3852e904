"""A check that finds a book not whole is said wherever somebody looks, until a check finds it whole again."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from consult.cli.nightly import Daily
from consult.config import Settings
from consult.queries.consultations import ConsultationView
from tests import people
from tests.looking_client import LookingClient
from tests.web.forms import text_of
from tests.web.test_operations import figures
from tests.web.visitors import come_in_as_staff, make_staff


@pytest.fixture
def view(session: Session, monkeypatch: pytest.MonkeyPatch) -> ConsultationView:
    monkeypatch.setattr("consult.clock.now", lambda: people.MIDWAY)
    monkeypatch.setattr("consult.web.operations.LOOKED_SECONDS", -1.0)
    return people.make_open_consultation(session)


def look(settings: Settings) -> None:
    """What runs beside the server at its start, and every night."""
    Daily(settings, lambda: people.MIDWAY).look()


def test_it_is_said_at_the_start_and_ends_with_a_check_that_finds_nothing(
    client: LookingClient, session: Session, settings: Settings, view: ConsultationView
) -> None:
    come_in_as_staff(client, session, make_staff(session, view.estate.id), now=people.MIDWAY)
    session.execute(text("UPDATE ledger_head SET heads = heads + 1"))
    session.commit()
    assert client.get("/readyz").status_code == 200, "the ends of the books look whole"
    look(settings)
    ready = client.get("/readyz")
    assert ready.status_code == 503
    assert f"the check found 1 faults in the book of {view.code}: run consult ledger check {view.code}" in ready.text
    assert figures(client)["consult_ledger_broken_books"] == 1
    assert figures(client)["consult_ledger_checked_timestamp_seconds"] == people.MIDWAY.timestamp()
    home = text_of(client.get("/console"))
    assert f"“{view.title['zh']}”的登记簿不完整" in home
    session.execute(text("UPDATE ledger_head SET heads = heads - 1"))
    session.commit()
    look(settings)
    assert client.get("/readyz").status_code == 200
    assert figures(client)["consult_ledger_broken_books"] == 0
    assert "不完整" not in text_of(client.get("/console"))


def test_another_estates_committee_is_not_troubled(
    client: LookingClient, session: Session, settings: Settings, view: ConsultationView
) -> None:
    other = people.make_estate(session, code="other")
    come_in_as_staff(client, session, make_staff(session, other, name="外人"), now=people.MIDWAY)
    session.execute(text("UPDATE ledger_head SET heads = heads + 1"))
    session.commit()
    look(settings)
    assert "不完整" not in text_of(client.get("/console"))
    assert client.get("/readyz").status_code == 503


def test_before_any_check_nothing_is_said(client: LookingClient, view: ConsultationView) -> None:
    assert client.get("/readyz").status_code == 200
    assert figures(client)["consult_ledger_checked_timestamp_seconds"] == 0
