"""Settling between two ballots of one household: by whom, and on what evidence (decision 0018).

Whoever entered, collected or brought one of the two has an interest in which of them counts. So somebody else settles,
with a photo of the owners' signed statement or of the sheet that counts: one person alone never turns a vote round.
"""

from __future__ import annotations

from collections.abc import Collection

from consult.domain.counting.book_count import Decision
from consult.domain.refusal import Refusal, reasons
from consult.domain.same_person import is_among

reasons(
    unknown_decision="given, known: a way of settling a conflict that is not on the list",
    decision_without_reason="a conflict settled without saying on what statement",
    settling_own_entry="name: a conflict settled by somebody who had one of the two ballots in hand",
    settling_without_evidence="a conflict settled without a photo of the statement or of the sheet that counts",
)


def check_settling(decision: str, reason: str, *, by: str, touched: Collection[str], has_evidence: bool) -> Decision:
    """The decision as typed; `touched` are those who had one of the two ballots in hand.

    Refuses `unknown-decision`, `decision-without-reason`, `settling-own-entry` and `settling-without-evidence`.
    """
    if decision not in tuple(Decision):
        raise Refusal("unknown-decision", given=decision[:40], known=[known.value for known in Decision])
    if not reason.strip():
        raise Refusal("decision-without-reason")
    if is_among(by, touched):
        raise Refusal("settling-own-entry", name=by)
    if not has_evidence:
        raise Refusal("settling-without-evidence")
    return Decision(decision)
