"""Numbers of headings in formal papers."""

from __future__ import annotations

from consult.wording.language import Words

_HAN = "一二三四五六七八九十"


def ordinal(words: Words, number: int) -> str:
    """The number of a heading: 一 … 九十九, or 1 …; beyond that in figures in both languages."""
    if not words.is_chinese or number >= 100:
        return str(number)
    tens, ones = divmod(number, 10)
    if not tens:
        return _HAN[ones - 1]
    return (_HAN[tens - 1] if tens > 1 else "") + "十" + (_HAN[ones - 1] if ones else "")
