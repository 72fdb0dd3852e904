"""Words as somebody sees them: no signs that turn the direction of writing, one kind of line end."""

from __future__ import annotations

import pytest

from consult.domain.seen_words import seen_words


@pytest.mark.parametrize(
    ("said", "seen"),
    [
        pytest.param("  面积不对 \n", "面积不对", id="blanks around it"),
        pytest.param("一\r\n二\r三", "一\n二\n三", id="line ends of three systems"),
        pytest.param("98\u202e.20\u2066平\ufeff米", "98.20平米", id="marks of direction"),
        pytest.param("a\x00b\x1bc\tz", "abc\tz", id="control signs, but a tab is seen"),
        pytest.param("👨‍👩‍👧好", "👨‍👩‍👧好", id="a family of emoji stays together"),
        pytest.param("\u200e\u200f", "", id="nothing that is seen"),
    ],
)
def test_what_is_left(said: str, seen: str) -> None:
    assert seen_words(said) == seen
