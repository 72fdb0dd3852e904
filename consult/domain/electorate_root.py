"""The fingerprints of a frozen electorate and its numbered sheets, to hold what is published against the book."""

from __future__ import annotations

from collections.abc import Iterable

from consult.domain.ledger import canonical, leaf_of, tree_root


def serials_root(issued: Iterable[tuple[str, int]]) -> str:
    """Tree root in hex over `(serial, elector number)` of each numbered sheet, by serial: the list of issue."""
    return tree_root(
        leaf_of(canonical({"elector": number, "serial": serial})) for serial, number in sorted(issued)
    ).hex()


def electorate_root(electors: Iterable[tuple[int, int, str]]) -> str:
    """Tree root (RFC 6962) in hex over `(number, area in 0.01 m², building)` of each elector, by number."""
    leaves = [
        leaf_of(canonical({"elector": number, "heads": 1, "area": area, "building": building}))
        for number, area, building in sorted(electors)
    ]
    return tree_root(leaves).hex()
