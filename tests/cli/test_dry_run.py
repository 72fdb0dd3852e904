"""`consult dry-run`: the same object for a person and for a program."""

from __future__ import annotations

from fractions import Fraction

from sqlalchemy.orm import Session

from tests import people
from tests.cli.conftest import Run


def test_for_a_person_and_for_a_program(installed: Run, kept: Session) -> None:
    closed = people.make_closed_consultation(kept, ballots={people.CHEN_AYI: {1: "agree"}})
    draft = people.make_draft(kept, closed.estate.id)
    said = installed("dry-run", draft.code).out
    assert "Not enough people would take part" in said
    assert "doors silent" in said
    found = installed("dry-run", draft.code, "--json").json
    assert found["last"] == closed.code
    assert found["turnout"]["heads"] == 1
    assert sum(Fraction(row["expected"]["heads"]) for row in found["buildings"]) == 1
    assert found["requirements"][1]["doors"] == {"fewest": 9, "surest": 9}
    assert found["requirements"][1]["missing"] == 9


def test_without_an_earlier_one(installed: Run, kept: Session) -> None:
    draft = people.make_draft(kept)
    assert "no turnout to go by" in installed("dry-run", draft.code).refused()


def test_after_the_end(installed: Run, kept: Session) -> None:
    closed = people.make_closed_consultation(kept)
    assert "is over" in installed("dry-run", closed.code).refused()
