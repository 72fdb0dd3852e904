"""Closing from a terminal while a household's two ballots wait for a decision: done, and said."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from consult.domain.refusal import Refusal
from tests import people
from tests.cli.conftest import Run


def test_it_is_closed_and_said(installed: Run, kept: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    view = people.make_open_consultation(kept)
    people.vote(kept, view, people.SUN_AND_WU, {1: "agree"})
    with pytest.raises(Refusal, match="already-answered"):
        people.vote(kept, view, people.SUN_AND_WU, {1: "oppose"}, on_paper=True)
    monkeypatch.setattr("consult.clock.now", lambda: people.AFTER)
    closed = installed("consultation", "close", view.code, "--json")
    assert closed.status == 0
    assert closed.json["questions"][0]["counts"]["agree"]["heads"] == 1
    assert "1 household sent two ballots, and nothing was settled. What counted before stood" in closed.err
    assert installed("ledger", "check", view.code).status == 0


def test_nothing_is_said_where_nothing_waits(installed: Run, kept: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    view = people.make_open_consultation(kept)
    monkeypatch.setattr("consult.clock.now", lambda: people.AFTER)
    assert installed("consultation", "close", view.code).err == ""
