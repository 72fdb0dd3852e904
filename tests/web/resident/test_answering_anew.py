"""Answering anew on the pages, and saying who helped, where the rules of procedure say so."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from consult.queries.assistance import Helped, assistants
from consult.queries.consultations import ConsultationView
from consult.queries.results import count_now
from tests import people
from tests.looking_client import LookingClient
from tests.people import MIDWAY
from tests.web.forms import text_of
from tests.web.visitors import come_in_as_household, send


@pytest.fixture
def view(session: Session, client: LookingClient, monkeypatch: pytest.MonkeyPatch) -> ConsultationView:
    """陈阿姨's paper was entered; she sits at her phone."""
    monkeypatch.setattr("consult.clock.now", lambda: MIDWAY)
    view = people.make_open_consultation(session, procedure={"replace": True, "assisted": True})
    people.vote(session, view, people.CHEN_AYI, {1: "agree"}, on_paper=True)
    come_in_as_household(client, session, people.elector_of(session, view, people.CHEN_AYI), now=MIDWAY)
    return view


def page_of(view: ConsultationView, replaces: str = "2") -> str:
    return f"/c/{view.code}/ballot?replaces={replaces}"


def test_from_the_receipt_to_another_receipt(client: LookingClient, session: Session, view: ConsultationView) -> None:
    receipt = client.get(f"/c/{view.code}/receipt")
    assert "修改答案" in text_of(receipt)
    assert f"/c/{view.code}/ballot?replaces=2" in receipt.text
    page = client.get(page_of(view))
    assert "现在提交的会取代第2号票" in text_of(page)
    marked = {"q1": "oppose", "replaces": "2", "text": view.text_hash, "submission_id": "a" * 32}
    checked = send(client, page_of(view), marked | {"step": "check"}, to=f"/c/{view.code}/ballot")
    assert "有人协助我填票" in text_of(checked)
    assert 'name="replaces" value="2"' in checked.text
    helped = {"assistant": "陈晓", "assistant_relation": "女儿", "step": "send"}
    assert send(client, page_of(view), marked | helped, to=f"/c/{view.code}/ballot").status_code == 303
    result = count_now(session, view.estate.id, view.id)
    assert (result["questions"][0]["counts"]["oppose"]["heads"], result["valid"]) == (1, 1)
    assert assistants(session, view.estate.id, view.id) == [Helped("陈晓", "女儿", 1)]
    assert "第 4 号" in text_of(client.get(f"/c/{view.code}/receipt"))


def test_a_relation_without_a_name_is_asked_again(
    client: LookingClient, session: Session, view: ConsultationView
) -> None:
    marked = {"q1": "oppose", "replaces": "2", "text": view.text_hash, "assistant_relation": "女儿", "step": "send"}
    answer = send(client, page_of(view), marked, to=f"/c/{view.code}/ballot")
    assert answer.status_code == 400
    assert "请写协助人的姓名" in text_of(answer)
    assert count_now(session, view.estate.id, view.id)["questions"][0]["counts"]["agree"]["heads"] == 1


def test_an_old_page_leads_to_the_receipt(client: LookingClient, view: ConsultationView) -> None:
    assert client.get(page_of(view, "1")).status_code == 303


def test_the_first_ballot_stands_where_nothing_else_is_said(
    client: LookingClient, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("consult.clock.now", lambda: MIDWAY)
    view = people.make_open_consultation(session)
    people.vote(session, view, people.CHEN_AYI, {1: "agree"})
    come_in_as_household(client, session, people.elector_of(session, view, people.CHEN_AYI), now=MIDWAY)
    assert "修改答案" not in text_of(client.get(f"/c/{view.code}/receipt"))
    assert client.get(page_of(view)).status_code == 303
