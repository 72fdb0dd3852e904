"""Deed: cast a ballot, on the web, on paper or at the door.

The path into the book is `consult.models.casting`, the same for every channel: one commit, and only then a receipt.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from consult.domain.consultation import Channel
from consult.domain.refusal import Refusal
from consult.models.casting import begin
from consult.models.shared_commit import sharing_commit
from consult.models.submission import PaperSlip, Receipt, Submission

__all__ = ["PaperSlip", "Receipt", "Submission", "cast_ballot"]


def cast_ballot(session: Session, submission: Submission, *, now: datetime) -> Receipt:
    """Record a ballot durably and answer its receipt.

    Refuses `closed`, `not-yet-open`, `already-answered`, `channel-not-offered`, `unknown-elector`, whatever
    `check_answers` refuses, and `paper-keyed-twice` for a sheet that two people must enter. What is refused as late or
    double is durable too: the notice counts it.
    """
    done = _cast(session, submission, now)
    if isinstance(done, Refusal):
        raise done
    return done


@sharing_commit
def _cast(session: Session, submission: Submission, now: datetime) -> Receipt | Refusal:
    casting = begin(session, submission, now)
    if submission.channel is Channel.PAPER and casting.matter.paper_twice:
        # One person's word is not enough here: `enter_paper_ballot` and `confirm_paper_ballot` take such sheets.
        raise Refusal("paper-keyed-twice")
    if earlier := casting.sent_before():
        return earlier
    if late := casting.refusal_of_the_hour():
        return late
    return casting.record(casting.read_answers())
