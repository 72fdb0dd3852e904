"""What a restore would lose: on the number where it begins, at both ends, and nothing where nothing is lost."""

from __future__ import annotations

import pytest

from consult.domain.backup import HeadAt, Loss, LossKind, Standing, losses

Books = dict[str, list[str]]


def standing(books: Books) -> dict[str, Standing]:
    return {code: Standing(len(heads), heads[-1] if heads else "") for code, heads in books.items()}


def heads_of(books: Books) -> HeadAt:
    def head(code: str, seq: int) -> str | None:
        return books[code][seq - 1] if 0 < seq <= len(books[code]) else None

    return head


def lost(here: Books, kept: Books) -> list[Loss]:
    return losses(standing(here), standing(kept), heads_of(here), heads_of(kept))


@pytest.mark.parametrize(
    ("here", "kept"),
    [
        pytest.param({}, {}, id="nothing anywhere"),
        pytest.param({}, {"A": ["1", "2"]}, id="nothing here"),
        pytest.param({"A": ["1", "2"]}, {"A": ["1", "2"]}, id="the same"),
        pytest.param({"A": ["1"]}, {"A": ["1", "2"]}, id="the backup goes on from here"),
        pytest.param({"A": []}, {"A": []}, id="a draft on both sides"),
        pytest.param({"A": []}, {"A": ["1"]}, id="a draft here that was opened there"),
        pytest.param({"A": ["1"]}, {"A": ["1"], "B": ["9"]}, id="a consultation that only the backup has"),
    ],
)
def test_nothing_goes_backwards(here: Books, kept: Books) -> None:
    assert lost(here, kept) == []


@pytest.mark.parametrize(
    ("here", "kept", "loss"),
    [
        pytest.param(["1", "2"], ["1"], (LossKind.TAIL, 2, 2), id="exactly one line more here"),
        pytest.param(["1", "2", "3"], [], (LossKind.TAIL, 1, 3), id="opened here only"),
        pytest.param(["1"], ["x"], (LossKind.OTHER, 1, 1), id="another first line"),
        pytest.param(["1", "2", "3", "4"], ["1", "2", "x", "y"], (LossKind.OTHER, 3, 4), id="parting in the middle"),
        pytest.param(["1", "2"], ["1", "x", "y", "z"], (LossKind.OTHER, 2, 2), id="a longer book, but another one"),
        pytest.param(["1", "2", "3"], ["1", "x"], (LossKind.OTHER, 2, 3), id="a shorter book, and another one"),
    ],
)
def test_what_goes_backwards_has_its_numbers(here: list[str], kept: list[str], loss: tuple[LossKind, int, int]) -> None:
    assert lost({"A": here}, {"A": kept}) == [Loss("A", *loss)]


def test_a_consultation_that_the_backup_does_not_know() -> None:
    found = lost({"A": ["1", "2"], "B": [], "C": ["1"]}, {"C": ["1"]})
    assert found == [Loss("A", LossKind.WHOLE, 1, 2), Loss("B", LossKind.WHOLE, 0, 0)]
    assert [loss.lines for loss in found] == [2, 0]


@pytest.mark.parametrize("parting", range(1, 41))
def test_the_first_other_line_is_found_wherever_it_is(parting: int) -> None:
    here = [str(seq) for seq in range(1, 41)]
    kept = [seq if int(seq) < parting else f"x{seq}" for seq in here]
    assert lost({"A": here}, {"A": kept}) == [Loss("A", LossKind.OTHER, parting, 40)]
