"""How large a result notice is set: the formal size, and one size down only where the closing would stand alone."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest

from consult.documents.closing import closes_alone

MM = 96 / 25.4
LINE = 28.99 * 4 / 3


def laid_out(*tops: float | None) -> Any:
    """A paper whose pages have the closing so many CSS pixels from above, or not at all."""
    boxes = [{} if top is None else {"closing": (100.0, top, 690.0, top + 400)} for top in tops]
    return cast(Any, SimpleNamespace(pages=[SimpleNamespace(anchors=found) for found in boxes]))


@pytest.mark.parametrize(
    ("tops", "alone"),
    [
        pytest.param((None, 37 * MM), True, id="no line above it"),
        pytest.param((None, 37 * MM + 3 * LINE), True, id="three lines above it"),
        pytest.param((None, 37 * MM + 4 * LINE), False, id="four lines above it"),
        pytest.param((37 * MM,), False, id="on the only page"),
        pytest.param((None, 37 * MM, None), True, id="before an appendix"),
    ],
)
def test_a_notice_is_set_smaller_only_where_its_closing_stands_alone(
    tops: tuple[float | None, ...], alone: bool
) -> None:
    assert closes_alone(laid_out(*tops)) is alone
