"""Where a text of a consultation stands, in words, from the stem of its field on the draft's form."""

from __future__ import annotations

import re

from consult.wording.language import Words
from consult.wording.marking import N_

_STEM = re.compile(r"([qa])([0-9]+)(?:o([0-9]+))?_[a-z]+")
_WHOLE = {"title": N_("Title"), "intro": N_("Introduction")}
_OPTION = N_("question %(n)s, option %(option)s")
_QUESTION = N_("question %(n)s")
_ANSWER = N_("agreed answer %(n)s")


def text_place(words: Words, stem: str) -> str:
    """`intro` is the introduction, `q1o2_note` question 1, option 2; beginning with a capital, as a line does."""
    found = _STEM.fullmatch(stem)
    if found is None:
        return words.gettext(_WHOLE[stem])
    sort, number, option = found.groups()
    frame = _ANSWER if sort == "a" else _OPTION if option else _QUESTION
    said = words.gettext(frame, n=number, **({"option": option} if option else {}))
    return said[:1].upper() + said[1:]
