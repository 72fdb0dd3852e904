"""A fresh machine has what the code imports: nothing is there only because something else happened to bring it."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.house.dependencies import outside, unasked
from tests.house.test_repository import wanted
from tests.house.tree import PACKAGE, ROOT, files, modules, parsed


def imported(paths: list[Path]) -> set[str]:
    return set().union(*(outside(parsed(path)) for path in paths))


def asked(*extras: str) -> set[str]:
    return {need.name.lower().replace("_", "-") for need in wanted(*extras)}


def test_running_asks_for_what_it_imports() -> None:
    assert not unasked(imported([*modules(PACKAGE), ROOT / "wsgi.py"]), asked())


def test_testing_asks_for_what_it_imports() -> None:
    ours = [*files(".py", under=ROOT / "tests"), *ROOT.glob("scripts/*.py")]
    # Programs called by these paths are scripts, and what they share lies beside them.
    local = {path.stem for path in ours}
    assert not unasked(imported(ours) - local, asked("test"))


def test_an_import_that_nobody_asked_for_is_seen() -> None:
    tree = ast.parse(
        "import os\nimport numpy as np\nfrom flask import g\nfrom . import beside\nfrom consult import clock"
    )
    homes = {"numpy": ["numpy"], "flask": ["Flask"]}
    assert unasked(outside(tree), {"flask"}, homes) == {"numpy": ["numpy"]}
