"""Nothing prints a breakdown that has not passed the small-group rules: what is not published cannot be reached."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from tests.house.tree import PACKAGE, files, parsed

INSIDE = {
    "Cell": {"domain/privacy.py", "domain/breakdown_json.py", "domain/counting/breakdown.py", "queries/dry_run.py"}
    | {"queries/turnout_papers.py"},
    "Sums": {"domain/counting/sums.py", "domain/counting/breakdown.py", "domain/counting/tally.py"}
    | {"domain/counting/book_count.py"},
    "Breakdown": {"domain/counting/breakdown.py", "domain/counting/book_count.py"},
    "published_before": {"domain/privacy.py", "domain/breakdown_json.py"},
}
"""Who may name what holds figures of small groups, or makes them published; `Cell` is also read from a `Published`."""

READS_PUBLISHED = {"domain/dry_run.py", "wording/breakdown.py", "documents/turnout_sheet.py"}
"""Who names `Cell` only to say what it takes out of a `Published`; it makes none."""


HOMES = {"consult.domain.privacy", "consult.domain.counting.sums", "consult.domain.counting.breakdown"}


def imports(tree: ast.Module) -> Iterator[str]:
    """Every name that a module imports from where figures of small groups are held."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module in HOMES:
            yield from (name.name for name in node.names)


def makes(tree: ast.Module, name: str) -> bool:
    """Whether a module calls this name."""
    calls = (node.func for node in ast.walk(tree) if isinstance(node, ast.Call))
    return any(isinstance(called, ast.Name) and called.id == name for called in calls)


MODULES = {path.relative_to(PACKAGE).as_posix(): path for path in files(".py", under=PACKAGE)}
"""Every module of the product."""


@pytest.mark.parametrize("name", INSIDE)
def test_only_its_own_modules_reach_what_is_not_published(name: str) -> None:
    found = {path for path, module in MODULES.items() if name in imports(parsed(module))}
    allowed = INSIDE[name] | (READS_PUBLISHED if name == "Cell" else set())
    assert found <= allowed


@pytest.mark.parametrize("path", sorted(READS_PUBLISHED))
def test_readers_of_published_cells_make_none(path: str) -> None:
    assert not makes(parsed(MODULES[path]), "Cell")


TURNOUT_ONLY = {"queries/dry_run.py", "queries/turnout_papers.py"}
"""Who makes cells from the roll and the register of ballots, and so must leave out what was said."""


@pytest.mark.parametrize("path", sorted(TURNOUT_ONLY))
def test_choices_by_place_come_from_the_count_alone(path: str) -> None:
    calls = [node for node in ast.walk(parsed(MODULES[path])) if isinstance(node, ast.Call)]
    made = [call for call in calls if isinstance(call.func, ast.Name) and call.func.id == "Cell"]
    # The fourth field is what was said; cells that are only renamed carry none either.
    assert all(len(call.args) <= 3 and not call.keywords for call in made)


def test_the_door_is_called_with_the_consultations_own_secrecy() -> None:
    doors = re.compile(r"\bpublish(ed_before|_together)?\(")
    sources = {path: module.read_text("utf-8") for path, module in MODULES.items()}
    callers = {path for path, source in sources.items() if "Secrecy.NAMED" in source and doors.search(source)}
    # The rules themselves: where a plan says how secret it is nothing is published, and the other way round.
    assert callers <= {"domain/privacy.py"}


def test_an_import_behind_the_rules_is_seen() -> None:
    assert "Sums" in imports(ast.parse("def late():\n    from consult.domain.counting.sums import Sums"))
    assert makes(ast.parse("x = Cell((), a, b)"), "Cell")
