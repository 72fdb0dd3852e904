"""Books for tests: ballots as payloads, counted as the lines that would hold them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from consult.domain.counting import book_count
from consult.domain.counting.ballot_line import BallotLine
from consult.domain.counting.book_count import BookCount, Payload
from consult.domain.counting.electors import Electors
from consult.domain.ledger import canonical
from consult.domain.question import Question


def ballot_lines(payloads: Iterable[Payload]) -> Iterable[BallotLine]:
    """The ballots that the lines with these payloads hold."""
    return ((p["elector"], p["channel"], canonical(p["answers"])) for p in payloads)


def count_book(
    questions: Sequence[Question],
    areas: Mapping[int, int],
    payloads: Iterable[Payload],
    beside: Iterable[tuple[str, Payload]] = (),
) -> BookCount:
    """Count a book of electors whose places do not matter."""
    return book_count.count_book(questions, Electors.of_areas(areas), ballot_lines(payloads), beside)
