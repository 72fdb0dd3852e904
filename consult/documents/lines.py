"""Where lines are broken: titles by sense (GB/T 9704, 7.3.1), and no character left alone on a last line."""

from __future__ import annotations

import re
from math import ceil

from markupsafe import Markup, escape

LONGEST_CLAUSE = 14
"""Characters; what fits one line in the largest type."""

HELD = 4
"""Characters at the end of a Chinese sentence that stay on one line."""

_HAN = "\u3400"
"""From here on characters are Chinese."""

_WIDE_MARKS = "“”‘’…—"
"""Marks as wide as a Chinese character that stand before them in the character set."""

_LETTER = 0.56
"""Width of a letter or a figure, in ems."""

_LONGEST_WORD = 4
"""Ems that a line of English may stay short of, since words are not broken."""

_OPENING, _CLOSING = "（《“‘", "，。、；：？！”’）》…"
_BEFORE, _AFTER = "与和及或并", "的、，：；？！”）》"
"""Before and after these a Chinese title is read with a breath."""


def clauses(title: str) -> list[str]:
    """A short Chinese title cut after its punctuation, to break lines by sense (GB/T 9704, 7.3.1).

    A longer title answers itself whole: unbreakable clauses would leave its lines ragged.
    """
    parts = re.findall(r"[^，。；：？！]+[，。；：？！”’）》]*|[，。；：？！]+", title)
    return parts if len(parts) <= 3 and all(len(part) <= LONGEST_CLAUSE for part in parts) else [title]


def by_sense(title: str, most: int) -> list[str]:
    """A Chinese title of more than `most` ems cut where a reader takes breath, else before its last four characters.

    What fits one line, or could not be cut without a line becoming too long, answers itself whole.
    """
    if ems(title) <= most or not _is_chinese(title):
        return [title]
    ideal = ems(title) / ceil(ems(title) / most)
    cuts = [at for at in range(2, len(title) - 1) if _is_breath(title, at) and ems(title[:at]) <= most]
    cuts = [at for at in cuts if ems(title[at:]) <= most * (ceil(ems(title) / most) - 1)]
    at = min(cuts, key=lambda cut: abs(ems(title[:cut]) - ideal)) if cuts else len(title) - HELD
    if ems(title[:at]) > most:
        return [title]
    return [title[:at], *by_sense(title[at:], most)]


def ems(text: str) -> float:
    """How wide a text is, about, in ems."""
    return sum(1.0 if character >= _HAN or character in _WIDE_MARKS else _LETTER for character in text)


def even_width(text: str, most: int) -> float:
    """The narrowest width in ems that takes no more lines than `most` ems: lines of a title come out alike."""
    lines = max(1, ceil(ems(text) / most))
    slack = 1.2 if _is_chinese(text) else _LONGEST_WORD
    return most if lines == 1 else min(most, ceil(ems(text) / lines) + slack)


def held(text: str) -> Markup:
    """A sentence whose last characters stay on one line; in English words do that by themselves."""
    at = len(text) - HELD
    while at > 0 and (text[at] in _CLOSING or text[at - 1] in _OPENING):
        at -= 1
    end = text[at:]
    if at <= 0 or " " in end or not _is_chinese(end):
        return escape(text)
    return escape(text[:at]) + Markup('<span class="nowrap">{}</span>').format(end)


def _is_breath(title: str, at: int) -> bool:
    """Whether a title may be cut before this character."""
    if title[at] in _CLOSING or title[at - 1] in _OPENING:
        return False
    return title[at] in _BEFORE or title[at - 1] in _AFTER or title[at] in _OPENING


def _is_chinese(text: str) -> bool:
    return any(character >= _HAN for character in text)
