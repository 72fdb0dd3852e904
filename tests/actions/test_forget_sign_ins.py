"""Once a night it is forgotten who signed in when; what still counts, or still lets in, stays."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.actions.forget_sign_ins import forget_sign_ins
from consult.domain.visit import Audience
from consult.models.account import SignInFailure, Visit
from consult.models.base import Base, new_id
from consult.models.message_code import MessageCode
from consult.models.wechat_link import WechatLink
from tests import people
from tests.begun_visit import begin_visit

NOW = people.MIDWAY
SECOND = timedelta(seconds=1)


@pytest.fixture
def left_behind(session: Session) -> None:
    """One of each, begun now."""
    view = people.make_open_consultation(session)
    estate, keys = view.estate.id, ("key_hash", "code_hash", "door_key", "asker_key", "number_key")
    for audience in Audience:
        begin_visit(session, audience, estate_id=estate, subject_id=1, consultation_id=view.id, now=NOW)
    session.add(SignInFailure(budget="place", key="k", at=NOW))
    session.add(
        MessageCode(estate_id=estate, id=new_id(), consultation_id=view.id, asked_at=NOW, **dict.fromkeys(keys, "k"))
    )
    link = dict.fromkeys(("account_key", "household_key", "building", "entrance", "room"), "k")
    session.add(WechatLink(estate_id=estate, id=new_id(), linked_at=NOW, **link))
    session.commit()


def kept(session: Session) -> dict[str, int]:
    session.rollback()
    tables: tuple[type[Base], ...] = (SignInFailure, MessageCode, Visit, WechatLink)
    return {table.__tablename__: session.scalar(select(func.count()).select_from(table)) or 0 for table in tables}


@pytest.mark.parametrize(
    ("later", "left"),
    [
        (timedelta(hours=1) - SECOND, (1, 1, 2, 1)),
        (timedelta(hours=1), (0, 1, 2, 1)),
        (timedelta(days=1) - SECOND, (0, 1, 2, 1)),
        (timedelta(days=1), (0, 0, 2, 1)),
        (timedelta(hours=36) - SECOND, (0, 0, 2, 1)),
        (timedelta(hours=36), (0, 0, 1, 1)),
        (timedelta(days=366), (0, 0, 1, 0)),
    ],
    ids=[
        "while a failure counts",
        "when it counts no more",
        "while a message counts",
        "when it counts no more",
        "a day after a visit could have ended, but a second",
        "a day after",
        "when an account is no longer remembered",
    ],
)
@pytest.mark.usefixtures("left_behind")
def test_what_is_over_is_forgotten(session: Session, later: timedelta, left: tuple[int, ...]) -> None:
    """Visits of staff stay: their own page lists them."""
    forgotten = forget_sign_ins(session, now=NOW + later)
    assert tuple(kept(session).values()) == left
    assert forgotten == 5 - sum(left)
