"""Numbers in addresses: the largest that a table holds is asked for, the next one is not found."""

from __future__ import annotations

import pytest
from flask import Flask
from werkzeug.exceptions import NotFound
from werkzeug.routing import Map, Rule

from consult.web.address_numbers import LARGEST_KEPT, KeptNumber


@pytest.fixture
def routes() -> Map:
    return Map([Rule("/r/<int:number>", endpoint="r")], converters={"int": KeptNumber})


@pytest.mark.parametrize("number", [0, 1, LARGEST_KEPT], ids=["nought", "one", "the largest kept"])
def test_what_a_table_can_hold_is_asked_for(routes: Map, number: int) -> None:
    assert routes.bind("").match(f"/r/{number}") == ("r", {"number": number})


@pytest.mark.parametrize("number", [LARGEST_KEPT + 1, 10**40], ids=["one more", "far more"])
def test_what_no_table_can_hold_is_not_found(routes: Map, number: int) -> None:
    with pytest.raises(NotFound):
        routes.bind("").match(f"/r/{number}")


def test_every_route_reads_numbers_so(app: Flask) -> None:
    assert app.url_map.converters["int"] is KeptNumber
