"""Sheets that two people read: what waits for a second reading, and how the sheets were reconciled."""

from __future__ import annotations

from typing import Any

import pytest

from consult.domain.consent import Weight
from consult.domain.counting.book_count import BookCount, Payload
from consult.domain.question import Question, QuestionType
from tests.domain.counting.books import count_book

Line = tuple[str, Payload]

ASKED = (Question(1, QuestionType.CONSENT, {"zh": "是否同意？"}),)
AREAS = {1: 100_00, 2: 90_00, 3: 80_00}
SEALED = "sha256:" + "0" * 64
SERVED: Line = ("SERVED", {"electors": [1, 2, 3]})
FIGURES = {"listed": 3, "in_hand": 2, "returned": 1, "unconfirmed": 1}


def first(elector: int = 1) -> Line:
    return "PAPER", {"elector": elector, "serial": f"S{elector}", "typist": 1, "keyed": SEALED}


def differs(elector: int = 1) -> Line:
    return "PAPER_CONFIRM", {"elector": elector, "paper": 4, "typist": 2, "keyed": SEALED}


def agrees(elector: int = 1) -> Line:
    return "PAPER_CONFIRM", {"elector": elector, "paper": 4, "typist": 2, "agrees": 4}


def said(elector: int) -> dict[str, Any]:
    return {"elector": elector, "channel": "paper", "answers": {"1": "agree"}}


def counted(*beside: Line, ballots: tuple[Payload, ...] = ()) -> BookCount:
    return count_book(ASKED, AREAS, ballots, beside)


@pytest.mark.parametrize(
    ("beside", "sheets", "unconfirmed"),
    [
        pytest.param([], 0, 0, id="no sheet at all"),
        pytest.param([first()], 1, 1, id="a first reading waits"),
        pytest.param([first(), agrees()], 1, 0, id="an equal second one settles it"),
        pytest.param([first(), differs()], 1, 1, id="a different second one leaves it waiting, and is no sheet"),
        pytest.param([first(), differs(), agrees()], 1, 0, id="a third decides between two"),
        pytest.param([first(), first(2), agrees(2)], 2, 1, id="of two sheets only the one read twice is settled"),
        pytest.param([first(), first(2), first(3)], 3, 3, id="three sheets wait"),
        pytest.param([("PAPER", said(1))], 0, 0, id="a sheet that one person enters is a ballot and waits for nobody"),
    ],
)
def test_sheets_wait_until_two_readings_agree(beside: list[Line], sheets: int, unconfirmed: int) -> None:
    count = counted(*beside)
    assert (count.sheets, count.unconfirmed) == (sheets, unconfirmed)


@pytest.mark.parametrize(
    ("beside", "ballots", "silent"),
    [
        pytest.param([first()], (), Weight(2, 170_00), id="who handed in a sheet was not silent"),
        pytest.param([first(), differs()], (), Weight(2, 170_00), id="though its readings differ"),
        pytest.param([first(), agrees()], (said(1),), Weight(2, 170_00), id="nor is one whose sheet counts"),
        pytest.param([("PAPER", said(1))], (), Weight(3, 270_00), id="a reading alone is told by the ballot it makes"),
    ],
)
@pytest.mark.parametrize("order", [pytest.param(1, id="served first"), pytest.param(-1, id="served last")])
def test_a_sheet_in_hand_is_no_silence(
    beside: list[Line], ballots: tuple[Payload, ...], silent: Weight, order: int
) -> None:
    lines = [SERVED, *beside] if order == 1 else [*beside, SERVED]
    assert counted(*lines, ballots=ballots).silent == silent


def test_a_sheet_that_waits_counts_nothing() -> None:
    count = counted(first(), first(2), agrees(2), ballots=(said(2),))
    assert (count.returned, count.tallies[0].counts["agree"]) == ({"paper": 1}, Weight(1, 90_00))


@pytest.mark.parametrize(
    ("beside", "reconciled"),
    [
        pytest.param([], None, id="not reconciled"),
        pytest.param([("RECONCILE", FIGURES)], FIGURES, id="reconciled once"),
        pytest.param(
            [("RECONCILE", FIGURES), ("RECONCILE", {**FIGURES, "in_hand": 3})],
            {**FIGURES, "in_hand": 3},
            id="reconciled again, the last figures hold",
        ),
        pytest.param([("RECONCILE", FIGURES), first()], FIGURES, id="a sheet after it leaves the figures alone"),
        pytest.param([first(), agrees()], None, id="readings are no reconciliation"),
    ],
)
def test_how_the_sheets_were_last_reconciled(beside: list[Line], reconciled: Payload | None) -> None:
    assert counted(*beside).reconciled == reconciled
    assert counted(*beside).sheets == (1 if first() in beside else 0)


def test_a_book_of_which_nothing_is_told_has_no_sheets_and_nothing_amended() -> None:
    empty = BookCount(())
    assert (empty.sheets, empty.unconfirmed, empty.reconciled, empty.amended) == (0, 0, None, {})


def test_an_empty_book_has_no_sheets() -> None:
    count = counted()
    assert (count.sheets, count.unconfirmed, count.doubles, count.neither) == (0, 0, 0, 0)
