"""What the count needs of a ballot's line, cut out of its text: most of a line is fingerprints and times.

Entries are canonical (`consult.domain.ledger`): keys sorted, nothing between them, quotation marks inside a string
behind a backslash. So a payload begins with its answers, and `},"channel":"` ends them wherever it first stands: keys
of answers are numbers, and what is inside one answer holds no further object.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from consult.domain.ledger import LineType, canonical

BallotLine = tuple[int, str, str]
"""One ballot: its elector's number, how it came, and its answers as canonical JSON."""


_ENDS_ANSWERS = r'\},"channel":"'
_BALLOT = re.compile(
    r'"payload":\{"answers":'
    rf'(\{{[^}}]*(?:(?!{_ENDS_ANSWERS})\}}[^}}]*)*\}}),"channel":"([a-z]+)","elector":([0-9]+),"nonce":"'
)


def ballot_line(entry: str) -> BallotLine | None:
    """The ballot in an entry of the book, None in a sealed reading; one in an unusual order is read as any JSON is."""
    found = _BALLOT.search(entry)
    if found is not None:
        answers, channel, elector = found.groups()
        return int(elector), channel, answers
    payload = json.loads(entry)["payload"]
    if is_sealed_reading(payload):
        return None
    return payload["elector"], payload["channel"], canonical(payload["answers"])


def annulled_in(beside: Iterable[tuple[str, Mapping[str, Any]]]) -> dict[int, frozenset[int]]:
    """Elector number → the lines of their ballots that an ANNUL line names."""
    found: dict[int, frozenset[int]] = {}
    for kind, payload in beside:
        if kind == LineType.ANNUL:
            elector = payload["elector"]
            found[elector] = found.get(elector, frozenset()) | {payload["ballot"]}
    return found


def is_sealed_reading(payload: Mapping[str, Any]) -> bool:
    """Whether a PAPER line is the first of two readings, which counts nothing by itself."""
    return "keyed" in payload


def standing_ballot(entry: str, annulled: Mapping[int, frozenset[int]]) -> BallotLine | None:
    """The ballot in an entry, or None if it was annulled or is a sealed reading that holds none.

    Only an elector with an annulled ballot costs a closer look.
    """
    found = ballot_line(entry)
    if found is None:
        return None
    if found[0] in annulled and json.loads(entry)["seq"] in annulled[found[0]]:
        return None
    return found
