"""A receipt's promise: what is signed, the code it travels in, and codes that are none."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from consult.domain.promise import PROMISE_LENGTH, Promise, SignedPromise, looks_like_a_promise, read_promise
from consult.domain.receipt import encode, receipt_code
from consult.domain.refusal import Refusal

AT = datetime(2026, 12, 19, 1, 0, 0, 123_000, tzinfo=UTC)
PROMISE = Promise("K7P9QX", 42, AT, bytes(range(32)), bytes(range(32, 64)))
SIGNED = SignedPromise(PROMISE, bytes(range(64, 128)))


def test_what_is_signed_can_be_written_down_again() -> None:
    assert PROMISE.said == (
        "consult receipt 1\nK7P9QX\n42\n2026-12-19T01:00:00.123Z\n"
        "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n"
        "202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f\n"
    )


def test_its_slip_code_is_that_of_the_leaf() -> None:
    assert PROMISE.slip == receipt_code(PROMISE.leaf)


@pytest.mark.parametrize(
    "promise",
    [
        pytest.param(PROMISE, id="an ordinary one"),
        pytest.param(Promise("000000", 1, datetime(1970, 1, 1, tzinfo=UTC), bytes(32), bytes(32)), id="the smallest"),
        pytest.param(
            Promise("ZZZZZZ", 2**48 - 1, AT + timedelta(days=365_000), b"\xff" * 32, b"\xff" * 32), id="the largest"
        ),
    ],
)
def test_a_code_holds_everything(promise: Promise) -> None:
    signed = SignedPromise(promise, b"\xff" * 64)
    assert len(signed.code) == PROMISE_LENGTH
    assert read_promise(signed.code) == signed


@pytest.mark.parametrize(
    "typed",
    [
        f"https://vote.example/r/{SIGNED.code}",
        f"HTTPS://VOTE.EXAMPLE/R/{SIGNED.code}/",
        f"  {SIGNED.code.lower()}\n",
        f"https://vote.example/r/{SIGNED.code}?from=chat#top",
        SIGNED.code.replace("0", "O").replace("1", "l"),
    ],
    ids=["an address", "capitals", "small letters", "what a chat app adds", "look-alikes"],
)
def test_it_is_read_however_it_comes(typed: str) -> None:
    assert looks_like_a_promise(typed)
    assert read_promise(typed) == SIGNED


@pytest.mark.parametrize(
    "typed",
    [
        SIGNED.code[:-1],
        SIGNED.code + "0",
        "U" + SIGNED.code[1:],
        "00" + SIGNED.code[2:],
        SIGNED.code[:8] + encode(0, 11) + SIGNED.code[19:],
        "",
        "你好",
        "Z" * PROMISE_LENGTH,
    ],
    ids=["cut off", "too long", "no such letter", "another form", "no number", "nothing", "words", "all ones"],
)
def test_what_is_no_promise_is_refused(typed: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_promise(typed)
    assert refused.value.reason == "promise-mistyped"


@pytest.mark.parametrize("typed", ["4K7P-9QXM-2TZ", "https://vote.example/r/4K7P-9QXM-2TZ", "", "x" * 60])
def test_a_slip_code_is_no_promise(typed: str) -> None:
    assert not looks_like_a_promise(typed)
