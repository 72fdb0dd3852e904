"""What the rules of procedure say: what is usual, what an estate and a consultation say, and what cannot hold."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.domain.deemed import DeemedMode
from consult.domain.procedure import (
    LARGEST_CAP,
    SWITCHES,
    Procedure,
    in_force,
    planned,
    procedure_from_json,
    procedure_json,
    read_procedure,
)
from consult.domain.refusal import Refusal
from consult.domain.rules import RULES, custom_rule

GENERAL, SPECIAL = RULES["general"], RULES["special"]
CLAUSE = {"zh": "送达后未反馈的，视为同意多数意见。"}
MAJORITY = {"mode": "majority", "clause": CLAUSE}


def test_the_usual_is_the_stricter_reading() -> None:
    usual = procedure_from_json({})
    assert usual == Procedure()
    assert not any(getattr(usual, switch) for switch in SWITCHES)
    assert (usual.deemed, usual.proxy_cap) == (DeemedMode.OFF, 3)


procedures = st.builds(
    Procedure,
    **{switch: st.booleans() for switch in SWITCHES},
    deemed=st.sampled_from(DeemedMode),
    clause=st.dictionaries(st.sampled_from(["zh", "en"]), st.text(min_size=1, max_size=9)),
    proxy_cap=st.integers(1, LARGEST_CAP),
)


@given(procedures)
def test_kept_and_read_again_it_is_the_same(procedure: Procedure) -> None:
    assert procedure_from_json(procedure_json(procedure)) == procedure


@pytest.mark.parametrize(
    ("estate", "said", "blank"),
    [
        pytest.param({}, {}, False, id="nobody says anything: as usual"),
        pytest.param({"blank_abstains": True}, {}, True, id="what the estate says holds"),
        pytest.param({"blank_abstains": True}, {"blank_abstains": False}, False, id="the consultation says otherwise"),
    ],
)
def test_the_consultation_is_heard_first(estate: dict[str, Any], said: dict[str, Any], blank: bool) -> None:
    assert in_force(estate, said, GENERAL).blank_abstains is blank


def test_an_estates_meaning_of_silence_is_left_aside_where_the_rule_gives_it_none() -> None:
    held = in_force({"deemed": MAJORITY, "follow": True, "proxy_cap": 2}, {}, SPECIAL)
    assert (held.deemed, held.follow, held.proxy_cap) == (DeemedMode.OFF, False, 2)


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        pytest.param({"deemed": MAJORITY}, "deeming-not-allowed", id="silence in a special matter"),
        pytest.param({"follow": True}, "follow-not-allowed", id="following the majority in a special matter"),
    ],
)
def test_an_own_rule_does_not_get_round_it(said: dict[str, Any], reason: str) -> None:
    own = custom_rule(SPECIAL.participation, SPECIAL.approval, ("议事规则第九条",))
    with pytest.raises(Refusal) as refused:
        in_force({}, said, own)
    assert refused.value.reason == reason
    with pytest.raises(Refusal) as kept_before:
        in_force({}, said, replace(own, allows_deeming=True))
    assert kept_before.value.reason == "silence-on-special-matter"


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        pytest.param({"deemed": MAJORITY}, "deeming-not-allowed", id="silence in a special matter"),
        pytest.param({"follow": True}, "follow-not-allowed", id="following the majority in a special matter"),
    ],
)
def test_asked_for_it_is_refused(said: dict[str, Any], reason: str) -> None:
    with pytest.raises(Refusal) as refused:
        in_force({}, said, SPECIAL)
    assert refused.value.reason == reason
    assert planned({}, said, SPECIAL) == procedure_from_json(said)


@pytest.mark.parametrize("clause", [{}, {"zh": " "}], ids=["no clause", "an empty clause"])
def test_silence_means_nothing_without_a_clause(clause: dict[str, str]) -> None:
    with pytest.raises(Refusal) as refused:
        in_force({}, {"deemed": {"mode": "abstain", "clause": clause}}, GENERAL)
    assert refused.value.reason == "deeming-without-clause"


def test_a_table_says_only_what_stands_in_it() -> None:
    said = read_procedure({"deemed": {"mode": "majority", "clause": "视为从众"}, "proxy_cap": 5, "tenants": True})
    assert said == {"deemed": {"mode": "majority", "clause": {"zh": "视为从众"}}, "proxy_cap": 5, "tenants": True}
    assert read_procedure({"deemed": "off"}) == {"deemed": {"mode": "off", "clause": {}}}


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        pytest.param({"quiet": True}, "plan-faults", id="an unknown key"),
        pytest.param({"parking": "yes"}, "wrong-value", id="a word for a switch"),
        pytest.param({"deemed": "agree"}, "wrong-value", id="a meaning that silence never has"),
        pytest.param({"proxy_cap": 0}, "cap-outside", id="an agent for nobody"),
        pytest.param({"proxy_cap": LARGEST_CAP + 1}, "cap-outside", id="an agent for everybody"),
        pytest.param({"posted_days": 6}, "posting-outside", id="posted for fewer days than the least"),
        pytest.param({"posted_days": 61}, "posting-outside", id="posted for ever"),
        pytest.param({"proxy_cap": True}, "wrong-value", id="a switch for a number"),
    ],
)
def test_what_cannot_be_meant_is_refused(table: dict[str, Any], reason: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_procedure(table)
    assert refused.value.reason == reason
