"""Where one ballot stands for one household, figures are said of households; elsewhere of heads."""

from __future__ import annotations

import re

import pytest

from consult.domain.rules import Measure
from consult.wording import households
from consult.wording.households import counting_words
from consult.wording.language import CHINESE, ENGLISH, words_for
from consult.wording.rules import amount

_SAID = [
    pytest.param("by-household", CHINESE, "592户", "户数", id="a survey by household counts 户"),
    pytest.param("by-household", ENGLISH, "592 households", "Households", id="and households in English"),
    pytest.param("by-owner", CHINESE, "592人", "人数", id="a vote by owner counts 人"),
    pytest.param(None, ENGLISH, "592 electors", "Heads", id="an older result that does not say counts electors"),
]


@pytest.mark.parametrize(("basis", "language", "figure", "heading"), _SAID)
def test_figures_name_what_was_counted(basis: str | None, language: str, figure: str, heading: str) -> None:
    words = counting_words(words_for(language), {"consultation": {"basis": basis} if basis else {}})
    assert amount(words, Measure.HEADS, 592) == figure
    assert words.gettext("Heads") == heading


def test_areas_and_other_sentences_stay() -> None:
    words = counting_words(words_for(CHINESE), {"consultation": {"basis": "by-household"}})
    assert amount(words, Measure.AREA, 12_345) == amount(words_for(CHINESE), Measure.AREA, 12_345)
    assert words.gettext("Served") == words_for(CHINESE).gettext("Served")


@pytest.mark.parametrize("sentence", households._TWINS)
def test_a_twin_has_the_same_places_and_its_own_chinese(sentence: str) -> None:
    twin, chinese = households._TWINS[sentence], words_for(CHINESE)
    assert re.findall(r"%\(\w+\)s", twin) == re.findall(r"%\(\w+\)s", sentence)
    assert "户" in chinese.gettext(twin)
    assert chinese.gettext(sentence) != sentence
