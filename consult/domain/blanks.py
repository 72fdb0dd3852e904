"""Blanks of a template: what its text leaves to be filled in, and how what was not filled in is found again.

A blank nobody filled stands in the text as 【请填：…】 or 【fill in: …】, where whoever reads the draft sees it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from consult.domain.question import Text

_MARKS = MappingProxyType({"zh": "【请填：%s】", "en": "【fill in: %s】"})
_LEFT = re.compile(r"【(?:请填：|fill in: )([^】]{1,200})】")
_NAMED = re.compile(r"\{([a-z][a-z0-9_]{0,39})\}")


def blanks_left(words: str) -> list[str]:
    """What is still to be filled in in these words, each as often as it stands there."""
    return _LEFT.findall(words)


def blanks_named(words: str) -> list[str]:
    """The keys of the blanks that a template's words hold: {price}."""
    return _NAMED.findall(words)


def filled(words: str, language: str, given: Mapping[str, str], labels: Mapping[str, Text]) -> str:
    """The words with what was given put in; a blank without anything given is marked, in the words' language.

    `labels` says of each blank, by language, what is wanted; braces around anything else stay.
    """
    tongue = language.partition("-")[0]

    def put(found: re.Match[str]) -> str:
        key = found[1]
        if key not in labels:
            return found[0]
        return given.get(key) or _MARKS[tongue] % labels[key].get(tongue, key)

    return _NAMED.sub(put, words)


def refilled(words: str, given: Mapping[str, str]) -> str:
    """The words with marked blanks filled in by what they ask for; what is not given stays marked."""
    return _LEFT.sub(lambda found: given.get(found[1]) or found[0], words)


def all_blanks(texts: Iterable[str]) -> frozenset[str]:
    """The keys of all blanks in these words."""
    return frozenset(key for words in texts for key in blanks_named(words))
