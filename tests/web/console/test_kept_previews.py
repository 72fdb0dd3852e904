"""Previews are kept for a moment, and never more than there is room for."""

from __future__ import annotations

from datetime import timedelta

import pytest

from consult.web.console.kept_previews import KEPT_FOR, KeptPreviews, Key
from tests import people

NOTICE: Key = (1, "notice", "zh", "5e")
POSTER: Key = (1, "poster-a4", "zh", "5e")


@pytest.mark.parametrize(
    ("later", "is_there"),
    [
        pytest.param(KEPT_FOR - timedelta(seconds=1), True, id="a second before its time is over"),
        pytest.param(KEPT_FOR, False, id="exactly when its time is over"),
        pytest.param(-timedelta(seconds=1), False, id="a clock that was set back"),
    ],
)
def test_kept_for_a_moment(later: timedelta, is_there: bool) -> None:
    kept = KeptPreviews()
    kept.keep(NOTICE, b"paper", people.MIDWAY)
    assert (kept.find(NOTICE, people.MIDWAY + later) == b"paper") is is_there


def test_the_oldest_gives_way() -> None:
    kept = KeptPreviews(most_bytes=10)
    kept.keep(NOTICE, b"12345", people.MIDWAY)
    kept.keep(POSTER, b"12345", people.MIDWAY)
    assert kept.find(NOTICE, people.MIDWAY) == b"12345"
    kept.keep((2, "notice", "zh", "5e"), b"1", people.MIDWAY)
    assert kept.find(NOTICE, people.MIDWAY) is None
    assert kept.find(POSTER, people.MIDWAY) == b"12345"


def test_another_paper_is_not_that_one() -> None:
    kept = KeptPreviews()
    kept.keep(NOTICE, b"paper", people.MIDWAY)
    assert kept.find((2, *NOTICE[1:]), people.MIDWAY) is None
