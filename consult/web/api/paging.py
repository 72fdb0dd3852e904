"""Lists come in parts: `limit` items after the one that `after` names, and the address of the next part."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from flask import Response, request
from werkzeug.urls import iri_to_uri

from consult.web.api.blueprint import answer
from consult.web.api.compound import Fields, Listed, OrNull
from consult.web.api.shapes import Shape, Text, Whole
from consult.web.api.taken import asked

Item = TypeVar("Item")

USUAL, MOST = 50, 200
LIMIT = Whole(1, MOST, f"How many items at most, {USUAL} where it is left out.")
AFTER = Text(1, 64, says="The `after` of the address in `next`: items after that one.")
PAGED: Mapping[str, Shape] = {"limit": LIMIT, "after": AFTER}


def paged(item: Shape) -> Fields:
    """The shape of a list's part; `next` is null at the end."""
    return Fields({"items": Listed(item, most=MOST), "next": OrNull(Text(most=300))})


def limit() -> int:
    """How many items were asked for at most."""
    return int(asked("limit", USUAL))


def part_after(items: Sequence[Item], key: Callable[[Item], str]) -> tuple[list[Item], str | None]:
    """The part asked for of a list that is whole, and the key to go on after; an unknown `after` begins anew."""
    keys = [key(item) for item in items]
    after = asked("after", "")
    begin = keys.index(after) + 1 if after in keys else 0
    end = begin + limit()
    return list(items[begin:end]), keys[end - 1] if end < len(items) else None


def answer_part(items: Sequence[Mapping[str, Any]], go_on: str | None) -> Response:
    """A part, with the address of the next one in the body and as a `Link`."""
    following = None
    if go_on is not None:
        others = "".join(f"&{name}={value}" for name, value in request.args.items() if name not in ("after", "limit"))
        following = iri_to_uri(f"{request.path}?limit={limit()}&after={go_on}{others}")
    response = answer({"items": list(items), "next": following})
    if following:
        response.headers["Link"] = f'<{following}>; rel="next"'
    return response
