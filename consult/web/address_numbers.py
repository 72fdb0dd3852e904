"""Numbers in addresses: what no table could hold names nothing, like any other number that was never given."""

from __future__ import annotations

from typing import Any

from werkzeug.routing import IntegerConverter, Map

LARGEST_KEPT = 2**63 - 1
"""The largest integer of SQLite and of PostgreSQL's bigint."""


class KeptNumber(IntegerConverter):
    """A whole number from 0 to LARGEST_KEPT; an address with a larger one is not found."""

    def __init__(self, routes: Map, *args: Any, **options: Any) -> None:
        super().__init__(routes, *args, **{"max": LARGEST_KEPT, **options})
