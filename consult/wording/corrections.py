"""Corrections in words."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from consult.domain.correction import Verdict
from consult.wording.language import Words
from consult.wording.marking import N_

VERDICTS: Mapping[Verdict, str] = MappingProxyType(
    {
        Verdict.PROPOSED: N_("Waits for somebody else to confirm it"),
        Verdict.CONFIRMED: N_("Confirmed, it counts"),
        Verdict.REFUSED: N_("Refused"),
    }
)
"""What became of a correction → what it is called in a list."""


def verdict_name(words: Words, verdict: Verdict) -> str:
    """What became of a correction, in a few words."""
    return words.gettext(VERDICTS[verdict])
