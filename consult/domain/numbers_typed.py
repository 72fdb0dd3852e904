"""Decimal numbers as people type them, exact: `12`, `-0.5`, `1,200`, `１２．５`; and the one way they are written."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,12}|[0-9]{1,3}(?:,[0-9]{3}){1,3})(?:\.[0-9]{1,6})?")
"""At most twelve digits and six decimals: more is a slip, and arithmetic on it would not stay exact for sure."""


def read_number(typed: str) -> Decimal | None:
    """A number as it was typed; None where it is none."""
    plain = unicodedata.normalize("NFKC", typed).strip().replace("\N{MINUS SIGN}", "-")
    return Decimal(plain.replace(",", "")) if _NUMBER.fullmatch(plain) else None


def written_number(number: Decimal) -> str:
    """The one way a number is written, so that equal answers are equal: no zeros that say nothing, no exponent."""
    plain = format(number, "f")
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    return "0" if plain in ("-0", "") else plain.removeprefix("+")
