"""The book to the byte and to the number: what an entry looks like, and that each fault is named once and alone."""

import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from consult.domain.book_walk import breaks
from consult.domain.ledger import (
    GENESIS,
    Line,
    LineType,
    NotCanonical,
    canonical,
    fingerprint,
    head_after,
    leaf_of,
    next_line,
    utc_text,
)

NOON = datetime(2026, 12, 16, 4, 0, tzinfo=UTC)
LARGEST = 2**53 - 1


@pytest.mark.parametrize(
    ("value", "text"),
    [
        pytest.param({"b": 1, "a": (True, None)}, '{"a":[true,null],"b":1}', id="sorted and without spaces"),
        pytest.param(["楼"], '["楼"]', id="characters as they are"),
        pytest.param(LARGEST, str(LARGEST), id="the largest number"),
        pytest.param(-LARGEST, str(-LARGEST), id="the smallest number"),
        pytest.param({"": {}}, '{"":{}}', id="nothing in nothing"),
    ],
)
def test_how_a_value_is_written(value: object, text: str) -> None:
    assert canonical(value) == text
    assert fingerprint(value) == hashlib.sha256(text.encode()).hexdigest()


@pytest.mark.parametrize(
    ("value", "why"),
    [
        pytest.param(LARGEST + 1, "2\\^53", id="one above the largest"),
        pytest.param(-LARGEST - 1, "2\\^53", id="one below the smallest"),
        pytest.param(2**60, "2\\^53", id="far above"),
        pytest.param([[LARGEST + 1]], "2\\^53", id="too large, in a list"),
        pytest.param({"a": {"b": "\ud800"}}, "half a character", id="half a character, deep inside"),
        pytest.param({"é": 1}, "'é' is not ASCII", id="a key with an accent"),
        pytest.param({2: 1}, "2 is not ASCII", id="a number as a key"),
        pytest.param(1.0, "float is not kept", id="a whole float"),
        pytest.param({"a"}, "set is not kept", id="a set"),
    ],
)
def test_why_a_value_is_not_kept(value: object, why: str) -> None:
    with pytest.raises(NotCanonical, match=why):
        canonical(value)


def made(*kinds: LineType, at: int = 1, head: bytes = GENESIS, consultation: str = "7KQ2MD") -> list[Line]:
    """A book of these lines, from a number and a head on."""
    lines: list[Line] = []
    for seq, kind in enumerate(kinds, start=at):
        line = next_line(consultation=consultation, seq=seq, head=head, kind=kind, at=NOON, payload={"n": seq})
        lines.append(line)
        head = line.head
    return lines


OPEN, BALLOT, CLOSE, TALLY = LineType.OPEN, LineType.BALLOT, LineType.CLOSE, LineType.TALLY
AUDIT = LineType.AUDIT_LIST
BOOK = made(OPEN, BALLOT, BALLOT, CLOSE, TALLY)


def faults(lines: list[Line]) -> list[tuple[int, str]]:
    return [(found.seq, found.fault) for found in breaks(lines, consultation="7KQ2MD")]


def test_an_entry_holds_just_these_fields() -> None:
    assert json.loads(BOOK[1].entry) == {
        "v": 1,
        "consultation": "7KQ2MD",
        "seq": 2,
        "type": "BALLOT",
        "at": "2026-12-16T04:00:00.000Z",
        "payload": {"n": 2},
        "prev": BOOK[0].head.hex(),
    }
    assert (BOOK[1].seq, BOOK[1].type) == (2, BALLOT)


def test_the_book_begins_with_32_zero_bytes() -> None:
    assert json.loads(BOOK[0].entry)["prev"] == "00" * 32


@pytest.mark.parametrize(
    ("at", "text"),
    [
        pytest.param("2026-12-30T23:59:59.999999+00:00", "2026-12-30T23:59:59.999Z", id="cut, not rounded"),
        pytest.param("2026-12-31T07:30:00+08:00", "2026-12-30T23:30:00.000Z", id="the day before in Shanghai"),
    ],
)
def test_how_a_moment_is_written(at: str, text: str) -> None:
    assert utc_text(datetime.fromisoformat(at)) == text


def rewritten(line: Line, **fields: object) -> Line:
    """The line with other fields in its entry, fingerprint and head made to fit."""
    entry = canonical(json.loads(line.entry) | fields)
    return as_written(line, entry)


def as_written(line: Line, entry: str) -> Line:
    before = bytes.fromhex(json.loads(line.entry)["prev"])
    return replace(line, entry=entry, leaf=leaf_of(entry), head=head_after(before, leaf_of(entry)))


LAST = BOOK[4]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param([], [], id="an empty book"),
        pytest.param(BOOK, [], id="a whole book"),
        pytest.param(BOOK[:3], [], id="a book that is still open"),
        pytest.param(
            [*BOOK[:4], replace(LAST, leaf=bytes(32))],
            [(5, "line-changed"), (5, "chain-broken")],
            id="another fingerprint",
        ),
        pytest.param([*BOOK[:4], replace(LAST, head=bytes(32))], [(5, "chain-broken")], id="another head"),
        pytest.param([*BOOK[:4], rewritten(LAST, prev="00" * 32)], [(5, "chain-broken")], id="another line before"),
        pytest.param(
            [*BOOK[:4], replace(LAST, head=b"\xff" * 32)], [(5, "chain-broken")], id="a head above the true one"
        ),
        pytest.param([*BOOK[:4], rewritten(LAST, prev="ff" * 32)], [(5, "chain-broken")], id="a line before, above it"),
        pytest.param([*BOOK[:4], as_written(LAST, " " + LAST.entry)], [(5, "line-changed")], id="a blank in front"),
        pytest.param(
            [*BOOK[:2], *made(BALLOT, at=2, head=BOOK[1].head)], [(2, "number-missing")], id="a number given twice"
        ),
        pytest.param([*BOOK[:4], rewritten(LAST, consultation="OTHER1")], [(5, "line-misplaced")], id="another vote"),
        pytest.param([*BOOK[:4], rewritten(LAST, seq=6)], [(5, "line-misplaced")], id="another number inside"),
        pytest.param([*BOOK[:4], rewritten(LAST, type="BALLOT")], [(5, "line-misplaced")], id="another type inside"),
        pytest.param(
            [*BOOK[:4], replace(LAST, type=BALLOT)], [(5, "line-misplaced"), (5, "after-close")], id="outside"
        ),
        pytest.param([*BOOK[:4], as_written(LAST, LAST.entry + " ")], [(5, "line-changed")], id="a blank at the end"),
        pytest.param(made(BALLOT), [(1, "open-misplaced")], id="a book that nobody opened"),
        pytest.param(made(OPEN, OPEN), [(2, "open-misplaced")], id="opened twice"),
        pytest.param(
            [*BOOK[:1], *made(BALLOT, BALLOT, at=3, head=BOOK[0].head)],
            [(3, "number-missing")],
            id="a number left out is missed once",
        ),
        pytest.param(made(OPEN, CLOSE, TALLY, TALLY), [], id="figures twice after the close"),
        pytest.param(made(OPEN, CLOSE, TALLY, AUDIT), [], id="a sample after the close"),
        pytest.param(made(OPEN, AUDIT, CLOSE), [(2, "after-close")], id="a sample before the close"),
        pytest.param(
            made(OPEN, CLOSE, BALLOT, TALLY, CLOSE), [(3, "after-close"), (5, "after-close")], id="too late, twice"
        ),
    ],
)
def test_each_fault_is_named_and_no_other(lines: list[Line], expected: list[tuple[int, str]]) -> None:
    assert faults(lines) == expected


@pytest.mark.parametrize("known", [0, 1, 2, 3, 5], ids="after {} lines".format)
def test_a_walk_goes_on_behind_lines_that_are_known(known: int) -> None:
    head = BOOK[known - 1].head if known else GENESIS
    assert list(breaks(BOOK[known:], consultation="7KQ2MD", after=(known, head))) == []
