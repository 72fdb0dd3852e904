"""An open consultation, and 陈阿姨 in it."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from consult.models.electorate import ElectorRow
from consult.queries.consultations import ConsultationView
from tests import people


@pytest.fixture
def view(session: Session) -> ConsultationView:
    return people.make_open_consultation(session, people.make_estate(session))


@pytest.fixture
def chen(session: Session, view: ConsultationView) -> ElectorRow:
    return people.elector_of(session, view, people.CHEN_AYI)
