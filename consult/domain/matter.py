"""What a vote is about, and the rule that the law asks for it (voting rules §2 and §5).

A matter names the item of 民法典 278 it falls under. The rule is suggested by it and confirmed by a person; who chooses
another one is told what the law says, and may have reasons.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from consult.domain.refusal import Refusal, reasons

reasons(unknown_matter="matter, known: a key that names no matter; the keys there are")

_LIKE_SHARED = MappingProxyType({"general": "partial-common", "special": "partial-common-special"})
"""A matter of the whole estate → the same matter where only the owners of some buildings share the part (沪规定 69)."""

OWNERS_RULES = frozenset({"general", "special", "partial-common", "partial-common-special", "lift"})
"""Rules by which the owners decide together at an owners' assembly, with its notice and its time to answer."""
MEETING_RULES = frozenset({"residents-meeting", "committee-meeting"})
"""Rules of bodies of their own, about whose votes the owners' rules of procedure say nothing."""


@dataclass(frozen=True, slots=True)
class Matter:
    """A matter and what follows from it.

    `item` is the item of 民法典 278 (1), 0 where another law speaks. `waits_for_election`: no vote on it while the
    committee is being re-elected (沪规定 28: hiring managers, fees, works). `needs_siting`: something is put up whose
    place has to pass the checklist first. `binds`: owners decide it, rather than say what they think.
    """

    key: str
    rule: str
    item: int = 0
    binds: bool = True
    waits_for_election: bool = False
    needs_siting: bool = False


_ALL = (
    Matter("procedure-rules", "general", 1),
    Matter("covenant", "general", 2),
    Matter("committee-election", "general", 3),
    Matter("property-manager", "general", 4, waits_for_election=True),
    Matter("fund-use", "general", 5, waits_for_election=True),
    Matter("shed-material", "general", 5, waits_for_election=True),
    Matter("fund-raise", "special", 6),
    Matter("rebuild", "special", 7, waits_for_election=True),
    Matter("common-space", "special", 8, waits_for_election=True),
    Matter("charger-places", "special", 8, waits_for_election=True, needs_siting=True),
    Matter("new-shed", "special", 8, waits_for_election=True, needs_siting=True),
    Matter("new-parking", "special", 8, waits_for_election=True, needs_siting=True),
    Matter("parking-rules", "general", 9),
    Matter("fee-change", "general", 9, waits_for_election=True),
    Matter("other", "general", 9),
    Matter("lift", "lift"),
    Matter("dwelling-business", "unanimous"),
    Matter("residents-pact", "residents-meeting"),
    Matter("garden", "advisory", binds=False),
    Matter("needs", "advisory", binds=False),
    Matter("satisfaction", "advisory", binds=False),
)

MATTERS: Mapping[str, Matter] = MappingProxyType({matter.key: matter for matter in _ALL})
"""The matters there are, by key, in the order in which the law has them."""


def matter_named(key: str) -> Matter | None:
    """The matter of a key, none for ''; refuses `unknown-matter`."""
    if key and key not in MATTERS:
        raise Refusal("unknown-matter", matter=key[:40], known=tuple(MATTERS))
    return MATTERS.get(key)


def rule_for(matter: Matter, *, is_binding: bool, in_part: bool) -> str:
    """The key of the rule that the law asks; `in_part` where only the owners of some buildings are asked.

    A survey decides nothing, whatever it is about.
    """
    if not is_binding:
        return "advisory"
    if not matter.binds:
        # Whoever wants a garden decided rather than talked about decides an other important matter.
        return rule_for(MATTERS["other"], is_binding=True, in_part=in_part)
    return _LIKE_SHARED.get(matter.rule, matter.rule) if in_part else matter.rule
