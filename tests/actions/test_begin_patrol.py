"""A photo of posters costs seconds of the machine: nobody sends more of them than anybody takes."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from consult.actions.begin_patrol import begin_patrol
from consult.domain.patrol import LOOKS, LOOKS_OF_ESTATE
from consult.domain.refusal import Refusal
from tests.databases import SECRET
from tests.people import MIDWAY

ESTATE, OTHER_ESTATE = 1, 2


def look(session: Session, staff: int = 1, *, estate: int = ESTATE, now: datetime = MIDWAY) -> None:
    begin_patrol(session, estate, staff, secret=SECRET, now=now)


def test_the_last_of_a_budget_is_taken_and_the_next_waits(session: Session) -> None:
    for _ in range(LOOKS.most):
        look(session)
    with pytest.raises(Refusal) as refused:
        look(session)
    assert (refused.value.reason, refused.value.details) == ("too-many-patrols", {"minutes": 10})
    look(session, 2)
    look(session, now=MIDWAY + LOOKS.window)


def test_of_many_at_once_as_many_are_taken_as_of_one_after_the_other(session: Session, engine: Engine) -> None:
    def try_one(_: int) -> bool:
        with Session(engine) as own:
            try:
                look(own)
            except Refusal:
                return False
            return True

    with ThreadPoolExecutor(6) as pool:
        taken = sum(pool.map(try_one, range(LOOKS.most + 12)))
    assert taken == LOOKS.most


def test_an_estate_pays_for_all_of_its_people_and_for_no_other(session: Session) -> None:
    for person in range(LOOKS_OF_ESTATE.most):
        look(session, person)
    with pytest.raises(Refusal, match="too-many-patrols"):
        look(session, 999)
    look(session, 999, estate=OTHER_ESTATE)


def test_the_budget_comes_back_bit_by_bit(session: Session) -> None:
    for minute in range(LOOKS.most):
        look(session, now=MIDWAY + timedelta(seconds=10 * minute))
    with pytest.raises(Refusal, match="too-many-patrols"):
        look(session, now=MIDWAY + LOOKS.window - timedelta(seconds=1))
    look(session, now=MIDWAY + LOOKS.window)
