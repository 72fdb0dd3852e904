"""Checkpoints as people type them from the board, and what is none."""

from __future__ import annotations

from datetime import date

import pytest

from consult.domain.checkpoint import Mark, mark_text, payload, read_mark
from consult.domain.refusal import Refusal

HEAD = "5ccd28cb4792962e" + "ab" * 24
SHORT = "5ccd 28cb 4792 962e"


@pytest.mark.parametrize(
    ("typed", "mark"),
    [
        pytest.param(SHORT, Mark(HEAD[:16]), id="four groups"),
        pytest.param("5CCD28CB4792962E", Mark(HEAD[:16]), id="capitals, no spaces"),
        pytest.param("5ccd-28cb-4792-962e", Mark(HEAD[:16]), id="strokes"),
        pytest.param(f"145 {SHORT}", Mark(HEAD[:16], 145), id="a number before them"),
        pytest.param(f"1452 {SHORT}", Mark(HEAD[:16], 1452), id="a number of four digits is no group"),
        pytest.param(f"第 145 号：{SHORT}", Mark(HEAD[:16], 145), id="as the board says it in Chinese"),
        pytest.param(f"No. 145: {SHORT}", Mark(HEAD[:16], 145), id="as the board says it in English"),
        pytest.param(f"K7P9QX 145 {SHORT}", Mark(HEAD[:16], 145, "K7P9QX"), id="a code before it"),
        pytest.param(f"123456 7 {SHORT}", Mark(HEAD[:16], 7, "123456"), id="a code of digits"),
        pytest.param(f"145 {HEAD}", Mark(HEAD, 145), id="all of it"),
        pytest.param(f"K7P9QX 145 2026-12-19T01:00:00.000Z {HEAD}", Mark(HEAD, 145, "K7P9QX"), id="checkpoints.txt"),
        pytest.param(
            f"HTTPS://VOTE.EXAMPLE/C/K7P9QX/BOOK/145-{HEAD.upper()}", Mark(HEAD, 145, "K7P9QX"), id="a QR code"
        ),
        pytest.param(f"https://v.cn/c/k7p9qx/book/{HEAD}", Mark(HEAD, None, "K7P9QX"), id="the fingerprint alone"),
        pytest.param(f"https://v.cn/c/k7p9qx/book/145-{HEAD}?x=1", Mark(HEAD, 145, "K7P9QX"), id="a chat's address"),
    ],
)
def test_what_was_meant(typed: str, mark: Mark) -> None:
    assert read_mark(typed) == mark


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "145",
        SHORT[:-1],
        SHORT + " ab",
        f"0 {SHORT}",
        f"x {SHORT}",
        f"K7P9Q 145 {SHORT}",
        f"K7P9QU 145 {SHORT}",
        "5ccd 28cb 4792 962g",
        f"https://v.cn/c/K7P9QX/book/145-{HEAD[:-1]}",
        "你好",
        "9" * 10_000,
    ],
)
def test_what_is_no_checkpoint(typed: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_mark(typed)
    assert refused.value.reason == "checkpoint-mistyped"


@pytest.mark.parametrize(
    ("mark", "fits"),
    [
        (Mark(HEAD[:16]), True),
        (Mark(HEAD[:16], 145), True),
        (Mark(HEAD, 145), True),
        (Mark(HEAD[:16], 144), False),
        (Mark("0" * 16), False),
        (Mark(HEAD[:63] + "0", 145), False),
    ],
)
def test_whether_it_fits_a_line(mark: Mark, fits: bool) -> None:
    assert mark.fits(145, HEAD) is fits


def test_what_is_written_and_printed() -> None:
    assert payload(date(2026, 12, 19), 144) == {"day": "2026-12-19", "lines": 144}
    assert read_mark(f"/c/K7P9QX/book/{mark_text(145, HEAD)}") == Mark(HEAD, 145, "K7P9QX")
    assert read_mark(f"/c/K7P9QX/book/{mark_text(None, HEAD)}") == Mark(HEAD, None, "K7P9QX")
