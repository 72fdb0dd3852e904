"""Deed: a household adds in its own words what it knows of the ballot that it contested; kept beside the book."""

from __future__ import annotations

from sqlalchemy.orm import Session

from consult.domain.contest import check_words, refuse_ruled
from consult.domain.refusal import Refusal
from consult.models.base import deed
from consult.models.contest import contest_of


@deed
def explain_contest(
    session: Session, estate_id: int, consultation_id: int, elector_id: int, contest_seq: int, said: str
) -> None:
    """Keep the household's words, in place of those it said before.

    Refuses `unknown-contest`, `ruled-already` and `contest-words-too-long`.
    """
    contest = contest_of(session, estate_id, consultation_id, contest_seq)
    if contest is None or contest.elector_id != elector_id:
        raise Refusal("unknown-contest")
    refuse_ruled(contest.ruled_at)
    contest.said = check_words(said)
