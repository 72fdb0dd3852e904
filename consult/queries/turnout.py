"""Turnout: how participation stands against the rule, from counters kept with each ballot's transaction."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from consult.domain.consent import Figures, Finding, Weight, judge
from consult.domain.privacy import turnout_step
from consult.domain.walking_order import natural
from consult.models.ballot import BuildingTurnout
from consult.models.ledger import LedgerHead
from consult.queries.consultations import ConsultationView


@dataclass(frozen=True, slots=True)
class Standing:
    """Who has taken part so far, and each participation requirement held against it."""

    electorate: Weight
    returned: Weight
    participation: tuple[Finding, ...]

    @property
    def is_quorate(self) -> bool:
        """Whether every participation requirement is met already."""
        return all(finding.is_met for finding in self.participation)


@dataclass(frozen=True, slots=True)
class BuildingStanding:
    """One building's turnout; to be published only through the small-group rules."""

    building: str
    returned: Weight
    electorate: Weight


_RETURNED = select(LedgerHead.heads, LedgerHead.area).where(
    LedgerHead.estate_id == bindparam("the_estate"), LedgerHead.consultation_id == bindparam("the_consultation")
)


def returned_so_far(session: Session, view: ConsultationView) -> Weight:
    """Who took part so far, from the counters that move with each ballot; of a secret poll in whole tens of heads."""
    keys = {"the_estate": view.estate.id, "the_consultation": view.id}
    heads, area = session.execute(_RETURNED, keys).one()
    return Weight(turnout_step(heads)) if view.is_rounded else Weight(heads, area)


def standing(session: Session, view: ConsultationView) -> Standing:
    """How a consultation stands now; no choices, only turnout."""
    return standing_with(view, returned_so_far(session, view))


def standing_with(view: ConsultationView, returned: Weight) -> Standing:
    """How a consultation stands when so many took part."""
    outcome = judge(view.rule, Figures(view.electorate, returned, returned, Weight()))
    return Standing(view.electorate, returned, outcome.participation)


def by_building(session: Session, view: ConsultationView) -> list[BuildingStanding]:
    """Turnout of every building in scope, in walking order; of a secret poll none, for the whole only is told."""
    if view.is_secret:
        return []
    rows = session.scalars(
        select(BuildingTurnout).where(
            BuildingTurnout.estate_id == view.estate.id, BuildingTurnout.consultation_id == view.id
        )
    )
    found = [BuildingStanding(r.building, Weight(r.heads, r.area), Weight(r.heads_total, r.area_total)) for r in rows]
    return sorted(found, key=lambda standing: natural(standing.building))
