"""Every arrow points down: the floors of the house, held without trusting a linter's settings."""

from __future__ import annotations

import ast

import pytest

from tests.house import floors
from tests.house.tree import PACKAGE, module_name, modules, parsed


@pytest.fixture(scope="module")
def edges() -> dict[str, list[str]]:
    """Every module of the product and what it imports."""
    return {
        module_name(path): list(floors.imports(parsed(path), module_name(path), is_package=path.stem == "__init__"))
        for path in modules()
    }


def seen(source: str, name: str = "consult.domain.sample") -> dict[str, list[str]]:
    return {name: list(floors.imports(ast.parse(source), name))}


def test_the_package_itself_imports_nothing() -> None:
    body = parsed(PACKAGE / "__init__.py").body
    assert len(body) == 1
    assert isinstance(body[0], ast.Expr), "consult/__init__.py is a docstring"


def test_every_arrow_points_down(edges: dict[str, list[str]]) -> None:
    assert not floors.arrow_faults(edges)


def test_nobody_imports_the_wiring(edges: dict[str, list[str]]) -> None:
    assert not [name for name, targets in edges.items() if "consult.app" in targets and name != "consult.app"]


def test_deeds_and_audiences_stand_alone(edges: dict[str, list[str]]) -> None:
    assert not floors.neighbour_faults(edges)


def test_libraries_stay_on_their_floor(edges: dict[str, list[str]]) -> None:
    assert not floors.stranger_faults(edges)


def test_no_knots(edges: dict[str, list[str]]) -> None:
    assert not floors.knotted(edges)


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("consult.domain.tally", "from consult.models import ballot"),
        ("consult.documents.poster", "import consult.models.base"),
        ("consult.documents.poster", "from consult import models"),
        ("consult.models.ballot", "def f():\n    from consult.actions import cast_ballot"),
        ("consult.queries.turnout", "from ..actions import cast_ballot"),
        ("consult.actions.cast_ballot", "from consult.clock import now"),
        ("consult.actions.cast_ballot", "from consult.config import Settings"),
        ("consult.web.resident.ballot", "from consult.app import create_app"),
        ("consult.cellar.wine", "from consult.domain import refusal"),
    ],
    ids=lambda value: value.splitlines()[-1].strip(),
)
def test_an_arrow_that_does_not_point_down_is_seen(name: str, source: str) -> None:
    assert floors.arrow_faults(seen(source, name))


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("consult.actions.cast_ballot", "from consult.actions.close_consultation import close"),
        ("consult.actions.cast_ballot", "from . import close_consultation"),
        ("consult.web.resident.ballot", "from consult.web.console import home"),
    ],
    ids=["deed by name", "deed beside it", "another audience's page"],
)
def test_a_call_next_door_is_seen(name: str, source: str) -> None:
    assert floors.neighbour_faults(seen(source, name))


@pytest.mark.parametrize(
    ("name", "source"),
    [("consult.domain.tally", "import sqlalchemy"), ("consult.queries.turnout", "from flask import request")],
    ids=["a library in the rules", "the request in a question"],
)
def test_a_strange_library_is_seen(name: str, source: str) -> None:
    assert floors.stranger_faults(seen(source, name))


def test_what_is_allowed_is_not_called_a_fault() -> None:
    fine = seen("from consult.domain import tally\nfrom consult.models.base import db", "consult.actions.cast_ballot")
    assert not floors.arrow_faults(fine) + floors.neighbour_faults(fine) + floors.stranger_faults(fine)


def test_a_knot_is_seen() -> None:
    assert floors.knotted({"a": ["b"], "b": ["c"], "c": ["a", "d"], "d": [], "e": ["a"]}) == {"a", "b", "c"}


def test_a_ladder_is_no_knot() -> None:
    assert not floors.knotted({"a": ["b", "c"], "b": ["c"], "c": ["a.missing"], "d": ["a"]})
