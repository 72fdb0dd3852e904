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
        Verdict.LAPSED: N_("Lapsed: nobody confirmed it in time"),
    }
)
"""What became of a correction → what it is called in a list."""


def note_said(words: Words, note: str) -> str:
    """Why a correction was refused: the second person's words, or that the paper was read differently."""
    return words.gettext("The second person read something else on the paper.") if note == "read-differently" else note


def verdict_name(words: Words, verdict: Verdict) -> str:
    """What became of a correction, in a few words."""
    return words.gettext(VERDICTS[verdict])
