"""What the turnout sheet and the daily digest say: participation only, as far as it may be told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import reduce
from operator import add

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.documents.daily_digest import BEFORE, OVER, RUNNING, DigestSheet
from consult.documents.turnout_sheet import TurnoutSheet
from consult.domain.consent import Weight
from consult.domain.consultation import Channel, State
from consult.domain.ledger import LineType
from consult.domain.privacy import Cell, Published, Secrecy, publish, turnout_step
from consult.domain.question import Text
from consult.models.ballot import Ballot
from consult.models.electorate import ElectorRow
from consult.models.ledger import LedgerHead, LedgerLine
from consult.queries.checkpoints import posted_checkpoints
from consult.queries.consultations import ConsultationView
from consult.queries.papers import imprint, public_address, scope_text
from consult.queries.turnout import Standing, standing


def turnout_sheet(session: Session, view: ConsultationView, now: datetime) -> TurnoutSheet:
    """The turnout of an announced, open or closed consultation; by part only where the vote is a named one."""
    stands = standing(session, view)
    is_secret = view.secrecy is Secrecy.UNNAMED
    buildings, entrances = (None, {}) if is_secret else _parts(session, view)
    is_over = _is_over(view, now)
    return TurnoutSheet(
        estate=view.estate.name,
        title=view.title,
        scope=scope_text(view),
        issuer=view.estate.committee,
        closes_at=view.closes_at,
        is_over=is_over,
        electorate=stands.electorate,
        returned=_told(view, stands, now),
        imprint=imprint(view, now),
        counted_by=view.basis,
        is_binding=view.is_binding,
        participation=() if _is_rounded(view, now) else stands.participation,
        is_rounded=_is_rounded(view, now),
        buildings=buildings,
        entrances=entrances,
    )


def digest_sheet(
    session: Session, view: ConsultationView, public_url: str, now: datetime, word: Text | None = None
) -> DigestSheet:
    """Today's digest of an announced, open or closed consultation; `word` is the word of the day, if it is to be said.

    After the end there is no page any more on which anybody would enter anything.
    """
    stands, is_rounded = standing(session, view), _is_rounded(view, now)
    seq, head = _posted_head(session, view) if is_rounded else _head(session, view)
    return DigestSheet(
        estate=view.estate.name,
        title=view.title,
        issuer=view.estate.committee,
        opens_at=view.opens_at,
        closes_at=view.closes_at,
        stage=OVER if _is_over(view, now) else RUNNING if view.state is State.OPEN else BEFORE,
        electorate=stands.electorate,
        returned=_told(view, stands, now),
        channels=None if view.secrecy is Secrecy.UNNAMED else _by_channel(session, view),
        seq=seq,
        fingerprint=head,
        address=f"{public_address(public_url, view)}/book",
        imprint=imprint(view, now),
        counted_by=view.basis,
        is_binding=view.is_binding,
        participation=() if is_rounded else stands.participation,
        is_rounded=is_rounded,
        posted=[(one.seq, one.day, one.head) for one in posted_checkpoints(session, view, 3) if one.seq < seq],
        word={} if word is None or _is_over(view, now) else word,
    )


def _head(session: Session, view: ConsultationView) -> tuple[int, str]:
    found = session.get_one(LedgerHead, (view.estate.id, view.id))
    return found.seq, found.head.hex()


def _posted_head(session: Session, view: ConsultationView) -> tuple[int, str]:
    """Where the book stood at its last checkpoint, or after its first line while it has none.

    Of a running secret poll: the head itself moves with each ballot, and would tell whoever prints twice.
    """
    newest = (LedgerLine.type == LineType.CHECKPOINT.value) | (LedgerLine.seq == 1)
    row = session.execute(
        select(LedgerLine.seq, LedgerLine.head)
        .where(LedgerLine.estate_id == view.estate.id, LedgerLine.consultation_id == view.id, newest)
        .order_by(LedgerLine.seq.desc())
        .limit(1)
    ).first()
    return (row.seq, row.head.hex()) if row else _head(session, view)


def _is_over(view: ConsultationView, now: datetime) -> bool:
    return view.state is State.CLOSED or now >= view.closes_at


def _is_rounded(view: ConsultationView, now: datetime) -> bool:
    """A secret poll tells whole tens until it is closed: of two exact figures the difference would tell who came."""
    return view.secrecy is Secrecy.UNNAMED and view.state is not State.CLOSED


def _told(view: ConsultationView, stands: Standing, now: datetime) -> Weight:
    return Weight(turnout_step(stands.returned.heads)) if _is_rounded(view, now) else stands.returned


def _by_channel(session: Session, view: ConsultationView) -> dict[Channel, int]:
    """Counted ballots by each offered channel, and by any other that one came by."""
    counted = dict(
        session.execute(
            select(Ballot.channel, func.count())
            .where(Ballot.estate_id == view.estate.id, Ballot.consultation_id == view.id)
            .group_by(Ballot.channel)
        ).all()
    )
    return {
        channel: counted.get(channel.value, 0) for channel in Channel if channel in view.channels or channel in counted
    }


def _parts(session: Session, view: ConsultationView) -> tuple[Published, dict[str, Published]]:
    """Buildings, and the entrances of those that stand for themselves: merged within their building only."""
    inside = _cells(session, view)
    whole = publish(view.secrecy, [_together(name, cells) for name, cells in inside.items()])
    alone = [cell.names[0] for cell in whole.cells if len(cell.names) == 1]
    parts = {name: publish(view.secrecy, inside[name]) for name in alone}
    return whole, {name: published for name, published in parts.items() if len(published.cells) > 1}


def _cells(session: Session, view: ConsultationView) -> Mapping[str, list[Cell]]:
    """Every entrance of every building in heads; areas would name the homes."""
    rows = session.execute(
        select(ElectorRow.building, ElectorRow.entrance, func.count(), func.count(Ballot.id))
        .outerjoin(
            Ballot,
            (Ballot.estate_id == ElectorRow.estate_id)
            & (Ballot.consultation_id == ElectorRow.consultation_id)
            & (Ballot.elector_id == ElectorRow.id),
        )
        .where(ElectorRow.estate_id == view.estate.id, ElectorRow.consultation_id == view.id)
        .group_by(ElectorRow.building, ElectorRow.entrance)
    )
    found: dict[str, list[Cell]] = {}
    for building, entrance, electors, answered in rows:
        found.setdefault(building, []).append(Cell((entrance,), Weight(electors), Weight(answered)))
    return found


def _together(building: str, cells: list[Cell]) -> Cell:
    whole = reduce(add, cells)
    return Cell((building,), whole.electorate, whole.returned)
