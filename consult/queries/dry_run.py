"""Rehearse a consultation with the turnout of an earlier one: which one, and who the electors to come are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.domain.consultation import State
from consult.domain.dry_run import Building, DryRun, dry_run
from consult.domain.electors import electors_of
from consult.domain.privacy import Cell, Published, publish
from consult.domain.refusal import Refusal
from consult.domain.scope import in_scope
from consult.domain.walking_order import walking_key
from consult.models.electorate import ElectorRow
from consult.queries.consultations import ConsultationView, consultations_of
from consult.queries.roll import roll_in_force, units_of
from consult.queries.turnout import by_building


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """A dry run, and the closed consultation whose turnout it leans on."""

    last: ConsultationView
    found: DryRun


def rehearse(session: Session, view: ConsultationView) -> Rehearsal:
    """What would come of a consultation that is not closed; a draft's electors are those of the roll in force.

    Refuses `dry-run-too-late`, `no-earlier-turnout`, and what announcing a draft would: `no-roll`, `scope-empty`,
    `area-missing`.
    """
    if view.state is State.CLOSED:
        raise Refusal("dry-run-too-late", code=view.code)
    ahead = _buildings(session, view)
    last, published = _last(session, view, {building.name for building in ahead})
    return Rehearsal(last, dry_run(view.rule, published, ahead))


def _last(session: Session, view: ConsultationView, names: set[str]) -> tuple[ConsultationView, Published]:
    """The closed consultation that tells most: one that held every building here comes before a later one that did
    not, so that a lift in one entrance says nothing about a whole estate."""
    known = [
        (names <= {name for cell in published.cells for name in cell.names}, past.closed_at, past, published)
        for past in consultations_of(session, view.estate.id)
        if past.state is State.CLOSED and past.closed_at and (published := _published(session, past)).cells
    ]
    if not known:
        raise Refusal("no-earlier-turnout")
    *_, last, published = max(known, key=lambda one: one[:2])
    return last, published


def _published(session: Session, past: ConsultationView) -> Published:
    cells = [Cell((row.building,), row.electorate, row.returned) for row in by_building(session, past)]
    return publish(past.secrecy, cells)


def _buildings(session: Session, view: ConsultationView) -> list[Building]:
    areas: dict[str, list[int]] = {}
    electors = _drafted(session, view) if view.state is State.DRAFT else _frozen(session, view)
    for building, area in electors:
        areas.setdefault(building, []).append(area)
    return [
        Building(name, tuple(sorted(areas[name]))) for name in sorted(areas, key=lambda name: walking_key(name, "", ""))
    ]


def _drafted(session: Session, view: ConsultationView) -> Iterable[tuple[str, int]]:
    estate_id = view.estate.id
    units = in_scope(
        units_of(session, estate_id, roll_in_force(session, estate_id).id), view.scope, view.left_out, view.members
    )
    electors = electors_of(units, view.basis, view.procedure.counting)
    missing = sum(elector.missing_area for elector in electors)
    if missing and view.rule.weighs_area:
        raise Refusal("area-missing", units=missing)
    return [(elector.place[0], elector.area) for elector in electors]


def _frozen(session: Session, view: ConsultationView) -> Iterable[tuple[str, int]]:
    rows = session.execute(
        select(ElectorRow.building, ElectorRow.area).where(
            ElectorRow.estate_id == view.estate.id, ElectorRow.consultation_id == view.id
        )
    )
    return [(building, area) for building, area in rows]
