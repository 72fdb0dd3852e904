"""How to vote by written proxy, in one sentence for every paper and page."""

from __future__ import annotations

from consult.wording.language import Words


def proxy_way(words: Words, cap: int) -> str:
    """What to do, and how many owners one agent may represent."""
    return words.gettext(
        "Write your choice on each question on a signed authorisation and let somebody hand it in;"
        " one person may do so for at most %(cap)s owners.",
        cap=words.integer(cap),
    )
