"""Ballots delivered but not returned (送达未反馈), where the rules of procedure say what silence means.

Deeming needs the clause's text, the consequence printed on notice and ballot, and effective service on each elector
it touches; it is refused for special matters and lifts. Deemed figures never mix with returned ones: both outcomes
are shown, side by side.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from consult.domain.consent import Figures, Outcome, Rule, Weight, judge
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
class SilentElector:
    """An elector of whom no ballot came back: area in 0.01 m², and how the ballot reached them."""

    area: int
    service: Service


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


@dataclass(frozen=True, slots=True)
class BothOutcomes:
    """A question's outcome from returned ballots alone, and with the deemed ones; never one without the other."""

    returned: Outcome
    with_deemed: Outcome
    deemed: Deemed

    @property
    def is_changed(self) -> bool:
        """Whether silence decides the matter."""
        return self.returned.verdict is not self.with_deemed.verdict


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


def deem(rule: Rule, clause: Clause, figures: Figures, silent: Iterable[SilentElector]) -> BothOutcomes | None:
    """Judge a consent question with and without the served and silent; None where silence means nothing.

    Refuses what `refuse_unless_deemable` does, and `deeming-undecided` when the larger side differs between heads
    and area, or neither is larger.
    """
    if clause.mode is DeemedMode.OFF:
        return None
    refuse_unless_deemable(rule, clause)
    served = [elector for elector in silent if elector.service.is_effective]
    weight = Weight(len(served), sum(elector.area for elector in served))
    side = ABSTAIN if clause.mode is DeemedMode.ABSTAIN else larger_side(figures.agree, figures.oppose)
    deemed = Deemed(weight, side)
    return BothOutcomes(judge(rule, figures), judge(rule, deemed.joined_to(figures)), deemed)


def larger_side(agree: Weight, oppose: Weight) -> str:
    """The side that is larger on heads and on area alike; refuses `deeming-undecided`."""
    if agree.heads > oppose.heads and agree.area > oppose.area:
        return AGREE
    if oppose.heads > agree.heads and oppose.area > agree.area:
        return OPPOSE
    raise Refusal("deeming-undecided", agree=f"{agree.heads}", oppose=f"{oppose.heads}")
