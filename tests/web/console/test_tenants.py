"""The committee sees how many tenants answered, and after the end what they said: apart from everything that counts."""

from __future__ import annotations

from sqlalchemy.orm import Session

from consult.actions.close_consultation import close_consultation
from tests import people
from tests.looking_client import LookingClient
from tests.web.forms import page_of, text_of


def test_their_number_stands_apart_while_answering_goes_on(
    secretary: LookingClient, session: Session, estate: int
) -> None:
    view = people.make_open_consultation(session, estate, procedure={"tenants": True})
    before = text_of(secretary.get(f"/console/c/{view.code}"))
    for elector in people.electors(session, view)[:3]:
        people.say_as_tenant(session, view, elector, {1: "oppose"})
    after = text_of(secretary.get(f"/console/c/{view.code}"))
    assert "已收到租户意见（单独统计） 0 户" in before
    assert after == before.replace("已收到租户意见（单独统计） 0 户", "已收到租户意见（单独统计） 3 户")


def test_what_they_said_stands_below_the_result(secretary: LookingClient, session: Session, estate: int) -> None:
    view = people.make_open_consultation(session, estate, procedure={"tenants": True})
    people.vote(session, view, people.CHEN_AYI, {1: "agree"})
    for elector in people.electors(session, view)[:5]:
        people.say_as_tenant(session, view, elector, {1: "oppose"})
    close_consultation(session, estate, view.id, by="钱敏", now=people.AFTER)
    [section] = page_of(secretary.get(f"/console/c/{view.code}")).xpath("//section[@id='tenants']")
    assert "共 5 户租户提了意见" in section.text_content()


def test_where_they_are_not_asked_nothing_is_said(secretary: LookingClient, session: Session, estate: int) -> None:
    view = people.make_closed_consultation(session, estate)
    page = secretary.get(f"/console/c/{view.code}")
    assert "已收到租户意见" not in text_of(page)
    assert not page_of(page).xpath("//section[@id='tenants']")
