"""`consult tally`: the running count, then the record."""

from __future__ import annotations

from sqlalchemy.orm import Session

from tests import people
from tests.cli.conftest import Run
from tests.domain.opinions import OPINIONS


def test_the_running_count(installed: Run, kept: Session) -> None:
    view = people.make_open_consultation(kept)
    people.vote(kept, view, people.LIU_SAN, {1: "agree"})
    people.vote(kept, view, people.CHEN_AYI, {1: "oppose"}, on_paper=True)
    result = installed("tally", view.code, "--json").json
    assert result["questions"][0]["counts"]["agree"] == {"heads": 1, "area": 30_000}
    assert result["questions"][0]["outcome"] == "inquorate"
    assert result["returned"] == {"web": 1, "paper": 1, "doorstep": 0, "proxy": 0}


def test_the_record_is_what_was_sealed(installed: Run, kept: Session) -> None:
    view = people.make_closed_consultation(kept)
    assert installed("tally", view.code, "--json").json == view.result


def test_a_person_reads_figures_and_outcome(installed: Run, kept: Session) -> None:
    view = people.make_closed_consultation(kept)
    out = installed("tally", view.code).out.replace("\N{NO-BREAK SPACE}", " ")
    assert "Agree: 15 (100.00%), 1604.09 m² (100.00%)" in out
    assert "Heads · at least two thirds of 15 electors: 10 electors → 15 electors: Met" in out
    assert "→ Passed" in out


def test_opinions_come_with_what_each_method_found(installed: Run, kept: Session) -> None:
    view = people.make_open_consultation(kept, rule="advisory", questions=OPINIONS)
    people.vote(kept, view, people.LIU_SAN, {1: ["3", "1"], 3: ["1", "2"], 5: "2"})
    out = installed("tally", view.code).out.replace("\N{NO-BREAK SPACE}", " ")
    assert "(The table shows who put each option first.)" in out
    assert "   Borda count\n     1. 花坛 (points: 2)\n     2. 长椅 (points: 1)\n" in out
    assert "     Spent on what is certain: CNY 50 000.00 of CNY 50 000.00" in out
    assert "     Median: 2 bicycles" in out


def test_before_opening_there_is_nothing_to_count(installed: Run, kept: Session) -> None:
    view = people.make_announced_consultation(kept)
    assert installed("tally", view.code, "--json").refused()


def test_an_unknown_code_is_refused(installed: Run) -> None:
    assert "ABC123" in installed("tally", "ABC123").refused()
