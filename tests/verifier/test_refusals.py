"""What a book may not say is named in one plain sentence, the right one."""

from __future__ import annotations

from typing import Any

import pytest

from consult.domain.deemed import DeemedMode
from consult.domain.procedure import Procedure
from consult.domain.rules import RULES, rule_json
from tests.verifier.hand_built import (
    DOCUMENT,
    KEY,
    LATE,
    Line,
    double,
    paper,
    proxy,
    sealed_double,
    settled,
    votes,
    web,
)

CAP_OF_TWO = {"procedure": Procedure(proxy_cap=2)}
SILENCE = Procedure(deemed=DeemedMode.ABSTAIN, clause={"zh": "视为弃权"})
OPINION: Line = ("OPINION", {"answers": {"1": "agree"}, "nonce": "00"})
INVALID: Line = ("INVALID", {"elector": 1, "serial": "1-001", "reason": "spoilt", "nonce": "00"})

REFUSED: dict[str, tuple[tuple[Line, ...], dict[str, Any], str]] = {
    "two ballots of one elector": ((web(1), paper(1)), {}, "Elector 1 is counted twice: in lines 2 and 3."),
    "nobody on the roll": ((web(10),), {}, "Line 2 is about somebody who is not on the roll."),
    "at the very end": ((web(1),), {"at": LATE}, "a ballot after the end that was announced"),
    "a late paper where none is taken": ((paper(1),), {"at": LATE}, "a ballot after the end that was announced"),
    "the web after the end, where papers may be late": (
        (web(1),),
        {"at": LATE, "procedure": Procedure(late_paper=True)},
        "a ballot after the end that was announced",
    ),
    "a proxy for oneself": ((proxy(1, 1),), {}, "elector 1 is named as their own agent"),
    "two who represent each other": ((proxy(1, 2), proxy(2, 1)), {}, "in a chain or a circle"),
    "a circle of three": ((proxy(1, 2), proxy(2, 3), proxy(3, 1)), {}, "in a chain or a circle"),
    "a chain": ((proxy(1, 2), proxy(2, 3)), {}, "in a chain or a circle"),
    "one more than the cap": ((proxy(1, 9), proxy(2, 9), proxy(3, 9)), CAP_OF_TWO, "elector 9 represents more than 2"),
    "an agent from elsewhere": ((proxy(1, 10),), {}, "the agent is not on the roll"),
    "an agent that is text": ((proxy(1, "9"),), {}, "what it says of a proxy does not fit"),
    "a document in plain words": ((proxy(1, 9, "委托书"),), {}, "what it says of a proxy does not fit"),
    "a proxy without a word of it": (
        (("BALLOT", web(1)[1] | {"channel": "proxy"}),),
        {"procedure": Procedure()},
        "what it says of a proxy does not fit",
    ),
    "a proxy at a committee's meeting": (
        (proxy(1, 9),),
        {"rule": "committee-meeting"},
        "which the rule does not allow",
    ),
    "a second ballot without a first": ((double(1, 2),), {}, "speaks of a second ballot, but there is no first"),
    "a settlement of nothing": ((web(1), settled(1, 2, 3, "first-stands")), {}, "points at no ballot or at no second"),
    "a settlement at another's second ballot": (
        (web(1), web(2), double(1, 2), double(2, 3), settled(1, 2, 5, "first-stands")),
        {},
        "points at no ballot or at no second",
    ),
    "a settlement at another's ballot": (
        (web(1), web(2), double(1, 2), settled(1, 3, 4, "first-stands")),
        {},
        "points at no ballot or at no second",
    ),
    "a decision that nobody knows": ((web(1), double(1, 2), settled(1, 2, 3, "both")), {}, "the decision does not fit"),
    "a second that counts without answers": (
        (web(1), double(1, 2), settled(1, 2, 3, "second-counts")),
        {},
        "the decision does not fit",
    ),
    "a void row of a second ballot from the web": (
        (web(1), double(1, 2), settled(1, 2, 3, "second-counts", answers={"1": "void"})),
        {},
        "a ballot cannot be filled in like this",
    ),
    "other answers than were sealed": (
        (
            web(1),
            sealed_double({"1": "oppose"}),
            settled(1, 2, 3, "second-counts", answers={"1": "agree"}, opening=KEY),
        ),
        {},
        "the answers that count are not those that the second ballot's line sealed",
    ),
    "a seal that is not opened": (
        (web(1), sealed_double({"1": "oppose"}), settled(1, 2, 3, "second-counts", answers={"1": "oppose"})),
        {},
        "the answers that count are not those that the second ballot's line sealed",
    ),
    "a second ballot without a seal": (
        (web(1), double(1, 2)),
        {"procedure": Procedure()},
        "a second ballot whose answers are not sealed",
    ),
    "a paper set aside for no reason": (
        (("INVALID", INVALID[1] | {"reason": "late"}),),
        {},
        "no such reason for setting a ballot aside",
    ),
    "a paper set aside too late": ((INVALID,), {"at": LATE}, "a paper ballot after the end that was announced"),
    "service of a stranger": (
        (("SERVED", {"electors": [1, 10]}),),
        {"procedure": SILENCE},
        "names somebody who is not",
    ),
    "service twice": (
        (("SERVED", {"electors": [1]}), ("SERVED", {"electors": [1]})),
        {"procedure": SILENCE},
        "there was such a line before",
    ),
    "service where silence means nothing": ((("SERVED", {"electors": [1]}),), {}, "silence means nothing here"),
    "a ballot after service": (
        (("SERVED", {"electors": [1]}), web(1)),
        {"procedure": SILENCE},
        "was written after SERVED",
    ),
    "silence under a rule that gives it no meaning": (
        (),
        {"procedure": SILENCE, "rule": "lift"},
        "which this rule does not allow",
    ),
    "an opinion that nobody asked for": ((OPINION,), {}, "which is not collected here"),
    "an opinion with a name": (
        (("OPINION", OPINION[1] | {"elector": 1}),),
        {"procedure": Procedure(tenants=True)},
        "that names an elector",
    ),
}


@pytest.mark.parametrize(("lines", "setting", "sentence"), REFUSED.values(), ids=list(REFUSED))
def test_one_plain_sentence(lines: tuple[Line, ...], setting: dict[str, Any], sentence: str) -> None:
    _, faults = votes(*lines, **setting)
    assert faults
    assert all(sentence in fault for fault in faults), faults


TAKEN: dict[str, tuple[tuple[Line, ...], dict[str, Any]]] = {
    "a late paper": ((paper(1),), {"at": LATE, "procedure": Procedure(late_paper=True)}),
    "a late proxy": ((proxy(1, 9),), {"at": LATE, "procedure": Procedure(late_paper=True)}),
    "a late invalid paper": ((INVALID,), {"at": LATE, "procedure": Procedure(late_paper=True)}),
    "just the cap": ((proxy(1, 9), proxy(2, 9)), CAP_OF_TWO),
    "an agent who is no elector": ((proxy(1, None),), {}),
    "an agent who votes too": ((web(9), proxy(1, 9)), {}),
    "a void row of a second ballot on paper": (
        (web(1), double(1, 2, "paper"), settled(1, 2, 3, "second-counts", answers={"1": "void"})),
        {},
    ),
    "the answers that were sealed": (
        (
            web(1),
            sealed_double({"1": "oppose"}),
            settled(1, 2, 3, "second-counts", answers={"1": "oppose"}, opening=KEY),
        ),
        {"procedure": Procedure()},
    ),
    "nobody served": ((("SERVED", {"electors": []}),), {"procedure": SILENCE}),
}


@pytest.mark.parametrize(("lines", "setting"), TAKEN.values(), ids=list(TAKEN))
def test_what_is_allowed(lines: tuple[Line, ...], setting: dict[str, Any]) -> None:
    assert not votes(*lines, **setting)[1]


def test_the_last_settlement_holds() -> None:
    first = (web(1, {"1": "agree"}), double(1, 2))
    counts = settled(1, 2, 3, "second-counts", answers={"1": "oppose"})
    for last, agree, oppose, valid in (
        (settled(1, 2, 3, "first-stands"), 1, 0, 1),
        (settled(1, 2, 3, "neither-counts"), 0, 0, 0),
        (settled(1, 2, 3, "second-counts", answers={"1": "oppose"}), 0, 1, 1),
    ):
        book, faults = votes(*first, counts, last)
        assert not faults
        assert (book.counts[0].counts["agree"][0], book.counts[0].counts["oppose"][0]) == (agree, oppose)
        assert sum(book.counted.values()) == valid


def test_who_is_silent_and_who_only_invalid() -> None:
    lines = (
        web(1),
        web(2),
        ("DUPLICATE", double(2, 3)[1] | {"answers": DOCUMENT}),
        settled(2, 3, 4, "neither-counts"),
        ("INVALID", INVALID[1] | {"elector": 3}),
        INVALID,
        ("SERVED", {"electors": [1, 2, 3, 4, 5]}),
    )
    book, faults = votes(*lines, procedure=SILENCE)
    assert not faults
    terms = book.terms(rule_json(RULES["general"]))
    assert terms.silent == (2, 2_000)
    assert book.invalid == {3: "spoilt"}
