"""What a paper or page says where one ballot stands for one household (一户一票): 592户, where it else says 592人.

The figures are the same; only what is counted has another name. So the sentences about heads are exchanged for their
twins about households before they are translated, wherever something is spoken through these words. A survey has
twins of its own (`consult.wording.surveys`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from consult.domain.consultation import Kind
from consult.domain.electorate import Basis
from consult.wording.language import Words
from consult.wording.marking import N_
from consult.wording.surveys import Surveys

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
    "Electors": N_("Households"),
    "Electors in all": N_("Households in all"),
    "Number of electors": N_("Households"),
    "Owners": N_("Households"),
    "all electors": N_("all households"),
    "one head, %(area)s": N_("one household, %(area)s"),
    "To the owner": N_("To the household"),
    "A letter to the owners": N_("A letter to the residents"),
    "Dear owner,": N_("Dear resident,"),
    "To all owners:": N_("To all households:"),
    "Enough owners have taken part. What they decided is counted after the end.": N_(
        "Enough households have taken part. What they decided is counted after the end."
    ),
    "Not enough owners have taken part yet, so nothing can be decided so far.": N_(
        "Not enough households have taken part yet, so nothing can be decided so far."
    ),
    "Each elector has one voice; equals are listed side by side.": N_(
        "Each household has one voice; equals are listed side by side."
    ),
    "The scores of each option are added up and divided by the number of those who scored it.": N_(
        "The scores of each option are added up and divided by the number of households that scored it."
    ),
    "Who has taken part is counted for each question by itself.": N_(
        "Which households have taken part is counted for each question by itself."
    ),
    "Whoever does not answer is not counted as taking part.": N_(
        "A household that does not answer is not counted as taking part."
    ),
    "Whoever does not answer is not counted among those who did.": N_(
        "A household that does not answer is not counted among those that did."
    ),
    "Served in an effective way, not returned: heads, area": N_(
        "Served in an effective way, not returned: households, area"
    ),
    "Two ballots of one elector, neither counted": N_("Two ballots of one household, neither counted"),
    "One ballot for each owner: who has answered on the web page does not hand in paper as well.": N_(
        "One ballot for each household: who has answered on the web page does not hand in paper as well."
    ),
    "One answer for each owner: who has answered on the web page does not hand in a sheet as well.": N_(
        "One answer for each household: who has answered on the web page does not hand in a sheet as well."
    ),
    "Signed by the owner, by one of the co-owners for all, or with the seal of the organisation that owns it. "
    "Whoever signs for an owner adds the written proxy.": N_("Signed by one adult for the household."),
    "In heads, as ballots came back. Buildings with fewer than five electors are put together with others, so that "
    "nobody’s choice can be worked out.": N_(
        "In households, as ballots came back. Buildings with fewer than five of them are put together with others, so "
        "that nobody’s choice can be worked out."
    ),
    "In heads, as answers came back. Buildings with fewer than five of those asked are put together with others, so "
    "that nobody’s choice can be worked out.": N_(
        "In households, as answers came back. Buildings with fewer than five of them are put together with others, so "
        "that nobody’s choice can be worked out."
    ),
}
"""Sentence about heads → its twin about households."""


class Households(Words):
    """Words that name households where others name heads."""

    def gettext(self, sentence: str, **details: Any) -> str:
        """Translate a sentence, or its twin about households."""
        return super().gettext(_TWINS.get(sentence, sentence), **details)

    def ngettext(self, one: str, many: str, n: int, **details: Any) -> str:
        """Translate a sentence that depends on a number; so many electors are so many households."""
        if one == "%(n)s elector":
            one, many = "%(n)s household", "%(n)s households"
        return super().ngettext(one, many, n, **details)


class _SurveysOfHouseholds(Surveys, Households):
    """Words of a survey for which each household answers once: first answers for ballots, then households for heads."""


_SPEAKERS = {
    (Basis.BY_OWNER, True): Words,
    (Basis.BY_OWNER, False): Surveys,
    (Basis.BY_HOUSEHOLD, True): Households,
    (Basis.BY_HOUSEHOLD, False): _SurveysOfHouseholds,
}
"""(basis, whether it is a vote) → who says it."""


def words_by(words: Words, basis: Basis, *, is_binding: bool = True) -> Words:
    """The words for what is counted on a basis, heads or households, in a vote or a survey."""
    return words.spoken_as(_SPEAKERS[basis, is_binding])


def counting_words(words: Words, result: Mapping[str, Any]) -> Words:
    """The words for a result's figures; an older result does not say its basis and counted heads."""
    about = result["consultation"]
    return words_by(words, Basis(about.get("basis", Basis.BY_OWNER)), is_binding=about.get("kind") != Kind.ADVISORY)
