"""Ballots delivered but not returned (送达未反馈), where the rules of procedure say what silence means.

Deeming needs the clause's text, the consequence printed on notice and ballot, and effective service on each elector
it touches; it is refused for special matters and lifts. Deemed figures never mix with returned ones: both outcomes
are shown, side by side.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from consult.domain.consent import Figures, Rule, Weight
from consult.domain.question import ABSTAIN, AGREE, OPPOSE, Text
from consult.domain.refusal import Refusal, reasons

reasons(
    deeming_not_allowed="rule: a rule under which silence can never be counted",
    deeming_without_clause="deeming without the text of the clause that allows it",
    deeming_not_announced="deeming whose consequence did not stand on notice and ballot",
    deeming_undecided="agree, oppose: silence would join the larger side, but heads and area disagree which it is",
)


class DeemedMode(StrEnum):
    """What the rules of procedure make of silence after effective service."""

    OFF = "off"
    ABSTAIN = "abstain"
    MAJORITY = "majority"


class Service(StrEnum):
    """How a ballot reached an elector; the first three are effective service."""

    IN_PERSON = "in-person"
    REGISTERED_POST = "registered-post"
    SIGNED_IN = "signed-in"
    LETTERBOX = "letterbox"
    NONE = "none"

    @property
    def is_effective(self) -> bool:
        """Whether silence after it may be given a meaning."""
        return self in (Service.IN_PERSON, Service.REGISTERED_POST, Service.SIGNED_IN)


@dataclass(frozen=True, slots=True)
class Clause:
    """What the rules of procedure say about silence, and whether people were told before they were silent."""

    mode: DeemedMode = DeemedMode.OFF
    text: Text | None = None
    stood_on_papers: bool = False


@dataclass(frozen=True, slots=True)
class Deemed:
    """The silent electors who were served, and the side they join: agree, oppose or abstain."""

    weight: Weight
    side: str

    def joined_to(self, figures: Figures) -> Figures:
        """The figures with the deemed ballots among them."""
        nothing = Weight()
        return Figures(
            figures.electorate,
            figures.participating + self.weight,
            figures.expressed + (nothing if self.side == ABSTAIN else self.weight),
            figures.agree + (self.weight if self.side == AGREE else nothing),
            figures.oppose + (self.weight if self.side == OPPOSE else nothing),
        ).check()


def refuse_unless_deemable(rule: Rule, clause: Clause) -> None:
    """Refuse to set a consultation up with a clause that could not be used."""
    if clause.mode is DeemedMode.OFF:
        return
    if not rule.allows_deeming:
        raise Refusal("deeming-not-allowed", rule=rule.key)
    refuse_unless_clause(clause)
    if not clause.stood_on_papers:
        raise Refusal("deeming-not-announced")


def refuse_unless_clause(clause: Clause) -> None:
    """Refuse to give silence a meaning without the words that do so."""
    if clause.mode is DeemedMode.OFF:
        return
    if not clause.text or not any(words.strip() for words in clause.text.values()):
        raise Refusal("deeming-without-clause")


def larger_side(agree: Weight, oppose: Weight) -> str:
    """The side that is larger on heads and on area alike; refuses `deeming-undecided`."""
    if agree.heads > oppose.heads and agree.area > oppose.area:
        return AGREE
    if oppose.heads > agree.heads and oppose.area > agree.area:
        return OPPOSE
    raise Refusal("deeming-undecided", agree=f"{agree.heads}", oppose=f"{oppose.heads}")
