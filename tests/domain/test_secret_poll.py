"""What can be held in secret: every fault by name, and what the estate's usual procedure becomes."""

from __future__ import annotations

from typing import Any

import pytest

from consult.domain.deemed import DeemedMode
from consult.domain.procedure import Procedure
from consult.domain.question import Question, QuestionType
from consult.domain.secret_poll import LINKING, TYPES_IN_SECRET, secrecy_faults, secret_faults, without_links

ASKED = (Question(1, QuestionType.CONSENT, {"zh": "同意吗？"}),)


def faults(**said: Any) -> list[str]:
    """The reasons found in a poll that differs from a good one as said."""
    good: dict[str, Any] = {"is_binding": False, "rule": "advisory", "channels": ["web"], "procedure": {}}
    return [fault.reason for fault in secret_faults(**(good | {"questions": ASKED} | said))]


@pytest.mark.parametrize(
    ("said", "found"),
    [
        pytest.param({}, [], id="a survey on the web"),
        pytest.param({"rule": "simple"}, ["unnamed-rule"], id="an outcome would tell what is kept back"),
        pytest.param({"is_binding": True, "rule": "general"}, ["unnamed-binding"], id="what binds is counted by name"),
        pytest.param({"rule": "general"}, ["unnamed-rule"], id="a survey under a rule that weighs areas"),
        pytest.param({"rule": "custom"}, ["unnamed-rule"], id="a rule of the committee's own"),
        pytest.param({"channels": ["web", "paper"]}, ["unnamed-channel"], id="paper shows name and choice"),
        pytest.param(
            {"channels": ["doorstep", "proxy"]}, ["unnamed-channel", "unnamed-channel"], id="so do doors and proxies"
        ),
        pytest.param(
            {"procedure": {"deemed": {"mode": "abstain"}}}, ["unnamed-procedure"], id="silence with a meaning"
        ),
        pytest.param({"procedure": {"deemed": {"mode": "off"}}}, [], id="silence without a meaning"),
        pytest.param({"procedure": {"replace": False, "blank_abstains": True}}, [], id="what ties nothing may stand"),
    ],
)
def test_what_can_be_held_in_secret(said: dict[str, Any], found: list[str]) -> None:
    assert faults(**said) == found


@pytest.mark.parametrize("setting", LINKING)
def test_what_ties_a_choice_to_a_household_is_refused(setting: str) -> None:
    assert faults(procedure={setting: True}) == ["unnamed-procedure"]


@pytest.mark.parametrize("type_", list(QuestionType))
def test_questions_whose_answers_are_signatures_are_refused(type_: QuestionType) -> None:
    asked = (Question(1, type_, {"zh": "怎么办？"}),)
    assert faults(questions=asked) == ([] if type_ in TYPES_IN_SECRET else ["unnamed-question"])


def test_a_word_that_is_neither() -> None:
    assert [fault.reason for fault in secrecy_faults("geheim")] == ["secrecy-unknown"]
    assert not [*secrecy_faults("named"), *secrecy_faults("secret")]


def test_what_the_estate_usually_does_is_left_aside() -> None:
    usual = Procedure(
        replace=True, tenants=True, assisted=True, deemed=DeemedMode.ABSTAIN, clause={"zh": "第九条"}, posted_days=9
    )
    assert without_links(usual) == Procedure(posted_days=9)
