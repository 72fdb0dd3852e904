"""Reading off a deed's own arguments who did what, so that no deed can forget to note it.

A deed is noted when it has a parameter `by`: the name of whoever signs for it. Its estate and consultation are
parameters, or stand in the one value that it is given; of a deed that makes something they stand in what it answers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from inspect import signature
from typing import Any

ABOUT: Mapping[str, str] = {
    "record_print": "paper.kind",
    "record_export": "export.kind",
    "start_printing": "ordered.batch",
    "invite_staff": "role",
}
"""Deed → where the one word stands that says what it was about; never anything of a household."""


@dataclass(frozen=True, slots=True)
class Noted:
    """What the log keeps of a deed, without its moment."""

    deed: str
    by: str
    estate_id: int
    consultation_id: int | None
    about: str


def deed_name(act: Callable[..., Any]) -> str:
    """The name a deed goes by in the log: its own, or that of its file where it is the file's inner part."""
    return act.__module__.rsplit(".", 1)[-1] if act.__name__.startswith("_") else act.__name__


def is_noted(act: Callable[..., Any]) -> bool:
    """Whether somebody signs for the deed."""
    return {"by", "now"} <= set(signature(act).parameters)


def noted(act: Callable[..., Any], args: tuple[Any, ...], named: Mapping[str, Any], done: Any) -> Noted | None:
    """What to keep; None where nobody signed (a deed of the service itself), or no estate is known."""
    given = signature(act).bind(None, *args, **named).arguments
    # Of two people who close together the second one does it; the first has a line of their own.
    by, estate = given.get("confirmed_by") or given.get("by"), _found("estate_id", given, done)
    if not isinstance(by, str) or not by or not isinstance(estate, int):
        return None
    name = deed_name(act)
    about = _at(given, ABOUT[name]) if name in ABOUT else ""
    return Noted(name, by, estate, _found("consultation_id", given, done), str(about or ""))


def _found(field: str, given: Mapping[str, Any], done: Any) -> int | None:
    """A key among the arguments, or inside one of them, or in the answer."""
    places = (given.get(field), *(getattr(value, field, None) for value in given.values()), getattr(done, field, None))
    return next((found for found in places if isinstance(found, int)), None)


def _at(given: Mapping[str, Any], path: str) -> Any:
    """`ordered.batch`: the argument, or what stands in it."""
    first, _dot, rest = path.partition(".")
    value = given.get(first)
    return getattr(value, rest, "") if rest else value
