"""The register of objections: what heads it, and rows with room to write."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise

import pytest

from consult.documents.objection_register import FEWEST_BLANK, ROWS, Decided, Objection, objection_register_pdf
from consult.domain.contest import Ruling
from consult.domain.correction import Verdict
from consult.domain.objection import Effect
from consult.wording.language import Words
from tests.documents import reading
from tests.documents.formal_sheets import REGISTER, astray


def test_it_says_of_what_and_until_when(zh: Words) -> None:
    pdf = objection_register_pdf(REGISTER, zh)
    text = reading.text_of(pdf)
    for part in (
        "临园小区异议登记表",
        "3号车棚翻新和增设充电桩（LY-2026-03）",
        "2026年12月31日至2027年1月6日",
        "小区东门公告栏、各楼大堂",
        "书面送交业委会办公室",
    ):
        assert part in text
    assert reading.is_sound(pdf)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_objection_has_a_row_with_room_on_two_pages(language: str, request: pytest.FixtureRequest) -> None:
    words = request.getfixturevalue(language)
    pdf = objection_register_pdf(REGISTER, words)
    pages = reading.opened(pdf).pages
    assert len(pages) == 2
    assert all(float(page.MediaBox[2]) > float(page.MediaBox[3]) for page in pages)
    rows = [box for _, box in reading.lines_of(pdf) if box.text.strip() == words.gettext("none")]
    assert len(rows) == ROWS
    gaps = [one.bottom - other.bottom for one, other in pairwise(rows)]
    assert all(gap > 60 for gap in gaps if gap > 0)
    for page in (1, 2):
        assert reading.packed(words.gettext("Decision and its reasons")) in reading.text_of(pdf, page)
    assert not list(astray(pdf))


def test_before_closing_no_day_is_made_up(zh: Words) -> None:
    text = reading.text_of(objection_register_pdf(replace(REGISTER, closed_at=None, posted_from=None), zh))
    assert "2027年" not in text
    assert "公示期" in text


CAME = datetime(2026, 12, 31, 2, 0, tzinfo=UTC)
WAITS = Objection(14, CAME)
UPHELD = Objection(15, CAME, decided=Decided(Ruling.UPHELD, "照片与签名不符", "丁一平", CAME, Effect.COUNTED_AGAIN))
CORRECTED = Objection(
    12, CAME, "第一题录错", True, "钱敏", Decided(Verdict.REFUSED, "read-differently", "李强", CAME, Effect.NONE)
)


def test_what_came_through_the_system_stands_before_the_blank_rows(zh: Words) -> None:
    pdf = objection_register_pdf(replace(REGISTER, objections=[CORRECTED, WAITS, UPHELD]), zh)
    text = reading.text_of(pdf)
    for part in ("登记簿第12号", "第一题录错", "钱敏", "第二人", "登记簿第15号", "照片与签名不符", "丁一平"):
        assert reading.packed(part) in text
    assert text.count("重新计票") == 1 + (ROWS - 3) + 1
    assert not list(astray(pdf))


def test_many_objections_leave_blank_rows_all_the_same(zh: Words) -> None:
    text = reading.text_of(objection_register_pdf(replace(REGISTER, objections=[UPHELD] * 9), zh))
    assert text.count("丁一平") == 9
    assert text.count("更正数字") == FEWEST_BLANK + len(["the note at the foot"])
