"""The book in words."""

from __future__ import annotations

from consult.domain.ledger import LineType
from consult.wording.book import LINE_NAMES


def test_every_kind_of_line_has_a_name() -> None:
    assert set(LINE_NAMES) == set(LineType)
