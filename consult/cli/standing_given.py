"""What `consult estate set` says about an estate's votes: a re-election, and the resolution on electronic voting."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from consult.domain.procedure_guards import EstateStanding, Resolution
from consult.domain.refusal import Refusal


def standing_given(given: Mapping[str, Any], held: EstateStanding) -> EstateStanding:
    """What holds with what was given; an empty number takes the resolution away.

    Refuses `resolution-incomplete` for a number without a day, or a day without a number.
    """
    electing = given["re_election"]
    standing = held if electing is None else replace(held, is_re_electing=electing)
    number, day = given["adopted"], given["adopted_on"]
    if number == "" and day is None:
        return replace(standing, adopted=None)
    if number is None and day is None:
        return standing
    if not (number or "").strip() or day is None:
        raise Refusal("resolution-incomplete")
    return replace(standing, adopted=Resolution(number.strip(), day.date()))
