"""The fingerprint of a frozen electorate, so that the published roll can be held against the book's first line."""

from __future__ import annotations

from collections.abc import Iterable

from consult.domain.ledger import canonical, leaf_of, tree_root


def electorate_root(electors: Iterable[tuple[int, int, str]]) -> str:
    """Tree root (RFC 6962) in hex over `(number, area in 0.01 m², building)` of each elector, by number."""
    leaves = [
        leaf_of(canonical({"elector": number, "heads": 1, "area": area, "building": building}))
        for number, area, building in sorted(electors)
    ]
    return tree_root(leaves).hex()
