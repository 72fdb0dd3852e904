"""What a copy of an earlier consultation is called, so that nobody takes the one for the other."""

from __future__ import annotations

from consult.domain.question import Text
from consult.domain.question_faults import LONGEST_TITLE
from consult.wording.language import words_for
from consult.wording.marking import N_

_AGAIN = N_("%(title)s (once more)")


def copied_title(title: Text) -> Text:
    """The title in each of its languages, marked; one that would grow too long stays as it is."""
    return {language: _marked(language, words) for language, words in title.items()}


def _marked(language: str, title: str) -> str:
    mark = words_for(language).gettext(_AGAIN, title="")
    return title if title.endswith(mark) or len(title) + len(mark) > LONGEST_TITLE else title + mark
