"""The cast stands as its file says: who is an elector, with which weight."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from consult.domain.consent import Weight
from consult.domain.consultation import State
from consult.models.engine import prepare
from tests import people


@pytest.fixture
def kept(engine_url: str) -> Iterator[Session]:
    engine = create_engine(engine_url)
    prepare(engine)
    with Session(engine) as session:
        yield session
    engine.dispose()


def test_the_estate_has_these_electors(kept: Session) -> None:
    view = people.make_open_consultation(kept)
    assert view.electorate == Weight(people.HEADS, people.AREA)
    assert people.elector_of(kept, view, people.LIU_SAN).area == 30_000
    assert people.elector_of(kept, view, people.DEVELOPER).area == 41_000
    assert people.elector_of(kept, view, people.SUN_AND_WU).names == ["孙立", "吴敏"]


def test_a_consultation_goes_all_the_way(kept: Session) -> None:
    closed = people.make_closed_consultation(kept)
    assert closed.state is State.CLOSED
    assert closed.result
    assert closed.result["questions"][0]["outcome"] == "passed"


def test_paper_and_web_ballots_of_named_people(kept: Session) -> None:
    view = people.make_open_consultation(kept)
    assert people.vote(kept, view, people.CHEN_AYI, {1: "agree"}, on_paper=True).seq == 2
    assert people.vote(kept, view, people.ZHAO_KE, {1: "oppose", 2: "none"}).seq == 3
