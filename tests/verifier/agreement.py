"""Two counters, one election: the product's count and the package's own verifier, which share no code."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from consult.domain.consent import Weight
from consult.domain.counting.ballot_line import annulled_in, standing_ballot
from consult.domain.counting.book_count import BALLOTS, BESIDE_BALLOTS, READINGS, BookCount, count_book
from consult.domain.counting.electors import Electors
from consult.domain.ledger import GENESIS, LineType, next_line, utc_text
from consult.domain.procedure import procedure_json
from consult.domain.question_json import to_json
from consult.domain.result import BookEnd, Returns, result_json
from consult.domain.rules import rule_json
from consult.verifier import verify
from tests.verifier.elections import Election

Result = dict[str, Any]

NOT_RECOUNTED = {"format", "consultation", "rule", "procedure", "issued", "served", "late", "ledger"}
"""What a package's result holds beside the count: compared with the book's frame, or not in the book at all."""
CODE = "K7P9QX"
OPENED_AT = datetime(2026, 12, 16, 1, 0, tzinfo=UTC)
AT = utc_text(OPENED_AT)
CLOSES_AT = "2026-12-30T10:00:00.000Z"


def count(election: Election) -> BookCount:
    """The product's count of the election's lines, read as they stand in the book; electors live in three places."""
    electors = Electors((number, area, (str(number % 3), "")) for number, area in enumerate(election.areas, start=1))
    wanted = BESIDE_BALLOTS | READINGS if election.procedure.paper_twice else BESIDE_BALLOTS
    beside = [(kind, payload) for kind, payload in election.lines if kind in wanted]
    gone = annulled_in(beside)
    entries = (_entry(seq, kind, payload) for seq, kind, payload in _lines(election) if kind in BALLOTS)
    standing = (found for entry in entries if (found := standing_ballot(entry, gone)))
    return count_book(election.questions, electors, standing, beside)


def _entry(seq: int, kind: LineType, payload: dict[str, Any]) -> str:
    return next_line(consultation=CODE, seq=seq, head=GENESIS, kind=kind, at=OPENED_AT, payload=payload).entry


def returns(election: Election, counted: BookCount) -> Returns:
    """What came back of the election, as its result says it."""
    return Returns(
        issued=len(election.areas),
        served=0,
        returned=dict(counted.returned),
        invalid=dict(counted.invalid),
        double=counted.doubles,
    )


def by_the_product(election: Election) -> Result:
    """The result as the product counts it."""
    counted = count(election)
    return result_json(
        consultation={},
        rule=election.rule,
        procedure=election.procedure,
        electorate=Weight(len(election.areas), sum(election.areas)),
        count=counted,
        returns=returns(election, counted),
        book=BookEnd(0, "", ""),
    )


def by_the_verifier(election: Election) -> Result:
    """The same, as `verify.py` counts it from what stands in a package; it must suspect nothing."""
    report = verify.Report()
    roll = verify.Roll([str(number), "1", str(area), ""] for number, area in enumerate(election.areas, start=1))
    votes = verify.Votes(report, roll, [to_json(question) for question in election.questions])
    rule = rule_json(election.rule)
    votes.first_look = verify.FirstLook(_entry(*line) for line in _lines(election))
    votes.begin({"procedure": procedure_json(election.procedure), "rule": rule, "closes_at": CLOSES_AT})
    for seq, kind, payload in _lines(election):
        votes.read(seq, kind.value, AT, payload)
    votes.finish()
    assert not report.faults, report.faults
    terms = votes.terms(rule)
    said = {**votes.totals(terms), "amended": votes.amendments()}
    return {**said, "questions": [one.result(terms) for one in votes.counts]}


def _lines(election: Election) -> list[tuple[int, LineType, dict[str, Any]]]:
    return [(seq, kind, payload) for seq, (kind, payload) in enumerate(election.lines, start=2)]


def differences(election: Election) -> list[str]:
    """Where the two counters differ, to the letter, in any figure that either of them has."""
    product, verifier = by_the_product(election), by_the_verifier(election)
    found = list(_differ("result", product, verifier, NOT_RECOUNTED | {"questions"}))
    for one, other in zip(product["questions"], verifier["questions"], strict=True):
        found += _differ(f"question {one['number']}", one, other, set())
    return found


def _differ(where: str, product: Result, verifier: Result, left_out: set[str]) -> list[str]:
    found = []
    for key in sorted((product.keys() | verifier.keys()) - left_out):
        mine, theirs = verifier.get(key, "missing"), product.get(key, "missing")
        if verify.canonical(mine) != verify.canonical(theirs):
            found.append(f"{where} {key}:\n  product  {theirs}\n  verifier {mine}")
    return found
