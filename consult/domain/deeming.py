"""Silent electors and followers (从众) joined to a question's figures, where the rules of procedure say so.

Who was served and said nothing, and who chose to follow the majority, stand apart from what others returned: with them
there is a second outcome beside the first, never in its place. Who is larger is read from returned agreement and
opposition alone, on heads and on area alike.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from consult.domain.consent import Figures, Outcome, Rule, Verdict, Weight, judge
from consult.domain.counting.tally import QuestionTally, judged
from consult.domain.deemed import Deemed, DeemedMode, larger_side
from consult.domain.judging import figures_under
from consult.domain.procedure import Procedure
from consult.domain.question import ABSTAIN, AGREE, FOLLOW, OPPOSE, Question, QuestionType
from consult.domain.refusal import Refusal

UNDECIDED = "deeming-undecided"

WITH_SIDES = frozenset({QuestionType.CONSENT, QuestionType.EACH_PLAN})
"""Types where agreement and opposition stand against each other, so that one of them can be the larger side."""


@dataclass(frozen=True, slots=True)
class Joined:
    """One answer's figures with those who join it.

    `deemed`: the served and silent, by the side they join; None where silence means nothing or no side is larger.
    `followed`: those who follow, likewise. `refused`: why nobody joins a side. `figures` are the returned ones where
    nobody joined.
    """

    figures: Figures
    deemed: Mapping[str, Weight] | None = None
    followed: Mapping[str, Weight] | None = None
    refused: str | None = None

    @property
    def has_joined(self) -> bool:
        """Whether there is a second outcome at all."""
        return self.deemed is not None or self.followed is not None


def joined(procedure: Procedure, counted: QuestionTally, key: str, *, invalid: Weight, silent: Weight) -> Joined:
    """One answer's figures with the silent and the followers; `invalid` and `silent` as `BookCount` has them.

    Silence joins nothing where the question was asked on a condition: of the silent nobody was asked it.
    """
    question = counted.question
    figures = figures_under(procedure, counted, key, invalid)
    mode = procedure.deemed if question.show_if is None else DeemedMode.OFF
    has_sides = question.type in WITH_SIDES
    follows = procedure.follow and question.can_follow
    asks_for_side = follows or (has_sides and mode is DeemedMode.MAJORITY)
    side = _side(figures) if asks_for_side else None
    return _join(
        figures,
        deemed=_deemed(mode, silent, side if has_sides else ABSTAIN),
        followed={side: counted.counts[FOLLOW]} if follows and side else None,
        refused=UNDECIDED if asks_for_side and side is None else None,
    )


def _side(figures: Figures) -> str | None:
    try:
        return larger_side(figures.agree, figures.oppose)
    except Refusal:
        return None


def _deemed(mode: DeemedMode, silent: Weight, side: str | None) -> dict[str, Weight] | None:
    if mode is DeemedMode.OFF:
        return None
    if mode is DeemedMode.ABSTAIN:
        return {ABSTAIN: silent}
    return None if side is None else {side: silent}


def _join(
    figures: Figures,
    *,
    deemed: Mapping[str, Weight] | None,
    followed: Mapping[str, Weight] | None,
    refused: str | None,
) -> Joined:
    for side, weight in (deemed or {}).items():
        figures = Deemed(weight, side).joined_to(figures)
    for side, weight in (followed or {}).items():
        figures = _taking_sides(figures, side, weight)
    return Joined(figures, deemed, followed, refused)


def _taking_sides(figures: Figures, side: str, followers: Weight) -> Figures:
    """Followers take part already; now they also agree or oppose."""
    nobody = Weight()
    return replace(
        figures,
        expressed=figures.expressed + followers,
        agree=figures.agree + (followers if side == AGREE else nobody),
        oppose=figures.oppose + (followers if side == OPPOSE else nobody),
    ).check()


def all_joined(procedure: Procedure, counted: QuestionTally, *, invalid: Weight, silent: Weight) -> dict[str, Joined]:
    """`joined` for the proposal ('agree') or each plan; empty where no answer is held against the rule."""
    if not _is_touched(procedure, counted.question):
        return {}
    keys = judged(counted.question)
    found = {key: joined(procedure, counted, key, invalid=invalid, silent=silent) for key in keys}
    return found if any(one.has_joined or one.refused for one in found.values()) else {}


def _is_touched(procedure: Procedure, question: Question) -> bool:
    return procedure.deems or (procedure.follow and question.can_follow)


def outcomes_with(rule: Rule, found: Mapping[str, Joined]) -> dict[str, Outcome]:
    """The outcomes with everybody who joined; of an answer that nobody joined, the returned one."""
    return {key: judge(rule, one.figures) for key, one in found.items()}


def furthest(outcomes: Mapping[str, Outcome]) -> Verdict:
    """What a question with plans came to: passed if a plan passed, else the furthest that any came."""
    verdicts = {outcome.verdict for outcome in outcomes.values()}
    return next(v for v in (Verdict.FIGURES, Verdict.PASSED, Verdict.REJECTED, Verdict.INQUORATE) if v in verdicts)
