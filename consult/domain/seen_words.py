"""What a household or the committee writes in its own words, without what nobody sees."""

from __future__ import annotations

import re

_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")
"""Control signs, and marks that turn the direction of writing: a database or a reader would stumble over them."""


def seen_words(said: str) -> str:
    """The words with one kind of line end, without unseen signs and without blanks around them."""
    return _UNSEEN.sub("", said.replace("\r\n", "\n").replace("\r", "\n")).strip()
