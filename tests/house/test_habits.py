"""Habits of the house: one clock, said what for, named for what it is, short."""

from __future__ import annotations

import ast
from statistics import median

import pytest

from tests.house import habits
from tests.house.tree import PACKAGE, ROOT, files, found_in, modules, parsed, place

ONE_FILE = PACKAGE / "verifier" / "verify.py"
"""Goes into every public package: a person who recounts must have one file to read and to run, however long."""

CODE = [*modules(), *files(".py", under=ROOT / "scripts")]


def test_only_the_clock_reads_the_clock() -> None:
    others = [path for path in modules() if path != PACKAGE / "clock.py"]
    assert not found_in(others, lambda path: habits.clock_reads(parsed(path)))


def test_everything_public_says_what_it_is_for() -> None:
    assert not found_in(CODE, lambda path: habits.undocumented(parsed(path)))


def test_names_say_something() -> None:
    every = [*CODE, *files(".py", under=ROOT / "tests")]
    assert not found_in(every, lambda path: habits.vague_names(parsed(path), path.stem))


def test_files_stay_short() -> None:
    every = [p for p in files(".py", ".html", ".js", ".css") if "versions" not in p.parts and p != ONE_FILE]
    lengths = {place(path): len(path.read_text("utf-8").splitlines()) for path in every}
    assert not {where: lines for where, lines in lengths.items() if lines > habits.LONGEST_FILE}


def test_functions_are_short() -> None:
    lengths = [length for path in modules() for length in habits.function_lengths(parsed(path))]
    assert median(lengths) < 10


@pytest.mark.parametrize(
    "source",
    [
        "datetime.now(UTC)",
        "datetime.datetime.now()",
        "dt.date.today()",
        "time.time()",
        "from time import time_ns",
        "at = Column(default=datetime.utcnow)",
        "at = Column(server_default=func.now())",
    ],
)
def test_a_clock_read_is_seen(source: str) -> None:
    assert list(habits.clock_reads(ast.parse(source)))


def test_arithmetic_on_times_is_no_clock_read() -> None:
    assert not list(habits.clock_reads(ast.parse("left = closes_at - now\nday = date(2026, 1, 1)\nnow()")))


def test_a_missing_docstring_is_seen() -> None:
    sample = "class A:\n    '''Said.'''\n    def b(self): pass\n    def _c(self): pass\nif x:\n    def d(): pass"
    assert list(habits.undocumented(ast.parse(sample))) == ["module", "A.b", "d"]


@pytest.mark.parametrize("name", ["roll_utils", "RollManager", "getData", "HTTPInfo", "test_helper"])
def test_a_vague_name_is_seen(name: str) -> None:
    assert list(habits.vague_names(ast.parse(f"def {name}(): pass"), "roll")) == [name]


@pytest.mark.parametrize("name", ["metadata", "informed", "Database", "candidate"])
def test_a_name_that_only_sounds_vague_may_stay(name: str) -> None:
    assert not list(habits.vague_names(ast.parse(f"def {name}(): pass"), "roll"))


def test_function_lengths_leave_out_the_docstring() -> None:
    assert list(habits.function_lengths(ast.parse("def a():\n    '''A\n    long one.'''\n    b()\n    c()\n"))) == [2]
