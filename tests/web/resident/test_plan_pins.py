"""A question about places, with the plan on which they lie."""

from __future__ import annotations

import re

import pytest
from sqlalchemy.orm import Session

from consult.domain.question import Option, Point, Question, QuestionType
from tests import a_picture, people
from tests.looking_client import LookingClient
from tests.web.visitors import come_in_as_household

WHERE = Question(
    1,
    QuestionType.PLACE,
    {"zh": "滑梯放在哪里？"},
    options=(
        Option("1", {"zh": "东门旁"}, point=Point(8_250, 4_000)),
        Option("2", {"zh": "3号楼前"}, point=Point(0, 10_000)),
    ),
)


@pytest.fixture(autouse=True)
def _midway(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("consult.clock.now", lambda: people.MIDWAY)


def pins(page: str) -> list[tuple[str, ...]]:
    """Where each pin lies on the picture of 120 by 80 pixels, and its number."""
    return re.findall(r'<circle cx="(\d+)" cy="(\d+)".*?<text [^>]*>(\d)</text>', page)


def test_the_sites_stand_on_the_plan_and_in_a_list(client: LookingClient, session: Session) -> None:
    view = people.make_open_consultation(session, rule="advisory", questions=(WHERE,), picture=a_picture.NAMED)
    page = client.get(f"/c/{view.code}").text
    assert pins(page) == [("99", "32", "1"), ("0", "80", "2")]
    assert "<li>东门旁</li><li>3号楼前</li>" in page
    come_in_as_household(client, session, people.elector_of(session, view, people.CHEN_AYI), now=people.MIDWAY)
    ballot = client.get(f"/c/{view.code}/ballot").text
    assert pins(ballot) == pins(page)


def test_without_a_plan_there_are_no_pins(client: LookingClient, session: Session) -> None:
    view = people.make_open_consultation(session, rule="advisory", questions=(WHERE,))
    page = client.get(f"/c/{view.code}").text
    assert pins(page) == []
    assert "东门旁" in page


def test_another_kind_of_question_has_none(client: LookingClient, session: Session) -> None:
    view = people.make_open_consultation(session, picture=a_picture.NAMED)
    assert pins(client.get(f"/c/{view.code}").text) == []
