"""The rules in plain words: every worked example holds, and both languages show the same ones."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest

DOCS = Path(__file__).resolve().parents[2] / "docs"
LANGUAGES = ("rules.md", "rules.zh.md")
_PARSER = doctest.DocTestParser()


def examples_of(name: str) -> str:
    """A paper's text; without its fences, which would be read as the answer of the example they close."""
    return (DOCS / name).read_text("utf-8").replace("```", "")


def faults(text: str, name: str) -> tuple[list[str], int]:
    """What the examples of a text get wrong, and how many there are."""
    told: list[str] = []
    runner = doctest.DocTestRunner(verbose=False)
    ran = runner.run(_PARSER.get_doctest(text, {}, name, name, 0), out=told.append)
    return told, ran.attempted


@pytest.mark.parametrize("name", LANGUAGES)
def test_every_example_holds(name: str) -> None:
    told, attempted = faults(examples_of(name), name)
    assert not told, "".join(told)
    assert attempted > 60


def test_both_languages_show_the_same_examples() -> None:
    first, second = ([(one.source, one.want) for one in _PARSER.get_examples(examples_of(name))] for name in LANGUAGES)
    assert first == second


def test_an_example_that_does_not_hold_is_seen() -> None:
    told, _ = faults(">>> 2 * 3\n5\n", "wrong")
    assert "Expected:" in told[0]
