"""Plain words: written by the committee, opened with a button that is remembered, beside the text and part of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from consult.domain.consultation_file import read_plan
from consult.domain.question_json import from_json, text_hash, to_json
from consult.domain.refusal import Refusal
from consult.web.console.draft_questions import question_fields, read_questions
from consult.wording.language import SHANGHAI
from tests import people
from tests.domain.test_question_file import HEAD
from tests.looking_client import LookingClient
from tests.web.forms import text_of
from tests.web.visitors import send

FULL, PLAIN = "依据管理规约第十二条，拟增设充电桩。", "小区想装充电桩。您同意吗？"
QUESTION = replace(people.CONSENT, body={"zh": FULL, "zh-simple": PLAIN})
INTRO = {"zh": "车棚年久失修，拟予改造。", "zh-simple": "车棚旧了，想修一修。"}


@pytest.fixture
def page(session: Session, monkeypatch: pytest.MonkeyPatch) -> str:
    """The question's page of a vote whose committee wrote plain words in Chinese."""
    monkeypatch.setattr("consult.clock.now", lambda: people.MIDWAY)
    view = people.make_open_consultation(session, questions=(QUESTION, people.CHOICE), intro=INTRO)
    session.commit()
    return f"/c/{view.code}"


def test_the_full_text_stands_first_until_plain_words_are_asked_for(client: LookingClient, page: str) -> None:
    seen = text_of(client.get(page))
    assert seen.index(FULL) < seen.index(PLAIN)
    assert seen.index(INTRO["zh"]) < seen.index(INTRO["zh-simple"])
    send(client, page, {"wording": "plain", "next": page}, to="/reading")
    plain = text_of(client.get(page))
    assert plain.index(PLAIN) < plain.index(FULL)
    assert plain.index(INTRO["zh-simple"]) < plain.index(INTRO["zh"])
    assert "以原文为准" in plain


def test_the_button_says_what_it_shows_and_takes_it_back(client: LookingClient, page: str) -> None:
    assert "先看简明版" in text_of(client.get(page))
    send(client, page, {"wording": "plain", "next": page}, to="/reading")
    assert "先看原文" in text_of(client.get(page))
    send(client, page, {"wording": "full", "next": page}, to="/reading")
    assert "先看简明版" in text_of(client.get(page))


def test_whoever_reads_another_language_is_offered_none(client: LookingClient, page: str) -> None:
    send(client, page, {"language": "en", "next": page}, to="/reading")
    body = client.get(page).get_data(as_text=True)
    assert 'name="wording"' not in body
    assert PLAIN not in body


def test_a_vote_without_plain_words_has_no_button(client: LookingClient, session: Session, page: str) -> None:
    view = people.make_open_consultation(session, people.make_estate(session, code="other"))
    session.commit()
    assert 'name="wording"' not in client.get(f"/c/{view.code}").get_data(as_text=True)


def test_plain_words_are_part_of_the_text_and_its_fingerprint() -> None:
    title = {"zh": "征询"}
    without = replace(QUESTION, body={"zh": FULL})
    hashes = {
        text_hash(title, {"zh": INTRO["zh"]}, [without]),
        text_hash(title, {"zh": INTRO["zh"]}, [QUESTION]),
        text_hash(title, INTRO, [without]),
    }
    assert len(hashes) == 3
    assert from_json(to_json(QUESTION)) == QUESTION


def test_a_draft_s_form_keeps_them() -> None:
    typed = question_fields(QUESTION)
    assert typed.plain_zh == PLAIN
    assert read_questions((typed,), [], is_binding=True) == (QUESTION,)


def test_a_file_has_them_in_what_explains_and_nowhere_else() -> None:
    asked = '\n[[question]]\ntype = "consent"\n{} = "问"\n{} = "想装充电桩"\n'
    plan = read_plan((HEAD + asked.format("title.zh", "body.zh-simple")).encode(), SHANGHAI)
    assert plan.questions[0].body == {"zh-simple": "想装充电桩"}
    with pytest.raises(Refusal) as refused:
        read_plan((HEAD + asked.format("title.zh", "title.zh-simple")).encode(), SHANGHAI)
    assert "unknown-key" in str(refused.value)
