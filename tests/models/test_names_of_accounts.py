"""A name stands for one account of its estate: two people are told apart by it wherever two are wanted."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from consult.actions.accept_invitation import NewAccount, accept_invitation
from consult.actions.assign_buildings import add_leader
from consult.actions.invite_staff import invite_staff
from consult.actions.retire_leader import retire_leader
from consult.domain.refusal import Refusal
from consult.models.account import Staff
from consult.models.base import WRITES, new_id
from consult.models.engine import prepare
from consult.models.schema import MIGRATIONS
from tests import people
from tests.people import MIDWAY

SECRET = "s" * 48


def invited(session: Session, estate_id: int, name: str, login: str) -> None:
    token = invite_staff(session, estate_id, "scrutineer", secret=SECRET, now=MIDWAY)
    account = NewAccount(name, login, "a sentence that is easy to keep")
    accept_invitation(session, token, account, secret=SECRET, now=MIDWAY)


def test_the_second_of_one_name_says_how_to_tell_them_apart(session: Session) -> None:
    estate_id = people.make_estate(session)
    invited(session, estate_id, "王伟", "wangwei")
    with pytest.raises(Refusal, match="name-taken"):
        invited(session, estate_id, " 王伟 ", "wangwei2")
    with pytest.raises(Refusal, match="name-taken"):
        add_leader(session, estate_id, "王伟", ("1",), now=MIDWAY)
    for alike in ("王 伟", "王伟\u200b", "王伟\ufe00", "王\u2060伟"):
        with pytest.raises(Refusal, match="name-taken"):
            invited(session, estate_id, alike, "wangwei4")
    leader = add_leader(session, estate_id, "王伟（1号楼）", ("1",), now=MIDWAY)
    retire_leader(session, estate_id, leader, by="钱敏", now=MIDWAY)
    with pytest.raises(Refusal, match="name-taken"):
        add_leader(session, estate_id, "王伟（1号楼）", ("1",), now=MIDWAY)
    invited(session, people.make_estate(session, code="other"), "王伟", "wangwei3")


def test_the_database_holds_it(session: Session) -> None:
    estate_id = people.make_estate(session)
    add_leader(session, estate_id, "王伟", ("1",), now=MIDWAY)
    session.add(Staff(estate_id=estate_id, id=new_id(), name="王伟", login="x", role="leader", created_at=MIDWAY))
    with pytest.raises(IntegrityError, match=r"uq_staff_name|staff\.name"):
        session.flush()


@pytest.mark.one_database
def test_accounts_kept_with_one_name_are_numbered(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'kept'}")
    prepare(engine)
    config = Config(str(MIGRATIONS / "alembic.ini"))
    with engine.connect().execution_options(**{WRITES: True}) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0023")
        connection.execute(
            text(
                "INSERT INTO estate (id, code, name, committee, term, contact, settings)"
                " VALUES (1, 'a', '{}', '{}', '', '{}', '{}')"
            )
        )
        for at, name in enumerate(("王伟", "王伟", "王伟（2）", "钱敏", "王伟")):
            connection.execute(
                text(
                    "INSERT INTO staff (estate_id, id, name, login, role, is_active, created_at)"
                    " VALUES (1, :id, :name, :login, 'leader', 1, :at)"
                ),
                {"id": 9 - at, "name": name, "login": f"l{at}", "at": (MIDWAY + timedelta(days=at)).isoformat()},
            )
        # Leaders' buildings refer to their accounts, as in every database that is really kept.
        connection.execute(
            text("INSERT INTO leader_building (estate_id, id, staff_id, building) VALUES (1, 1, 9, '1')")
        )
        connection.commit()
        command.upgrade(config, "head")
        names = connection.execute(text("SELECT name FROM staff ORDER BY created_at")).scalars().all()
    assert names == ["王伟", "王伟（3）", "王伟（2）", "钱敏", "王伟（4）"]
    engine.dispose()
