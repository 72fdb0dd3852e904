"""Reading what phones send: well-formed entries as they were meant, and everything else refused by name."""

from __future__ import annotations

import contextlib
import json
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import consult.domain.consultation  # noqa: F401  (declares reasons)
from consult.domain.doorstep.bundle import (
    MOST_ENTRIES,
    MOST_FINGERPRINTS,
    check_fingerprints,
    read_bundle,
    read_file,
)
from consult.domain.doorstep.entry import AnswersTold, PaperTold, VisitTold, read_entry
from consult.domain.doorstep.fields import as_base64url, id_in
from consult.domain.doorstep.outcome import Status, status_of
from consult.domain.refusal import Refusal
from consult.domain.service import LONGEST_NOTE, Method

MADE_AT = "2026-12-19T09:00:00.000+08:00"
VISIT: dict[str, Any] = {"v": 1, "kind": "visit", "elector": "7", "made_at": MADE_AT, "outcome": "served"}
PAPER: dict[str, Any] = {"v": 1, "kind": "paper", "elector": "7", "made_at": MADE_AT, "serial": " 00018 "}
ANSWERS: dict[str, Any] = {
    "v": 1,
    "kind": "answers",
    "elector": "7",
    "made_at": MADE_AT,
    "text": "a" * 64,
    "answers": {"1": "agree", "2": ["a", "c"], "3": {"a": "2"}, "4": None},
}
ENVELOPE = {
    "submission_id": str(uuid.UUID(int=7)),
    "consultation": "abc-123",
    "key": "0123456789abcdef",
    "sealed": as_base64url(b"sealed"),
}


def written(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def test_a_visit_is_read() -> None:
    entry = read_entry(written(VISIT | {"recipient": " 女儿 ", "offset_ms": -1500, "monotonic_ms": 7}) + b"   ")
    assert entry.told == VisitTold(Method.IN_PERSON, "女儿", "", "")
    assert (entry.elector_id, entry.offset) == (7, timedelta(milliseconds=-1500))
    assert entry.heard == timedelta(milliseconds=7)
    assert read_entry(written(VISIT)).heard is None
    assert entry.made_at == datetime(2026, 12, 19, 1, tzinfo=UTC)


def test_a_sheet_is_read_with_and_without_its_photo() -> None:
    assert read_entry(written(PAPER)).told == PaperTold("00018", None, "")
    assert read_entry(written(PAPER | {"photo": as_base64url(b"\xff\xd8")})).told == PaperTold("00018", b"\xff\xd8", "")


def test_answers_are_read_as_a_ballot_takes_them() -> None:
    told = read_entry(written(ANSWERS)).told
    assert isinstance(told, AnswersTold)
    assert told.answers == {1: "agree", 2: ["a", "c"], 3: {"a": "2"}, 4: None}


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        pytest.param(VISIT | {"v": 2}, "", id="another make"),
        pytest.param(VISIT | {"kind": "dance"}, "kind", id="a kind that is none"),
        pytest.param(VISIT | {"outcome": "moved"}, "outcome", id="an outcome that is none"),
        pytest.param(VISIT | {"note": "x" * (LONGEST_NOTE + 1)}, "note", id="a note one character too long"),
        pytest.param(VISIT | {"note": 5}, "note", id="a note that is no text"),
        pytest.param(VISIT | {"note": "\0"}, "note", id="a note with a zero byte"),
        pytest.param(VISIT | {"made_at": "2026-12-19T09:00"}, "made_at", id="a moment without a zone"),
        pytest.param(VISIT | {"made_at": "0001-01-01T00:00:00+14:00"}, "made_at", id="a moment before all calendars"),
        pytest.param(VISIT | {"offset_ms": 1.5}, "offset_ms", id="half a millisecond"),
        pytest.param(VISIT | {"offset_ms": True}, "offset_ms", id="an offset that is true"),
        pytest.param(VISIT | {"offset_ms": 10**15}, "offset_ms", id="an offset of ages"),
        pytest.param(PAPER | {"serial": " "}, "serial", id="a sheet without a serial"),
        pytest.param(PAPER | {"photo": 5}, "photo", id="a photo that is a number"),
        pytest.param(PAPER | {"photo": "=="}, "photo", id="a photo that is padding"),
        pytest.param(ANSWERS | {"text": "a" * 63}, "text", id="half a version"),
        pytest.param(ANSWERS | {"answers": ["agree"]}, "answers", id="answers without their questions"),
        pytest.param(ANSWERS | {"answers": {"one": "agree"}}, "answers", id="a question that is no number"),
        pytest.param(ANSWERS | {"answers": {"1": 1.5}}, "answers", id="an answer that no ballot takes"),
        pytest.param(ANSWERS | {"answers": {"1": "\ud800"}}, "answers", id="half a character"),
    ],
)
def test_what_is_wrong_is_named(changed: dict[str, Any], field: str) -> None:
    with pytest.raises(Refusal, match="entry-torn") as refused:
        read_entry(json.dumps(changed).encode())
    assert refused.value.details == {"field": field}


@given(st.binary(max_size=200))
@example(b"[" * 100_000)
@example(b'{"v":1,"kind":"visit","elector":"7"' + b"9" * 5_000 + b"}")
@example(b"NaN")
def test_no_bytes_at_all_are_a_fault_of_ours(raw: bytes) -> None:
    for read, reason in ((read_entry, "entry-torn"), (read_bundle, "bundle-torn"), (read_file, "bundle-torn")):
        with pytest.raises(Refusal, match=reason):
            read(raw)


JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner), max_leaves=6)


@given(st.sampled_from([VISIT, PAPER, ANSWERS]), st.data())
def test_no_field_at_all_is_a_fault_of_ours(entry: dict[str, Any], data: st.DataObject) -> None:
    field = data.draw(st.sampled_from([*entry, "offset_ms", "photo", "helper"]))
    # Whatever else is raised fails the test.
    with contextlib.suppress(Refusal):
        read_entry(json.dumps(entry | {field: data.draw(JSON)}).encode())


def test_an_envelope_keeps_what_binds_it() -> None:
    [one] = read_bundle(written({"v": 1, "entries": [ENVELOPE]}))
    assert (one.consultation, one.submission_id) == ("ABC123", uuid.UUID(int=7).hex)
    assert one.bound == f"abc-123\n{uuid.UUID(int=7)}".encode()


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"submission_id": "7" * 32 + "x"}, id="a key that is none"),
        pytest.param({"consultation": ""}, id="no consultation"),
        pytest.param({"key": "0" * 15}, id="half a key"),
        pytest.param({"sealed": "ä"}, id="bytes that are none"),
        pytest.param({"sealed": None}, id="no bytes"),
    ],
)
def test_one_bad_envelope_takes_its_bundle_along(changed: dict[str, Any]) -> None:
    with pytest.raises(Refusal, match="bundle-torn"):
        read_bundle(written({"v": 1, "entries": [ENVELOPE, ENVELOPE | changed]}))


@pytest.mark.parametrize(
    ("many", "is_taken"),
    [
        pytest.param(MOST_ENTRIES, True, id="exactly as many as are taken"),
        pytest.param(MOST_ENTRIES + 1, False, id="one more"),
    ],
)
def test_a_bundle_has_its_bounds(many: int, is_taken: bool) -> None:
    sent = written({"v": 1, "entries": [ENVELOPE] * many})
    if is_taken:
        assert len(read_bundle(sent)) == many
    else:
        with pytest.raises(Refusal, match="bundle-too-large"):
            read_bundle(sent)


def test_fingerprints_are_taken_once_each_and_in_order() -> None:
    assert check_fingerprints(["b" * 64, "a" * 64, "b" * 64]) == ("a" * 64, "b" * 64)


@pytest.mark.parametrize(
    "given_",
    [
        pytest.param(None, id="nothing"),
        pytest.param([], id="an empty list"),
        pytest.param("a" * 64, id="a text"),
        pytest.param(["A" * 64], id="capitals"),
        pytest.param(["a" * 63], id="one digit short"),
        pytest.param(["a" * 64] * (MOST_FINGERPRINTS + 1), id="one too many"),
        pytest.param([7], id="a number"),
    ],
)
def test_what_is_no_list_of_fingerprints_is_refused(given_: object) -> None:
    with pytest.raises(Refusal, match="fingerprints-unreadable"):
        check_fingerprints(given_)


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        pytest.param("12", 12, id="a key"),
        pytest.param(str(2**53), 0, id="larger than any key"),
        pytest.param("١٢", 0, id="figures of another script"),
        pytest.param(12, 0, id="a number"),
        pytest.param(None, 0, id="nothing"),
    ],
)
def test_a_key_that_cannot_be_is_nobodys(typed: object, key: int) -> None:
    assert id_in({"elector": typed}, "elector") == key


@pytest.mark.parametrize(
    ("reason", "status"),
    [
        ("already-answered", Status.CONFLICT),
        ("closed", Status.LATE),
        ("device-revoked", Status.QUARANTINED),
        ("unknown-elector", Status.REFUSED),
    ],
)
def test_what_a_refusal_makes_of_an_entry(reason: str, status: Status) -> None:
    assert status_of(Refusal(reason)) is status
