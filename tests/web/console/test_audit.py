"""The sample of paper ballots on its page: the list first, then the digits, then what was found."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from consult.actions.close_consultation import close_consultation
from consult.domain.audit import draw
from consult.queries.audit import sample_of, settled_serials
from consult.queries.consultations import ConsultationView
from tests import people
from tests.looking_client import LookingClient
from tests.web.visitors import come_in_as_staff, make_staff, send


@pytest.fixture
def view(session: Session, estate: int) -> ConsultationView:
    opened = people.make_open_consultation(session, estate)
    for owner in (people.CHEN_AYI, people.LIU_SAN, people.LEADER):
        people.vote(session, opened, owner, {1: "agree", 2: "1"}, on_paper=True)
    return opened


def twice_typed(client: LookingClient, session: Session, view: ConsultationView, digits: str) -> None:
    """The secretary types the digits, and a scrutineer, who looks from then on, types them again."""
    page = f"/console/c/{view.code}/audit"
    send(client, page, {"do": "draw", "seed": digits})
    alone = send(client, page, {"do": "draw", "seed": digits})
    assert "两个人" in alone.text
    scrutineer = make_staff(session, view.estate.id, "scrutineer", name="丁一平")
    come_in_as_staff(client, session, scrutineer, now=people.MIDWAY)
    assert "请按掷出的数字再录一遍" in client.get(page).text
    assert "不一致" in send(client, page, {"do": "draw", "seed": "9" * 11}).text
    send(client, page, {"do": "draw", "seed": digits})


def test_the_list_is_fixed_the_digits_thrown_and_each_ballot_compared(
    secretary: LookingClient, session: Session, view: ConsultationView
) -> None:
    page = f"/console/c/{view.code}/audit"
    assert "尚未" in secretary.get(page).text or "还没" in secretary.get(page).text
    close_consultation(session, view.estate.id, view.id, by="钱敏", now=people.AFTER)
    serials = settled_serials(session, view.estate.id, view.id)
    session.rollback()
    assert "3 张纸质票中抽查 3 张" in secretary.get(page).text
    assert "抽查核对表" not in secretary.get(f"/console/c/{view.code}/papers").text
    assert send(secretary, page, {"do": "draw", "seed": "31415926535"}).status_code == 400
    wrong = send(secretary, page, {"do": "fix", "share": "0", "confidence": "95"})
    assert (wrong.status_code, 'value="0"' in wrong.text) == (400, True)
    send(secretary, page, {"do": "fix", "share": "50%", "confidence": "60"})
    assert "3 张纸质票中抽查 1 张" in secretary.get(page).text
    short = send(secretary, page, {"do": "draw", "seed": "12345"})
    assert "至少" in short.text
    twice_typed(secretary, session, view, "31415 92653 5")
    [number] = draw("31415926535", 3, 1)
    sample = sample_of(session, view.estate.id, view.id)
    assert sample is not None
    [drawn] = sample.ballots
    assert drawn.serial == serials[number - 1]
    session.rollback()
    drawn_page = secretary.get(page).text
    assert "录入的内容" in drawn_page
    assert "同意" in drawn_page
    assert "按录入的计票" in drawn_page
    assert "张待核" not in drawn_page
    assert "audit-list" in drawn_page
    assert "抽查核对表" in secretary.get(f"/console/c/{view.code}/papers").text
    silent = send(secretary, page, {"serial": drawn.serial, "outcome": "differs", "note": " "})
    assert silent.status_code == 400
    send(secretary, page, {"serial": drawn.serial, "outcome": "differs", "note": "第一题票上是反对"})
    differs = secretary.get(page).text
    assert "相符 0 张，不符 1 张，待核 0 张" in differs
    assert f"household={drawn.serial}" in differs
    send(secretary, page, {"serial": drawn.serial, "outcome": "agrees", "note": ""})
    assert "相符 1 张，不符 0 张，待核 0 张" in secretary.get(page).text
    assert send(secretary, page, {"serial": "00000", "outcome": "agrees"}).status_code == 400
    assert "结果还没有公布" in secretary.get(f"/c/{view.code}/book").text
    send(secretary, page, {"do": "publish"})
    for public in (f"/c/{view.code}/book", f"/c/{view.code}"):
        assert "3张纸质票中抽查了1张，与录入核对，相符1张" in secretary.get(public).text.replace(" ", "")
    assert "已写进登记簿" in secretary.get(page).text
    assert send(secretary, page, {"serial": drawn.serial, "outcome": "agrees"}, to=page).status_code == 400
    assert send(secretary, page, {"do": "fix", "share": "2", "confidence": "95"}, to=page).status_code == 400


def test_where_nobody_voted_on_paper_there_is_nothing_to_sample(
    secretary: LookingClient, session: Session, estate: int
) -> None:
    closed = people.make_closed_consultation(session, estate, ballots={})
    assert "没有录入纸质票" in secretary.get(f"/console/c/{closed.code}/audit").text


def test_what_was_compared_is_folded_away_behind_what_is_left(
    secretary: LookingClient, session: Session, view: ConsultationView
) -> None:
    page = f"/console/c/{view.code}/audit"
    close_consultation(session, view.estate.id, view.id, by="钱敏", now=people.AFTER)
    session.rollback()
    send(secretary, page, {"do": "fix", "share": "2", "confidence": "95"})
    twice_typed(secretary, session, view, "31415926535")
    first = settled_serials(session, view.estate.id, view.id)[0]
    session.rollback()
    send(secretary, page, {"serial": first, "outcome": "agrees", "note": ""})
    left, folded = secretary.get(page).text.split("<summary>已核1张")
    assert "还有2张待核" in left
    assert (f"ballot-{first}" in left, f"ballot-{first}" in folded) == (False, True)
