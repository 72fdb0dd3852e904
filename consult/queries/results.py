"""Results: count the book now, and put the figures in one object for page, paper and command."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

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
    mine = (ElectorRow.estate_id == view.estate.id, ElectorRow.consultation_id == view.id)
    issued, served = session.execute(
        select(func.count(ElectorRow.issued_at), func.count(ElectorRow.served_at)).where(*mine)
    ).one()
    returned = session.execute(
        select(Ballot.channel, func.count())
        .where(Ballot.estate_id == view.estate.id, Ballot.consultation_id == view.id)
        .group_by(Ballot.channel)
    )
    aside = session.execute(
        select(UncountedBallot.reason, func.count())
        .where(UncountedBallot.estate_id == view.estate.id, UncountedBallot.consultation_id == view.id)
        .group_by(UncountedBallot.reason)
    )
    reasons = dict(aside.all())
    return Returns(
        issued=issued,
        served=served,
        returned=dict(returned.all()),
        invalid={reason: reasons[reason] for reason in INVALID if reason in reasons},
        double=reasons.get("double", 0),
        late=reasons.get("late", 0),
    )


def _book_end(session: Session, view: ConsultationView, leaves: list[bytes]) -> BookEnd:
    head = session.get_one(LedgerHead, (view.estate.id, view.id))
    return BookEnd(lines=len(leaves), head=head.head.hex(), root=tree_root(leaves).hex())
