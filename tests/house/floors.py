"""Which floor a module lives on, what it imports, and what it may not."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Iterator, Mapping

FLOORS = (
    {"domain"},
    {"wording"},
    {"models", "documents", "packaging", "scanning", "spreadsheets"},
    {"queries"},
    {"actions"},
    {"press", "backup", "sign_in_ways"},
    {"web", "api", "cli"},
    {"app"},
)
DOORS = FLOORS[-2] | FLOORS[-1]
SIDE_ROOMS = {
    "config": DOORS | {"config"},
    "clock": DOORS,
    "logbook": DOORS,
    "migrations": set(),
    # The second counter is written apart: nobody leans on it, and it leans on nobody.
    "verifier": set(),
}
"""Beside the floors: who may import them."""

NEEDED_BY = {
    "config": {"domain", "sign_in_ways", "wording"},
    "clock": set(),
    "logbook": set(),
    "migrations": {"models"},
    "verifier": set(),
}
"""Beside the floors: what they may import themselves."""

REQUEST_LIBRARIES = {"click", "flask", "flask_babel", "flask_login", "flask_wtf", "werkzeug", "wtforms"}
AUDIENCES = {"account", "console", "doorstep", "resident", "town", "verify"}


def imports(tree: ast.Module, name: str, *, is_package: bool = False) -> Iterator[str]:
    """Every module that this one imports, anywhere in it, as dotted names."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = _absolute(node, name, is_package=is_package)
            yield base
            yield from (f"{base}.{alias.name}" for alias in node.names)


def _absolute(node: ast.ImportFrom, name: str, *, is_package: bool) -> str:
    if not node.level:
        return node.module or ""
    above = name.split(".")[: None if is_package and node.level == 1 else -(node.level - is_package)]
    return ".".join([*above, *([node.module] if node.module else [])])


def room(name: str) -> str | None:
    """The package or module right under `consult` that a dotted name belongs to."""
    parts = name.split(".")
    return parts[1] if parts[0] == "consult" and len(parts) > 1 else None


def floor(of: str) -> int | None:
    """The number of a room's floor; the rules are at 0."""
    return next((number for number, rooms in enumerate(FLOORS) if of in rooms), None)


def arrow_fault(mine: str | None, theirs: str | None) -> str | None:
    """Why one room may not import another, or nothing."""
    if mine is None or theirs is None or mine == theirs:
        return None
    if theirs in SIDE_ROOMS:
        return None if mine in SIDE_ROOMS[theirs] else f"{mine} may not know {theirs}"
    if mine in SIDE_ROOMS:
        return None if theirs in NEEDED_BY[mine] else f"{mine} may not know {theirs}"
    below, above = floor(theirs), floor(mine)
    if below is None or above is None:
        return f"{theirs if below is None else mine} has no floor: give it one in tests/house/floors.py and setup.cfg"
    return None if below < above else f"{mine} may not know {theirs}: arrows point down"


def arrow_faults(edges: Mapping[str, Iterable[str]]) -> list[str]:
    """Every import that does not point down."""
    return sorted(
        f"{name}: {fault}"
        for name, targets in edges.items()
        for fault in {arrow_fault(room(name), room(target)) for target in targets}
        if fault
    )


def neighbour_faults(edges: Mapping[str, Iterable[str]]) -> list[str]:
    """Deeds that import deeds, and one audience's pages that import another's."""
    return sorted(
        f"{name} imports {target}"
        for name, targets in edges.items()
        for target in targets
        if _are_strangers(name, target)
    )


def _are_strangers(name: str, target: str) -> bool:
    mine, theirs = name.split(".")[1:3], target.split(".")[1:3]
    if len(mine) < 2 or len(theirs) < 2 or mine == theirs:
        return False
    between_deeds = mine[0] == theirs[0] == "actions" and not theirs[1].startswith("_")
    return between_deeds or (mine[0] == theirs[0] == "web" and {mine[1], theirs[1]} <= AUDIENCES)


def stranger_faults(edges: Mapping[str, Iterable[str]]) -> list[str]:
    """Libraries where they may not be: others than the standard one in the rules, the request's below the doors."""
    faults = []
    for name, targets in edges.items():
        mine = room(name)
        tops = {target.partition(".")[0] for target in targets} - {"consult", ""}
        if mine == "domain":
            faults += [f"{name}: the rules need no {top}" for top in tops - set(sys.stdlib_module_names)]
        elif mine and mine not in DOORS | set(SIDE_ROOMS):
            faults += [f"{name}: {top} belongs to the doors" for top in tops & REQUEST_LIBRARIES]
    return sorted(faults)


def knotted(edges: Mapping[str, Iterable[str]]) -> set[str]:
    """Modules that import each other in a circle, with those between two circles.

    Whoever imports nothing that is left, or is imported by nobody left, cannot stand in a circle: take them away.
    """
    left = {name: {target for target in targets if target in edges} - {name} for name, targets in edges.items()}
    while True:
        wanted = {target for targets in left.values() for target in targets}
        free = {name for name, targets in left.items() if not targets or name not in wanted}
        if not free:
            return set(left)
        left = {name: targets - free for name, targets in left.items() if name not in free}
