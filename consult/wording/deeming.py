"""Returned and deemed figures side by side, with both outcomes in words: the same for page, paper and command.

Nothing is counted here: every figure and both outcomes are those of the result (`result.json`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from consult.domain.consent import Verdict
from consult.domain.question import ABSTAIN, FOLLOW, Question, QuestionType
from consult.domain.result import finding_from_json
from consult.wording.answers import choice_label
from consult.wording.language import Words
from consult.wording.marking import N_
from consult.wording.rules import finding_words, needed_now
from consult.wording.verdicts import kept_verdict

Kept = Mapping[str, Any]
"""A part of `result.json`."""


@dataclass(frozen=True, slots=True)
class Group:
    """Columns of a table under one title."""

    title: str
    columns: tuple[str, ...]
    holds_figures: bool


@dataclass(frozen=True, slots=True)
class OneOutcome:
    """One of the two outcomes: which ballots it rests on, what came of it in words, and the verdict's key."""

    rests_on: str
    verdict: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Beside:
    """A question, or one plan's row of it (`name`), with those who joined what was returned.

    `joined` is None where nobody could be joined; `note` then says why. `requirements` are those of the second outcome.
    """

    name: str
    groups: tuple[Group, ...]
    rows: tuple[tuple[str, ...], ...]
    returned: OneOutcome
    joined: OneOutcome | None
    requirements: tuple[tuple[str, str], ...]
    note: str

    @property
    def columns(self) -> tuple[tuple[str, bool], ...]:
        """Every column after the first, with its group's title, and whether it holds figures."""
        return tuple((f"{group.title} · {one}", group.holds_figures) for group in self.groups for one in group.columns)

    @property
    def outcomes(self) -> tuple[OneOutcome, ...]:
        """The returned outcome and the other one, where there is one."""
        return (self.returned,) if self.joined is None else (self.returned, self.joined)


def beside_returned(words: Words, question: Question, kept: Kept) -> tuple[Beside, ...]:
    """What stands beside a question's returned figures: nothing, one comparison, or one for each plan's row."""
    if question.type is not QuestionType.EACH_PLAN:
        return (_compared(words, question, kept),) if _is_touched(kept) else ()
    with_deemed = (kept.get("with_deemed") or {}).get("plans", {})
    return tuple(
        _compared(words, question, {**plan, "with_deemed": with_deemed.get(key)}, choice_label(words, question, key))
        for key, plan in kept["plans"].items()
        if _is_touched(plan)
    )


def _is_touched(kept: Kept) -> bool:
    return any(kept.get(key) is not None for key in ("deemed", "followed", "deemed_refused"))


def _compared(words: Words, question: Question, kept: Kept, name: str = "") -> Beside:
    followed, joined = kept.get("followed"), kept.get("with_deemed")
    if not (kept.get("deemed") or followed):
        joined = None
    has_plans = question.type in (QuestionType.CHOOSE_ONE, QuestionType.CHOOSE_SOME)
    return Beside(
        name=name,
        groups=_groups(words, has_followed=followed is not None, has_plans=has_plans),
        rows=tuple(_plan_rows(words, question, kept) if has_plans else _side_rows(words, question, kept)),
        returned=_outcome(words, question, kept, _RETURNED),
        joined=None if joined is None else _outcome(words, question, joined, _rests_on(kept)),
        requirements=() if joined is None else tuple(_requirements(words, question, joined)),
        note=words.gettext(_UNDECIDED) if kept.get("deemed_refused") else "",
    )


_RETURNED = N_("Returned ballots alone")
_UNDECIDED = N_(
    "Heads and floor area do not agree which side is the larger, or neither is; so nobody is joined to a side."
)


def _rests_on(kept: Kept) -> str:
    if kept.get("followed") is None:
        return N_("With the deemed ballots")
    if kept.get("deemed") is None:
        return N_("With those who follow the majority")
    return N_("With the deemed ballots and those who follow the majority")


def _outcome(words: Words, question: Question, kept: Kept, rests_on: str) -> OneOutcome:
    passed = [key for key, plan in (kept.get("plans") or {}).items() if plan["outcome"] == Verdict.PASSED]
    verdict = kept_verdict(words, kept)
    if passed:
        names = ("、" if words.is_chinese else ", ").join(choice_label(words, question, key) for key in passed)
        verdict = words.gettext("%(plans)s: passed", plans=names)
    return OneOutcome(words.gettext(rests_on), verdict, kept["outcome"])


def _groups(words: Words, *, has_followed: bool, has_plans: bool) -> tuple[Group, ...]:
    pair = (words.gettext("Heads"), words.gettext("Area, m²"))
    titles = [N_("Returned"), N_("Deemed"), *([N_("Following")] if has_followed else [])]
    groups = [Group(words.gettext(title), pair, holds_figures=True) for title in titles]
    if has_plans:
        both = (words.gettext("Returned alone"), words.gettext("With deemed"))
        return (*groups, Group(words.gettext("Outcome"), both, holds_figures=False))
    return (*groups, Group(words.gettext("Together"), pair, holds_figures=True))


_Pair = Mapping[str, int]
_NOBODY: _Pair = {"heads": 0, "area": 0}


def _side_rows(words: Words, question: Question, kept: Kept) -> Iterator[tuple[str, ...]]:
    deemed, followed = kept.get("deemed") or {}, kept.get("followed")
    joining = followed or {}
    for key, returned in kept["counts"].items():
        parts = [returned, deemed.get(key, _NOBODY)]
        if followed is not None:
            parts.append(joining.get(key, _NOBODY))
        # Who followed stands with the side they joined, and is not added up twice.
        together = _NOBODY if key == FOLLOW and followed else _sum(parts)
        yield (choice_label(words, question, key), *_figures(words, [*parts, together]))
    silent = _sum(list(deemed.values()))
    parts = [kept["participating"], silent]
    if followed is not None:
        parts.append(_NOBODY)
    yield (words.gettext("Took part"), *_figures(words, [*parts, _sum(parts)]))


def _plan_rows(words: Words, question: Question, kept: Kept) -> Iterator[tuple[str, ...]]:
    """Each plan with both its outcomes. Silence chooses none, so it stands in the row of abstentions alone."""
    deemed, joined = kept.get("deemed") or {}, (kept.get("with_deemed") or {}).get("plans", {})
    for key in dict.fromkeys([*kept["counts"], ABSTAIN]):
        pair = [kept["counts"].get(key, _NOBODY), deemed.get(key, _NOBODY)]
        both = [_plan_verdict(words, plans.get(key)) for plans in (kept.get("plans") or {}, joined)]
        yield (choice_label(words, question, key), *_figures(words, pair), *both)


def _plan_verdict(words: Words, plan: Kept | None) -> str:
    return kept_verdict(words, plan) if plan else ""


def _figures(words: Words, pairs: Sequence[_Pair]) -> Iterator[str]:
    for pair in pairs:
        yield words.integer(pair["heads"])
        yield words.square_metres(pair["area"])


def _sum(pairs: Sequence[_Pair]) -> _Pair:
    return {measure: sum(pair[measure] for pair in pairs) for measure in _NOBODY}


def _requirements(words: Words, question: Question, joined: Kept) -> Iterator[tuple[str, str]]:
    """Every requirement of the second outcome with how it came out; a plan's approval under the plan's name."""
    for said in joined["requirements"]:
        yield _requirement(words, said)
    for key, plan in (joined.get("plans") or {}).items():
        for said in plan["requirements"]:
            if said["stage"] == "approval":
                needed, found = _requirement(words, said)
                yield f"{choice_label(words, question, key)}: {needed}", found


def _requirement(words: Words, said: Kept) -> tuple[str, str]:
    finding = finding_from_json(said)
    return needed_now(words, finding.requirement, finding.denominator), finding_words(words, finding)
