"""What residents ask, and the agreed answers: on a draft's form without a script, then wherever somebody explains."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from consult.domain.agreed_answer import LONGEST_ANSWER, LONGEST_QUESTION, MOST, AgreedAnswer
from consult.queries.consultations import consultations_of
from tests import people
from tests.looking_client import LookingClient
from tests.web.console.test_drafts import FORM
from tests.web.forms import fields_of, main_form, text_of
from tests.web.visitors import send

ASKED = {
    "a1_question_zh": "充电会不会起火？",
    "a1_question_en": "Could charging start a fire?",
    "a1_answer_zh": "离楼至少6米。\n每个位子单独断电。",
    "a1_answer_en": "Six metres from the buildings.",
    "a2_question_zh": "要不要业主出钱？",
    "a2_answer_zh": "不要。",
}
FIRE = AgreedAnswer(
    {"zh": ASKED["a1_question_zh"], "en": ASKED["a1_question_en"]},
    {"zh": ASKED["a1_answer_zh"], "en": ASKED["a1_answer_en"]},
)
MONEY = AgreedAnswer({"zh": "要不要业主出钱？"}, {"zh": "不要。"})


def test_answers_are_kept_with_the_draft_and_come_back(secretary: LookingClient, session: Session, estate: int) -> None:
    assert send(secretary, "/console/new", FORM | ASKED).status_code == 303
    (view,) = consultations_of(session, estate)
    assert view.agreed == (FIRE, MONEY)
    assert "离楼至少6米" in secretary.get(f"/console/c/{view.code}").text
    form = fields_of(main_form(secretary.get(f"/console/c/{view.code}/edit")))
    assert {name: form[name] for name in ASKED} == ASKED
    session.rollback()
    assert send(secretary, f"/console/c/{view.code}/edit", FORM | {"made_from": "1"}).status_code == 303
    session.rollback()
    (without,) = consultations_of(session, estate)
    assert without.agreed == ()
    assert without.text_hash != view.text_hash


def test_a_row_is_added_and_taken_away_by_buttons(secretary: LookingClient, estate: int) -> None:
    page = send(secretary, "/console/new", FORM | {"do": "add-answer"})
    assert 'name="a1_question_zh"' in page.text
    assert 'name="a2_question_zh"' not in page.text
    page = send(secretary, "/console/new", FORM | ASKED | {"do": "remove-answer-1"})
    form = fields_of(main_form(page))
    assert form["a1_question_zh"] == "要不要业主出钱？"
    assert "a2_question_zh" not in form
    full = {f"a{n}_question_zh": "问？" for n in range(1, MOST + 1)}
    page = send(secretary, "/console/new", FORM | full | {"do": "add-answer"})
    assert f"a{MOST + 1}_question_zh" not in page.text
    assert "最多十二条" in page.text


@pytest.mark.parametrize(
    ("changed", "field", "said"),
    [
        pytest.param({"a2_answer_zh": ""}, "a2_answer_zh", "第2条问答：问题和回答都要写", id="no answer"),
        pytest.param({"a2_question_zh": ""}, "a2_question_zh", "第2条问答：问题和回答都要写", id="no question"),
        pytest.param(
            {"a1_answer_zh": "长" * (LONGEST_ANSWER + 1)}, "a1_answer_zh", "回答太长", id="a character too many"
        ),
        pytest.param(
            {"a1_question_en": "x" * (LONGEST_QUESTION + 1)}, "a1_question_zh", "问题太长", id="a long question"
        ),
    ],
)
def test_what_is_wrong_with_an_answer_is_said_beside_it(
    secretary: LookingClient, session: Session, estate: int, changed: dict[str, str], field: str, said: str
) -> None:
    page = send(secretary, "/console/new", FORM | ASKED | changed)
    assert page.status_code == 400
    assert said in text_of(page)
    assert f'href="#{field}"' in page.text
    assert consultations_of(session, estate) == []


def test_an_empty_row_between_is_no_answer_and_shifts_no_fault(
    secretary: LookingClient, session: Session, estate: int
) -> None:
    gap = {"a1_question_zh": "", "a2_question_zh": "问？", "a2_answer_zh": ""}
    page = send(secretary, "/console/new", FORM | gap)
    assert page.status_code == 400
    assert 'href="#a2_answer_zh"' in page.text
    session.rollback()
    assert send(secretary, "/console/new", FORM | gap | {"a2_answer_zh": "答。"}).status_code == 303
    assert len(consultations_of(session, estate)[0].agreed) == 1


def test_residents_read_them_on_the_page(secretary: LookingClient, session: Session, estate: int) -> None:
    view = people.make_announced_consultation(session, estate, agreed=(FIRE, MONEY))
    page = secretary.get(f"/c/{view.code}")
    assert "常见问题" in page.text
    assert "每个位子单独断电" in page.text
    plain = people.make_announced_consultation(session, estate)
    assert "常见问题" not in secretary.get(f"/c/{plain.code}").text
