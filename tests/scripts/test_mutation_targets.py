"""What mutation testing looks at: all ways of counting, with tests that are there, and verdicts that are kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.prove.kept_trials import KeptTrials
from scripts.prove.mutant_trials import Verdict
from scripts.prove.mutation_targets import COUNTING, TARGETS, Target, chosen
from tests.house.tree import PACKAGE, ROOT


def test_every_way_of_counting_is_a_target() -> None:
    modules = {path.stem for path in (PACKAGE / "domain" / "counting").glob("*.py")} - {"__init__"}
    assert modules == {target.name for target in COUNTING}


@pytest.mark.parametrize("target", TARGETS.values(), ids=lambda target: target.name)
def test_a_target_and_its_tests_are_there(target: Target) -> None:
    assert [path for path in (target.path, *target.tests) if not (ROOT / path).is_file()] == []


def test_names_and_groups_give_each_target_once() -> None:
    assert [target.name for target in chosen(["borda", "counting", "proxy"])][:2] == ["borda", "averages"]
    assert len(chosen(["borda", "counting", "proxy"])) == len(COUNTING) + 1
    assert {target.name for target in chosen([])} == {"consent", *(target.name for target in COUNTING)}


@pytest.fixture
def target(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Target:
    """A rule and its test in a tree of their own."""
    monkeypatch.chdir(tmp_path)
    Path("rules").mkdir()
    Path("rules/one.py").write_text("A = 1", "utf-8")
    Path("test_one.py").write_text("from rules import two", "utf-8")
    Path("rules/two.py").write_text("import rules.three", "utf-8")
    Path("rules/three.py").write_text("B = 1", "utf-8")
    Path("rules/four.py").write_text("C = 1", "utf-8")
    return Target("one", Path("rules/one.py"), (Path("test_one.py"),))


def test_a_stopped_run_goes_on_where_it_was(target: Target, tmp_path: Path) -> None:
    KeptTrials(tmp_path, target).add("first", Verdict.KILLED)
    (kept,) = tmp_path.glob("*.jsonl")
    with kept.open("a") as file:
        file.write('["second", "surv')
    KeptTrials(tmp_path, target).add("second", Verdict.SURVIVED)
    assert KeptTrials(tmp_path, target).verdicts == {"first": Verdict.KILLED, "second": Verdict.SURVIVED}


@pytest.mark.parametrize(
    ("changed", "is_kept"),
    [
        pytest.param("rules/one.py", False, id="other rules begin anew"),
        pytest.param("test_one.py", False, id="so do other tests"),
        pytest.param("rules/three.py", False, id="so does what is imported by what is imported"),
        pytest.param("rules/four.py", True, id="what nobody imports changes nothing"),
    ],
)
def test_what_is_found_belongs_to_one_state(target: Target, tmp_path: Path, changed: str, is_kept: bool) -> None:
    KeptTrials(tmp_path, target).add("first", Verdict.KILLED)
    with Path(changed).open("a", encoding="utf-8") as file:
        file.write("\nassert True")
    assert bool(KeptTrials(tmp_path, target).verdicts) is is_kept


def test_only_survivors_are_tried_again_where_that_is_asked_for(target: Target, tmp_path: Path) -> None:
    earlier = KeptTrials(tmp_path, target)
    earlier.add("first", Verdict.KILLED)
    earlier.add("second", Verdict.SURVIVED)
    Path("test_one.py").write_text("assert True", "utf-8")
    later = KeptTrials(tmp_path, target)
    later.assume_killed()
    assert later.verdicts == {"first": Verdict.KILLED}
