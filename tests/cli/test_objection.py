"""Objections to a result from a terminal: the same deed as the page's, its reason, its refusals."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from consult.actions.raise_objection import Objecting, raise_objection
from consult.queries.consultations import ConsultationView
from consult.wording.language import SHANGHAI
from tests import people
from tests.cli.conftest import Ran, Run

LATER = people.CLOSES_AT + timedelta(hours=1)


@pytest.fixture
def view(kept: Session, monkeypatch: pytest.MonkeyPatch) -> ConsultationView:
    """A posted result to which 陈阿姨 objects."""
    monkeypatch.setattr("consult.clock.now", lambda: LATER)
    view = people.make_closed_consultation(kept, ballots={people.CHEN_AYI: {1: "agree"}})
    elector = people.elector_of(kept, view, people.CHEN_AYI)
    made = Objecting(view.estate.id, view.id, elector.id, "count", "三号楼加不拢")
    raise_objection(kept, made, now=LATER, zone=SHANGHAI)
    return view


def decide(run: Run, view: ConsultationView, *more: str, number: str = "1", why: str = "已复核三号楼") -> Ran:
    return run("objection", "decide", view.code, number, "--outcome", "partly", "--reason", why, *more)


def test_it_is_listed_and_decided_once(installed: Run, view: ConsultationView) -> None:
    (waiting,) = installed("objection", "list", view.code, "--json").json
    assert (waiting["number"], waiting["matter"], waiting["outcome"]) == (1, "count", None)
    assert "Waits for the decision" in installed("objection", "list", view.code).out
    decided = decide(installed, view, "--json").json
    assert decided.keys() == waiting.keys()
    assert (decided["outcome"], decided["reason"]) == ("partly", "已复核三号楼")
    assert "已复核三号楼" in installed("objection", "list", view.code).out
    assert "decided" in decide(installed, view).refused()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        pytest.param({"number": "2"}, "no such objection", id="a number that nobody has"),
        pytest.param({"why": " "}, "why", id="no reason"),
    ],
)
def test_what_is_refused(installed: Run, view: ConsultationView, changed: dict[str, str], said: str) -> None:
    assert said in decide(installed, view, **changed).refused()
