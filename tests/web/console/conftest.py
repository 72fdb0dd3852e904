"""The console's tests begin with the secretary signed in, midway through the cast's consultation."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from tests import people
from tests.looking_client import LookingClient
from tests.web.visitors import come_in_as_staff, make_staff


@pytest.fixture
def estate(session: Session, monkeypatch: pytest.MonkeyPatch) -> int:
    """An estate with its roll; it is midway through the cast's consultation."""
    monkeypatch.setattr("consult.clock.now", lambda: people.MIDWAY)
    return people.make_estate(session)


@pytest.fixture
def secretary(client: LookingClient, session: Session, estate: int) -> LookingClient:
    """The committee secretary's browser."""
    come_in_as_staff(client, session, make_staff(session, estate), now=people.MIDWAY)
    return client
