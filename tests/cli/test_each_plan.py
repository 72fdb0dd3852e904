"""A row for each plan beside the other questions: web and paper, counted, packed, and recounted by strangers."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from consult.actions.close_consultation import close_consultation
from consult.domain.question import Option, Question, QuestionType
from consult.queries.consultations import ConsultationView, consultation_of_id
from consult.verifier import verify
from tests import people
from tests.cli.conftest import Run

FIRMS = Question(
    3,
    QuestionType.EACH_PLAN,
    {"zh": "两家物业公司，逐家表决", "en": "Two managers, one by one"},
    options=(Option("1", {"zh": "东方物业", "en": "Dongfang"}), Option("2", {"zh": "安居物业", "en": "Anju"})),
)


@pytest.fixture
def closed(kept: Session) -> ConsultationView:
    """Of 15, ten agree with one plan and oppose the other; three more leave a row blank, void, and all rows blank."""
    view = people.make_open_consultation(kept, questions=(people.CONSENT, people.CHOICE, FIRMS))
    *others, first, second, third = sorted(people.electors(kept, view), key=lambda elector: -elector.area)
    people.vote(kept, view, first, {1: "agree", 2: "1", 3: {"1": "agree"}})
    people.vote(kept, view, second, {1: "void", 2: "none", 3: {"1": "agree", "2": "void"}}, on_paper=True)
    for elector in others[:10]:
        people.vote(kept, view, elector, {1: "agree", 2: "2", 3: {"2": "oppose", "1": "agree"}})
    people.vote(kept, view, third, {1: "oppose"})
    close_consultation(kept, view.estate.id, view.id, by=people.SECRETARY.name, now=view.closes_at)
    return consultation_of_id(kept, view.estate.id, view.id)


def heads(weight: dict[str, int]) -> int:
    """The heads of a weight."""
    return weight["heads"]


def test_it_is_counted_beside_the_others(closed: ConsultationView) -> None:
    assert closed.result is not None
    consent, choice, plans = closed.result["questions"]
    assert (heads(consent["participating"]), heads(consent["void"])) == (12, 1)
    assert (heads(choice["participating"]), choice["plans"]["2"]["outcome"]) == (12, "passed")
    assert (heads(plans["participating"]), heads(plans["shown_to"]), heads(plans["blank"])) == (12, 13, 1)
    first, second = plans["plans"]["1"], plans["plans"]["2"]
    assert (heads(first["participating"]), heads(first["counts"]["agree"]), first["outcome"]) == (12, 12, "passed")
    assert (heads(second["participating"]), heads(second["void"]), second["outcome"]) == (10, 1, "rejected")
    assert plans["outcome"] == "passed"


def test_strangers_recount_it(installed: Run, closed: ConsultationView, tmp_path: Path) -> None:
    installed("package", closed.code, "-o", str(tmp_path / "p.zip"))
    assert not verify.examine(tmp_path / "p.zip").faults


def test_a_person_reads_it_plan_by_plan(installed: Run, closed: ConsultationView) -> None:
    out = installed("tally", closed.code).out.replace("\N{NO-BREAK SPACE}", " ")
    lines = [line.strip() for line in out.splitlines()]
    first, second = lines.index("Dongfang: Passed"), lines.index("Anju: Not passed")
    assert lines[first + 1].startswith("Took part in the vote on this plan: 12 electors")
    assert lines[first + 2].startswith("Agree: 12 (100.00%)")
    assert lines[second + 3].startswith("Oppose: 10 (100.00%)")
    assert any(line.startswith("Taking part: Heads · at least two thirds") for line in lines[first:second])
    assert any(line.startswith("Agreeing: Heads · more than one half") for line in lines[first:second])
    assert lines[-1] == "→ Dongfang: passed"
