"""Correcting a ballot that somebody else entered: two people, a reason, and a photo that proves it.

Only what the desk, a leader or an agent entered can be corrected; what a household gave itself stands as it gave it.
A correction is a line of its own, the entered answers stay in the book, and after the objection period nothing is
corrected any more. One person proposes and another confirms or refuses; whoever proposed never confirms.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from consult.domain.counting.book_count import Decision
from consult.domain.question import Answer, Question, QuestionType
from consult.domain.refusal import Refusal, reasons
from consult.domain.same_person import is_among

reasons(
    nothing_to_correct="a correction for an elector of whom no ballot counts",
    correction_of_own_answer="a correction of a ballot that the household gave itself",
    correction_of_uncounted="a correction of a ballot where the owners settled that it does not count",
    correction_too_late="until: a correction after the objection period",
    correction_without_reason="a correction without its reason",
    correction_without_evidence="a correction without a photo that proves it",
    correction_changes_nothing="a correction to the answers that count already",
    correction_waiting="by: a correction of a ballot of which one waits for the second person",
    unknown_correction="a correction that does not stand in this consultation",
    correction_decided="at: a correction that was confirmed or refused before",
    correction_not_read="a correction confirmed without reading the paper once more",
    correction_alone="name: a correction confirmed or refused by the person who proposed it",
)

LONGEST_REASON = 500
"""Characters of a reason."""


class Verdict(StrEnum):
    """What became of a proposed correction."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    LAPSED = "lapsed"
    """Nobody confirmed it before the objection period ended; never kept, but what a proposal then is."""


def verdict_of(kept: str, *, is_over: bool) -> Verdict:
    """What a correction has come to; `is_over`: whether the objection period has ended."""
    verdict = Verdict(kept)
    return Verdict.LAPSED if is_over and verdict is Verdict.PROPOSED else verdict


@dataclass(frozen=True, slots=True)
class Correctable:
    """The ballot that holds, as the rule sees it: the first, or the later one that the owners settled for.

    `settled` is how a conflict about it was settled last ('' if it was not).
    """

    entered_by: str
    settled: str = ""
    waiting_by: str = ""


def check_correctable(ballot: Correctable | None, *, ends: datetime | None, now: datetime) -> None:
    """Refuse what cannot be corrected (any more).

    Refuses `nothing-to-correct`, `correction-of-own-answer`, `correction-of-uncounted`, `correction-too-late`.
    """
    if ballot is None:
        raise Refusal("nothing-to-correct")
    if not ballot.entered_by:
        raise Refusal("correction-of-own-answer")
    if ballot.settled == Decision.NEITHER_COUNTS:
        raise Refusal("correction-of-uncounted")
    if ends is not None and now >= ends:
        raise Refusal("correction-too-late", until=ends)


def check_proposal(ballot: Correctable, reason: str, *, has_evidence: bool, changes: bool) -> str:
    """The reason, without blanks around it.

    Refuses `correction-waiting`, `correction-without-reason`, `correction-without-evidence` and
    `correction-changes-nothing`.
    """
    if ballot.waiting_by:
        raise Refusal("correction-waiting", by=ballot.waiting_by)
    reason = reason.strip()[:LONGEST_REASON]
    if not reason:
        raise Refusal("correction-without-reason")
    if not has_evidence:
        raise Refusal("correction-without-evidence")
    if not changes:
        raise Refusal("correction-changes-nothing")
    return reason


def check_second_person(proposed_by: str, decided_at: datetime | None, *, by: str) -> None:
    """Refuses `correction-decided` and `correction-alone`."""
    if decided_at is not None:
        raise Refusal("correction-decided", at=decided_at)
    if is_among(by, [proposed_by]):
        raise Refusal("correction-alone", name=by)


def reads_alike(questions: Sequence[Question], proposed: Mapping[int, Answer], read: Mapping[int, Answer]) -> bool:
    """Whether two people read the same on a paper; of words only whether there are any, for nobody spells alike."""
    written = {question.number for question in questions if question.type is QuestionType.TEXT}
    return all(
        proposed.get(question.number) == read.get(question.number)
        or (question.number in written and question.number in proposed and question.number in read)
        for question in questions
    )
