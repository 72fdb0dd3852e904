"""What a consultation file can say, the form of a draft can say: a plan that goes through it comes out the same."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from consult.actions.draft_consultation import draft_consultation
from consult.domain.consent import Measure, Of, Requirement, Rule, Subject
from consult.domain.consultation_file import read_plan
from consult.domain.question import (
    METHODS,
    WITH_OPTIONS,
    Bounds,
    Condition,
    Option,
    Point,
    Question,
    QuestionType,
    Scale,
)
from consult.domain.rules import custom_rule
from consult.queries.consultations import consultation_of_code
from consult.queries.procedure import written_procedures
from consult.web.console.draft_fields import QuestionFields
from consult.web.console.draft_questions import question_fields, read_questions
from consult.web.own_rule import RuleFields, rule_fields, rule_of
from consult.wording.language import SHANGHAI
from tests import people
from tests.domain.test_question_file import EXAMPLE
from tests.looking_client import LookingClient
from tests.web.forms import fields_of, main_form


def filled_form(page: TestResponse) -> MultiDict[str, str]:
    """What a browser would send of a form left as it is; line ends as browsers send them."""
    standing = fields_of(main_form(page))
    return MultiDict((name, value.replace("\n", "\r\n")) for name, value in standing.items(multi=True))


WORDS = st.text("顶棚 彩钢板<&\"'%ab", min_size=1, max_size=12).map(str.strip).filter(bool)
TEXTS = st.fixed_dictionaries({"zh": WORDS}, optional={"en": WORDS})
MAYBE_TEXTS = st.fixed_dictionaries({}, optional={"zh": WORDS, "en": WORDS})
NUMBERS = st.decimals(-9_999, 9_999, places=3)
POINTS = st.none() | st.builds(Point, st.integers(0, 10_000), st.integers(0, 10_000))


@st.composite
def questions(draw: st.DrawFn, kind: QuestionType, *, is_binding: bool = False) -> Question:
    """A question of one type as a file can describe it, whether or not it could be announced."""
    has_options = kind in WITH_OPTIONS
    methods = draw(st.permutations(METHODS[kind])) if kind in METHODS else []
    return Question(
        number=2,
        type=kind,
        title=draw(TEXTS),
        body=draw(MAYBE_TEXTS),
        options=tuple(draw(_option(key)) for key in range(1, draw(st.integers(2, 5)) + 1)) if has_options else (),
        most=draw(st.none() | st.integers(1, 9)) if kind in ("choose-some", "rank", "budget") else None,
        show_if=draw(st.none() | st.builds(Condition, st.just(1), st.sampled_from(("agree", "oppose")))),
        can_refuse=is_binding and kind in ("choose-one", "choose-some"),
        methods=tuple(methods[: draw(st.integers(1, len(methods)))]) if methods else (),
        scale=Scale(draw(st.integers(-5, 5)), draw(st.integers(-5, 15))) if kind == "score" else Scale(),
        budget=draw(st.none() | st.integers(0, 10**13)) if kind == "budget" else None,
        bounds=Bounds(draw(st.none() | NUMBERS), draw(st.none() | NUMBERS), draw(NUMBERS))
        if kind == "number"
        else Bounds(),
        unit=draw(MAYBE_TEXTS) if kind == "number" else {},
    )


@st.composite
def _option(draw: st.DrawFn, key: int) -> Option:
    cost = draw(st.none() | st.integers(0, 10**13))
    return Option(str(key), draw(TEXTS), draw(MAYBE_TEXTS), cost, draw(POINTS))


@pytest.mark.parametrize("kind", list(QuestionType), ids=list(QuestionType))
@given(drawn=st.data(), is_binding=st.booleans())
def test_a_question_of_every_type_comes_back_the_same(
    kind: QuestionType, drawn: st.DataObject, is_binding: bool
) -> None:
    asked = drawn.draw(questions(kind, is_binding=is_binding))
    faults: list[object] = []
    first = QuestionFields(title_zh="先问")
    _, again = read_questions((first, question_fields(asked)), faults, is_binding=is_binding)  # type: ignore[arg-type]
    assert (again, faults) == (asked, [])


REQUIREMENTS = st.builds(
    Requirement,
    st.sampled_from(Measure),
    st.fractions(Fraction(1, 1000), Fraction(999, 1000), max_denominator=1000),
    st.just(Of.ELECTORATE),
    st.booleans(),
)
AGREEMENTS = st.builds(lambda r, of: replace(r, of=of), REQUIREMENTS, st.sampled_from(Of))
VETOES = AGREEMENTS.map(lambda r: replace(r, subject=Subject.OPPOSE, is_ceiling=True))
SILENT = st.builds(lambda r: replace(r, share=r.share * 3 / 4), AGREEMENTS)
"""Agreement below the share of a special matter, under which silence may be counted."""
PARTS = (st.lists(REQUIREMENTS, min_size=1, max_size=3).map(tuple), st.lists(WORDS, min_size=1, max_size=3).map(tuple))
RULES = st.builds(custom_rule, PARTS[0], st.lists(AGREEMENTS | VETOES, max_size=4).map(tuple), PARTS[1]) | st.builds(
    custom_rule, PARTS[0], st.lists(SILENT | VETOES, max_size=4).map(tuple), PARTS[1], allows_deeming=st.just(True)
)


@given(rule=RULES)
def test_every_own_rule_comes_back_the_same(rule: Rule) -> None:
    faults: list[object] = []
    assert rule_of(rule_fields(rule), faults) == rule  # type: ignore[arg-type]
    assert faults == []


def test_a_rule_that_is_not_the_estates_own_leaves_the_lines_empty() -> None:
    assert rule_fields(people.a_plan().decision) == RuleFields()


OWN = """
title.zh = "门禁更换表决"
kind = "binding"
basis = "by-household"
notice_on = 2026-12-01
opens_at = 2026-12-16T09:00:30+08:00
closes_at = 2026-12-30T18:00:00+08:00
channels = ["paper", "doorstep"]
[intro]
zh = '''
第一段。

　　第二段 <b>不是标签</b>。
'''
[scope]
buildings = ["2"]
without = [{ building = "2", room = "202" }]
[rule]
allows_deeming = true
basis = ["议事规则第十二条", "管理规约第三条"]
participation = [{ measure = "heads", share = "20%" }, { measure = "area", share = "173/300", strict = true }]
approval = [
  { measure = "heads", share = "1/2", of = "expressed", strict = true },
  { measure = "area", share = "25%", of = "electorate", veto = true },
]
[procedure]
blank_abstains = true
parking = false
proxy_cap = 5
deemed = { mode = "majority", clause.zh = "送达后未反馈的，计入多数意见。" }
[[question]]
type = "each-plan"
title.zh = "以下方案是否同意？"
options = [{ label.zh = "刷卡", label.en = "Cards", note.zh = "要换卡", cost = "1200.50" }, "刷脸"]
[[question]]
type = "choose-some"
title.zh = "装在哪里？"
options = ["东门", { label.zh = "西门", point = { x = 12.34, y = 5 } }, "南门"]
most = 2
[[question]]
type = "text"
title.zh = "别的意见"
show_if = { question = 2, answer = "none" }
"""


@pytest.mark.parametrize("written", [EXAMPLE, OWN], ids=["every opinion", "a binding vote with its own rule"])
def test_a_draft_from_a_file_opens_and_is_saved_as_it_was(
    secretary: LookingClient, session: Session, estate: int, written: str
) -> None:
    plan = read_plan(written.encode(), SHANGHAI)
    draft = draft_consultation(session, estate, plan, by="钱敏", now=people.OPENS_AT, zone=SHANGHAI)
    before = consultation_of_code(session, draft.code)
    said = written_procedures(session, estate, draft.consultation_id)
    session.rollback()
    page = secretary.get(f"/console/c/{draft.code}/edit")
    assert secretary.post(f"/console/c/{draft.code}/edit", data=filled_form(page)).status_code == 303
    session.rollback()
    after = consultation_of_code(session, draft.code)
    assert replace(after, version=1, changed_at=before.changed_at, changed_by=before.changed_by) == before
    assert written_procedures(session, estate, draft.consultation_id) == said
    begun = {"paper_twice": True} if plan.is_binding else {}
    assert (before.questions, before.rule, said[1]) == (plan.questions, plan.decision, begun | dict(plan.procedure))


def test_a_meetings_members_come_back_the_same(secretary: LookingClient, session: Session, estate: int) -> None:
    homes = tuple(unit.place for unit in people.UNITS[:3])
    draft = people.make_draft(session, estate, rule="committee-meeting", members=homes)
    session.commit()
    page = secretary.get(f"/console/c/{draft.code}/edit")
    sent = secretary.post(f"/console/c/{draft.code}/edit", data=filled_form(page))
    assert sent.status_code == 303
    session.rollback()
    assert consultation_of_code(session, draft.code).members == homes


@pytest.mark.parametrize("button", ["refresh", "add-question", "add-option-2", "add-approval", "preview"])
def test_a_button_loses_nothing_of_a_draft_from_a_file(
    secretary: LookingClient, session: Session, estate: int, button: str
) -> None:
    draft = draft_consultation(
        session, estate, read_plan(OWN.encode(), SHANGHAI), by="钱敏", now=people.OPENS_AT, zone=SHANGHAI
    )
    address = f"/console/c/{draft.code}/edit"
    opened = filled_form(secretary.get(address))
    pressed = filled_form(secretary.post(address, data=MultiDict([*opened.items(multi=True), ("do", button)])))
    kept = {name: opened.getlist(name) for name in opened if name != "csrf_token"}
    assert {name: pressed.getlist(name) for name in kept} == kept


def test_another_kind_of_answer_and_back_again_loses_nothing(
    secretary: LookingClient, session: Session, estate: int
) -> None:
    draft = draft_consultation(
        session, estate, read_plan(EXAMPLE.encode(), SHANGHAI), by="钱敏", now=people.OPENS_AT, zone=SHANGHAI
    )
    address = f"/console/c/{draft.code}/edit"
    opened = filled_form(secretary.get(address))
    as_text = MultiDict(opened)
    for number in range(1, 6):
        as_text[f"q{number}_type"] = "text"
    hidden = filled_form(secretary.post(address, data=as_text | {"do": "refresh"}))
    for number in range(1, 6):
        hidden[f"q{number}_type"] = opened[f"q{number}_type"]
    again = filled_form(secretary.post(address, data=hidden | {"do": "refresh"}))
    names = [name for name in opened if name != "csrf_token" and not name.endswith("show_if")]
    assert {name: again.getlist(name) for name in names} == {name: opened.getlist(name) for name in names}


def test_the_smallest_step_survives() -> None:
    asked = Question(1, QuestionType.NUMBER, {"zh": "几升？"}, bounds=Bounds(step=Decimal("0.000001")))
    assert read_questions((question_fields(asked),), [], is_binding=False) == (asked,)
