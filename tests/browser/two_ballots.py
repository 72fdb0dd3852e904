"""An open consultation with written proxies, and two households of which a second ballot came."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from consult.actions.enter_proxy_ballot import Entry, enter_proxy_ballot
from consult.actions.settle_conflict import Settling, settle_conflict
from consult.domain.consultation import Channel
from consult.domain.refusal import Refusal
from consult.queries.consultations import ConsultationView
from consult.wording.language import SHANGHAI
from tests import people
from tests.people import MIDWAY, Person
from tests.statements import SETTLER, STATEMENT_PHOTO

BY = people.SECRETARY.name


def make_two_ballots(session: Session, estate: int) -> ConsultationView:
    """陈阿姨 by proxy; 孙立 and 吴敏 apart and not settled yet; 沈梅 twice, and settled."""
    view = people.make_open_consultation(session, estate, channels=(Channel.WEB, Channel.PAPER, Channel.PROXY))
    _by_proxy(session, view, people.CHEN_AYI, people.LIU_SAN)
    for person in (people.SUN_AND_WU, people.SHEN_MEI):
        people.vote(session, view, person, {1: "agree", 2: "1"})
        _again(session, view, person)
    settling = Settling(
        people.elector_of(session, view, people.SHEN_MEI).id,
        "second-counts",
        "沈梅书面声明，存档 3 号",
        photo=STATEMENT_PHOTO,
    )
    settle_conflict(session, view.estate.id, view.id, settling, by=SETTLER, now=MIDWAY)
    return view


def _by_proxy(session: Session, view: ConsultationView, principal: Person, agent: Person) -> None:
    entry = Entry(
        id="two-ballots-proxy",
        estate_id=view.estate.id,
        consultation_id=view.id,
        principal_id=people.elector_of(session, view, principal).id,
        answers={1: "agree", 2: "1"},
        signed_on=date(2026, 12, 10),
        valid_until=date(2026, 12, 30),
        document="委托书第 7 号，业委会文件柜",
        agent_id=people.elector_of(session, view, agent).id,
    )
    enter_proxy_ballot(session, entry, by=BY, now=MIDWAY, zone=SHANGHAI)


def _again(session: Session, view: ConsultationView, person: Person) -> None:
    try:
        people.vote(session, view, person, {1: "oppose", 2: "2"}, on_paper=True)
    except Refusal as refusal:
        if refusal.reason != "already-answered":
            raise
