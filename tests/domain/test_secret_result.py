"""The whole result of a secret poll: what stands in it, and what of a named one does not."""

from __future__ import annotations

from typing import Any

from consult.domain.consent import Weight
from consult.domain.procedure import Procedure
from consult.domain.result import BookEnd, Returns
from consult.domain.rules import rule_named
from consult.domain.secret_count import Turnout, is_of_secret_poll, seal, seals, secret_result_json

KEPT_BACK = {"number": 1, "question": {}, "withheld": True}


def result(turnout: Turnout) -> dict[str, Any]:
    return secret_result_json(
        consultation={"code": "7KQ2MD"},
        rule=rule_named("advisory"),
        procedure=Procedure(),
        electorate=Weight(300, 3_000_000),
        questions=[KEPT_BACK],
        turnout=turnout,
        returns=Returns(300, 290, {"web": 24}, double=2),
        book=BookEnd(26, "ab" * 32, "cd" * 32),
    )


def test_it_tells_the_turnout_and_the_questions_as_they_are_told() -> None:
    found = result(Turnout(Weight(24, 250_049), double=2))
    assert found["secrecy"] == "secret"
    assert found["turnout"] == {"heads": 24, "area_permille": 83}
    assert found["questions"] == [KEPT_BACK]


def test_the_frame_is_that_of_a_named_one() -> None:
    found = result(Turnout(Weight(24, 250_049), double=2))
    assert found["electorate"] == {"heads": 300, "area": 3_000_000}
    assert found["ledger"] == {"lines": 26, "head": "ab" * 32, "root": "cd" * 32}
    assert (found["issued"], found["returned"]["web"], found["double"]) == (300, 24, 2)


def test_every_table_is_sealed_with_its_own_opening() -> None:
    openings = {"1": b"\x01" * 32, "ballots": b"\x02" * 32}
    assert seals({"1": {"answered": 3}, "ballots": []}, openings) == {
        "1": seal(b"\x01" * 32, {"answered": 3}),
        "ballots": seal(b"\x02" * 32, []),
    }


def test_a_question_says_by_itself_whether_only_heads_were_counted() -> None:
    assert is_of_secret_poll(KEPT_BACK)
    assert is_of_secret_poll({"number": 1, "withheld": False})
    assert not is_of_secret_poll({"number": 1})
