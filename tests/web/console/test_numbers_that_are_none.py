"""Where a form carries a number, anything may come: it is refused or passed over, and never a fault of ours."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from consult.web.console.draft_edits import _is_ordinal
from tests import people
from tests.looking_client import LookingClient
from tests.web.visitors import send


@pytest.mark.parametrize(
    ("typed", "is_one"),
    [("1", True), ("9999", True), ("", False), ("²", False), ("１", False), ("-1", False), ("9" * 5_000, False)],
    ids=["one", "four digits", "nothing", "a small two", "full width", "below zero", "five thousand digits"],
)
def test_the_number_of_a_row(typed: str, is_one: bool) -> None:
    assert _is_ordinal(typed) == is_one


@pytest.mark.parametrize("elector", ["9" * 19, "²", "-1", "x"])
def test_an_elector_that_no_database_could_hold(
    secretary: LookingClient, session: Session, estate: int, elector: str
) -> None:
    view = people.make_open_consultation(session, estate)
    page = f"/console/c/{view.code}/service?building=1"
    form = {"elector": elector, "method": "letterbox", "at": "2026-12-17T19:00"}
    assert send(secretary, page, form).status_code == 400


@pytest.mark.parametrize("page", ["service", "service/sheet"])
def test_service_of_a_draft_is_refused(secretary: LookingClient, session: Session, estate: int, page: str) -> None:
    opened, draft = people.make_open_consultation(session, estate), people.make_draft(session, estate)
    form = {"at": "2026-12-17T19:00", "method": "letterbox"}
    sent = send(secretary, f"/console/c/{opened.code}/service", form, to=f"/console/c/{draft.code}/{page}")
    assert sent.status_code == 409
