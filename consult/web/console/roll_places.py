"""Units of the roll in addresses and forms: 12/1/101, each part quoted, found again on the roll in force."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote, unquote

from flask import request

from consult.domain.electorate import Unit
from consult.domain.roll_edit import Place


def place_text(place: Place) -> str:
    """A place as it stands in an address."""
    return "/".join(quote(part, safe="") for part in place)


def place_of(text: str) -> Place | None:
    """The place that an address names; None where it is none."""
    parts = [unquote(part) for part in text.split("/")]
    return (parts[0], parts[1], parts[2]) if len(parts) == 3 else None


def unit_at(units: Iterable[Unit], text: str) -> Unit | None:
    """The unit of an address on this roll."""
    place = place_of(text)
    return next((unit for unit in units if unit.place == place), None)


def number_in(name: str) -> int | None:
    """A key that a form or address names; None where it is none."""
    typed = request.values.get(name, "")
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) <= 16 else None
