"""What is said before announcing, on the edges of fifteen, five and sixty days."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.orm import Session

from consult.domain.consultation import Kind
from consult.web.console.cautions import cautions
from consult.wording.language import words_for
from tests import people

ZONE = ZoneInfo("Asia/Shanghai")
WORDS = words_for("en")


@pytest.mark.parametrize(("late", "warned"), [(0, False), (1, True)], ids=["exactly fifteen days", "fourteen days"])
def test_the_notice(session: Session, late: int, warned: bool) -> None:
    view = people.make_draft(session)
    today = people.NOTICE_ON + timedelta(days=late)
    assert any("15 days" in said for said in cautions(WORDS, view, today, ZONE)) is warned


@pytest.mark.parametrize(
    ("days", "warned"),
    [
        (timedelta(days=5), False),
        (timedelta(days=5, minutes=-1), True),
        (timedelta(days=60), False),
        (timedelta(days=61), True),
    ],
    ids=["exactly five", "a minute less", "exactly sixty", "a day more"],
)
def test_the_window(session: Session, days: timedelta, warned: bool) -> None:
    view = people.make_draft(session, closes_at=people.OPENS_AT + days)
    assert any("60 days" in said for said in cautions(WORDS, view, people.NOTICE_ON, ZONE)) is warned


def test_a_survey_needs_no_caution(session: Session) -> None:
    view = people.make_draft(session, rule="advisory", closes_at=people.OPENS_AT + timedelta(days=1))
    assert view.kind is Kind.ADVISORY
    assert cautions(WORDS, view, people.NOTICE_ON + timedelta(days=9), ZONE) == []
