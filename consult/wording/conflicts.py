"""Two ballots of one elector in words: what was decided, for the console and for the household itself."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from consult.domain.counting.book_count import Decision
from consult.wording.language import Words
from consult.wording.marking import N_

DECISIONS: Mapping[Decision, str] = MappingProxyType(
    {
        Decision.FIRST_STANDS: N_("The first one stands"),
        Decision.SECOND_COUNTS: N_("The later one counts in its place"),
        Decision.NEITHER_COUNTS: N_("Neither counts"),
    }
)
"""Decision → what it is called in a list."""

_TO_THE_HOUSEHOLD: Mapping[Decision, str] = MappingProxyType(
    {
        Decision.FIRST_STANDS: N_("Two ballots came in for your household. It was settled that the first one counts."),
        Decision.SECOND_COUNTS: N_(
            "Two ballots came in for your household. It was settled that the later one counts in place of the first."
        ),
        Decision.NEITHER_COUNTS: N_("Two ballots came in for your household. It was settled that neither counts."),
    }
)


def decision_name(words: Words, decision: Decision) -> str:
    """A decision in a few words."""
    return words.gettext(DECISIONS[decision])


def told_household(words: Words, decision: Decision | str | None) -> str:
    """What a household is told about its two ballots; while nothing is settled, which one counts and until when."""
    if decision is None:
        return words.gettext(
            "A second ballot came in for your household. The first one counts, unless the owners of your home settle it"
            " otherwise with the committee before the count."
        )
    return words.gettext(_TO_THE_HOUSEHOLD[Decision(decision)])
