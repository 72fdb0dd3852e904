"""The rule sheet: one page, and every figure and sentence on it is the data's."""

from __future__ import annotations

from dataclasses import replace

import pytest

from consult.documents.rule_sheet import RuleSheet, rule_sheet_pdf
from consult.domain.consent import Weight
from consult.domain.electorate import Basis, CountingSettings
from consult.domain.rules import rule_named
from consult.wording.language import CHINESE, ENGLISH, Words, words_for
from consult.wording.rule_sheet import ballot_rules, figure_rules, question_rules, requirement_rows, who_counts
from tests.documents import reading
from tests.documents.sheets import ADDRESS, ANNOUNCEMENT

WORDS = {"zh": words_for(CHINESE), "en": words_for(ENGLISH)}


def a_sheet(words: Words, key: str = "special") -> RuleSheet:
    """The sheet of the notice's consultation."""
    rule, whole, asked = rule_named(key), Weight(1_000, 10_000_050), ANNOUNCEMENT.questions
    return RuleSheet(
        estate=words.pick(ANNOUNCEMENT.estate),
        title=words.pick(ANNOUNCEMENT.title),
        whole=(("总人数", words.integer(whole.heads)), ("总面积", words.area(whole.area))),
        requirements=requirement_rows(words, rule, whole, Basis.BY_OWNER),
        figures=tuple(figure_rules(words, rule)),
        people=tuple(who_counts(words, rule, Basis.BY_OWNER, CountingSettings())),
        ballots=tuple(ballot_rules(words, is_binding=True)),
        questions=tuple(question_rules(words, asked)),
        basis=rule.basis,
        address=f"{ADDRESS}/rules",
        issuer=words.pick(ANNOUNCEMENT.issuer),
        term="第三届",
        dated=words.date(ANNOUNCEMENT.dated),
        imprint=ANNOUNCEMENT.imprint,
    )


def everything_said(sheet: RuleSheet) -> list[str]:
    """Each string of a sheet by itself."""
    rows = (*sheet.whole, *sheet.requirements, *sheet.questions)
    return [
        sheet.estate,
        *(cell for row in rows for cell in row),
        *sheet.figures,
        *sheet.people,
        *sheet.ballots,
        *sheet.basis,
        sheet.issuer,
        sheet.term,
        sheet.dated,
    ]


@pytest.mark.parametrize("language", WORDS)
def test_one_page_says_all_of_it(language: str) -> None:
    words = WORDS[language]
    sheet = a_sheet(words)
    pdf = rule_sheet_pdf(sheet, words)
    assert len(reading.opened(pdf).pages) == 1
    assert reading.is_sound(pdf)
    assert [found for page in reading.codes(pdf) for found in page] == [f"{ADDRESS}/rules".upper()]
    text = reading.text_of(pdf)
    assert not [said for said in everything_said(sheet) if reading.packed(said) not in text]


def test_two_sheets_that_say_the_same_are_the_same(zh: Words) -> None:
    one = a_sheet(zh)
    later = replace(one, imprint=replace(one.imprint, text_hash="f" * 64))
    assert one == later
    assert hash(one) == hash(later)
    assert one != replace(one, dated="2026年12月1日")


def test_many_questions_are_set_tighter_and_stay_on_one_page(zh: Words) -> None:
    sheet = a_sheet(zh)
    many = replace(sheet, questions=sheet.questions * 2)
    assert len(reading.opened(rule_sheet_pdf(many, zh)).pages) == 1


def test_an_opinion_survey_has_no_table(zh: Words) -> None:
    text = reading.text_of(rule_sheet_pdf(a_sheet(zh, "advisory"), zh))
    assert "统计什么" in text
    assert "须同意" not in text
