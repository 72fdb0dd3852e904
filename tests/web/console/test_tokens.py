"""Tokens of programs in the console: made and shown once, last use, ended; who may, and what is kept of one."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.domain.api_token import MOST_TOKENS
from consult.models.account import Staff
from consult.models.api_token import ApiToken
from tests import people
from tests.looking_client import LookingClient
from tests.programs import bearing, make_token
from tests.web.visitors import come_in_as_staff, make_staff, send

NOW = people.MIDWAY
ASKED = {"name": "物业系统", "scope": ["roll:read"], "days": "30"}


@pytest.fixture
def secretary(client: LookingClient, session: Session, monkeypatch: pytest.MonkeyPatch) -> Staff:
    monkeypatch.setattr("consult.clock.now", lambda: NOW)
    staff = make_staff(session, people.make_estate(session))
    come_in_as_staff(client, session, staff, now=NOW)
    return staff


def made(client: LookingClient, **asked: object) -> str:
    """Make a token on the page; answers what is shown of it."""
    page = send(client, "/console/tokens", {**ASKED, **asked}, to="/console/tokens/make").get_data(as_text=True)
    found = re.search(r"consult_[0-9A-Z]{26}", page)
    assert found, page
    return found[0]


def test_a_token_is_shown_once_used_and_ended(client: LookingClient, session: Session, secretary: Staff) -> None:
    assert "还没有程序接入" in client.get("/console/tokens").text
    token = made(client)
    kept = session.scalars(select(ApiToken)).one()
    assert token not in repr(vars(kept))
    listed = client.get("/console/tokens").text
    assert (token in listed, "还没用过" in listed, "物业系统" in listed) == (False, True, True)
    assert client.get("/api/v1/roll", headers=bearing(token)).status_code == 200
    assert "最近一次使用约在" in client.get("/console/tokens").text
    ended = send(client, "/console/tokens", {"token": str(kept.id)}, to="/console/tokens/end")
    assert ended.status_code == 303
    assert "已停用，不能再用了" in client.get("/console/tokens").text
    assert client.get("/api/v1/roll", headers=bearing(token)).status_code == 401
    again = send(client, "/console/tokens", {"token": str(kept.id)}, to="/console/tokens/end")
    assert "早已停用" in again.text


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        pytest.param({"scope": []}, "至少选一项", id="nothing allowed"),
        pytest.param({"scope": ["everything"]}, "没有“everything”这项权限", id="an unknown permission"),
        pytest.param({"days": "366"}, "能用多久", id="longer than a year"),
        pytest.param({"name": " "}, "程序叫什么", id="without a name"),
    ],
)
def test_what_is_refused_keeps_what_was_typed(
    client: LookingClient, secretary: Staff, asked: dict[str, object], said: str
) -> None:
    page = send(client, "/console/tokens", {**ASKED, **asked}, to="/console/tokens/make")
    assert page.status_code == 400
    assert said in page.text
    assert 'value="30" selected' in page.text or asked.get("days")


def test_two_tokens_of_one_name(client: LookingClient, secretary: Staff) -> None:
    made(client)
    again = send(client, "/console/tokens", ASKED, to="/console/tokens/make")
    assert "已经有一个名为“物业系统”的令牌" in again.text


def test_only_so_many(client: LookingClient, session: Session, secretary: Staff) -> None:
    """The last one may be made, and no more; one that has run out takes no place."""
    make_token(session, secretary.estate_id, now=NOW - timedelta(days=31), staff=secretary, days="30")
    for number in range(MOST_TOKENS):
        made(client, name=f"程序 {number}号")
    refused = send(client, "/console/tokens", ASKED, to="/console/tokens/make")
    assert f"已有 {MOST_TOKENS} 个令牌在用" in refused.text


def test_another_estates_token_is_not_here(client: LookingClient, session: Session, secretary: Staff) -> None:
    other = people.make_estate(session, code="other")
    token = make_token(session, other, now=NOW)
    answers = [
        send(client, "/console/tokens", {"token": number}, to="/console/tokens/end")
        for number in (str(token.id), "4503599627370497", "x")
    ]
    assert {answer.status_code for answer in answers} == {400}
    assert client.get("/api/v1/roll", headers=bearing(token.token)).status_code == 200


def test_readers_see_them_and_change_nothing(client: LookingClient, session: Session, secretary: Staff) -> None:
    made(client)
    come_in_as_staff(client, session, make_staff(session, secretary.estate_id, "auditor"), now=NOW)
    page = client.get("/console/tokens").text
    assert ("物业系统" in page, "生成令牌</button>" in page, "停用物业系统" in page) == (True, False, False)
