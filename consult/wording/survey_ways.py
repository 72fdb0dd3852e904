"""Twins of what residents and tenants read on their way through a vote, for a survey."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from consult.wording.marking import N_

WAY_TWINS: Mapping[str, str] = MappingProxyType(
    {
        "Answering has ended. The count follows.": N_("Answering has ended. The answers are added up next."),
        "Counted. The result stands at this address.": N_("Added up. The result stands at this address."),
        "I am the owner: vote": N_("I am the owner: answer"),
        "I rent this home. My opinion stands in a table of its own and is never added to the owners’ votes; the "
        "owner’s ballot stays free.": N_(
            "I rent this home. My opinion stands in a table of its own and is never added to the owners’ "
            "answers; the owner can still answer."
        ),
        "Or a member of the owner’s family, answering for this household. This is the household’s one ballot, and "
        "it counts in the result.": N_(
            "Or a member of the owner’s family, answering for this household. The household answers once, and "
            "it counts in the result."
        ),
        "Owners vote. Tenants of this estate may give an opinion too: it is counted apart and never added to the "
        "owners’ votes.": N_(
            "Owners are asked. Tenants of this estate may give an opinion too: it is counted apart and never "
            "added to the owners’ answers."
        ),
        "If you own your home together and do not agree, settle in writing which ballot counts and tell the "
        "committee before the count.": N_(
            "If you own your home together and do not agree, settle in writing which answers count and tell the "
            "committee before they are added up."
        ),
        "Nothing is counted for your household any more.": N_("No answers are counted for your household any more."),
        "Reading aloud and tapping for you is allowed; the choice is yours. Write down who helped: the committee "
        "sees the name and how many ballots it stands beside, never what was chosen.": N_(
            "Reading aloud and tapping for you is allowed; the choice is yours. Write down who helped: the "
            "committee sees the name and how many households it stands beside, never what was chosen."
        ),
        "The owner’s ballot is untouched: they can still vote.": N_(
            "The owner’s answers are untouched: they can still give them."
        ),
        "Your opinion is counted apart and never added to the owners’ votes.": N_(
            "Your opinion is counted apart and never added to the owners’ answers."
        ),
        "Your opinion stands in the tenants’ own table. It is never added to the owners’ votes and decides "
        "nothing by itself.": N_(
            "Your opinion stands in the tenants’ own table. It is never added to the owners’ answers and "
            "decides nothing by itself."
        ),
        "tenant’s opinion, counted apart from the owners’ vote": N_(
            "tenant’s opinion, counted apart from the owners’ answers"
        ),
        "The committee or a scrutineer decides, never whoever it concerns, and you read the decision with its "
        "reason here. In public only the number of objections is told, never who raised them.": N_(
            "The committee or whoever watches the counting decides, never whoever it concerns, and you read the "
            "decision with its reason here. In public only the number of objections is told, never who raised "
            "them."
        ),
        "Ask your building leader or the committee for a new one; the old one then stops working. Or use the "
        "paper ballot: it counts just the same.": N_(
            "Ask your building leader or the committee for a new one; the old one then stops working. Or answer "
            "on paper: it counts just the same."
        ),
        "Then the roll may have no mobile number for your room, or an old one. For your neighbours' sake this "
        "page does not say which. The letter and the paper ballot always work.": N_(
            "Then the roll may have no mobile number for your room, or an old one. For your neighbours' sake "
            "this page does not say which. The letter and the answer sheet always work."
        ),
        "Or with the package of the closed vote, on any computer: %(command)s": N_(
            "Or with the package of the closed survey, on any computer: %(command)s"
        ),
    }
)
"""Sentence of a vote → its twin of a survey."""
