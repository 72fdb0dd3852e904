"""How turnout grew, and by which ways it came: from the ballots that count now, in one statement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, case, func, literal, select
from sqlalchemy.orm import Session

from consult.domain.consent import Weight
from consult.domain.consultation import Channel
from consult.models.ballot import Ballot
from consult.models.electorate import ElectorRow
from consult.queries.consultations import ConsultationView


@dataclass(frozen=True, slots=True)
class Growth:
    """Who took part in each step (not summed up), and how many by each way; both empty of a secret poll."""

    steps: tuple[Weight, ...]
    channels: tuple[tuple[Channel, int], ...]


def turnout_over_time(session: Session, view: ConsultationView, ends: Sequence[datetime]) -> Growth:
    """Ballots that count now, by the steps that end at `ends`; what came later is in the last one.

    Of a secret poll nothing: when somebody answered is not kept there, and only the whole may be told.
    """
    if view.is_secret or not ends:
        return Growth((), ())
    steps = [Weight()] * len(ends)
    channels = dict.fromkeys(view.channels, 0)
    for step, channel, heads, area in session.execute(_came(view, ends)):
        steps[step] += Weight(heads, int(area))
        channels[Channel(channel)] = channels.get(Channel(channel), 0) + heads
    return Growth(tuple(steps), tuple(channels.items()))


def _came(view: ConsultationView, ends: Sequence[datetime]) -> Select[int, str, int, int]:
    last = len(ends) - 1
    whens = [(Ballot.cast_at < end, literal(at)) for at, end in enumerate(ends[:-1])]
    step = (case(*whens, else_=literal(last)) if whens else literal(last)).label("step")
    came = (
        select(step, Ballot.channel.label("channel"), ElectorRow.area.label("area"))
        .join(ElectorRow, (ElectorRow.estate_id == Ballot.estate_id) & (ElectorRow.id == Ballot.elector_id))
        .where(Ballot.estate_id == view.estate.id, Ballot.consultation_id == view.id)
        .subquery()
    )
    return select(came.c.step, came.c.channel, func.count(), func.sum(came.c.area)).group_by(
        came.c.step, came.c.channel
    )
