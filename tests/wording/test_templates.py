"""The templates that come with the service: whole, in both languages, each with the rule that its matter needs."""

from __future__ import annotations

from datetime import date

import pytest

from consult.domain.blanks import blanks_left
from consult.domain.consultation_template import Template, plan_of_template
from consult.domain.local_time import BEIJING
from consult.domain.matter import OWNERS_RULES, rule_for
from consult.domain.procedure_guards import LONGEST, NOTICE_DAYS, SHORTEST
from consult.domain.refusal import Refusal
from consult.wording.templates import FOLDER, ORDER, template_named, templates

NOTICE = date(2026, 12, 1)
EACH = pytest.mark.parametrize("template", templates(), ids=ORDER)


def test_a_dozen_and_no_file_beside_the_list() -> None:
    assert len(ORDER) == 12
    assert {path.stem for path in FOLDER.glob("*.toml")} == set(ORDER)
    with pytest.raises(Refusal, match="unknown-template"):
        template_named("moon")


@EACH
def test_its_rule_is_the_one_that_its_matter_needs(template: Template) -> None:
    plan = plan_of_template(template, {}, notice_on=NOTICE, zone=BEIJING)
    assert template.matter is not None
    assert plan.rule == rule_for(template.matter, is_binding=plan.is_binding, in_part=False)
    assert plan.is_binding is template.matter.binds


@EACH
def test_its_days_are_lawful(template: Template) -> None:
    plan = plan_of_template(template, {}, notice_on=NOTICE, zone=BEIJING)
    if plan.rule in OWNERS_RULES:
        assert template.notice_days >= NOTICE_DAYS
        assert SHORTEST <= plan.closes_at - plan.opens_at <= LONGEST
    assert plan.procedure == {}


@EACH
def test_everything_is_said_in_both_languages(template: Template) -> None:
    plan = plan_of_template(template, {}, notice_on=NOTICE, zone=BEIJING)
    texts = [template.purpose, plan.title, plan.intro, *template.checklist]
    texts += [blank.label for blank in template.blanks] + [blank.hint for blank in template.blanks if blank.hint]
    texts += [text for one in plan.agreed for text in (one.question, one.answer)]
    for question in plan.questions:
        texts += [
            question.title,
            *([question.body] if question.body else []),
            *([question.unit] if question.unit else []),
        ]
        texts += [text for option in question.options for text in (option.label, option.note) if text]
    assert all(text.get("zh") and text.get("en") for text in texts)
    assert plan.agreed
    assert len(template.checklist) >= 3


@EACH
def test_nothing_is_left_once_its_blanks_are_filled(template: Template) -> None:
    given = {blank.key: "3" if blank.is_number else f"填{blank.key}" for blank in template.blanks}
    plan = plan_of_template(template, given, notice_on=NOTICE, zone=BEIJING)
    words = [*plan.title.values(), *plan.intro.values()]
    words += [word for question in plan.questions for word in (*question.title.values(), *question.body.values())]
    assert not any(blanks_left(word) or "{" in word for word in words)


@EACH
def test_blanks_cannot_be_told_apart_by_their_names_alone(template: Template) -> None:
    for language in ("zh", "en"):
        labels = [blank.label[language] for blank in template.blanks]
        assert len(labels) == len(set(labels))
