"""Who had a household's ballot in hand: they have an interest in what is decided about it, and do not decide."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.domain.same_person import folded
from consult.models.ballot import Ballot, Settlement, UncountedBallot
from consult.models.contest import Contest
from consult.models.correction import Correction
from consult.models.doorstep import CollectedPaper
from consult.models.electorate import ElectorRow
from consult.models.former_ballot import FormerBallot
from consult.models.paper_sheet import PaperKeying, PaperSheet
from consult.models.proxy import ProxyMandate


class Part(StrEnum):
    """What somebody had to do with a ballot."""

    ENTERED = "entered"
    COLLECTED = "collected"
    AGENT = "agent"
    CORRECTED = "corrected"
    SETTLED = "settled"


@dataclass(frozen=True, slots=True)
class Touch:
    """One person and one part; `at` is when a sheet was collected or a proxy came in."""

    name: str
    part: Part
    at: datetime | None = None


def touched(session: Session, elector: ElectorRow) -> list[Touch]:
    """Everybody who had a ballot of this elector in hand, each part once."""
    found = [
        *_enterers(session, elector),
        *_readers(session, elector),
        *_collectors(session, elector),
        *_agents(session, elector),
        *_correctors(session, elector),
        *_settlers(session, elector),
    ]
    return list({(folded(one.name), one.part): one for one in found if one.name}.values())


IN_HAND = (Part.ENTERED, Part.COLLECTED, Part.AGENT)
"""Who brought a ballot in; the others only decided about it."""


def names_of(touches: Collection[Touch], parts: Collection[Part] = tuple(Part)) -> list[str]:
    """Those who had one of these parts, each once, in the order in which they came."""
    return list(dict.fromkeys(one.name for one in touches if one.part in parts))


def _enterers(session: Session, elector: ElectorRow) -> Iterator[Touch]:
    for table in (Ballot, FormerBallot, UncountedBallot):
        rows = session.scalars(
            select(table.entered_by).where(
                table.estate_id == elector.estate_id,
                table.consultation_id == elector.consultation_id,
                table.elector_id == elector.id,
            )
        )
        # A sheet that two people read alike carries both names.
        yield from (Touch(name, Part.ENTERED) for names in rows for name in names.split("、"))


def _readers(session: Session, elector: ElectorRow) -> Iterator[Touch]:
    """Everybody who read the household's sheet, also where another reading was agreed with."""
    rows = session.scalars(
        select(PaperKeying.keyed_by)
        .join(PaperSheet, (PaperSheet.estate_id == PaperKeying.estate_id) & (PaperSheet.id == PaperKeying.sheet_id))
        .where(
            PaperSheet.estate_id == elector.estate_id,
            PaperSheet.consultation_id == elector.consultation_id,
            PaperSheet.elector_id == elector.id,
        )
    )
    yield from (Touch(name, Part.ENTERED) for name in rows)


def _collectors(session: Session, elector: ElectorRow) -> Iterator[Touch]:
    rows = session.execute(
        select(CollectedPaper.collected_by, CollectedPaper.collected_at).where(
            CollectedPaper.estate_id == elector.estate_id,
            CollectedPaper.consultation_id == elector.consultation_id,
            CollectedPaper.elector_id == elector.id,
        )
    )
    yield from (Touch(name, Part.COLLECTED, at) for name, at in rows)


def _agents(session: Session, elector: ElectorRow) -> Iterator[Touch]:
    rows = session.scalars(
        select(ProxyMandate).where(
            ProxyMandate.estate_id == elector.estate_id,
            ProxyMandate.consultation_id == elector.consultation_id,
            ProxyMandate.principal_id == elector.id,
        )
    )
    for mandate in rows:
        yield Touch(mandate.entered_by, Part.ENTERED)
        yield Touch(mandate.agent_name, Part.AGENT, mandate.entered_at)
        agent = session.get(ElectorRow, (elector.estate_id, mandate.agent_id)) if mandate.agent_id else None
        yield from (Touch(name, Part.AGENT, mandate.entered_at) for name in (agent.names if agent else ()))


def _correctors(session: Session, elector: ElectorRow) -> Iterator[Touch]:
    rows = session.execute(
        select(Correction.proposed_by, Correction.decided_by).where(
            Correction.estate_id == elector.estate_id,
            Correction.consultation_id == elector.consultation_id,
            Correction.elector_id == elector.id,
        )
    )
    yield from (Touch(name, Part.CORRECTED) for row in rows for name in row)


def _settlers(session: Session, elector: ElectorRow) -> Iterator[Touch]:
    """Those who settled between two ballots; whoever upheld a contest, so that another counts, took no side."""
    ruled = select(Contest.ruled_seq).where(
        Contest.estate_id == elector.estate_id,
        Contest.consultation_id == elector.consultation_id,
        Contest.elector_id == elector.id,
        Contest.ruled_seq.is_not(None),
    )
    rows = session.scalars(
        select(Settlement.settled_by).where(
            Settlement.estate_id == elector.estate_id,
            Settlement.consultation_id == elector.consultation_id,
            Settlement.elector_id == elector.id,
            Settlement.seq.not_in(ruled),
        )
    )
    yield from (Touch(name, Part.SETTLED) for name in rows)
