"""The files of the house, as the tests about the code itself see them."""

from __future__ import annotations

import ast
import os
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "consult"

_NOT_OURS = {
    ".git",
    ".venv",
    ".hypothesis",
    ".mypy_cache",
    ".pytest_cache",
    ".ruff_cache",
    ".import_linter_cache",
    "__pycache__",
    "build",
    "consult.egg-info",
    "dist",
    "instance",
    "node_modules",
    "vendor",
}


def files(*endings: str, under: Path = ROOT) -> list[Path]:
    """Our own files with one of these endings (all of them without), in a steady order."""
    return [path for path in _walk(under) if path.name.endswith(endings or ("",))]


def _walk(under: Path) -> Iterator[Path]:
    for folder, folders, names in os.walk(under):
        folders[:] = sorted(set(folders) - _NOT_OURS)
        yield from (Path(folder, name) for name in sorted(names))


def modules(under: Path = PACKAGE) -> list[Path]:
    """The product's Python files; migrations are generated and have their own test."""
    return [path for path in files(".py", under=under) if "versions" not in path.parts]


def module_name(path: Path) -> str:
    """The dotted name of a Python file of ours."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def parsed(path: Path) -> ast.Module:
    """The syntax tree of a Python file; parsed once for all who ask, so nobody may change it."""
    return ast.parse(path.read_text("utf-8"), str(path))


def place(path: Path) -> str:
    """A file's path as a reader of the repository knows it."""
    return str(path.relative_to(ROOT))


def found_in(paths: Iterable[Path], look: Callable[[Path], Iterable[object]]) -> dict[str, list[object]]:
    """Place → what was found there; the files in order are left out. One test asks this of thousands of files."""
    looked = ((place(path), list(look(path))) for path in paths)
    return {where: found for where, found in looked if found}
