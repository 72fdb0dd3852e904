"""The habits of the house that a syntax tree can show: clocks, docstrings, names, lengths."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

VAGUE = {"common", "data", "helper", "helpers", "info", "manager", "misc", "stuff", "util", "utils"}
NOT_OURS = {"handle_data"}
"""Names that a library gives its hooks."""

LONGEST_FILE = 300

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)

_CLOCKS = {
    ("datetime", "now"),
    ("datetime", "today"),
    ("datetime", "utcnow"),
    ("date", "today"),
    ("time", "time"),
    ("time", "time_ns"),
    ("time", "localtime"),
    ("time", "gmtime"),
    ("func", "now"),
    ("func", "current_timestamp"),
    ("func", "current_date"),
}
_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")


def clock_reads(tree: ast.Module) -> Iterator[str]:
    """Where this code asks a clock, the database's included."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and (_last_name(node.value), node.attr) in _CLOCKS:
            yield f"line {node.lineno}: {_last_name(node.value)}.{node.attr}"
        if isinstance(node, ast.ImportFrom) and node.module == "time":
            yield from (f"line {node.lineno}: time.{a.name}" for a in node.names if ("time", a.name) in _CLOCKS)


def _last_name(node: ast.expr) -> str | None:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else None


def definitions(body: list[ast.stmt], owner: str = "") -> Iterator[tuple[str, Definition]]:
    """Functions, classes and methods with their dotted names; what is local to a function is its own affair."""
    for node in body:
        if isinstance(node, _DEFINITIONS):
            yield owner + node.name, node
            if isinstance(node, ast.ClassDef):
                yield from definitions(node.body, f"{owner}{node.name}.")
        elif isinstance(node, ast.If | ast.Try):
            yield from definitions([*node.body, *node.orelse], owner)


def undocumented(tree: ast.Module) -> Iterator[str]:
    """Public things without a docstring; the module itself is called `module`."""
    if not ast.get_docstring(tree):
        yield "module"
    for name, node in definitions(tree.body):
        if not any(part.startswith("_") for part in name.split(".")) and not ast.get_docstring(node):
            yield name


def vague_names(tree: ast.Module, stem: str) -> Iterator[str]:
    """Names of the file, its functions and its classes that say nothing."""
    for name in [stem, *(node.name for node in ast.walk(tree) if isinstance(node, _DEFINITIONS))]:
        if name not in NOT_OURS and VAGUE & {word.lower() for word in _WORDS.findall(name)}:
            yield name


def function_lengths(tree: ast.Module) -> Iterator[int]:
    """Lines of every function's body, its docstring not counted."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            body = node.body[1:] if ast.get_docstring(node) else node.body
            yield (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0
