"""The committee's plain words for a reader, where it wrote some in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from consult.domain.plain_words import SIMPLE
from consult.wording.language import Words


def plain_words(words: Words, text: Mapping[str, str]) -> str:
    """The plain version in this reader's language; '' where there is none: another language would be no plainer."""
    return text.get(SIMPLE["zh" if words.is_chinese else "en"], "")


def has_plain_words(words: Words, texts: Iterable[Mapping[str, str]]) -> bool:
    """Whether any of these texts has a plain version that this reader would understand."""
    return any(plain_words(words, text) for text in texts)
