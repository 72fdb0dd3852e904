"""What walking lists say: the doors of each building from which nothing has come back, and the card to read out."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.documents.explain_card import ExplainCard
from consult.documents.walking_list import WalkingDoor
from consult.domain.consultation import State
from consult.domain.printing import Part
from consult.domain.refusal import Refusal, reasons
from consult.models.electorate import ElectorRow
from consult.queries.consultations import ConsultationView
from consult.queries.papers import counted_words, imprint, letter_sheet, who_may_answer
from consult.queries.service import service_by_building, service_in
from consult.wording.language import Words
from consult.wording.places import Door
from consult.wording.rules import rule_sentences

reasons(
    nobody_out="a walking list of buildings where every ballot has come back",
    walk_over="closed_at: a walking list after the end",
)

Doors = list[tuple[str, Sequence[WalkingDoor]]]


def explain_card(view: ConsultationView, words: Words, public_url: str, now: datetime) -> ExplainCard:
    """The card of a consultation; it says the rule as the notice does."""
    letter = letter_sheet(view, public_url, now, words.zone)
    return ExplainCard(
        estate=view.estate.name,
        title=view.title,
        issuer=view.estate.committee,
        intro=view.intro,
        questions=view.questions,
        who=who_may_answer(view),
        closes_at=view.closes_at,
        sign_in=letter.sign_in,
        channels=view.channels,
        imprint=imprint(view, now),
        rule_sentences=rule_sentences(counted_words(words, view), view.rule, view.electorate),
        return_place=letter.return_place,
        phone=letter.phone,
        privacy=letter.privacy,
        deemed=letter.deemed,
        proxies_each=view.proxies_each,
        counted_by=view.basis,
        is_binding=view.is_binding,
        asks_tenants=view.procedure.tenants,
        agreed=view.agreed,
    )


def walking_doors(
    session: Session, view: ConsultationView, public_url: str, now: datetime, building: str = ""
) -> Doors:
    """The doors of a building that are still out, or of every one; buildings where none is are left out.

    Refuses `walk-over` after the end, and `nobody-out` where there is no door left.
    """
    refuse_when_over(view, now)
    names = [building] if building else [row.building for row in service_by_building(session, view)]
    lists = [(name, _doors(session, view, public_url, name)) for name in names]
    found: Doors = [(name, doors) for name, doors in lists if doors]
    if not found:
        raise Refusal("nobody-out")
    return found


def walking_doors_of(session: Session, view: ConsultationView, public_url: str, part: Part) -> Doors:
    """The doors of one file of a batch that are still out, each building by itself; there may be none left."""
    chosen = frozenset(part.electors)
    lists = [(name, _doors(session, view, public_url, name, chosen)) for name in part.buildings]
    return [(name, doors) for name, doors in lists if doors]


def refuse_when_over(view: ConsultationView, now: datetime) -> None:
    """Refuse `walk-over` after the end."""
    if view.state is State.CLOSED or now >= view.closes_at:
        raise Refusal("walk-over", closed_at=min(view.closes_at, view.closed_at or view.closes_at))


def paper_entry_address(view: ConsultationView, public_url: str, serial: str) -> str:
    """Where signed-in staff enter the paper ballot of a serial: short, as every letter makes a printed code finer."""
    return f"{public_url}/p/{view.code}/{serial}"


def _doors(
    session: Session, view: ConsultationView, public_url: str, building: str, chosen: Collection[int] | None = None
) -> list[WalkingDoor]:
    rooms = _rooms(session, view, building)
    return [
        WalkingDoor(
            place=elector.place,
            serial=elector.serial,
            address=paper_entry_address(view, public_url, elector.serial),
            units=rooms[elector.elector_id],
            attempts=elector.attempts,
        )
        for elector in service_in(session, view, building)
        if not elector.has_returned and (chosen is None or elector.elector_id in chosen)
    ]


def _rooms(session: Session, view: ConsultationView, building: str) -> dict[int, list[Door]]:
    rows = session.execute(
        select(ElectorRow.id, ElectorRow.units).where(
            ElectorRow.estate_id == view.estate.id,
            ElectorRow.consultation_id == view.id,
            ElectorRow.building == building,
        )
    )
    return {elector_id: [(name, entrance, room) for name, entrance, room in units] for elector_id, units in rows}
