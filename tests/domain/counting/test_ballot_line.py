"""What is cut out of a ballot's line is what a reader of JSON would find there."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.domain.counting.ballot_line import ballot_line
from consult.domain.ledger import GENESIS, LineType, canonical, next_line

NOON = datetime(2026, 12, 1, 4, tzinfo=UTC)
TEXT = st.text(st.characters(exclude_categories=["Cs"])) | st.sampled_from(
    ['"},"channel":"paper","elector":9,"nonce":"', '},"channel":"', "\\", '"payload":{"answers":{}']
)
ANSWER = (
    TEXT
    | st.lists(TEXT)
    | st.dictionaries(st.sampled_from(["1", "channel", "elector"]), st.integers(1, 5) | st.sampled_from(["agree"]))
)
PAYLOADS = st.fixed_dictionaries(
    {
        "elector": st.integers(1, 10**6),
        "channel": st.sampled_from(["web", "paper", "doorstep", "proxy"]),
        "answers": st.dictionaries(st.integers(1, 12).map(str), ANSWER),
        "nonce": st.just("00"),
    },
    optional={"serial": TEXT, "photo": st.none(), "proxy": st.just({"agent": 3, "document": "sha256:00"})},
)


def entry_of(payload: dict[str, Any]) -> str:
    return next_line(consultation="7KQ2MD", seq=1, head=GENESIS, kind=LineType.BALLOT, at=NOON, payload=payload).entry


@given(payload=PAYLOADS)
def test_the_cut_is_what_json_says(payload: dict[str, Any]) -> None:
    elector, channel, answers = ballot_line(entry_of(payload))
    assert (elector, channel, answers) == (payload["elector"], payload["channel"], canonical(payload["answers"]))


@given(payload=PAYLOADS)
def test_an_entry_in_another_order_is_read_all_the_same(payload: dict[str, Any]) -> None:
    loose = json.dumps({"payload": dict(reversed(payload.items())), "type": "BALLOT"}, ensure_ascii=True, indent=1)
    assert ballot_line(loose) == ballot_line(entry_of(payload))


def test_a_line_without_a_ballot_is_a_fault() -> None:
    with pytest.raises(KeyError):
        ballot_line(entry_of({"result": "00"}))
