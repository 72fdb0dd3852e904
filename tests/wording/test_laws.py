"""Laws are cited in the reader's language."""

from __future__ import annotations

import pytest

from consult.domain.rules import RULES
from consult.wording.language import CHINESE, ENGLISH, words_for
from consult.wording.laws import basis_text, citation_said, han_number


@pytest.mark.parametrize(
    ("written", "number"), [("九", 9), ("十", 10), ("十八", 18), ("二百七十八", 278), ("一百零三", 103)]
)
def test_an_article_is_numbered_in_figures(written: str, number: int) -> None:
    assert han_number(written) == number


def test_a_law_is_named_in_the_readers_language() -> None:
    citation = "《中华人民共和国民法典》第二百七十八条"
    assert citation_said(words_for(ENGLISH), citation) == "Civil Code, Article 278"
    assert citation_said(words_for(CHINESE), citation) == citation


def test_a_committees_own_citation_stands_as_written() -> None:
    assert citation_said(words_for(ENGLISH), "业主大会议事规则第十二条") == "业主大会议事规则第十二条"


def test_every_law_of_the_built_in_rules_has_an_english_name() -> None:
    cited = [basis_text(rule.basis) for rule in RULES.values()]
    assert not [said for said in cited if said and "《" in said["en"]]
    assert {} in cited or all(cited)
