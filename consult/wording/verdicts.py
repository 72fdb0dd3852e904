"""What an outcome is called."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from consult.domain.consent import Finding, Outcome, Subject, Verdict
from consult.wording.language import Words
from consult.wording.marking import N_

VERDICTS = {
    Verdict.PASSED: N_("Passed"),
    Verdict.REJECTED: N_("Not passed"),
    Verdict.INQUORATE: N_("Too few took part"),
    Verdict.FIGURES: N_("The figures are the result"),
}


ATTENDED = N_("Enough took part; the figures are the result")


def verdict_name(words: Words, verdict: Verdict, *, asks_turnout: bool = False) -> str:
    """An outcome in a word or two; `asks_turnout` where the rule asks for taking part, so that it says that too."""
    return words.gettext(ATTENDED if verdict is Verdict.FIGURES and asks_turnout else VERDICTS[verdict])


def staged(words: Words, outcome: Outcome) -> Iterator[tuple[str, Finding]]:
    """Every finding with what it is about: taking part, agreeing, or opposing."""
    for finding in outcome.participation:
        yield words.gettext("Taking part"), finding
    for finding in outcome.approval:
        is_veto = finding.requirement.subject is Subject.OPPOSE
        yield words.gettext("Opposing") if is_veto else words.gettext("Agreeing"), finding


def kept_verdict(words: Words, judged: Mapping[str, Any]) -> str:
    """The outcome of a question or plan as a result keeps it."""
    return verdict_name(words, Verdict(judged["outcome"]), asks_turnout=bool(judged["requirements"]))
