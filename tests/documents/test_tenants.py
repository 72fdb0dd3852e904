"""What papers say to and of tenants: before, how they are asked; after, a section of its own beside the result."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

from consult.cli.result_lines import result_lines
from consult.documents.letter import letters_pdf
from consult.documents.notice import notice_pdf
from consult.documents.result_notice import result_notice_pdf
from consult.domain.procedure import Procedure
from consult.wording.language import Words
from tests.documents import reading
from tests.documents.sheets import ANNOUNCEMENT, LETTER, NOTICE, counted, household

ASKED = Procedure(tenants=True)


def told(returned: int, *, agree: int = 4) -> dict[str, Any]:
    """A result with tenants' opinions on its first question, told or not as their number allows."""
    figures = {"number": 1, "answered": returned, "counts": {"agree": agree, "oppose": returned - agree, "abstain": 0}}
    return counted() | {"tenants": {"returned": returned, "questions": [figures] if returned >= 5 else []}}


def test_the_notice_says_how_tenants_are_asked(zh: Words) -> None:
    text = reading.body_of(notice_pdf(replace(ANNOUNCEMENT, procedure=ASKED), zh))
    assert "租户可以在网上提意见" in text
    assert "也不占业主的那一票" in text
    assert "租户" not in reading.body_of(notice_pdf(ANNOUNCEMENT, zh))


def test_the_letter_says_so_too_and_keeps_to_its_page(zh: Words, en: Words) -> None:
    for words, said in ((zh, "租户意见单独统计"), (en, "counted apart, is no vote")):
        pdf = letters_pdf(replace(LETTER, asks_tenants=True), [household(1), household(2)], words)
        assert len(reading.opened(pdf).pages) == 2
        assert reading.packed(said) in reading.packed(reading.text_of(pdf, 1))
        assert reading.packed(said) not in reading.packed(reading.text_of(letters_pdf(LETTER, [household(1)], words)))


def test_the_result_notice_has_a_section_apart(zh: Words) -> None:
    text = reading.body_of(result_notice_pdf(NOTICE, told(7), zh))
    section = text.index("租户意见（单独统计，不计入表决结果）")
    assert "共7户租户提了意见" in text[section:]
    assert "7户作答" in text[section:]
    assert text.index("民法典") < section
    assert "57.14%" in text[section:]


def test_the_rest_of_the_notice_is_the_same_with_and_without(zh: Words) -> None:
    without = reading.body_of(result_notice_pdf(NOTICE, counted() | {"tenants": None}, zh))
    beside = reading.body_of(result_notice_pdf(NOTICE, told(7), zh))
    section = beside.index("租户意见（单独统计")
    # Up to the section's own number (一、二、…) nothing differs but how lines fall: a longer notice is set smaller.
    before = Counter(beside[: section - 3].rstrip("五六七八九十、"))
    assert not before - Counter(without)


@pytest.mark.parametrize(
    ("returned", "said"),
    [
        pytest.param(0, "没有收到", id="nobody"),
        pytest.param(4, "不足5份时", id="four, one below"),
    ],
)
def test_too_few_are_not_told(zh: Words, returned: int, said: str) -> None:
    text = reading.body_of(result_notice_pdf(NOTICE, told(returned), zh))
    section = text[text.index("租户意见（单独统计") :]
    assert said in section
    assert "户作答" not in section


def test_the_command_line_shows_them_last(en: Words) -> None:
    result = told(7) | {"consultation": counted()["consultation"] | {"code": "ABC234"}}
    lines = result_lines(en, result)
    at = lines.index("Tenants’ opinions (counted apart, no part of the vote)")
    assert lines[at + 1 :] == [
        "  Tenants of 7 homes gave an opinion. One home is one opinion; floor areas do not matter here.",
        lines[at + 2],
        "   7 homes answered.",
        "   Agree: 4 (57.14%)",
        "   Oppose: 3 (42.86%)",
        "   Abstain: 0 (0.00%)",
    ]
    assert lines[: at - 1] == result_lines(en, result | {"tenants": None})
