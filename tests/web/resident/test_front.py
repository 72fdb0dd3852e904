"""The front page: what is open, and the short form from the poster."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from consult.queries.consultations import ConsultationView
from tests import people
from tests.looking_client import LookingClient
from tests.web.forms import text_of


def test_lists_what_anyone_may_see_and_no_draft(
    client: LookingClient, session: Session, consultation: ConsultationView
) -> None:
    estate = consultation.estate.id
    people.make_draft(session, estate, title={"zh": "还在起草的事", "en": "Being drafted"})
    people.make_announced_consultation(
        session, estate, title={"zh": "下个月的事", "en": "Next month"}, closes_at=people.CLOSES_AT
    )
    seen = text_of(client.get("/"))
    assert "里弄新村" in seen
    assert "车棚改造与充电桩征询" in seen
    assert "下个月的事" in seen
    assert "还在起草的事" not in seen


def test_says_what_to_expect_when_nothing_is_open(client: LookingClient) -> None:
    assert "目前没有征询" in text_of(client.get("/"))


@pytest.mark.parametrize("written", [str.lower, str.upper, lambda code: f" {code[:3]} {code[3:]} "])
def test_a_code_is_found_however_it_is_typed(
    client: LookingClient, consultation: ConsultationView, written: object
) -> None:
    assert callable(written)
    answer = client.get("/", query_string={"code": written(consultation.code)})
    assert (answer.status_code, answer.location) == (303, f"/c/{consultation.code}")


def test_an_unknown_code_is_kept_in_the_field_and_explained(client: LookingClient) -> None:
    answer = client.get("/?code=ZZZZZZ")
    assert answer.status_code == 404
    assert 'value="ZZZZZZ"' in answer.get_data(as_text=True)
    assert "ZZZZZZ" in text_of(answer)
