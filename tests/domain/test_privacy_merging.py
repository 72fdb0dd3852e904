"""Merging small parts, figure by figure: what is added up, with whom a part is merged, in which order parts stand."""

from __future__ import annotations

import pytest

from consult.domain.consent import Weight
from consult.domain.privacy import Cell, Secrecy, may_tell_opinions, publish, publish_together


def named(name: str, heads: int) -> Cell:
    return Cell((name,), Weight(heads, heads * 80_00), Weight(heads - 1, (heads - 1) * 80_00))


def secret(name: str, ballots: int, **counts: int) -> Cell:
    return Cell((name,), Weight(ballots + 5, 1), Weight(ballots, 1), counts or None)


def names(secrecy: Secrecy, *cells: Cell) -> list[tuple[str, ...]]:
    return [part.names for part in publish(secrecy, cells).cells]


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        pytest.param({"agree": 3, "oppose": 1}, {"agree": 3, "oppose": 2}, {"agree": 6, "oppose": 3}, id="alike"),
        pytest.param({"agree": 3}, {"oppose": 2}, {"agree": 3, "oppose": 2}, id="apart"),
        pytest.param({"agree": 3}, None, {"agree": 3}, id="one of them uncounted"),
        pytest.param(None, {"agree": 3}, {"agree": 3}, id="the first uncounted"),
        pytest.param({}, None, {}, id="counted, and nobody said anything"),
        pytest.param(None, None, None, id="both uncounted"),
    ],
)
def test_two_parts_together(
    one: dict[str, int] | None, other: dict[str, int] | None, together: dict[str, int] | None
) -> None:
    found = Cell(("1",), Weight(4, 3_00), Weight(3, 2_00), one) + Cell(("2",), Weight(6, 5_50), Weight(1, 1_00), other)
    assert found == Cell(("1", "2"), Weight(10, 8_50), Weight(4, 3_00), together)
    assert found.ballots == 4


@pytest.mark.parametrize(
    ("cells", "parts"),
    [
        pytest.param(
            [named("1", 9), named("2", 3), named("3", 7), named("4", 30)],
            [("1",), ("2", "3"), ("4",)],
            id="with the smallest of the others",
        ),
        pytest.param(
            [named("1", 7), named("2", 7), named("3", 2)], [("2",), ("3", "1")], id="of two equals with the first"
        ),
        pytest.param([named("9", 5), named("2", 8), named("5", 6)], [("2",), ("5",), ("9",)], id="in order of names"),
        pytest.param([named("1", 5)], [("1",)], id="five alone"),
        pytest.param([named("1", 4)], [], id="four alone"),
    ],
)
def test_with_whom_a_named_part_is_merged(cells: list[Cell], parts: list[tuple[str, ...]]) -> None:
    assert names(Secrecy.NAMED, *cells) == parts


@pytest.mark.parametrize(
    ("cells", "parts"),
    [
        pytest.param([secret("1", 20, agree=17, oppose=3)], [("1",)], id="three who differ are enough"),
        pytest.param([secret("1", 20, agree=18, oppose=2)], [], id="two who differ may know it"),
        pytest.param([secret("1", 20, agree=16, oppose=3)], [], id="twenty ballots of which one is blank"),
        pytest.param([secret("1", 20, agree=20, oppose=0)], [], id="everyone says the same"),
        pytest.param([secret("1", 20, agree=0, oppose=0)], [], id="ballots without any answer"),
        pytest.param([secret("1", 20)], [("1",)], id="turnout alone"),
        pytest.param([secret("1", 19)], [], id="turnout of 19"),
    ],
)
def test_what_a_secret_part_may_hold(cells: list[Cell], parts: list[tuple[str, ...]]) -> None:
    assert names(Secrecy.UNNAMED, *cells) == parts


def test_merged_figures_are_those_of_all_its_parts() -> None:
    (part,) = publish(Secrecy.NAMED, [named("1", 4), named("2", 9)]).cells
    assert (part.electorate, part.returned) == (Weight(13, 13 * 80_00), Weight(11, 11 * 80_00))


def test_figures_of_fewer_parts_than_others_are_never_cut_to_fit() -> None:
    whole = [named("1", 9), named("2", 9)]
    with pytest.raises(ValueError, match="shorter"):
        publish_together(Secrecy.NAMED, [whole, whole[:1]])


def test_what_is_published_is_equal_where_its_parts_are() -> None:
    published = publish(Secrecy.NAMED, [named("1", 9)])
    assert published == publish(Secrecy.NAMED, [named("1", 9)])
    assert published != publish(Secrecy.NAMED, [named("1", 8)])
    assert published != published.cells
    with pytest.raises(TypeError, match="unhashable"):
        hash(published)


@pytest.mark.parametrize(
    ("returned", "may_be_told"), [(0, False), (4, False), (5, True), (6, True)], ids=["none", "four", "five", "six"]
)
def test_when_tenants_opinions_are_told(returned: int, may_be_told: bool) -> None:
    assert may_tell_opinions(returned) is may_be_told
