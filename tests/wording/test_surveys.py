"""A survey speaks of answers and households where a vote speaks of ballots and heads, in every sentence it has."""

from __future__ import annotations

import re

import pytest

from consult.domain.electorate import Basis
from consult.wording import households, surveys
from consult.wording.households import counting_words, words_by
from consult.wording.language import CHINESE, ENGLISH, words_for

ZH = words_for(CHINESE)
OF_VOTES = re.compile("票|表决|计票")
OF_HEADS = re.compile("人数|位表决权人|业主")


@pytest.mark.parametrize("said", surveys._TWINS.values())
def test_no_twin_speaks_of_votes(said: str) -> None:
    assert not OF_VOTES.search(ZH.gettext(said).replace("票箱", "")), said


@pytest.mark.parametrize("said", households._TWINS.values())
def test_no_twin_speaks_of_heads(said: str) -> None:
    assert not OF_HEADS.search(ZH.gettext(said)), said


@pytest.mark.parametrize("twins", [surveys._TWINS, households._TWINS], ids=["surveys", "households"])
def test_a_twin_has_the_same_places_and_is_another_sentence(twins: dict[str, str]) -> None:
    places = re.compile(r"%\(\w+\)s")
    for sentence, twin in twins.items():
        assert sentence != twin
        assert sorted(places.findall(sentence)) == sorted(places.findall(twin)), sentence


@pytest.mark.parametrize(
    ("basis", "is_binding", "said"),
    [
        pytest.param(
            Basis.BY_OWNER, True, ["有效票", "12人", "每位表决权人算一份，并列的一起列出。"], id="owners vote"
        ),
        pytest.param(
            Basis.BY_HOUSEHOLD, True, ["有效票", "12户", "每户算一份，并列的一起列出。"], id="households vote"
        ),
        pytest.param(
            Basis.BY_OWNER, False, ["有效", "12人", "每位表决权人算一份，并列的一起列出。"], id="owners are asked"
        ),
        pytest.param(
            Basis.BY_HOUSEHOLD, False, ["有效", "12户", "每户算一份，并列的一起列出。"], id="households are asked"
        ),
    ],
)
def test_who_is_counted_and_what_for(basis: Basis, is_binding: bool, said: list[str]) -> None:
    words = words_by(ZH, basis, is_binding=is_binding)
    assert said == [
        words.gettext("Valid"),
        words.ngettext("%(n)s elector", "%(n)s electors", 12),
        words.gettext("Each elector has one voice; equals are listed side by side."),
    ]


def test_a_sentence_may_have_a_twin_twice() -> None:
    """First about answers instead of ballots, then about households instead of heads."""
    words = words_by(ZH, Basis.BY_HOUSEHOLD, is_binding=False)
    assert words.gettext("Whoever does not answer is not counted as taking part.") == "没有作答的，不计入参与户数。"


def test_a_sentence_that_depends_on_a_number_has_its_twin() -> None:
    said = words_by(ZH, Basis.BY_OWNER, is_binding=False).ngettext(surveys._POSTED, "", 7)
    assert "7" in said
    assert not OF_VOTES.search(said)


def test_words_can_be_chosen_again() -> None:
    survey = words_by(ZH, Basis.BY_HOUSEHOLD, is_binding=False)
    assert words_by(survey, Basis.BY_OWNER).gettext("Valid") == "有效票"


def test_the_same_reader_gets_the_same_words_again() -> None:
    """What was made for a reader is found again by them."""
    assert words_by(ZH, Basis.BY_HOUSEHOLD) is words_by(ZH, Basis.BY_HOUSEHOLD)
    assert words_by(ZH, Basis.BY_HOUSEHOLD) is not words_by(words_for(ENGLISH), Basis.BY_HOUSEHOLD)


def test_a_result_says_what_it_counted() -> None:
    survey = {"consultation": {"kind": "advisory", "basis": "by-household"}}
    assert counting_words(ZH, survey).gettext("Heads") == "户数"
    assert counting_words(ZH, {"consultation": {"kind": "binding"}}).gettext("Heads") == "人数"
