"""What is kept beside the book, held against it: running counts, turnout, and the rows of ballots and opinions."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.domain.consent import Weight
from consult.domain.counting.book_count import Payload
from consult.domain.counting.running_count import RunningCount
from consult.domain.ledger import Line, canonical, private_fingerprint
from consult.domain.privacy import Secrecy
from consult.domain.question_json import answers_from_json
from consult.models.ballot import Ballot, BuildingTurnout, Settlement, UncountedBallot
from consult.models.correction import Correction
from consult.models.doorstep import RegisteredFingerprint
from consult.models.electorate import ElectorRow
from consult.models.former_ballot import FormerBallot
from consult.models.ledger import LedgerHead, LedgerLine
from consult.models.opinion import TenantOpinion
from consult.models.submission import Marked
from consult.queries.consultations import ConsultationView


def payload_of(line: Line) -> Payload:
    """What a line records."""
    return payload_of_entry(line.entry)


def payload_of_entry(entry: str) -> Payload:
    """What an entry of the book records."""
    payload: Payload = json.loads(entry)["payload"]
    return payload


Span = tuple[int, int]
EVERYTHING: Span = (0, 2**62)
"""Which numbers of lines a comparison is about: a long book is gone through part by part."""


def counters_agree(session: Session, view: ConsultationView, counted: RunningCount) -> bool:
    """Whether the head's running counts and the buildings' turnout are those of the ballots that count by the book."""
    head = session.get_one(LedgerHead, (view.estate.id, view.id))
    rows = session.execute(
        select(ElectorRow.number, ElectorRow.area)
        .where(ElectorRow.estate_id == view.estate.id, ElectorRow.consultation_id == view.id)
        .execution_options(yield_per=1_000)
    )
    found = counted.weighed((number, area) for number, area in rows)
    if view.secrecy is Secrecy.UNNAMED:
        # Of a secret poll only heads are counted as it runs, and no building's.
        return found is not None and head.heads == found.heads and Weight() == _turnout(session, view)
    return Weight(head.heads, head.area) == _turnout(session, view) == found


def _turnout(session: Session, view: ConsultationView) -> Weight:
    heads, area = session.execute(
        select(func.sum(BuildingTurnout.heads), func.sum(BuildingTurnout.area)).where(
            BuildingTurnout.estate_id == view.estate.id, BuildingTurnout.consultation_id == view.id
        )
    ).one()
    return Weight(int(heads or 0), int(area or 0))


def ballots_astray(
    session: Session, view: ConsultationView, cast: Mapping[int, Payload], span: Span = EVERYTHING
) -> Iterator[int]:
    """Numbers of lines whose ballot is not kept beside the book, is kept without a line, or says something else."""
    left = dict(cast)
    for seq, number, channel, answers, salt in (
        *_kept(session, view, Ballot, span),
        *_kept(session, view, FormerBallot, span),
    ):
        line = left.pop(seq, None)
        is_mine = line is not None and (number, channel) == (line["elector"], line["channel"])
        if line is None or not is_mine or not _say_the_same(answers, line["answers"], bytes.fromhex(salt)):
            yield seq
    yield from left


def _kept(
    session: Session, view: ConsultationView, table: type[Ballot | FormerBallot], span: Span
) -> Iterator[tuple[int, int, str, dict[str, Any], str]]:
    """Line, elector, channel, answers and salt of the rows of counted or of former ballots."""
    rows = session.execute(
        select(table.seq, ElectorRow.number, table.channel, table.answers, table.salt)
        .join(ElectorRow, (ElectorRow.estate_id == table.estate_id) & (ElectorRow.id == table.elector_id))
        .where(table.estate_id == view.estate.id, table.consultation_id == view.id, table.seq.between(*span))
    )
    yield from (tuple(row) for row in rows)


def former_astray(
    session: Session, view: ConsultationView, annulled: Mapping[int, Payload], span: Span = EVERYTHING
) -> Iterator[int]:
    """Numbers of ANNUL lines whose ballot does not stand among the former ones, or stands there without a line."""
    rows = session.execute(
        select(FormerBallot.ended_seq, FormerBallot.seq).where(
            FormerBallot.estate_id == view.estate.id,
            FormerBallot.consultation_id == view.id,
            FormerBallot.ended_seq.between(*span),
        )
    )
    kept = dict(rows.all())
    ended = {seq: line["ballot"] for seq, line in annulled.items()}
    yield from sorted(seq for seq in kept.keys() | ended.keys() if kept.get(seq) != ended.get(seq))


def seconds_astray(
    session: Session, view: ConsultationView, doubles: Mapping[int, Payload], span: Span = EVERYTHING
) -> Iterator[int]:
    """Numbers of lines whose second ballot is not kept beside the book, is kept without a line, or was changed."""
    kept = session.execute(
        select(
            UncountedBallot.seq,
            ElectorRow.number,
            UncountedBallot.channel,
            UncountedBallot.answers,
            UncountedBallot.salt,
        )
        .join(
            ElectorRow,
            (ElectorRow.estate_id == UncountedBallot.estate_id) & (ElectorRow.id == UncountedBallot.elector_id),
        )
        .where(
            UncountedBallot.estate_id == view.estate.id,
            UncountedBallot.consultation_id == view.id,
            UncountedBallot.seq.between(*span),
            UncountedBallot.reason == "double",
        )
    )
    # Books begun before second ballots were sealed have lines without answers, and nothing kept of them.
    left = {seq: line for seq, line in doubles.items() if "answers" in line or view.secrecy is Secrecy.UNNAMED}
    for seq, number, channel, answers, salt in kept:
        line = left.pop(seq or 0, None)
        if view.secrecy is Secrecy.UNNAMED and line is not None and (number, answers) == (line["elector"], None):
            continue
        sealed = Marked(view.questions, answers_from_json(answers or {})).sealed(bytes.fromhex(salt or ""))
        if line is None or (number, channel, sealed) != (line["elector"], line["channel"], line["answers"]):
            yield seq or 0
    yield from left


def settlements_astray(
    session: Session, view: ConsultationView, settled: Mapping[int, Payload], span: Span = EVERYTHING
) -> Iterator[int]:
    """Numbers of lines whose settlement is not kept beside the book, is kept without a line, or says something else.

    A second ballot that counts must be the one that was sealed when it came.
    """
    kept = session.execute(
        select(
            Settlement.seq,
            ElectorRow.number,
            Settlement.duplicate,
            Settlement.decision,
            Settlement.answers,
            Settlement.salt,
        )
        .join(ElectorRow, (ElectorRow.estate_id == Settlement.estate_id) & (ElectorRow.id == Settlement.elector_id))
        .where(
            Settlement.estate_id == view.estate.id,
            Settlement.consultation_id == view.id,
            Settlement.seq.between(*span),
        )
    ).all()
    left = dict(settled)
    for seq, number, duplicate, decision, answers, salt in kept:
        line = left.pop(seq, None)
        is_mine = line is not None and (number, duplicate, decision) == _settles(line)
        if (
            line is None
            or not is_mine
            or not _say_the_same(answers or {}, line.get("answers", {}), bytes.fromhex(salt))
        ) or ("answers" in line and not _was_sealed(line, _line(session, view, duplicate))):
            yield seq
    yield from left


def corrections_astray(
    session: Session, view: ConsultationView, corrected: Mapping[int, Payload], span: Span = EVERYTHING
) -> Iterator[int]:
    """Numbers of CORRECT lines that are not kept beside the book, are kept without a line, or say something else."""
    kept = session.execute(
        select(Correction.seq, Correction.ballot_seq, Correction.answers, Correction.salt).where(
            Correction.estate_id == view.estate.id,
            Correction.consultation_id == view.id,
            Correction.seq.between(*span),
        )
    )
    left = dict(corrected)
    for seq, ballot, answers, salt in kept:
        line = left.pop(seq or 0, None)
        if line is None or line["ballot"] != ballot or not _say_the_same(answers, line["answers"], bytes.fromhex(salt)):
            yield seq or 0
    yield from left


def batches_astray(
    session: Session, view: ConsultationView, batches: Mapping[int, Payload], span: Span = EVERYTHING
) -> Iterator[int]:
    """Numbers of BATCH lines whose fingerprints are not those registered beside the book: they decide what is late."""
    rows = session.execute(
        select(RegisteredFingerprint.seq, RegisteredFingerprint.fingerprint).where(
            RegisteredFingerprint.estate_id == view.estate.id,
            RegisteredFingerprint.consultation_id == view.id,
            RegisteredFingerprint.seq.between(*span),
        )
    )
    kept: dict[int, set[str]] = {}
    for seq, fingerprint in rows:
        kept.setdefault(seq, set()).add(fingerprint)
    said = {seq: set(line["fingerprints"]) for seq, line in batches.items()}
    yield from sorted(seq for seq in kept.keys() | said.keys() if kept.get(seq) != said.get(seq))


def _settles(line: Payload) -> tuple[int, int, str]:
    return line["elector"], line["duplicate"], line["decision"]


def _line(session: Session, view: ConsultationView, seq: int) -> Payload:
    """What one line records; nothing where there is none."""
    entry = session.scalar(
        select(LedgerLine.entry).where(
            LedgerLine.estate_id == view.estate.id, LedgerLine.consultation_id == view.id, LedgerLine.seq == seq
        )
    )
    return payload_of_entry(entry) if entry else {}


def _was_sealed(settled: Payload, double: Payload) -> bool:
    sealed = private_fingerprint(bytes.fromhex(settled["opening"]), canonical(settled["answers"]))
    return double.get("answers") == f"sha256:{sealed}"


def opinions_astray(
    session: Session, view: ConsultationView, given: Mapping[int, Payload], span: Span = EVERYTHING
) -> Iterator[int]:
    """Numbers of lines whose tenants' opinion is not kept beside the book, is kept without a line, or differs."""
    kept = session.execute(
        select(TenantOpinion.seq, TenantOpinion.answers, TenantOpinion.salt).where(
            TenantOpinion.estate_id == view.estate.id,
            TenantOpinion.consultation_id == view.id,
            TenantOpinion.seq.between(*span),
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
