"""The second factor on its pages: asked of whoever must have one, set up with an app, asked at every sign-in."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from consult.actions.invite_staff import invite_staff, make_sign_in_link
from consult.domain.passwords import ROLES
from consult.domain.second_factor import OFFERED, must_have
from consult.models.account import Staff
from consult.models.place import IS_DEMO, Estate
from consult.models.second_factor import CodeApp, RecoveryCode
from tests import people
from tests.databases import SECRET
from tests.looking_client import LookingClient
from tests.second_factor import shown
from tests.web.visitors import come_in_as_staff, make_staff, send

PASSWORD = "the garden in spring"
ACCOUNT = {"name": "钱敏", "login": "qian.min", "password": PASSWORD}
NOW = people.MIDWAY


@pytest.fixture
def estate(session: Session, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr("consult.clock.now", lambda: NOW)
    return people.make_estate(session)


def invited(client: LookingClient, session: Session, estate: int, role: str = "committee") -> None:
    send(client, "/staff/" + invite_staff(session, estate, role, secret=SECRET, now=NOW), ACCOUNT)


def secret_on(page: str) -> str:
    """The letters to type by hand, without their spaces."""
    found = re.search(r'class="typed_secret">([A-Z2-7 ]+)<', page)
    assert found
    return found[1].replace(" ", "")


def scanned(client: LookingClient) -> tuple[str, TestResponse]:
    """Set up an app as the pages lead; answers its secret and the page that follows."""
    assert send(client, "/staff/me/second-factor", to="/staff/me/app").location == "/staff/me/app"
    secret = secret_on(client.get("/staff/me/app").get_data(as_text=True))
    return secret, send(client, "/staff/me/app", {"code": shown(NOW, secret=secret)}, to="/staff/me/app/confirm")


def codes_on(page: str) -> list[str]:
    """The codes for paper on a page."""
    return re.findall(r"<li>([0-9A-Z]{5}-[0-9A-Z]{5})</li>", page)


def set_up(client: LookingClient) -> tuple[str, list[str]]:
    """Set up an app; answers its secret and the recovery codes."""
    secret, page = scanned(client)
    return secret, codes_on(page.get_data(as_text=True))


def sign_in(client: LookingClient) -> None:
    """Give name and password, as far as they lead."""
    send(client, "/staff/me", to="/staff/sign-out")
    assert send(client, "/staff/sign-in", ACCOUNT).location.startswith("/staff/second")


HOMES = {"leader": "/doorstep/", "property": "/console/patrol"}


@pytest.mark.parametrize("role", ROLES)
def test_everybody_who_works_here_sets_up_a_second_lock_first(
    client: LookingClient, session: Session, estate: int, role: str
) -> None:
    first = send(client, "/staff/" + invite_staff(session, estate, role, secret=SECRET, now=NOW), ACCOUNT)
    assert first.location == "/staff/me/second-factor"
    assert client.get("/console/patrol").location == "/staff/me/second-factor"
    assert "腾讯身份验证器" in client.get("/staff/me/second-factor").get_data(as_text=True)
    page = scanned(client)[1].get_data(as_text=True)
    assert len(set(codes_on(page))) == 10
    home = HOMES.get(role, "/console")
    assert f'href="{home}"' in page
    assert client.get(home).status_code == 200
    sign_in(client)
    assert send(client, "/staff/second", {"code": codes_on(page)[0]}).location == home


def test_a_password_alone_leads_to_the_second_lock_first(client: LookingClient, session: Session, estate: int) -> None:
    invited(client, session, estate, "auditor")
    send(client, "/staff/me", to="/staff/sign-out")
    came = send(client, "/staff/sign-in", ACCOUNT | {"next": "/console/roll"})
    assert came.location == "/staff/me/second-factor"


def test_where_it_is_only_offered_nobody_is_held_up(
    client: LookingClient, session: Session, estate: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "consult.web.still_you.must_have", lambda _setting, *, is_demo: must_have(OFFERED, is_demo=is_demo)
    )
    invited(client, session, estate, "auditor")
    assert client.get("/console").status_code == 200
    set_up(client)
    assert send(client, "/staff/me", to="/staff/me/app/remove").location == "/staff/me"
    assert not session.scalars(select(CodeApp)).all()
    assert not session.scalars(select(RecoveryCode)).all()


def test_the_demo_asks_for_nothing(client: LookingClient, session: Session, estate: int) -> None:
    here = session.get_one(Estate, estate)
    here.settings = {**here.settings, IS_DEMO: True}
    session.commit()
    invited(client, session, estate)
    assert client.get("/console").status_code == 200
    assert "演示小区" in client.get("/staff/me").get_data(as_text=True)


def test_nothing_secret_is_kept_in_plain(client: LookingClient, session: Session, estate: int) -> None:
    invited(client, session, estate)
    secret, codes = set_up(client)
    app = session.scalars(select(CodeApp)).one()
    assert secret.encode() not in app.secret_locked
    assert all(kept.code_hash.startswith("$argon2id$") for kept in session.scalars(select(RecoveryCode)))
    assert codes[0] not in client.get("/staff/me").get_data(as_text=True)


def test_the_app_counts_only_once_a_code_from_it_was_typed(
    client: LookingClient, session: Session, estate: int
) -> None:
    invited(client, session, estate)
    send(client, "/staff/me/second-factor", to="/staff/me/app")
    wrong = send(client, "/staff/me/app", {"code": "000 000"}, to="/staff/me/app/confirm")
    assert wrong.status_code == 400
    assert "验证码不对" in wrong.get_data(as_text=True)
    assert client.get("/console").location == "/staff/me/second-factor"


def test_the_second_step_opens_nothing_before_it_is_passed(
    client: LookingClient, session: Session, estate: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    invited(client, session, estate)
    secret, _codes = set_up(client)
    sign_in(client)
    assert client.get("/console").location.startswith("/staff/sign-in")
    later = NOW + timedelta(seconds=30)
    monkeypatch.setattr("consult.clock.now", lambda: later)
    wrong = send(client, "/staff/second", {"code": shown(NOW, secret=secret)})
    assert wrong.status_code == 400, "a code that was used for setting up"
    assert send(client, "/staff/second", {"code": shown(later, secret=secret)}).location == "/console"
    assert client.get("/console").status_code == 200


def test_a_recovery_code_lets_in_once(client: LookingClient, session: Session, estate: int) -> None:
    invited(client, session, estate)
    _secret, codes = set_up(client)
    sign_in(client)
    assert send(client, "/staff/second", {"code": codes[3].lower()}).location == "/console"
    assert "还有 9 个备用码" in client.get("/staff/me").get_data(as_text=True)
    sign_in(client)
    assert send(client, "/staff/second", {"code": codes[3]}).status_code == 400


def test_too_many_codes_wait(client: LookingClient, session: Session, estate: int) -> None:
    invited(client, session, estate)
    secret, _codes = set_up(client)
    sign_in(client)
    tries = [send(client, "/staff/second", {"code": "123456"}).status_code for _ in range(5)]
    right = send(client, "/staff/second", {"code": shown(NOW, secret=secret, steps=1)})
    assert (tries, right.status_code) == ([400] * 5, 429)


def test_the_second_step_ends_after_ten_minutes(
    client: LookingClient, session: Session, estate: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    invited(client, session, estate)
    set_up(client)
    sign_in(client)
    monkeypatch.setattr("consult.clock.now", lambda: NOW + timedelta(minutes=10))
    assert client.get("/staff/second").location == "/staff/sign-in"


def test_a_form_outlives_both_steps(client: LookingClient, session: Session, estate: int) -> None:
    make_staff(session, estate, login="feng.hai", name="冯海")
    link = "/staff/" + make_sign_in_link(session, estate, "feng.hai", secret=SECRET, now=NOW)
    assert send(client, link).location == "/staff/second"
    folded = {"kept_page": "/console/people/invite", "kept:role": "auditor", "code": shown(NOW)}
    page = send(client, "/staff/second", folded).get_data(as_text=True)
    assert 'action="/console/people/invite"' in page
    assert 'name="role" value="auditor"' in page


@pytest.mark.parametrize("role", ["committee", "auditor", "leader"])
def test_the_only_lock_stays(client: LookingClient, session: Session, estate: int, role: str) -> None:
    come_in_as_staff(client, session, make_staff(session, estate, role), now=NOW)
    kept = send(client, "/staff/me", to="/staff/me/app/remove")
    assert kept.status_code == 400
    assert "唯一的第二道锁" in kept.get_data(as_text=True)
    assert session.scalars(select(CodeApp)).all()


def test_new_codes_for_paper_end_the_old_ones(client: LookingClient, session: Session, estate: int) -> None:
    invited(client, session, estate)
    _secret, codes = set_up(client)
    page = send(client, "/staff/me", to="/staff/me/recovery-codes").get_data(as_text=True)
    fresh = codes_on(page)
    assert len(fresh) == 10
    sign_in(client)
    assert send(client, "/staff/second", {"code": codes[0]}).status_code == 400
    assert send(client, "/staff/second", {"code": fresh[0]}).location == "/console"


def test_a_switched_off_account_ends_at_the_second_step(client: LookingClient, session: Session, estate: int) -> None:
    invited(client, session, estate)
    set_up(client)
    sign_in(client)
    session.scalars(select(Staff).where(Staff.login == "qian.min")).one().is_active = False
    assert client.get("/staff/second").location == "/staff/sign-in"
