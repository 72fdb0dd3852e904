"""Results: count the book now, and put the figures in one object for page, paper and command."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from consult.domain.consent import Weight
from consult.domain.consultation import State
from consult.domain.counting.ballot_line import BallotLine, annulled_in, standing_ballot
from consult.domain.counting.book_count import (
    BALLOTS,
    BESIDE_BALLOTS,
    INVALID_REASONS,
    READINGS,
    BookCount,
    Payload,
    count_book,
)
from consult.domain.counting.breakdown import PublishedBreakdown
from consult.domain.counting.electors import Electors, Place
from consult.domain.ledger import LineType, Tree, utc_text
from consult.domain.privacy import Secrecy
from consult.domain.refusal import Refusal
from consult.domain.result import BookEnd, Returns, result_json
from consult.domain.secret_count import Turnout, count_urn, secret_result_json, told_questions
from consult.domain.secret_poll import ONLY_CHANNEL
from consult.models.ballot import UncountedBallot
from consult.models.book import entries_and_leaves, entries_of
from consult.models.electorate import ElectorRow
from consult.models.ledger import LedgerHead
from consult.models.urn import look_into, openings_of
from consult.queries.consultations import ConsultationView, consultation_of_id
from consult.queries.service import has_had_it

_ROWS_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class Counted:
    """A consultation counted: the result as `result.json` (interfaces §5), and what may be told of it by place."""

    result: dict[str, Any]
    breakdown: PublishedBreakdown


def count_now(session: Session, estate_id: int, consultation_id: int) -> dict[str, Any]:
    """The result as the book stands now, as `result.json`."""
    return count_by_place(session, estate_id, consultation_id).result


def count_by_place(session: Session, estate_id: int, consultation_id: int) -> Counted:
    """The result as the book stands now and its breakdown, from one pass over the book.

    Refuses `unnamed-until-closed` for a secret poll that is not closed.
    """
    view = consultation_of_id(session, estate_id, consultation_id)
    if view.secrecy is Secrecy.UNNAMED:
        return _counted_in_secret(session, view)
    tree, reached = Tree(), _Reached()
    count = _count_from_book(session, view, tree, reached)
    result = result_json(
        consultation=_about(view),
        rule=view.rule,
        procedure=view.procedure,
        electorate=view.electorate,
        count=count,
        returns=_returns(session, view, count, reached),
        book=_book_end(session, view, tree),
    )
    return Counted(_as_opened(session, view, result), count.breakdown.publish(view.secrecy))


def _counted_in_secret(session: Session, view: ConsultationView) -> Counted:
    """A closed secret poll: who took part from the book, what was said from the urn, and nothing by place."""
    if view.state is not State.CLOSED:
        raise Refusal("unnamed-until-closed", closes_at=view.closes_at)
    keys = (view.estate.id, view.id)
    urn, reached, took_part, double, tree = look_into(session, keys), _Reached(), set[int](), 0, Tree()
    for kind, entry, leaf in entries_and_leaves(session, *keys):
        tree.add(leaf)
        double += kind == LineType.DUPLICATE
        if kind == LineType.PARTICIPATED:
            took_part.add(_payload(entry)["elector"])
    area = sum(area for number, area, _place in _electors(session, view, reached) if number in took_part)
    result = secret_result_json(
        consultation=_about(view),
        rule=view.rule,
        procedure=view.procedure,
        electorate=view.electorate,
        questions=told_questions(
            count_urn(view.questions, view.electorate, urn), urn, openings_of(session, keys), view.rule, view.procedure
        ),
        turnout=Turnout(Weight(len(took_part), area), double),
        returns=_returned(session, view, reached, {ONLY_CHANNEL: len(took_part)}, double),
        book=_book_end(session, view, tree),
    )
    return Counted(_as_opened(session, view, result), BookCount(()).breakdown.publish(view.secrecy))


def _as_opened(session: Session, view: ConsultationView, result: dict[str, Any]) -> dict[str, Any]:
    """The result with the procedure as the first line of the book says it, letter for letter.

    An older line lacks what procedures have learnt to say since, or a procedure altogether; the verifier compares.
    """
    opening = next(entries_of(session, view.estate.id, view.id, (LineType.OPEN,)), None)
    if opening is None:
        return result
    said = _payload(opening[1]).get("procedure")
    rest = {key: value for key, value in result.items() if key != "procedure"}
    return rest if said is None else rest | {"procedure": said}


@dataclass(slots=True)
class _Reached:
    """How many electors had a ballot issued to them, and how many were served."""

    issued: int = 0
    served: int = 0


def _count_from_book(session: Session, view: ConsultationView, tree: Tree, reached: _Reached) -> BookCount:
    """Count the lines of the book with weights from the frozen electorate; every leaf passed grows the tree."""
    wanted = BESIDE_BALLOTS | READINGS if view.procedure.paper_twice else BESIDE_BALLOTS
    beside = [(kind, _payload(entry)) for kind, entry in entries_of(session, view.estate.id, view.id, wanted)]
    return count_book(
        view.questions,
        Electors(_electors(session, view, reached)),
        _ballots(session, view, tree, annulled_in(beside)),
        beside,
    )


def _electors(session: Session, view: ConsultationView, reached: _Reached) -> Iterator[tuple[int, int, Place]]:
    """Number, area and place of every elector; who was reached is noted on the way, so that one pass is enough."""
    row = ElectorRow
    rows = session.connection().execute(
        select(row.number, row.area, row.building, row.entrance, row.issued_at.is_not(None), has_had_it(view))
        .where(*_of(ElectorRow, view))
        .execution_options(yield_per=_ROWS_AT_ONCE)
    )
    for number, area, building, entrance, is_issued, is_served in rows:
        reached.issued += bool(is_issued)
        reached.served += bool(is_served)
        yield number, area, (building, entrance)


def _ballots(
    session: Session, view: ConsultationView, tree: Tree, annulled: Mapping[int, frozenset[int]]
) -> Iterator[BallotLine]:
    for kind, entry, leaf in entries_and_leaves(session, view.estate.id, view.id):
        tree.add(leaf)
        if kind in BALLOTS and (standing := standing_ballot(entry, annulled)):
            yield standing


def _payload(entry: str) -> Payload:
    payload: Payload = json.loads(entry)["payload"]
    return payload


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


def _returns(session: Session, view: ConsultationView, count: BookCount, reached: _Reached) -> Returns:
    invalid = {reason: count.invalid[reason] for reason in INVALID_REASONS if reason in count.invalid}
    return _returned(session, view, reached, dict(count.returned), count.doubles, invalid)


def _returned(
    session: Session,
    view: ConsultationView,
    reached: _Reached,
    returned: Mapping[str, int],
    double: int,
    invalid: Mapping[str, int] = MappingProxyType({}),
) -> Returns:
    # A late sheet that is typed twice is one sheet.
    arrived = func.coalesce(UncountedBallot.paper_serial, UncountedBallot.submission_id)
    tried = select(func.count(arrived.distinct())).where(*_of(UncountedBallot, view), UncountedBallot.reason == "late")
    late = session.scalar(tried)
    return Returns(
        issued=reached.issued,
        served=reached.served,
        returned=returned,
        invalid=invalid,
        double=double,
        late=late or 0,
    )


def _of(table: type[ElectorRow | UncountedBallot], view: ConsultationView) -> tuple[ColumnElement[bool], ...]:
    """What keeps a query to this consultation."""
    return table.estate_id == view.estate.id, table.consultation_id == view.id


def _book_end(session: Session, view: ConsultationView, tree: Tree) -> BookEnd:
    head = session.get_one(LedgerHead, (view.estate.id, view.id))
    return BookEnd(lines=len(tree), head=head.head.hex(), root=tree.root().hex())
