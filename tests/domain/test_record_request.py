"""What a household may ask about what is kept of it, what it may be answered, and how names are covered."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from consult.domain.masking import masked_name, masked_number
from consult.domain.record_request import LONGEST_REQUEST, MOST_WAITING, Reply, Wanted, check_reply, check_request
from consult.domain.refusal import Refusal

NOW = datetime(2026, 12, 20, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("wanted", "said", "waiting", "kept"),
    [
        pytest.param("area", " 98.20 平方米 ", 0, "98.20 平方米", id="blanks around the words go"),
        pytest.param("copy", "", 0, "", id="a copy needs no words"),
        pytest.param("other", "字" * LONGEST_REQUEST, 0, "字" * LONGEST_REQUEST, id="exactly as long as allowed"),
        pytest.param("area", "是", MOST_WAITING - 1, "是", id="one fewer waits than may"),
        pytest.param("names", "陈\x00桂\u202e芳\r\n对", 0, "陈桂芳\n对", id="what nobody sees goes"),
    ],
)
def test_a_request_that_is_taken(wanted: str, said: str, waiting: int, kept: str) -> None:
    assert check_request(wanted, said, waiting) == (Wanted(wanted), kept)


@pytest.mark.parametrize(
    ("wanted", "said", "waiting", "reason"),
    [
        pytest.param("money", "x", 0, "unknown-request-kind", id="nothing on the list"),
        pytest.param("", "x", 0, "unknown-request-kind", id="nothing chosen"),
        pytest.param("area", " \u200f\n ", 0, "request-without-words", id="words of blanks and marks only"),
        pytest.param("other", "字" * (LONGEST_REQUEST + 1), 0, "request-words-too-long", id="one longer than allowed"),
        pytest.param("copy", "", MOST_WAITING, "too-many-requests", id="as many wait as may"),
    ],
)
def test_a_request_that_is_refused(wanted: str, said: str, waiting: int, reason: str) -> None:
    with pytest.raises(Refusal) as refused:
        check_request(wanted, said, waiting)
    assert refused.value.reason == reason


def test_an_answer_carries_its_reason() -> None:
    assert check_reply("refused", " 与登记一致 ", None) == (Reply.REFUSED, "与登记一致")


@pytest.mark.parametrize(
    ("reply", "reason", "answered_at", "refusal"),
    [
        pytest.param("agreed", " ", None, "reply-without-reason", id="no reason"),
        pytest.param("withdrawn", "x", None, "unknown-reply", id="only a household takes back"),
        pytest.param("agreed", "x", NOW, "request-answered", id="answered before"),
        pytest.param("agreed", "x" * (LONGEST_REQUEST + 1), None, "request-words-too-long", id="too long a reason"),
    ],
)
def test_an_answer_that_is_refused(reply: str, reason: str, answered_at: datetime | None, refusal: str) -> None:
    with pytest.raises(Refusal) as refused:
        check_reply(reply, reason, answered_at)
    assert refused.value.reason == refusal


@pytest.mark.parametrize(
    ("written", "shown"),
    [("陈桂芳", "陈＊＊"), ("孙立、吴敏", "孙＊、吴＊"), ("李", "李"), ("", ""), ("Li Na", "L＊ ＊＊")],
)
def test_names_are_covered_but_for_their_first_character(written: str, shown: str) -> None:
    assert masked_name(written) == shown


@pytest.mark.parametrize(
    ("written", "shown"), [("138 1234 5678", "138＊＊＊＊＊＊78"), ("1234567", "123＊＊67"), ("123456", "＊" * 6)]
)
def test_numbers_show_three_and_two_digits(written: str, shown: str) -> None:
    assert masked_number(written) == shown
