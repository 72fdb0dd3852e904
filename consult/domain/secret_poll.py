"""Secret polls (无记名征询): what may be asked in secret, and by which ways, so that no choice is tied to a household.

A secret poll only advises: what binds must be counted again by name, for areas weigh. It is answered on the web alone:
paper, a doorstep phone and a written proxy all put the household and its choice on one sheet. And it asks only what can
be told in plain counts: a ranking, a set of scores or a sum of money is as good as a signature.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from consult.domain.deemed import DeemedMode
from consult.domain.privacy import Secrecy
from consult.domain.procedure import Procedure, Said
from consult.domain.question import Question, QuestionType
from consult.domain.refusal import Refusal, reasons

reasons(
    secrecy_unknown="secrecy: neither “named” nor “secret”",
    unnamed_binding="a secret poll that should bind: areas weigh, and must be counted again by name",
    unnamed_rule="rule: a secret poll under a rule that decides something",
    unnamed_channel="channel: a secret poll over a channel that shows the household beside its choice",
    unnamed_question="question, type: a question of a secret poll whose answers are as good as a signature",
    unnamed_procedure="setting: a rule of procedure that ties a choice to a household, in a secret poll",
    unnamed_until_closed="closes_at: figures of a secret poll before it is closed",
    unnamed_ballots_missing="code, took_part, ballots: a secret poll whose ballots are not as many as took part",
    unnamed_stands="code: a ballot of a secret poll that should be taken out, corrected or settled",
)

RULES_IN_SECRET = frozenset({"advisory"})
"""The rule by which the figures are the result: an outcome would tell of figures that are kept back."""

ONLY_CHANNEL = "web"
"""The one way by which nobody but the household itself sees what it chose."""

TYPES_IN_SECRET = frozenset(
    {
        QuestionType.CONSENT,
        QuestionType.CHOOSE_ONE,
        QuestionType.CHOOSE_SOME,
        QuestionType.PLACE,
        QuestionType.TEXT,
    }
)
"""Questions whose answers are few and common; written words are kept apart from the ballot they came with."""

LINKING = ("replace", "assisted", "tenants", "follow", "paper_twice", "paper_photo", "late_paper")
"""Rules of procedure that would tie a choice to a household, or mean nothing without a sheet or a named choice."""


def secrecy_faults(secrecy: str) -> Iterable[Refusal]:
    """Whether it is said in a word that is known."""
    if secrecy not in list(Secrecy):
        yield Refusal("secrecy-unknown", secrecy=secrecy[:40])


def secret_faults(
    *, is_binding: bool, rule: str, channels: Collection[str], procedure: Said, questions: Sequence[Question]
) -> Iterable[Refusal]:
    """Everything in a plan that cannot be held in secret, each with its mend in the sentence."""
    if is_binding:
        yield Refusal("unnamed-binding")
    elif rule not in RULES_IN_SECRET:
        yield Refusal("unnamed-rule", rule=rule)
    for channel in channels:
        if channel != ONLY_CHANNEL:
            yield Refusal("unnamed-channel", channel=channel)
    yield from _procedure_faults(procedure)
    for question in questions:
        if question.type not in TYPES_IN_SECRET:
            yield Refusal("unnamed-question", question=question.number, type=question.type.value)


def _procedure_faults(procedure: Said) -> Iterable[Refusal]:
    """Only what the plan asks for itself is at fault; what the estate usually does is left aside (`without_links`)."""
    for setting in LINKING:
        if procedure.get(setting):
            yield Refusal("unnamed-procedure", setting=setting)
    if procedure.get("deemed", {}).get("mode", DeemedMode.OFF) != DeemedMode.OFF:
        yield Refusal("unnamed-procedure", setting="deemed")


def without_links(procedure: Procedure) -> Procedure:
    """The procedure of a secret poll: what the estate usually does, without all that ties a choice to a household."""
    off = dict.fromkeys(LINKING, False)
    return replace(procedure, deemed=DeemedMode.OFF, clause={}, **off)
