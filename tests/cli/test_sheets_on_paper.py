"""`consult reconcile` and `consult audit sample`: the sheets of a vote on paper, from a command."""

from __future__ import annotations

from sqlalchemy.orm import Session

from consult.actions.close_consultation import close_consultation
from consult.domain.audit import draw
from consult.queries.consultations import ConsultationView
from tests import people
from tests.cli.conftest import Run


def on_paper(kept: Session) -> ConsultationView:
    view = people.make_open_consultation(kept)
    for owner in (people.CHEN_AYI, people.LIU_SAN, people.LEADER):
        people.vote(kept, view, owner, {1: "agree"}, on_paper=True)
    return view


def test_sheets_are_shown_and_signed_for(installed: Run, kept: Session) -> None:
    view = on_paper(kept)
    out = installed("reconcile", view.code).out
    assert "valid: 3" in out
    assert "Not signed yet" in out
    signed = installed("reconcile", view.code, "--unused", "10", "--in-box", "3").out
    assert "Signed: issued 5 = valid 3 + not returned 2." in signed
    assert installed("reconcile", view.code, "--json").json["signed"] is True
    assert "do not balance" in installed("reconcile", view.code, "--unused", "10", "--in-box", "4").refused()


def test_a_sample_is_sized_fixed_and_drawn(installed: Run, kept: Session) -> None:
    view = on_paper(kept)
    close_consultation(kept, view.estate.id, view.id, by="钱敏", now=people.AFTER)
    assert installed("audit", "sample", view.code, "--json").json == {"listed": 3, "size": 3, "fixed": False}
    fixed = installed("audit", "sample", view.code, "--altered", "50", "--confidence", "60", "--fix", "--json").json
    assert (fixed["size"], fixed["seed"], len(fixed["fingerprint"])) == (1, None, 64)
    drawn = installed("audit", "sample", view.code, "--seed", "1234567890", "--json").json
    assert [one["number"] for one in drawn["drawn"]] == draw("1234567890", 3, 1)
    assert "Digits thrown: 1234567890" in installed("audit", "sample", view.code).out
