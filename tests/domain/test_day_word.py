"""The word of the day: the same for everybody on one day, another for another estate, and nobody's guess."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from consult.domain.day_word import WORDS, word_of_day

DAY = date(2026, 12, 20)
SECRET = "a secret of an installation, 32 and more"


def test_every_word_is_two_characters_and_has_one_twin() -> None:
    assert len(WORDS) == 512
    assert all(len(chinese) == 2 for chinese, _ in WORDS)
    for side in (0, 1):
        assert not [word for word, times in Counter(pair[side] for pair in WORDS).items() if times > 1]


def test_one_estate_has_one_word_on_one_day() -> None:
    assert word_of_day(SECRET, "wutong-li", DAY) == word_of_day(SECRET, "wutong-li", DAY)
    word = word_of_day(SECRET, "wutong-li", DAY)
    assert (word["zh"], word["en"]) in WORDS


def test_days_estates_and_installations_have_words_of_their_own() -> None:
    days = [word_of_day(SECRET, "wutong-li", DAY + timedelta(days=n))["zh"] for n in range(40)]
    assert len(set(days)) > 30
    estates = {word_of_day(SECRET, f"estate-{n}", DAY)["zh"] for n in range(40)}
    assert len(estates) > 30
    assert word_of_day(SECRET, "wutong-li", DAY) != word_of_day(SECRET + "!", "wutong-li", DAY)
