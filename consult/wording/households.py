"""What a paper says where one ballot stands for one household (一户一票): 592户, where it else says 592人.

The figures are the same; only what is counted has another name. So the sentences about heads are exchanged for their
twins about households before they are translated, wherever a paper is spoken through these words.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from consult.domain.electorate import Basis
from consult.wording.language import Words
from consult.wording.marking import N_

_TWINS = {
    "Heads": N_("Households"),
    "Heads in all": N_("Households in all"),
    "% of heads": N_("% of households"),
    "Share of those taking part": N_("Share of the households taking part"),
    "%(valid)s of %(asked)s": N_("%(valid)s of %(asked)s households"),
    "Rows void on this question: %(heads)s, %(area)s.": N_(
        "Rows void on this question: %(heads)s households, %(area)s."
    ),
    "Rows void on this plan: %(heads)s, %(area)s.": N_("Rows void on this plan: %(heads)s households, %(area)s."),
    "the electors taking part": N_("the households taking part"),
    "the electors who agree or oppose": N_("the households that agree or oppose"),
    "The table shows how many scored each option.": N_("The table shows how many households scored each option."),
    "The table shows who put each option first.": N_("The table shows how many households put each option first."),
}
"""Sentence about heads → its twin about households."""


class _Households(Words):
    """Words that name households where others name heads."""

    def gettext(self, sentence: str, **details: Any) -> str:
        """Translate a sentence, or its twin about households."""
        return super().gettext(_TWINS.get(sentence, sentence), **details)

    def ngettext(self, one: str, many: str, n: int, **details: Any) -> str:
        """Translate a sentence that depends on a number; so many electors are so many households."""
        if one == "%(n)s elector":
            one, many = "%(n)s household", "%(n)s households"
        return super().ngettext(one, many, n, **details)


def words_by(words: Words, basis: Basis) -> Words:
    """The words for what is counted on a basis: heads, or households."""
    return words.spoken_as(_Households) if basis is Basis.BY_HOUSEHOLD else words


def counting_words(words: Words, result: Mapping[str, Any]) -> Words:
    """The words for a result's figures; an older result does not say its basis and counted heads."""
    return words_by(words, Basis(result["consultation"].get("basis", Basis.BY_OWNER)))
