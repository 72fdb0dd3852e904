"""Sheets of paper in words: what came of entering one, and what one that waits is waiting for."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType

from consult.domain.keying import Standing
from consult.wording.language import Words
from consult.wording.marking import N_

WAITS_SAID: Mapping[Standing | None, str] = MappingProxyType(
    {
        None: N_("Collected at the door, not entered yet"),
        Standing.PENDING: N_("Waits for a second person"),
        Standing.MISMATCH: N_("Two entries differ: waits for a third person"),
        Standing.UNDECIDED: N_("No two entries agree: waits for somebody who has not entered it"),
    }
)
"""How far a sheet has come → what it waits for."""

_WAITING_SAID: Mapping[Standing, str] = MappingProxyType(
    {
        Standing.PENDING: N_(
            "Entered: serial %(serial)s, %(place)s. It counts once somebody else has entered the same."
        ),
        Standing.MISMATCH: N_(
            "Serial %(serial)s, %(place)s: this entry and the first one differ. A third person enters the sheet now."
        ),
        Standing.UNDECIDED: N_(
            "Serial %(serial)s, %(place)s: no two entries agree. Look at the sheet together; somebody who has not "
            "entered it yet may decide. Until then it counts nothing."
        ),
    }
)


def waiting_said(words: Words, standing: Standing, serial: str, place: str) -> str:
    """What to say when a sheet was entered and still counts nothing."""
    return words.gettext(_WAITING_SAID[standing], serial=serial, place=place)


def reconciled_said(words: Words, found: Mapping[str, int]) -> str:
    """How sheets were reconciled, in one line: issued = each fate + missing, and what nobody can account for."""
    parts = [(words.gettext(name), found.get(key, 0)) for key, name in FATES_SAID.items()]
    sums = " + ".join(f"{name} {words.integer(n)}" for name, n in parts if n) or words.integer(0)
    said = words.gettext("issued %(issued)s = %(parts)s", issued=words.integer(found["issued"]), parts=sums)
    if not found["difference"]:
        return said
    more = words.gettext("%(n)s not accounted for, explained in writing", n=words.integer(found["difference"]))
    return f"{said}（{more}）" if words.is_chinese else f"{said} ({more})"


FATES_SAID: Mapping[str, str] = MappingProxyType(
    {
        "returned": N_("valid"),
        "blank": N_("blank"),
        "spoilt": N_("invalid"),
        "double": N_("second ballots"),
        "late": N_("late"),
        "unconfirmed": N_("not confirmed"),
        "collected": N_("collected at the door, not entered"),
        "missing": N_("not returned"),
    }
)
"""What became of a sheet that was issued → in a word."""


def sample_said(words: Words, size: int, listed: int, share: Fraction, confidence: Fraction) -> str:
    """How many ballots are compared, and why so many."""
    return words.gettext(
        "Of %(listed)s paper ballots %(size)s are compared: if %(share)s of them had been altered, at least one of "
        "those would be found with a chance of %(confidence)s or more.",
        listed=words.integer(listed),
        size=words.integer(size),
        share=words.percent(share),
        confidence=words.percent(confidence),
    )
