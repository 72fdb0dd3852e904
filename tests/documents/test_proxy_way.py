"""How to vote by written proxy, on every paper, where it is offered and nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from consult.documents.ballot_paper import ballots_pdf
from consult.documents.letter import letters_pdf
from consult.documents.notice import notice_pdf
from consult.wording.language import Words
from tests.documents import reading
from tests.documents.sheets import ANNOUNCEMENT, BALLOT, LETTER, household, paper

Print = Callable[[int, Words], bytes]
PAPERS: dict[str, Print] = {
    "notice": lambda each, words: notice_pdf(replace(ANNOUNCEMENT, proxies_each=each), words),
    "letter": lambda each, words: letters_pdf(replace(LETTER, proxies_each=each), [household(1)], words),
    "ballot": lambda each, words: ballots_pdf(replace(BALLOT, proxies_each=each), [paper(214)], words),
}


@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_says_how_and_for_how_many(name: str, zh: Words, en: Words) -> None:
    # Ways to answer stand side by side on a letter, so that a line may end before these words.
    assert "受2位业主委托" in reading.text_of(PAPERS[name](2, zh))
    assert "foratmost2owners" in reading.text_of(PAPERS[name](2, en)).replace(" ", "")


@pytest.mark.parametrize("name", PAPERS)
def test_nothing_is_said_where_it_is_not_offered(name: str, zh: Words) -> None:
    assert "业主委托" not in reading.text_of(PAPERS[name](0, zh))


def test_a_letter_still_keeps_to_one_page(zh: Words, en: Words) -> None:
    assert [len(reading.codes(PAPERS["letter"](3, words))) for words in (zh, en)] == [1, 1]
