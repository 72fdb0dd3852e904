"""The draft's form: every button keeps what was typed; every fault is said beside its field."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from werkzeug.datastructures import MultiDict

from consult.domain.question import QuestionType
from consult.domain.refusal import Refusal
from consult.domain.scope import Place
from consult.web.console.draft_edits import edited
from consult.web.console.draft_faults import field_of
from consult.web.console.draft_fields import (
    MOST_QUESTIONS,
    DraftFields,
    OptionFields,
    QuestionFields,
    blank_form,
    with_room,
)
from consult.web.console.draft_form import read_form
from consult.web.console.draft_plan import place_of, place_value, plan_of
from consult.web.console.draft_procedure import Kept

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)


def good(**changed: object) -> DraftFields:
    fields = replace(
        blank_form(NOW, ZONE),
        title_zh="车棚改造征询",
        questions=(
            QuestionFields(title_zh="是否同意？"),
            QuestionFields(
                type="choose-one",
                title_zh="顶棚材质",
                show_if="1:agree",
                options=(OptionFields("彩钢板", "", "38000"), OptionFields("阳光板", "", "45,000.50")),
            ),
        ),
    )
    return replace(fields, **changed)  # type: ignore[arg-type]


def faults_of(fields: DraftFields) -> dict[str, str]:
    with pytest.raises(Refusal) as refused:
        plan_of(fields, ZONE, Kept())
    faults = refused.value.details["faults"]
    return {fault.reason: field_of(fault, fields) for fault in faults}


def test_a_new_form_knows_the_fifteen_days() -> None:
    form = blank_form(NOW, ZONE)
    assert (form.notice_on, form.opens_at, form.closes_at) == ("2026-11-23", "2026-12-08T09:00", "2026-12-22T18:00")


def test_a_whole_form_is_a_plan() -> None:
    plan = plan_of(good(scope="places", places=("12/", "13/2")), ZONE, Kept())
    assert plan.opens_at == datetime(2026, 12, 8, 1, 0, tzinfo=UTC)
    assert plan.scope == (Place("12"), Place("13", "2"))
    assert [question.type for question in plan.questions] == [QuestionType.CONSENT, QuestionType.CHOOSE_ONE]
    assert [option.cost for option in plan.questions[1].options] == [3_800_000, 4_500_050]
    assert plan.questions[1].can_refuse
    assert not plan.questions[0].can_refuse


@pytest.mark.parametrize(
    ("changed", "fault", "field"),
    [
        ({"title_zh": ""}, "title-missing", "title_zh"),
        ({"questions": ()}, "no-questions", "add-question"),
        ({"questions": (QuestionFields(),)}, "question-title-missing", "q1_title_zh"),
        ({"questions": (QuestionFields("choose-one", "问"),)}, "options-missing", "q1_type"),
        ({"closes_at": "2026-12-08T09:00"}, "closes-before-opening", "closes_at"),
        ({"notice_on": "2026-12-09"}, "opens-before-notice", "opens_at"),
        ({"notice_on": ""}, "date-missing", "notice_on"),
        ({"opens_at": "16 December"}, "date-missing", "opens_at"),
        ({"opens_at": "0001-01-01T00:00"}, "date-missing", "opens_at"),
        ({"closes_at": "9999-12-31T23:59"}, "date-missing", "closes_at"),
        ({"channels": ()}, "no-channels", "channel-web"),
        ({"channels": ("pigeon",)}, "no-channels", "channel-web"),
        ({"rule": "advisory"}, "rule-not-for-kind", "rule"),
        ({"rule": "committee-meeting", "channels": ("web", "proxy")}, "proxies-not-allowed", "channel-proxy"),
        ({"rule": "<script>"}, "unknown-rule", "rule"),
    ],
)
def test_faults_stand_beside_their_fields(changed: dict[str, object], fault: str, field: str) -> None:
    assert faults_of(good(**changed))[fault] == field


@pytest.mark.parametrize(
    ("cost", "fault"),
    [("viel", True), ("-1", True), ("1e30", True), ("0.001", True), ("NaN", True), ("0", False), ("￥38000元", False)],
)
def test_costs(cost: str, fault: bool) -> None:
    options = (OptionFields("彩钢板", "", cost), OptionFields("阳光板"))
    fields = good(questions=(QuestionFields("choose-one", "问", options=options),))
    if fault:
        assert faults_of(fields) == {"cost-unreadable": "q1o1_cost"}
    else:
        plan_of(fields, ZONE, Kept())


def test_all_faults_are_said_at_once() -> None:
    faults = faults_of(good(title_zh="", channels=(), opens_at="", scope="places"))
    assert set(faults) == {"title-missing", "no-channels", "date-missing", "scope-without-places"}


def test_empty_option_rows_are_no_options() -> None:
    options = (OptionFields("甲"), OptionFields(), OptionFields("乙"))
    plan = plan_of(good(questions=(QuestionFields("choose-one", "问", options=options),)), ZONE, Kept())
    assert [(option.key, option.label["zh"]) for option in plan.questions[0].options] == [("1", "甲"), ("2", "乙")]


def test_adding_and_taking_away() -> None:
    fields = good()
    more = edited(fields, "add-question")
    assert more.questions[:2] == fields.questions
    assert edited(more, "remove-question-3") == fields
    options = edited(fields, "add-option-2").questions[1].options
    assert options[:2] == fields.questions[1].options
    assert edited(fields, "remove-option-2-1").questions[1].options == fields.questions[1].options[1:]


def test_a_condition_follows_its_question_and_ends_with_it() -> None:
    three = replace(good(), questions=(QuestionFields(title_zh="先问"), *good().questions))
    three = replace(three, questions=(*three.questions[:2], replace(three.questions[2], show_if="2:agree")))
    assert edited(three, "up-2").questions[2].show_if == "1:agree"
    assert edited(three, "remove-question-1").questions[1].show_if == "1:agree"
    assert edited(three, "remove-question-2").questions[1].show_if == ""
    assert edited(three, "up-3").questions[1].show_if == ""


@pytest.mark.parametrize(
    "deed",
    [
        "",
        "save",
        "up-1",
        "up-99",
        "remove-question-0",
        "remove-question-99",
        "add-option-99",
        "remove-option-99-1",
        "x-1",
    ],
)
def test_a_button_that_fits_nothing_changes_nothing(deed: str) -> None:
    assert edited(good(), deed) == good()


def test_there_is_an_end_to_adding() -> None:
    fields = good()
    for _ in range(MOST_QUESTIONS + 5):
        fields = edited(fields, "add-question")
    assert len(fields.questions) == MOST_QUESTIONS


def test_options_get_two_rows_to_begin_with() -> None:
    fields = with_room(good(questions=(QuestionFields("choose-some"), QuestionFields("text"))))
    assert [len(question.options) for question in fields.questions] == [2, 0]


@pytest.mark.parametrize("place", [Place("12"), Place("12", "2"), Place("1/2", "甲/乙"), Place("综合 楼")])
def test_places_survive_their_boxes(place: Place) -> None:
    assert place_of(place_value(place)) == place


def test_reading_nothing_is_an_empty_form() -> None:
    assert read_form(MultiDict()).questions == ()


def test_what_cannot_be_secret_is_said_beside_its_field() -> None:
    found = faults_of(good(secrecy="secret"))
    assert found == {"unnamed-binding": "secrecy", "unnamed-channel": "channel-web"}
    survey = good(secrecy="secret", kind="advisory", rule="general", channels=("web",))
    assert faults_of(survey) == {"unnamed-rule": "rule"}
    ranking = replace(survey.questions[1], type="rank")
    asked = replace(survey, rule="advisory", questions=(survey.questions[0], ranking))
    assert faults_of(asked) == {"unnamed-question": "q2_type"}


def test_a_secret_draft_stays_one() -> None:
    survey = good(secrecy="secret", kind="advisory", rule="advisory", channels=("web",))
    assert plan_of(survey, ZONE, Kept()).secrecy == "secret"
    assert plan_of(good(secrecy=""), ZONE, Kept()).secrecy == "named"
