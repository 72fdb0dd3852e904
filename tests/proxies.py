"""Written proxies as the committee enters them, for tests."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.actions.cast_ballot import Receipt
from consult.actions.enter_proxy_ballot import Entry, enter_proxy_ballot
from consult.domain.consultation import Channel
from consult.domain.photo import Photo
from consult.domain.refusal import Refusal
from consult.models.base import new_id
from consult.models.proxy import ProxyMandate
from consult.queries.consultations import ConsultationView
from consult.wording.language import SHANGHAI
from tests import people
from tests.people import MIDWAY, Person

WITH_PROXIES = (Channel.WEB, Channel.PAPER, Channel.PROXY)
PHOTO = Photo(b"jpeg", "cd" * 32, 10, 10)
OTHERS = [
    Person(name, "", *at) for name, at in (("郑爱华", ("1", "301")), ("冯海", ("1", "401")), ("褚玉兰", ("1", "402")))
]


def id_of(session: Session, view: ConsultationView, person: Person) -> int:
    return people.elector_of(session, view, person).id


def entry(
    session: Session, view: ConsultationView, principal: Person, agent: Person | str = people.LIU_SAN, **more: Any
) -> Entry:
    is_named = isinstance(agent, str)
    fields: dict[str, Any] = {
        "id": f"proxy-{new_id()}",
        "answers": {1: "agree", 2: "1"},
        "signed_on": date(2026, 12, 10),
        "valid_until": date(2026, 12, 30),
        "document": "委托书第 7 号，业委会文件柜",
        "agent_id": None if is_named else id_of(session, view, agent),
        "agent_name": agent if is_named else "",
    }
    return Entry(
        estate_id=view.estate.id,
        consultation_id=view.id,
        principal_id=id_of(session, view, principal),
        **fields | more,
    )


def enter(session: Session, sent: Entry, now: Any = MIDWAY) -> Receipt:
    return enter_proxy_ballot(session, sent, by="钱敏", now=now, zone=SHANGHAI)


def refused(session: Session, sent: Entry, now: Any = MIDWAY) -> str:
    with pytest.raises(Refusal) as refusal:
        enter(session, sent, now)
    return refusal.value.reason


def registered(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(ProxyMandate)) or 0
