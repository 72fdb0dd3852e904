"""Every matter leads to the rule that the law asks for it."""

from __future__ import annotations

import pytest

from consult.domain.matter import MATTERS, Matter, matter_named, rule_for
from consult.domain.refusal import Refusal
from consult.domain.rules import RULES

BY_ITEM = {1: "general", 2: "general", 3: "general", 4: "general", 5: "general", 9: "general"} | dict.fromkeys(
    (6, 7, 8), "special"
)


@pytest.mark.parametrize("matter", MATTERS.values(), ids=list(MATTERS))
def test_the_rule_follows_the_item_of_the_law(matter: Matter) -> None:
    item = matter.item
    if item:
        assert matter.rule == BY_ITEM[item]
    assert matter.rule in RULES


@pytest.mark.parametrize(
    ("key", "is_binding", "in_part", "rule"),
    [
        pytest.param("charger-places", True, False, "special", id="chargers on common land"),
        pytest.param("charger-places", True, True, "partial-common-special", id="chargers that two buildings share"),
        pytest.param("shed-material", True, False, "general", id="the material of an existing shed"),
        pytest.param("shed-material", True, True, "partial-common", id="a shed that two buildings share"),
        pytest.param("lift", True, True, "lift", id="a lift asks its entrance"),
        pytest.param("dwelling-business", True, True, "unanimous", id="a shop in a dwelling"),
        pytest.param("charger-places", False, False, "advisory", id="a survey about chargers"),
        pytest.param("garden", False, False, "advisory", id="a garden"),
        pytest.param("garden", True, False, "general", id="a garden that is to be decided"),
        pytest.param("residents-pact", True, False, "residents-meeting", id="a pact"),
    ],
)
def test_which_rule_a_matter_needs(key: str, is_binding: bool, in_part: bool, rule: str) -> None:
    assert rule_for(MATTERS[key], is_binding=is_binding, in_part=in_part) == rule


def test_a_strange_matter_is_refused_and_none_is_none() -> None:
    assert matter_named("") is None
    with pytest.raises(Refusal, match="unknown-matter"):
        matter_named("moon")
