"""What may happen to a few electors, in any order: the events that `test_every_way_in` draws from."""

from __future__ import annotations

from typing import Any

from consult.domain.photo import Photo

PHOTO = Photo(b"jpeg", "ab" * 32, 10, 10)
SIDES = ("agree", "oppose", "abstain")
WHO = range(3)
"""Few, so that much happens to each of them."""
KEYERS = ("钱敏", "孙倩", "李强")
MAY_REFUSE_A_CORRECTION = {
    "",
    "correction-alone",
    "correction-decided",
    "nothing-to-correct",
    "correction-of-uncounted",
}
DECISIONS = ("first-stands", "second-counts", "neither-counts")
RULINGS = ("upheld", "upheld", "dismissed", "")
EVENTS: tuple[tuple[Any, ...], ...] = (
    ("cast", WHO, SIDES),
    ("answer_at_the_door", WHO, SIDES),
    ("key_a_sheet", WHO, SIDES, KEYERS),
    ("key_a_sheet", WHO, ("agree",), KEYERS),
    ("key_by_two", WHO, SIDES),
    ("contest", WHO, ("upheld",)),
    ("key_a_useless_sheet", WHO, KEYERS, ("spoilt", "unsigned", "blank")),
    ("hand_in_a_proxy", WHO, range(5), SIDES),
    ("settle", WHO, DECISIONS),
    ("contest", WHO, RULINGS),
    ("decide_later", range(50), RULINGS[1:3]),
    ("correct", WHO, SIDES, (True, True, False, None)),
    ("answer_later", range(50), (True, False), KEYERS),
    ("sign_for_the_sheets", range(9)),
)
"""What may happen, each as likely as the other: the name of a method below, and what it may be given."""
ARRIVES = {"", "already-answered"}
"""A ballot that arrives is counted or kept as a second one; either way the book grows."""
