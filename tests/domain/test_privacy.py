"""No published part is small enough, or unanimous enough, to tell how one household voted."""

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.domain.consent import Weight
from consult.domain.privacy import (
    Cell,
    Published,
    Secrecy,
    publish,
    publish_together,
    published_before,
    told_ends,
    told_steps,
    turnout_step,
)


def cell(name: str, heads: int, ballots: int | None = None, **counts: int) -> Cell:
    returned = heads if ballots is None else ballots
    return Cell((name,), Weight(heads, heads * 80_00), Weight(returned, returned * 80_00), counts or None)


@pytest.mark.parametrize(
    ("heads", "parts"),
    [
        pytest.param((4, 30), [("1", "2")], id="four electors are too few"),
        pytest.param((5, 30), [("1",), ("2",)], id="five are enough"),
        pytest.param((2, 2, 30), [("1", "2", "3")], id="two small ones are still too small together"),
        pytest.param((2, 3, 30), [("1", "2"), ("3",)], id="two small ones are enough together"),
        pytest.param((2, 2), [], id="nothing by part where the whole is too small"),
        pytest.param((), [], id="nothing of nothing"),
    ],
)
def test_named_parts(heads: tuple[int, ...], parts: list[tuple[str, ...]]) -> None:
    published = publish(Secrecy.NAMED, [cell(str(at), n) for at, n in enumerate(heads, start=1)])
    assert [part.names for part in published.cells] == parts


@pytest.mark.parametrize(
    ("parts", "published"),
    [
        pytest.param(
            [cell("1", 30, 19, agree=10, oppose=9), cell("2", 60, 50, agree=30, oppose=20)],
            [("1", "2")],
            id="19 ballots",
        ),
        pytest.param(
            [cell("1", 30, 20, agree=10, oppose=10), cell("2", 60, 50, agree=30, oppose=20)],
            [("1",), ("2",)],
            id="20 ballots",
        ),
        pytest.param(
            [cell("1", 30, 25, agree=25, oppose=0), cell("2", 60, 50, agree=30, oppose=20)],
            [("1", "2")],
            id="unanimous",
        ),
        pytest.param(
            [cell("1", 30, 25, agree=25, oppose=0), cell("2", 60, 50, agree=50, oppose=0)], [], id="all unanimous"
        ),
    ],
)
def test_secret_parts(parts: list[Cell], published: list[tuple[str, ...]]) -> None:
    assert [part.names for part in publish(Secrecy.UNNAMED, parts).cells] == published


def test_areas_are_left_out_of_a_secret_breakdown() -> None:
    (part,) = publish(Secrecy.UNNAMED, [cell("1", 30, 25, agree=20, oppose=5)]).cells
    assert (part.electorate.area, part.returned.area) == (0, 0)


@pytest.mark.parametrize(
    ("secrecy", "small"),
    [
        pytest.param(Secrecy.NAMED, cell("1", 4), id="four electors"),
        pytest.param(Secrecy.UNNAMED, cell("1", 30, 19, agree=10, oppose=9), id="19 ballots"),
        pytest.param(Secrecy.UNNAMED, cell("1", 30, 25, agree=25), id="unanimous"),
    ],
)
def test_what_is_read_back_must_be_what_could_be_published(secrecy: Secrecy, small: Cell) -> None:
    large = cell("2", 60, 50, agree=30, oppose=20)
    assert published_before(secrecy, [large]).cells == (large,)
    with pytest.raises(ValueError, match="too small"):
        published_before(secrecy, [large, small])


def test_figures_of_the_same_parts_are_merged_alike() -> None:
    # Alone, the first question would divide buildings 1 and 2; unanimous in the second one, they may not be.
    first = [cell("1", 30, 25, agree=20, oppose=5), cell("2", 60, 50, agree=30, oppose=20)]
    second = [cell("1", 30, 25, agree=25, oppose=0), cell("2", 60, 50, agree=30, oppose=20)]
    for published in publish_together(Secrecy.UNNAMED, [first, second]):
        assert [part.names for part in published.cells] == [("1", "2")]


def test_nobody_else_can_publish() -> None:
    with pytest.raises(TypeError):
        Published((cell("1", 1),))


@pytest.mark.parametrize(
    ("given", "told"),
    [
        pytest.param({1: 5, 2: 5}, {(1, 1): 5, (2, 2): 5}, id="five are enough"),
        pytest.param({1: 4, 2: 5}, {(1, 2): 9}, id="four join the next step"),
        pytest.param({1: 5, 2: 4}, {(1, 2): 9}, id="what is left over joins the last"),
        pytest.param({1: 2, 2: 0, 3: 3, 4: 6, 5: 0}, {(1, 3): 5, (4, 5): 6}, id="steps that nobody gave join too"),
        pytest.param({1: 2, 2: 2}, {}, id="of fewer than five nothing"),
        pytest.param({}, {}, id="of nobody nothing"),
    ],
)
def test_scores_of_a_few_are_told_together(given: dict[int, int], told: dict[tuple[int, int], int]) -> None:
    assert told_steps(given) == told


@given(given=st.dictionaries(st.integers(0, 10), st.integers(0, 9)))
def test_no_sum_or_difference_of_told_steps_is_small(given: dict[int, int]) -> None:
    told = told_steps(given)
    assert all(heads >= 5 for heads in told.values())
    assert sum(told.values()) == (sum(given.values()) if told else 0)
    assert all(high < low for (_, high), (low, _) in pairwise(told))


@given(numbers=st.lists(st.integers(0, 9), max_size=12))
def test_the_ends_of_figures_are_the_fifth_from_each(numbers: list[int]) -> None:
    given = {Fraction(n): numbers.count(n) for n in numbers}
    expected = (sorted(numbers)[4], sorted(numbers)[-5]) if len(numbers) >= 5 else None
    assert told_ends(given) == expected


@pytest.mark.parametrize(("returned", "told"), [(0, 0), (9, 0), (10, 10), (19, 10), (20, 20)])
def test_running_turnout_of_a_secret_poll(returned: int, told: int) -> None:
    assert turnout_step(returned) == told


@st.composite
def buildings(draw: st.DrawFn) -> list[Cell]:
    made = []
    for at in range(draw(st.integers(0, 8))):
        heads = draw(st.integers(0, 60))
        ballots = draw(st.integers(0, heads))
        agree = draw(st.integers(0, ballots))
        made.append(cell(str(at), heads, ballots, agree=agree, oppose=ballots - agree))
    return made


@given(parts=buildings())
def test_merging_loses_nobody_and_names_each_part_once(parts: list[Cell]) -> None:
    for published in (publish(Secrecy.NAMED, parts), publish(Secrecy.UNNAMED, parts)):
        if published.cells:
            assert sum(c.electorate.heads for c in published.cells) == sum(c.electorate.heads for c in parts)
            assert sorted(n for c in published.cells for n in c.names) == sorted(c.names[0] for c in parts)


@given(parts=buildings())
def test_whatever_is_published_or_subtracted_is_large_and_divided(parts: list[Cell]) -> None:
    cells = publish(Secrecy.UNNAMED, parts).cells
    for mask in range(1, 1 << len(cells)):
        chosen = [c for at, c in enumerate(cells) if mask >> at & 1]
        assert sum(c.ballots for c in chosen) >= 20
        assert sum((c.counts or {}).get("agree", 0) for c in chosen) not in (0, sum(c.ballots for c in chosen))
