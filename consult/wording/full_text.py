"""Where questions are read in full that a paper has no room for: no paper cuts one off."""

from __future__ import annotations

from consult.wording.language import Words


def where_to_read(words: Words, questions: int) -> str:
    """On the notice and on the page: how many `questions` there are."""
    return words.ngettext(
        "The question in full is on the notice and on the page.",
        "There are %(n)s questions; the full text is on the notice and on the page.",
        questions,
    )
