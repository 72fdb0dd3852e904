"""Results: count the book now, and put the figures in one object for page, paper and command."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from consult.domain.consultation import Channel
from consult.domain.counting.tally import CountedBallot, tally
from consult.domain.ledger import LineType, tree_root, utc_text
from consult.domain.question_json import answers_from_json
from consult.domain.result import BookEnd, Returns, result_json
from consult.models.ballot import Ballot, UncountedBallot
from consult.models.book import entries_and_leaves
from consult.models.electorate import ElectorRow
from consult.models.ledger import LedgerHead
from consult.queries.consultations import ConsultationView, consultation_of_id

INVALID = ("spoilt", "unsigned", "blank")
"""Why a household's only sheet does not count."""
REFUSED = ("double", "late")
"""Why an attempt was not taken at all."""


def count_now(session: Session, estate_id: int, consultation_id: int) -> dict[str, Any]:
    """The result as the book stands now, as `result.json` (interfaces §5)."""
    view = consultation_of_id(session, estate_id, consultation_id)
    leaves: list[bytes] = []
    tallies = tally(view.questions, view.electorate, _ballots(session, view, leaves))
    return result_json(
        consultation=_about(view),
        rule=view.rule,
        electorate=view.electorate,
        tallies=tallies,
        returns=_returns(session, view),
        book=_book_end(session, view, leaves),
    )


def _ballots(session: Session, view: ConsultationView, leaves: list[bytes]) -> Iterator[CountedBallot]:
    """Counted ballots straight from the book, with weights from the frozen electorate; notes every leaf passed."""
    rows = session.execute(
        select(ElectorRow.number, ElectorRow.area).where(
            ElectorRow.estate_id == view.estate.id, ElectorRow.consultation_id == view.id
        )
    )
    areas = dict(rows.all())
    counted = (LineType.BALLOT, LineType.PAPER)
    for kind, entry, leaf in entries_and_leaves(session, view.estate.id, view.id):
        leaves.append(leaf)
        if kind in counted:
            payload = json.loads(entry)["payload"]
            yield CountedBallot(areas[payload["elector"]], answers_from_json(payload["answers"]))


def _about(view: ConsultationView) -> dict[str, Any]:
    return {
        "code": view.code,
        "number": view.number,
        "title": dict(view.title),
        "kind": view.kind.value,
        "basis": view.basis.value,
        "text": view.text_hash,
        "estate": dict(view.estate.name),
        "opened_at": utc_text(view.opened_at) if view.opened_at else None,
        "closes_at": utc_text(view.closes_at),
        "closed_at": utc_text(view.closed_at) if view.closed_at else None,
    }


def _returns(session: Session, view: ConsultationView) -> Returns:
    issued, served = session.execute(
        select(func.count(ElectorRow.issued_at), func.count().filter(_was_served(view))).where(*_of(ElectorRow, view))
    ).one()
    returned = session.execute(select(Ballot.channel, func.count()).where(*_of(Ballot, view)).group_by(Ballot.channel))
    # A household whose sheet was invalid and that then answered is one returned ballot, the valid one.
    answered = select(Ballot.elector_id).where(*_of(Ballot, view))
    invalid = _set_aside(session, view, INVALID, UncountedBallot.elector_id.not_in(answered))
    refused = _set_aside(session, view, REFUSED)
    return Returns(
        issued=issued,
        served=served,
        returned=dict(returned.all()),
        invalid={reason: invalid[reason] for reason in INVALID if reason in invalid},
        double=refused.get("double", 0),
        late=refused.get("late", 0),
    )


def _of(table: type[Ballot | ElectorRow | UncountedBallot], view: ConsultationView) -> tuple[ColumnElement[bool], ...]:
    """What keeps a query to this consultation."""
    return table.estate_id == view.estate.id, table.consultation_id == view.id


def _was_served(view: ConsultationView) -> ColumnElement[bool]:
    """Signed in with the letter, or brought a ballot back: who returns one has been served, whoever carried it."""
    answered = select(Ballot.elector_id).where(*_of(Ballot, view))
    sheets = select(UncountedBallot.elector_id).where(
        *_of(UncountedBallot, view), UncountedBallot.channel == Channel.PAPER, UncountedBallot.elector_id.is_not(None)
    )
    return or_(ElectorRow.served_at.is_not(None), ElectorRow.id.in_(answered), ElectorRow.id.in_(sheets))


def _set_aside(
    session: Session, view: ConsultationView, reasons: Sequence[str], *more: ColumnElement[bool]
) -> dict[str, int]:
    """How many ballots were set aside for each of these reasons."""
    rows = session.execute(
        select(UncountedBallot.reason, func.count())
        .where(*_of(UncountedBallot, view), UncountedBallot.reason.in_(reasons), *more)
        .group_by(UncountedBallot.reason)
    )
    return dict(rows.all())


def _book_end(session: Session, view: ConsultationView, leaves: list[bytes]) -> BookEnd:
    head = session.get_one(LedgerHead, (view.estate.id, view.id))
    return BookEnd(lines=len(leaves), head=head.head.hex(), root=tree_root(leaves).hex())
