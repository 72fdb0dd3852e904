"""Numbers of headings and the issuer's term in formal papers."""

from __future__ import annotations

import re

from consult.wording.language import Words

_HAN = "一二三四五六七八九十"
_CHINESE = re.compile("[\u3400-\u9fff]")


def ordinal(words: Words, number: int) -> str:
    """The number of a heading: 一 … 九十九, or 1 …; beyond that in figures in both languages."""
    if not words.is_chinese or number >= 100:
        return str(number)
    tens, ones = divmod(number, 10)
    if not tens:
        return _HAN[ones - 1]
    return (_HAN[tens - 1] if tens > 1 else "") + "十" + (_HAN[ones - 1] if ones else "")


def term_said(words: Words, term: str, issuer: str) -> str:
    """The committee's term as it stands behind the issuer's name; '' where the name holds it already.

    An estate writes its term in Chinese (第三届), which a reader of English is spared.
    """
    if term in issuer or (not words.is_chinese and _CHINESE.search(term)):
        return ""
    return term
