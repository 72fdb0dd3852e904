"""What is kept of a person, shown so that they know it again and somebody looking over their shoulder does not."""

from __future__ import annotations

import re

COVER = "＊"
_NUMBER_SHOWN = (3, 2)
_SHORTEST_NUMBER = 7
_APART = re.compile(r"([、，,;；/])")


def masked_name(written: str) -> str:
    """The first character of each name, the rest covered: 陈桂芳 is 陈＊＊; 孙立、吴敏 is 孙＊、吴＊."""
    return "".join(part if _APART.fullmatch(part) else _masked(part) for part in _APART.split(written))


def _masked(name: str) -> str:
    first, rest = name.strip()[:1], name.strip()[1:]
    return first + "".join(letter if letter.isspace() else COVER for letter in rest)


def masked_number(written: str) -> str:
    """A telephone number by its first three and last two digits; of a short one nothing is shown."""
    digits = "".join(letter for letter in written if letter.isdigit())
    if len(digits) < _SHORTEST_NUMBER:
        return COVER * len(digits)
    before, after = _NUMBER_SHOWN
    return digits[:before] + COVER * (len(digits) - before - after) + digits[-after:]
