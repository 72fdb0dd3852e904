"""Papers for the board: turnout by part, the daily digest, the result of a survey."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from consult.documents.advisory_result import advisory_result_pdf
from consult.documents.daily_digest import daily_digest_pdf
from consult.documents.turnout_sheet import turnout_sheet_pdf
from consult.domain.consent import Weight
from consult.domain.privacy import Secrecy, publish
from consult.domain.question import Option, Question, QuestionType, Scores
from consult.wording.language import CHINESE, ENGLISH, Words, words_for
from tests.documents import reading
from tests.documents.board_sheets import DIGEST, RETURNED, SURVEY, TURNOUT, cell
from tests.documents.lists import LONG, RARE
from tests.documents.sheets import ADDRESS, ROOT, ballots, counted
from tests.documents.test_tenants import told

WORDS = {"zh": words_for(CHINESE), "en": words_for(ENGLISH)}


@pytest.mark.parametrize("language", WORDS)
def test_turnout_stands_building_by_building_in_the_order_people_count(language: str) -> None:
    words = WORDS[language]
    pdf = turnout_sheet_pdf(TURNOUT, words)
    text = reading.text_of(pdf)
    assert reading.is_sound(pdf)
    joint = "1号、3号" if words.is_chinese else "Building1,Building3"
    ten = "10号" if words.is_chinese else "Building10"
    assert text.index(f"{joint}7342.86%") < text.index(f"{ten}966163.54%") < text.index("482960.42%")
    assert words.area(RETURNED.area).replace("\N{NO-BREAK SPACE}", "") in text


def test_small_groups_stand_together_only(zh: Words) -> None:
    text = reading.text_of(turnout_sheet_pdf(TURNOUT, zh))
    assert "1号32" not in text
    assert "3号41" not in text


def test_a_secret_poll_tells_tens_and_no_parts(zh: Words) -> None:
    secret = replace(TURNOUT, buildings=None, entrances={}, is_rounded=True, returned=Weight(620), participation=())
    text = reading.text_of(turnout_sheet_pdf(secret, zh))
    assert "620人以上" in text
    assert "10号" not in text
    assert "623" not in text
    assert "不分楼公布" in text


@pytest.mark.parametrize("language", WORDS)
def test_the_digest_says_channels_and_where_the_book_stands(language: str) -> None:
    pdf = daily_digest_pdf(DIGEST, WORDS[language])
    text = reading.text_of(pdf)
    assert len(reading.opened(pdf).pages) == 1
    assert reading.codes(pdf) == [[DIGEST.mark_address.upper()]]
    assert [said for said in ("623", "480", "101", "42", "690", ROOT, "9f3ac17b") if said not in text] == []


def test_the_digest_of_a_secret_poll_has_no_channels_and_no_exact_figure(zh: Words) -> None:
    secret = replace(DIGEST, channels=None, returned=Weight(620), is_rounded=True, participation=())
    pdf = daily_digest_pdf(secret, zh)
    text = reading.text_of(pdf)
    assert "620以上" in text
    assert "480" not in text
    assert "%" not in text
    # A line for each ballot: the numbers of lines are a count of them.
    assert [number for number in ("690", "612", "388") if number in text.replace(ROOT, "")] == []
    assert reading.codes(pdf) == [[f"{DIGEST.address}/{ROOT}".upper()]]


@pytest.mark.parametrize("language", WORDS)
def test_the_result_of_a_survey_has_every_figure_and_no_threshold(language: str) -> None:
    words, result = WORDS[language], counted(rule="advisory")
    pdf = advisory_result_pdf(SURVEY, result, words)
    text = reading.text_of(pdf)
    assert reading.is_sound(pdf)
    for question in result["questions"]:
        for weight in question["counts"].values():
            assert words.square_metres(weight["area"]).replace("\N{NO-BREAK SPACE}", "") in text
    for never in ("通过", "三分之二", "Passed", "Met", "twothirds"):
        assert never not in text.replace("不设通过比例", "")
    with reading.opened(pdf) as kept:
        assert json.loads(kept.attachments["result.json"].get_file().read_bytes()) == result
    assert ROOT in text
    assert [found for page in reading.codes(pdf) for found in page] == [ADDRESS.upper()]


def test_opinions_are_said_by_method(zh: Words) -> None:
    options = tuple(Option(key, {"zh": f"{key}方案"}) for key in ("甲", "乙"))
    score = Question(1, QuestionType.SCORE, {"zh": "给方案打分"}, options=options)
    cast = ballots((3, {1: Scores((("乙", 2), ("甲", 5)))}), (4, {1: Scores((("乙", 4), ("甲", 3)))}))
    text = reading.text_of(advisory_result_pdf(SURVEY, counted((score,), rule="advisory", cast=cast), zh))
    assert "平均分" in text
    assert "中位" in text
    assert "3.86" in text


def test_tenants_stand_apart(zh: Words) -> None:
    result = counted(rule="advisory") | {"tenants": told(7)["tenants"]}
    text = reading.text_of(advisory_result_pdf(SURVEY, result, zh))
    assert text.index("共7户租户提了意见") > text.index("3.车棚顶面")
    assert "租户" not in reading.text_of(advisory_result_pdf(SURVEY, counted(rule="advisory"), zh))


def test_nobody_answered(zh: Words) -> None:
    text = reading.text_of(advisory_result_pdf(SURVEY, counted(rule="advisory", cast=[]), zh))
    assert "征询结果" in text


@pytest.mark.exhaustive
def test_long_and_rare_titles_stay_on_the_page(zh: Words) -> None:
    title = {"zh": (LONG + RARE) * 4}
    parts = publish(Secrecy.NAMED, [cell(LONG, 9, 3), cell(RARE, 8, 2)])
    for pdf in (
        turnout_sheet_pdf(replace(TURNOUT, title=title, buildings=parts, entrances={}), zh),
        daily_digest_pdf(replace(DIGEST, title=title), zh),
        advisory_result_pdf(replace(SURVEY, title=title), counted(rule="advisory"), zh),
    ):
        text = reading.text_of(pdf)
        assert title["zh"] in text
        assert [box.text for _, box in reading.lines_of(pdf) if box.left < 0 or box.right > reading.A4[0]] == []
