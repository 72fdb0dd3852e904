"""What the count needs of a ballot's line, cut out of its text: most of a line is fingerprints and times.

Entries are canonical (`consult.domain.ledger`): keys sorted, nothing between them, quotation marks inside a string
behind a backslash. So a payload begins with its answers, and `},"channel":"` ends them wherever it first stands: keys
of answers are numbers, and what is inside one answer holds no further object.
"""

from __future__ import annotations

import json
import re

from consult.domain.ledger import canonical

BallotLine = tuple[int, str, str]
"""One ballot: its elector's number, how it came, and its answers as canonical JSON."""


_ENDS_ANSWERS = r'\},"channel":"'
_BALLOT = re.compile(
    r'"payload":\{"answers":'
    rf'(\{{[^}}]*(?:(?!{_ENDS_ANSWERS})\}}[^}}]*)*\}}),"channel":"([a-z]+)","elector":([0-9]+),"nonce":"'
)


def ballot_line(entry: str) -> BallotLine:
    """The ballot in an entry of the book; an entry in an unusual order is read as any JSON is."""
    found = _BALLOT.search(entry)
    if found is not None:
        answers, channel, elector = found.groups()
        return int(elector), channel, answers
    payload = json.loads(entry)["payload"]
    return payload["elector"], payload["channel"], canonical(payload["answers"])
