"""What is kept beside the book, held against it: running counts, turnout, and the rows of ballots and opinions."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.domain.consent import Weight
from consult.domain.counting.book_count import Payload
from consult.domain.ledger import Line, private_fingerprint
from consult.models.ballot import Ballot, BuildingTurnout
from consult.models.electorate import ElectorRow
from consult.models.ledger import LedgerHead
from consult.models.opinion import TenantOpinion
from consult.queries.consultations import ConsultationView


def payload_of(line: Line) -> Payload:
    """What a line records."""
    payload: Payload = json.loads(line.entry)["payload"]
    return payload


def counters_agree(session: Session, view: ConsultationView, cast: Mapping[int, Payload]) -> bool:
    """Whether the head's running counts and the buildings' turnout are those of the ballots in the book."""
    head = session.get_one(LedgerHead, (view.estate.id, view.id))
    numbers = {payload["elector"] for payload in cast.values()}
    rows = session.execute(
        select(ElectorRow.number, ElectorRow.area).where(
            ElectorRow.estate_id == view.estate.id, ElectorRow.consultation_id == view.id
        )
    )
    areas = [area for number, area in rows if number in numbers]
    if len(areas) != len(cast):
        return False
    return Weight(head.heads, head.area) == _turnout(session, view) == Weight(len(areas), sum(areas))


def _turnout(session: Session, view: ConsultationView) -> Weight:
    heads, area = session.execute(
        select(func.sum(BuildingTurnout.heads), func.sum(BuildingTurnout.area)).where(
            BuildingTurnout.estate_id == view.estate.id, BuildingTurnout.consultation_id == view.id
        )
    ).one()
    return Weight(int(heads or 0), int(area or 0))


def ballots_astray(session: Session, view: ConsultationView, cast: Mapping[int, Payload]) -> Iterator[int]:
    """Numbers of lines whose ballot is not kept beside the book, is kept without a line, or says something else."""
    kept = session.execute(
        select(Ballot.seq, ElectorRow.number, Ballot.channel, Ballot.answers, Ballot.salt)
        .join(ElectorRow, (ElectorRow.estate_id == Ballot.estate_id) & (ElectorRow.id == Ballot.elector_id))
        .where(Ballot.estate_id == view.estate.id, Ballot.consultation_id == view.id)
    )
    left = dict(cast)
    for seq, number, channel, answers, salt in kept:
        line = left.pop(seq, None)
        is_mine = line is not None and (number, channel) == (line["elector"], line["channel"])
        if line is None or not is_mine or not _say_the_same(answers, line["answers"], bytes.fromhex(salt)):
            yield seq
    yield from left


def opinions_astray(session: Session, view: ConsultationView, given: Mapping[int, Payload]) -> Iterator[int]:
    """Numbers of lines whose tenants' opinion is not kept beside the book, is kept without a line, or differs."""
    kept = session.execute(
        select(TenantOpinion.seq, TenantOpinion.answers, TenantOpinion.salt).where(
            TenantOpinion.estate_id == view.estate.id, TenantOpinion.consultation_id == view.id
        )
    )
    left = dict(given)
    for seq, answers, salt in kept:
        line = left.pop(seq, None)
        if line is None or not _say_the_same(answers, line["answers"], bytes.fromhex(salt)):
            yield seq
    yield from left


def _say_the_same(kept: Mapping[str, Any], entered: Mapping[str, Any], salt: bytes) -> bool:
    """Whether the answers kept beside a line are the book's; written ones are fingerprints there."""
    return kept.keys() == entered.keys() and all(
        answer == entered[number] or entered[number] == f"sha256:{private_fingerprint(salt, str(answer))}"
        for number, answer in kept.items()
    )
