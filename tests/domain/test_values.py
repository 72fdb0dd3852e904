"""What the rules hand about are values: nobody changes one on the way, or hangs something on it."""

from __future__ import annotations

import pkgutil
from dataclasses import is_dataclass
from importlib import import_module
from inspect import getmembers, isclass

import pytest

import consult.domain

GATHERING = {"Beside", "PlacedUnit", "RowReading", "RunningSum", "_Progress"}
"""Not values: what one loop adds to while it reads, and hands to nobody as it is."""


def values() -> list[type]:
    """Every dataclass of the domain."""
    found = set[type]()
    for module in pkgutil.walk_packages(consult.domain.__path__, "consult.domain."):
        found |= {
            one
            for _, one in getmembers(import_module(module.name), isclass)
            if is_dataclass(one) and one.__module__ == module.name
        }
    return sorted(found, key=lambda one: f"{one.__module__}.{one.__qualname__}")


def test_there_are_values() -> None:
    assert len(values()) > 20


@pytest.mark.parametrize(
    "value", [one for one in values() if one.__qualname__ not in GATHERING], ids=lambda value: value.__qualname__
)
def test_a_value_cannot_be_changed(value: type) -> None:
    assert value.__dataclass_params__.frozen


@pytest.mark.parametrize("value", values(), ids=lambda value: value.__qualname__)
def test_a_value_has_its_fields_and_no_more(value: type) -> None:
    assert "__slots__" in vars(value)
