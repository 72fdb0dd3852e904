"""Contested and corrected ballots from a terminal: the same deeds as the pages', two people, reasons, refusals."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy.orm import Session

from consult.actions.contest_ballot import Contesting, contest_ballot
from consult.queries.consultations import ConsultationView
from consult.queries.receipts import elector_view
from consult.queries.results import count_now
from consult.wording.language import SHANGHAI
from tests import people
from tests.cli.conftest import Ran, Run
from tests.people import MIDWAY


@pytest.fixture
def view(kept: Session, monkeypatch: pytest.MonkeyPatch) -> ConsultationView:
    """陈阿姨's paper was entered as agreeing."""
    monkeypatch.setattr("consult.clock.now", lambda: MIDWAY)
    view = people.make_open_consultation(kept)
    people.vote(kept, view, people.CHEN_AYI, {1: "agree"}, on_paper=True)
    return view


def counted(kept: Session, view: ConsultationView) -> tuple[int, int]:
    counts = count_now(kept, view.estate.id, view.id)["questions"][0]["counts"]
    return counts["agree"]["heads"], counts["oppose"]["heads"]


@pytest.fixture
def contested(kept: Session, view: ConsultationView) -> ConsultationView:
    elector = people.elector_of(kept, view, people.CHEN_AYI)
    mine = elector_view(kept, view.estate.id, elector.id)
    assert mine is not None
    assert mine.ballot is not None
    said = Contesting(view.estate.id, view.id, elector.id, mine.ballot.seq, "我们没有交过纸票")
    contest_ballot(kept, said, now=MIDWAY, zone=SHANGHAI)
    return view


def decide(
    installed: Run,
    view: ConsultationView,
    *more: str,
    room: str = "1-101",
    ruling: str = "upheld",
    why: str = "签名不符",
) -> Ran:
    return installed("contest", "decide", view.code, room, "--ruling", ruling, "--reason", why, *more)


@pytest.mark.parametrize(("ruling", "heads"), [("upheld", (0, 0)), ("dismissed", (1, 0))])
def test_a_contest_is_listed_and_decided(
    installed: Run, kept: Session, contested: ConsultationView, ruling: str, heads: tuple[int, int]
) -> None:
    (waiting,) = installed("contest", "list", contested.code, "--json").json
    assert (waiting["room"], waiting["ruling"], waiting["said"]) == (["1", "", "101"], None, "我们没有交过纸票")
    assert (waiting["ballot"]["channel"], waiting["ballot"]["entered_by"]) == ("paper", [people.SECRETARY.name])
    assert "Waits for a decision" in installed("contest", "list", contested.code).out
    decided = decide(installed, contested, "--json", ruling=ruling).json
    assert decided.keys() == waiting.keys()
    assert (decided["ruling"], decided["reason"]) == (ruling, "签名不符")
    assert counted(kept, contested) == heads
    assert "签名不符" in installed("contest", "list", contested.code).out
    assert decide(installed, contested, ruling=ruling).refused()
    assert installed("ledger", "check", contested.code).status == 0


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        pytest.param({"room": "1-102"}, "no such", id="a room that contested nothing"),
        pytest.param({"room": "9-999"}, "9-999", id="no such room"),
        pytest.param({"ruling": "perhaps"}, "--ruling", id="no such ruling"),
        pytest.param({"why": " "}, "why", id="no reason"),
    ],
)
def test_what_cannot_be_decided_is_refused_in_a_sentence(
    installed: Run, kept: Session, contested: ConsultationView, changed: dict[str, str], said: str
) -> None:
    assert said in decide(installed, contested, **changed).refused().lower()
    assert counted(kept, contested) == (1, 0)


def test_nobody_contested_and_nothing_was_corrected(installed: Run, view: ConsultationView) -> None:
    assert installed("contest", "list", view.code).out == "Nobody has contested a ballot\n"
    assert installed("correction", "list", view.code).out == "No correction has been proposed.\n"


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "sheet.png"
    Image.new("RGB", (60, 40), "white").save(path)
    return path


def propose(installed: Run, view: ConsultationView, photo: Path | None, *more: str, answer: str = "1=oppose") -> Ran:
    proved = ("--photo", str(photo)) if photo else ()
    reason = ("--reason", "第一题录成了同意")
    return installed("correction", "propose", view.code, "1-101", "--answer", answer, *reason, *proved, *more)


def as_somebody_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("consult.cli.correction.person", lambda: "丁一平 (command line)")


def test_two_people_correct_a_ballot(
    installed: Run, kept: Session, view: ConsultationView, photo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = propose(installed, view, photo, "--json").json
    assert (made["room"], made["state"]) == (["1", "", "101"], "proposed")
    assert (made["before"], made["answers"]) == ({"1": "agree"}, {"1": "oppose"})
    alone = installed("correction", "decide", view.code, "1-101", "--confirm", "--answer", "1=oppose").refused()
    assert "somebody else" in alone
    assert counted(kept, view) == (1, 0)
    as_somebody_else(monkeypatch)
    listed = installed("correction", "list", view.code, "--photos", str(tmp_path / "photos")).out
    assert "1. Agree → Oppose" not in listed
    assert [path.stem for path in (tmp_path / "photos").iterdir()] == [made["photo"]]
    decided = installed("correction", "decide", view.code, "1-101", "--confirm", "--answer", "1=oppose", "--json").json
    assert "1. Agree → Oppose" in installed("correction", "list", view.code).out
    assert (decided["state"], decided["decided_by"]) == ("confirmed", "丁一平 (command line)")
    assert counted(kept, view) == (0, 1)
    assert installed("correction", "decide", view.code, "1-101", "--refuse").refused()


@pytest.mark.parametrize(("read", "said"), [((), "Read the paper"), (("--answer", "1=abstain"), "something else")])
def test_who_confirms_reads_the_paper_blind(
    installed: Run,
    kept: Session,
    view: ConsultationView,
    photo: Path,
    monkeypatch: pytest.MonkeyPatch,
    read: tuple[str, ...],
    said: str,
) -> None:
    propose(installed, view, photo)
    as_somebody_else(monkeypatch)
    (listed,) = installed("correction", "list", view.code, "--json").json
    assert (listed["before"], listed["answers"], listed["reason"]) == (None, None, None)
    ran = installed("correction", "decide", view.code, "1-101", "--confirm", *read)
    assert said in (ran.out if read else ran.refused())
    assert counted(kept, view) == (1, 0)


def test_a_refused_one_changes_nothing(
    installed: Run, kept: Session, view: ConsultationView, photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    propose(installed, view, photo)
    as_somebody_else(monkeypatch)
    said = installed("correction", "decide", view.code, "1-101", "--refuse", "--note", "看不出来").out
    assert "What was entered stands" in said
    assert "看不出来" in installed("correction", "list", view.code).out
    assert counted(kept, view) == (1, 0)


def test_what_cannot_be_proposed_is_refused_in_a_sentence(
    installed: Run, view: ConsultationView, photo: Path, tmp_path: Path
) -> None:
    assert "photo" in propose(installed, view, None).refused()
    assert "cannot be read" in propose(installed, view, photo, answer="oppose").refused()
    assert propose(installed, view, photo, answer="1=agree").refused()
    assert propose(installed, view, tmp_path / "nowhere.jpg").refused()
    (tmp_path / "text.jpg").write_text("no picture")
    assert propose(installed, view, tmp_path / "text.jpg").refused()
    assert installed("correction", "decide", view.code, "1-101", "--confirm").refused()
    assert "--confirm" in installed("correction", "decide", view.code, "1-101").refused()
