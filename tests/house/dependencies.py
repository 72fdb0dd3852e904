"""What our code imports from others, against what setup.cfg asks for."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import metadata

packages_distributions = cache(metadata.packages_distributions)
"""Imported name → the packages it comes from; reading every installed package's list takes seconds."""

OURS = {"consult", "tests", "scripts"}


def outside(tree: ast.Module) -> set[str]:
    """Top-level names of the libraries that a module imports, the standard one left out."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names.add((node.module or "").partition(".")[0])
    return names - OURS - set(sys.stdlib_module_names)


def unasked(
    imported: Iterable[str], asked: set[str], homes: Mapping[str, list[str]] | None = None
) -> dict[str, list[str]]:
    """Imported name → the packages it may come from, where none of them is asked for by name."""
    known = homes or packages_distributions()
    found = {
        name: sorted({home.lower().replace("_", "-") for home in known.get(name, ["not installed"])})
        for name in imported
    }
    return {name: homes for name, homes in found.items() if not asked & set(homes)}
