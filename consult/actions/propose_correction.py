"""Deed: propose a correction of a ballot that somebody entered; it counts once a second person has confirmed it."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo

from sqlalchemy.orm import Session

from consult.domain.answers import check_answers
from consult.domain.consultation import Channel
from consult.domain.correction import Correctable, Verdict, check_correctable, check_proposal
from consult.domain.photo import Photo
from consult.domain.question_json import answers_to_json
from consult.domain.refusal import Refusal
from consult.models.base import deed, new_id
from consult.models.book import lock_book
from consult.models.consultation import Consultation, objections_until
from consult.models.correcting import HoldingBallot, holding_ballot
from consult.models.correction import Correction
from consult.models.electorate import ElectorRow
from consult.models.photo import keep_photo
from consult.queries.consultations import questions_of
from consult.queries.contests import photo_of_ballot
from consult.queries.corrections import counting_answers, waiting
from consult.queries.photos import photo_of_sheet


@dataclass(frozen=True, slots=True)
class Proposal:
    """Whose ballot should say what, and why. Without a photo of its own, the one kept with the ballot proves it."""

    estate_id: int
    consultation_id: int
    elector_id: int
    answers: Mapping[int, object]
    reason: str
    photo: Photo | None = None


@deed
def propose_correction(session: Session, proposal: Proposal, *, by: str, now: datetime, zone: tzinfo) -> int:
    """Keep the proposal and answer its id.

    Refuses `unknown-consultation`, `unknown-elector`, and what `check_correctable`, `check_proposal` and
    `check_answers` do.
    """
    # The lock keeps two proposals of one ballot apart, and a ballot from changing meanwhile.
    head = lock_book(session, proposal.estate_id, proposal.consultation_id)
    consultation = session.get(Consultation, (proposal.estate_id, proposal.consultation_id))
    if head is None or consultation is None:
        raise Refusal("unknown-consultation", code="")
    elector = session.get(ElectorRow, (proposal.estate_id, proposal.elector_id))
    if elector is None or elector.consultation_id != proposal.consultation_id:
        raise Refusal("unknown-elector")
    ballot = holding_ballot(session, elector)
    seen = _seen(session, elector, ballot) if ballot else None
    check_correctable(seen, ends=objections_until(consultation, zone), now=now)
    if ballot is None or seen is None:
        raise Refusal("nothing-to-correct")
    return _keep(session, proposal, elector, ballot, seen, by, now)


def _seen(session: Session, elector: ElectorRow, ballot: HoldingBallot) -> Correctable:
    other = waiting(session, elector.estate_id, elector.consultation_id, ballot.seq)
    return Correctable(ballot.entered_by, ballot.settled, other.proposed_by if other else "")


def _keep(
    session: Session,
    proposal: Proposal,
    elector: ElectorRow,
    ballot: HoldingBallot,
    seen: Correctable,
    by: str,
    now: datetime,
) -> int:
    questions = questions_of(session, proposal.estate_id, proposal.consultation_id)
    is_paper = ballot.channel == Channel.PAPER
    answers = answers_to_json(check_answers(questions, proposal.answers, on_paper=is_paper))
    evidence = _evidence(session, proposal, elector, ballot, by, now)
    before = counting_answers(session, elector, ballot)
    reason = check_proposal(seen, proposal.reason, has_evidence=bool(evidence), changes=answers != before)
    row = Correction(
        estate_id=proposal.estate_id,
        id=new_id(),
        consultation_id=proposal.consultation_id,
        elector_id=proposal.elector_id,
        ballot_seq=ballot.seq,
        waiting=ballot.seq,
        answers=answers,
        before=before,
        salt=secrets.token_hex(16),
        reason=reason,
        evidence=evidence,
        state=Verdict.PROPOSED.value,
        proposed_by=by,
        proposed_at=now,
        decided_by="",
        note="",
    )
    session.add(row)
    return row.id


def _evidence(
    session: Session, proposal: Proposal, elector: ElectorRow, ballot: HoldingBallot, by: str, now: datetime
) -> str:
    """The hash of the photo that proves it: a new one, the one that the ballot's line names, or that of its sheet."""
    if proposal.photo is not None:
        keep_photo(session, proposal.estate_id, proposal.photo, by=by, now=now)
        return proposal.photo.sha256
    named = photo_of_ballot(session, elector.estate_id, elector.consultation_id, ballot.seq)
    return named or (photo_of_sheet(session, elector) if ballot.channel == Channel.PAPER else "")
