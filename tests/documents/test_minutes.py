"""Minutes: the agenda of a hearing, a coordination or a review meeting, and room for what is said there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from consult.documents.minutes import Meeting, minutes_pdf
from consult.wording.language import Words
from tests.documents import reading
from tests.documents.formal_sheets import HEARING, RARE, SIXTY, astray
from tests.documents.sheets import CHARGERS, SHED

KINDS = {
    Meeting.HEARING: ("听证会会议纪要", "听证代表", "按原方案提交表决"),
    Meeting.COORDINATION: ("协调会会议纪要", "甲方", "达成一致"),
    Meeting.REVIEW: ("评议会会议纪要", "评议代表", "基本满意"),
}


@pytest.mark.parametrize("meeting", Meeting)
def test_every_meeting_has_its_own_parts(meeting: Meeting, zh: Words) -> None:
    pdf = minutes_pdf(replace(HEARING, meeting=meeting), zh)
    text = reading.text_of(pdf)
    at = 0
    for part in (
        "议程",
        "1." + SHED.title["zh"],
        "2." + CHARGERS.title["zh"],
        "到会人员",
        "会议结论",
        "后续事项",
        "记录人",
    ):
        at = text.find(part, at)
        assert at >= 0, part
    for part in KINDS[meeting]:
        assert part in text
    assert reading.is_sound(pdf)
    assert not list(astray(pdf))


def test_each_question_has_room_for_views_and_a_conclusion(en: Words) -> None:
    text = reading.text_of(minutes_pdf(HEARING, en))
    assert text.count(reading.packed("Against or doubtful")) == len(HEARING.questions)
    assert text.count(reading.packed("goes to the vote as it is")) == len(HEARING.questions)


@pytest.mark.exhaustive
def test_sixty_questions_and_a_long_title_are_not_cut(zh: Words) -> None:
    title = {"zh": f"关于{RARE}弄小区公共部位修缮、绿化调整与停车秩序等若干事项的一次性听取意见" * 3}
    pdf = minutes_pdf(replace(HEARING, title=title, questions=SIXTY), zh)
    text = reading.body_of(pdf)
    assert title["zh"] in text
    assert all(text.count(question.title["zh"]) == 2 for question in SIXTY)
    assert not list(astray(pdf))
