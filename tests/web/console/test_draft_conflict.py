"""Two editors of one draft: whoever saves second reads both versions, loses nothing, and chooses."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from consult.queries.consultations import consultation_of_id
from consult.web.console.draft_differences import differences
from consult.web.console.draft_fields import AgreedFields, DraftFields, OptionFields, QuestionFields
from consult.web.console.draft_procedure import Kept, with_procedure
from consult.wording.language import words_for
from tests import people
from tests.looking_client import LookingClient
from tests.web.forms import fields_of, main_form, text_of

MINE, THEIRS = "我写的车棚改造征询", "别人写的车棚改造征询"


@pytest.fixture
def overtaken(secretary: LookingClient, session: Session, estate: int) -> tuple[int, TestResponse]:
    """A draft, and what the second of two editors sees on saving."""
    draft = people.make_draft(session, estate)
    address = f"/console/c/{draft.code}/edit"
    mine = fields_of(main_form(secretary.get(address)))
    theirs = MultiDict(mine)
    mine["title_zh"], mine["intro_zh"], theirs["title_zh"] = MINE, "第一行\n<第二行>", THEIRS
    assert secretary.post(address, data=theirs).status_code == 303
    session.rollback()
    return draft.id, secretary.post(address, data=mine)


def test_the_second_one_sees_both_and_has_saved_nothing(
    overtaken: tuple[int, TestResponse], session: Session, estate: int
) -> None:
    draft, page = overtaken
    assert page.status_code == 409
    said = text_of(page)
    for shown in (MINE, THEIRS, "第一行", "<第二行>", "有人先保存了这份草稿"):
        assert shown in said
    view = consultation_of_id(session, estate, draft)
    assert view.title["zh"] == THEIRS
    assert f"{view.changed_by}在" in said
    assert fields_of(main_form(page))["intro_zh"] == "第一行\n<第二行>"


def test_mine_may_be_saved_in_its_place(
    secretary: LookingClient, overtaken: tuple[int, TestResponse], session: Session, estate: int
) -> None:
    draft, page = overtaken
    form = main_form(page)
    assert secretary.post(form.get("action"), data=fields_of(form) | {"do": "save"}).status_code == 303
    session.rollback()
    view = consultation_of_id(session, estate, draft)
    assert (view.title["zh"], view.version) == (MINE, 3)


def test_one_goes_on_with_what_was_typed_and_then_saves(
    secretary: LookingClient, overtaken: tuple[int, TestResponse], session: Session, estate: int
) -> None:
    draft, page = overtaken
    form = main_form(page)
    again = secretary.post(form.get("action"), data=fields_of(form) | {"do": "go-on"})
    typed = fields_of(main_form(again))
    assert (typed["title_zh"], typed["made_from"]) == (MINE, "2")
    assert secretary.post(form.get("action"), data=typed).status_code == 303
    session.rollback()
    assert consultation_of_id(session, estate, draft).title["zh"] == MINE


def test_a_third_one_between_is_not_lost_either(secretary: LookingClient, overtaken: tuple[int, TestResponse]) -> None:
    form = main_form(overtaken[1])
    address, kept = form.get("action"), fields_of(form)
    third = fields_of(main_form(secretary.get(address)))
    third["title_zh"] = "第三个人写的征询"
    assert secretary.post(address, data=third).status_code == 303
    assert "第三个人写的征询" in text_of(secretary.post(address, data=kept | {"do": "save"}))


def test_the_same_text_sent_twice_is_saved_once(secretary: LookingClient, session: Session, estate: int) -> None:
    draft = people.make_draft(session, estate)
    address = f"/console/c/{draft.code}/edit"
    typed = fields_of(main_form(secretary.get(address)))
    typed["title_zh"] = MINE
    assert [secretary.post(address, data=typed).status_code for _ in range(2)] == [303, 303]
    session.rollback()
    assert consultation_of_id(session, estate, draft.id).version == 2


def test_every_field_that_differs_is_shown() -> None:
    words = words_for("zh_Hans_CN")
    question = QuestionFields(options=(OptionFields("东门"), OptionFields("西门")))
    form = with_procedure(DraftFields(questions=(question,), agreed=(AgreedFields("问"),)), Kept())
    assert differences(words, form, form) == []
    assert differences(words, replace(form, scope="places", places=("2/",)), form)
    assert differences(words, replace(form, scope="members", members="1/101"), form)
    for name in (one.name for one in fields(DraftFields) if one.type == "str" and one.name not in ("scope", "members")):
        assert len(differences(words, replace(form, **{name: "2027"}), form)) == 1, name
    for name in (one.name for one in fields(QuestionFields) if one.type == "str"):
        changed = replace(form, questions=(replace(question, **{name: "别的"}),))
        assert differences(words, changed, form), name
    for name in (one.name for one in fields(OptionFields)):
        changed = replace(form, questions=(replace(question, options=(OptionFields(**{name: "别的"}),)),))
        assert differences(words, changed, form), name
