"""Somebody guesses codes: the first page of the console says so, and so do figures; other estates see nothing."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from consult.actions.accept_invitation import NewAccount, accept_invitation
from consult.actions.invite_staff import invite_staff
from consult.models.account import SignInFailure
from consult.models.failures import estate_key
from tests import people
from tests.databases import SECRET
from tests.looking_client import LookingClient
from tests.web.forms import text_of
from tests.web.visitors import come_in_as_staff, make_staff, send


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("consult.clock.now", lambda: people.MIDWAY)


def fail(session: Session, estate_id: int, n: int) -> None:
    key = estate_key(SECRET, estate_id)
    session.add_all(SignInFailure(budget="estate", key=key, at=people.MIDWAY) for _ in range(n))
    session.commit()


@pytest.mark.parametrize(("failures", "is_said"), [(299, False), (300, True)], ids=["one short", "at the limit"])
@pytest.mark.parametrize("role", ["committee", "auditor"])
def test_the_first_page_says_that_typed_codes_wait(
    client: LookingClient, session: Session, role: str, failures: int, is_said: bool
) -> None:
    own, other = people.make_estate(session), people.make_estate(session, code="other")
    fail(session, own, failures)
    come_in_as_staff(client, session, make_staff(session, own, role), now=people.MIDWAY)
    page = client.get("/console")
    assert ("手输登录码已暂停" in text_of(page)) == is_said
    assert ("一小时内有 300 次登录失败" in text_of(page)) == is_said
    come_in_as_staff(client, session, make_staff(session, other, role), now=people.MIDWAY)
    assert "手输登录码已暂停" not in text_of(client.get("/console")), "another estate's"


def test_staff_come_in_as_ever(client: LookingClient, session: Session) -> None:
    """Nobody can keep the committee out by failing at households' doors."""
    own = people.make_estate(session)
    invitation = invite_staff(session, own, "auditor", secret=SECRET, now=people.MIDWAY)
    account = NewAccount("钱敏", "qianmin", "a long walk to the market")
    accept_invitation(session, invitation, account, secret=SECRET, now=people.MIDWAY)
    fail(session, own, 400)
    answer = send(client, "/staff/sign-in", {"login": account.login, "password": account.password})
    assert answer.status_code == 303
    assert not answer.location.startswith("/staff/sign-in")


def test_the_figures_say_so_too(client: LookingClient, session: Session) -> None:
    for code, n in (("one", 300), ("two", 299)):
        fail(session, people.make_estate(session, code=code), n)
    told = client.get("/metrics").get_data(as_text=True).splitlines()
    assert "consult_sign_in_failures 599" in told
    assert "consult_typed_codes_paused 1" in told
    assert any(line.startswith('consult_sign_in_messages_total{outcome="dropped"} ') for line in told)
