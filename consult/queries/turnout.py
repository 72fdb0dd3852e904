"""Turnout: how participation stands against the rule, from counters kept with each ballot's transaction."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.domain.consent import Figures, Finding, Weight, judge
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


def standing(session: Session, view: ConsultationView) -> Standing:
    """How a consultation stands now; no choices, only turnout."""
    head = session.get_one(LedgerHead, (view.estate.id, view.id))
    returned = Weight(head.heads, head.area)
    outcome = judge(view.rule, Figures(view.electorate, returned, returned, Weight()))
    return Standing(view.electorate, returned, outcome.participation)


def by_building(session: Session, view: ConsultationView) -> list[BuildingStanding]:
    """Turnout of every building in scope, in walking order."""
    rows = session.scalars(
        select(BuildingTurnout).where(
            BuildingTurnout.estate_id == view.estate.id, BuildingTurnout.consultation_id == view.id
        )
    )
    found = [BuildingStanding(r.building, Weight(r.heads, r.area), Weight(r.heads_total, r.area_total)) for r in rows]
    return sorted(found, key=lambda standing: natural(standing.building))
