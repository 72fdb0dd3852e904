"""A breakdown tells what the ballots say, and nobody can subtract their way to a group under five electors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.domain.consent import Weight
from consult.domain.counting.book_count import count_book
from consult.domain.counting.breakdown import Breakdown, PublishedBreakdown
from consult.domain.counting.electors import Electors, Place
from consult.domain.privacy import Secrecy
from consult.domain.question import Option, Question, QuestionType
from tests.domain.counting.books import ballot_lines

OPTIONS = tuple(Option(str(n), {"zh": f"{n}号"}) for n in (1, 2))
CONSENT = Question(1, QuestionType.CONSENT, {"zh": "是否同意？"})
ROWS = Question(2, QuestionType.EACH_PLAN, {"zh": "哪些可行？"}, options=OPTIONS)
SOME = Question(3, QuestionType.CHOOSE_SOME, {"zh": "放在哪里？"}, options=OPTIONS)
TEXT = Question(4, QuestionType.TEXT, {"zh": "还有什么？"})
ASKED = (CONSENT, ROWS, SOME, TEXT)

Heads = dict[Place, list[str]]
"""By place what each of its electors says to the first question; '' for who returned nothing."""


def broken_down(said: Heads) -> Breakdown:
    """The breakdown of a book in which every elector of a place says one thing."""
    people = [(place, answer) for place, answers in said.items() for answer in answers]
    electors = Electors((number, 80_00, place) for number, (place, _) in enumerate(people, start=1))
    payloads = [
        {"elector": number, "channel": "web", "answers": {"1": answer}}
        for number, (_, answer) in enumerate(people, start=1)
        if answer
    ]
    return count_book(ASKED, electors, ballot_lines(payloads)).breakdown


def named(said: Heads) -> PublishedBreakdown:
    return broken_down(said).publish(Secrecy.NAMED)


def test_every_building_with_what_it_said() -> None:
    told = named({("2", "1"): ["agree"] * 4 + ["oppose", ""], ("10", "1"): ["oppose"] * 5})
    first, second = told.buildings[1, ""].cells
    assert (first.names, first.electorate, first.returned) == (("10",), Weight(5), Weight(5))
    assert second.names == ("2",)
    assert (second.electorate, second.returned) == (Weight(6), Weight(5))
    assert second.counts == {"agree": 4, "oppose": 1, "abstain": 0}


def test_entrances_stand_within_their_building() -> None:
    told = named({("1", "1"): ["agree"] * 5, ("1", "2"): ["oppose"] * 5, ("2", ""): ["abstain"] * 9})
    assert [cell.names for cell in told.entrances["1"][1, ""].cells] == [("1",), ("2",)]
    assert list(told.entrances) == ["1"]


def test_a_small_entrance_joins_its_own_building_and_never_a_neighbours() -> None:
    # Told beside both buildings, "1-2 and 2-2 together" would give 1-2 alone by subtraction.
    said = {("1", "1"): ["agree"] * 7, ("1", "2"): ["agree"] * 3, ("2", "1"): ["oppose"] * 8, ("2", "2"): ["agree"] * 2}
    told = named(said)
    assert [cell.names for cell in told.buildings[1, ""].cells] == [("1",), ("2",)]
    assert told.entrances == {}


@pytest.mark.parametrize(
    ("small", "alone"),
    [
        pytest.param(4, [], id="a building of four takes its neighbour along"),
        pytest.param(5, ["2"], id="beside a building of five it stands alone"),
    ],
)
def test_entrances_are_told_only_of_a_building_that_stands_alone(small: int, alone: list[str]) -> None:
    # Buildings 1 and 2 told together and both entrances of 2: the difference would be building 1, whatever its size.
    told = named({("1", ""): ["oppose"] * small, ("2", "1"): ["agree"] * 6, ("2", "2"): ["agree"] * 7})
    assert list(told.entrances) == alone
    assert sum(cell.electorate.heads for cell in told.buildings[1, ""].cells) == small + 13


def test_a_building_with_one_entrance_is_told_once() -> None:
    told = named({("1", "1"): ["agree"] * 5, ("2", "1"): ["agree"] * 3, ("2", "2"): ["agree"] * 3})
    assert [cell.names for cell in told.buildings[1, ""].cells] == [("1",), ("2",)]
    assert told.entrances == {}


def test_by_part_no_area_is_told() -> None:
    told = named({("1", "1"): ["agree"] * 5, ("2", "1"): ["oppose"] * 5})
    assert {cell.electorate.area + cell.returned.area for cell in told.buildings[1, ""].cells} == {0}


@pytest.mark.parametrize(
    ("answers", "column", "returned", "counts"),
    [
        pytest.param({"1": "agree"}, (2, "1"), 0, {"agree": 0, "oppose": 0, "abstain": 0}, id="a blank row"),
        pytest.param({"2": {"1": "agree"}}, (2, "1"), 5, {"agree": 5, "oppose": 0, "abstain": 0}, id="a plan's row"),
        pytest.param({"2": {"1": "agree"}}, (2, "2"), 0, {"agree": 0, "oppose": 0, "abstain": 0}, id="the other row"),
        pytest.param({"3": ["1", "2"]}, (3, ""), 5, {"1": 5, "2": 5}, id="choices overlap, and each took part once"),
        pytest.param({"4": "sha256:00"}, (4, ""), 5, None, id="written answers only take part"),
        pytest.param({"1": "void"}, (1, ""), 0, {"agree": 0, "oppose": 0, "abstain": 0}, id="a void row"),
    ],
)
def test_each_kind_of_question(
    answers: dict[str, object], column: tuple[int, str], returned: int, counts: dict[str, int] | None
) -> None:
    electors = Electors((n, 1, ("1", "")) for n in range(1, 6))
    ballots = ballot_lines({"elector": n, "channel": "web", "answers": answers} for n in range(1, 6))
    told = count_book(ASKED, electors, ballots).breakdown.publish(Secrecy.NAMED)
    (cell,) = told.buildings[column].cells
    assert (cell.returned.heads, cell.counts) == (returned, counts)


def test_of_fewer_than_five_nothing_is_told_by_part() -> None:
    told = named({("1", "1"): ["agree"] * 2, ("2", "1"): ["agree"] * 2})
    assert not told


def test_a_breakdown_answers_nothing_but_what_may_be_published() -> None:
    breakdown = broken_down({("1", "1"): ["agree"]})
    assert [name for name in dir(breakdown) if not name.startswith("_")] == ["publish"]


SAID = st.lists(st.sampled_from(["agree", "oppose", "abstain", ""]), min_size=1, max_size=14)
PLACES = st.tuples(st.sampled_from("123456"), st.sampled_from("12"))
ESTATES = st.dictionaries(PLACES, SAID, max_size=12)


@given(said=ESTATES, secrecy=st.sampled_from(list(Secrecy)))
def test_an_attacker_who_subtracts_never_learns_a_small_group(said: Heads, secrecy: Secrecy) -> None:
    """Everything that sums and differences of published parts and totals can single out is a union of the groups
    that no published part divides; so those groups must be large."""
    told = broken_down(said).publish(secrecy)
    least = 5 if secrecy is Secrecy.NAMED else 20
    parts = list(_parts(told, said))
    undivided: Counter[frozenset[int]] = Counter()
    for place, answers in said.items():
        inside = frozenset(at for at, part in enumerate(parts) if place in part)
        counts = answers if secrecy is Secrecy.NAMED else [answer for answer in answers if answer]
        undivided[inside] += len(counts)
    if parts:
        assert min(undivided.values()) >= least


def _parts(told: PublishedBreakdown, said: Heads) -> Iterator[frozenset[Place]]:
    """The places behind every published part, of every question, on both levels."""
    for published in told.buildings.values():
        for cell in published.cells:
            yield frozenset(place for place in said if place[0] in cell.names)
    for building, figures in told.entrances.items():
        for published in figures.values():
            for cell in published.cells:
                yield frozenset((building, entrance) for entrance in cell.names)


@given(said=ESTATES)
def test_published_parts_hold_everybody_once_and_what_they_said(said: Heads) -> None:
    told = named(said)
    cells = told.buildings[1, ""].cells
    if cells:
        assert sorted(name for cell in cells for name in cell.names) == sorted({building for building, _ in said})
        assert sum(cell.electorate.heads for cell in cells) == sum(map(len, said.values()))
        for side in ("agree", "oppose", "abstain"):
            whole = sum(answers.count(side) for answers in said.values())
            assert sum((cell.counts or {})[side] for cell in cells) == whole
    for building, figures in told.entrances.items():
        (whole_building,) = [cell for cell in cells if cell.names == (building,)]
        inside = figures[1, ""].cells
        assert sum(cell.returned.heads for cell in inside) == whole_building.returned.heads


def test_questions_are_merged_alike() -> None:
    said = {("1", ""): ["agree"] * 3, ("2", ""): ["oppose"] * 4, ("3", ""): [""] * 20}
    told = named(said)
    names = {tuple(cell.names for cell in published.cells) for published in told.buildings.values()}
    assert names == {(("1", "2"), ("3",))}
