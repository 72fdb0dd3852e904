"""Invitations: one page for each guest, with what is known of time and place, and lines for what is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from consult.documents.invitation import invitations_pdf
from consult.wording.language import Words
from tests.documents import reading
from tests.documents.formal_sheets import INVITATION, RARE, SIXTY, astray


def test_each_guest_has_one_page_with_every_part(zh: Words) -> None:
    pdf = invitations_pdf(INVITATION, zh)
    assert len(reading.opened(pdf).pages) == 2
    assert reading.is_sound(pdf)
    for page, guest in ((1, "居民委员会："), (2, "房屋管理事务所：")):
        text = reading.text_of(pdf, page)
        at = 0
        for part in (
            "邀请函",
            guest,
            "派员现场监督唱票计票",
            *(question.title["zh"] for question in INVITATION.questions),
            "2026年12月16日（周三）09:00至2026年12月30日（周三）18:00",
            "计票时间",
            "计票地点",
            "021-55550123",
            "特此函邀",
            "临园小区业主委员会（第三届）",
            "2026年11月30日",
            "回执",
        ):
            at = text.find(part, at)
            assert at >= 0, part
    assert not list(astray(pdf))


def test_what_is_known_of_the_count_is_printed(zh: Words) -> None:
    sheet = replace(
        INVITATION,
        counted_at=datetime(2026, 12, 30, 11, 0, tzinfo=UTC),
        counting_place={"zh": f"居委会会议室{RARE}"},
        guests=({"zh": "临园居民委员会"}, {}),
    )
    text = reading.text_of(invitations_pdf(sheet, zh))
    assert text.count("2026年12月30日（周三）19:00") == 2
    assert text.count(f"居委会会议室{RARE}") == 2
    assert "临园居民委员会：" in text


@pytest.mark.parametrize("language", ["zh", pytest.param("en", marks=pytest.mark.exhaustive)])
def test_sixty_questions_keep_to_a_page_each(language: str, request: pytest.FixtureRequest) -> None:
    words = request.getfixturevalue(language)
    pdf = invitations_pdf(replace(INVITATION, questions=SIXTY), words)
    assert len(reading.opened(pdf).pages) == 2
    text = reading.text_of(pdf, 1)
    assert SIXTY[7].title["zh"] in text
    assert SIXTY[8].title["zh"] not in text
    assert reading.packed(words.gettext("and %(n)s more; all of them stand in the notice.", n="52")) in text


def test_a_survey_invites_to_a_survey(zh: Words, en: Words) -> None:
    survey = replace(INVITATION, is_binding=False)
    assert "征询居民意见" in reading.text_of(invitations_pdf(survey, zh))
    assert reading.packed("The residents of Linyuan Garden are going to be asked") in reading.text_of(
        invitations_pdf(survey, en)
    )
