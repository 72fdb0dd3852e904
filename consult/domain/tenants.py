"""Tenants' opinions: collected beside the owners' vote and never part of it (voting rules §3).

A home gives one opinion and counts as one head, without area. What is published of them goes through here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from consult.domain.counting.book_count import BookCount
from consult.domain.counting.tally import QuestionTally
from consult.domain.privacy import may_tell_opinions
from consult.domain.procedure import Procedure
from consult.domain.question import Question
from consult.domain.refusal import Refusal, reasons

reasons(
    tenants_not_asked="code: a tenant's opinion where the rules of procedure do not ask for any",
    opinion_given="seq, at, code: a home whose tenants' opinion stands in the book already",
    opinion_reused="a submission's key that came with another home's opinion",
    unknown_home="a tenant's opinion for a home that this household's letter does not cover",
)


def refuse_unless_asked(procedure: Procedure, code: str) -> None:
    """Tenants are asked only where the frozen rules of procedure say so; refuses `tenants-not-asked`."""
    if not procedure.tenants:
        raise Refusal("tenants-not-asked", code=code)


def asked_of_tenants(questions: Iterable[Question]) -> tuple[Question, ...]:
    """The questions as tenants see them: they say what they think, and there is no majority of theirs to follow."""
    return tuple(replace(question, can_follow=False) for question in questions)


def tenants_json(procedure: Procedure, count: BookCount) -> dict[str, Any] | None:
    """What tenants said as plain JSON: heads only and of the whole only; None where they were not asked.

    Below the smallest number that may be told, how many opinions came is all that is said.
    """
    if not procedure.tenants:
        return None
    told = count.opinions if may_tell_opinions(count.opinions_returned) else ()
    return {"returned": count.opinions_returned, "questions": list(map(_question_json, told))}


def _question_json(counted: QuestionTally) -> dict[str, Any]:
    said: dict[str, Any] = {
        "number": counted.question.number,
        "answered": counted.participating.heads,
        "counts": _heads(counted.counts),
    }
    if counted.rows:
        said["plans"] = {key: _heads(row.counts) for key, row in counted.rows.items()}
    return said


def _heads(counts: Mapping[str, Any]) -> dict[str, int]:
    return {key: weight.heads for key, weight in counts.items()}
