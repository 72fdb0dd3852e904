"""A written proxy and its ballot in one deed: one agent for each principal, and a cap that holds for two at once."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from consult.actions.cast_ballot import Receipt
from consult.actions.contest_ballot import Contesting, contest_ballot
from consult.actions.decide_contest import Deciding, decide_contest
from consult.actions.settle_conflict import Settling, settle_conflict
from consult.domain.consultation import Channel
from consult.domain.ledger import LineType, private_fingerprint
from consult.domain.refusal import Refusal
from consult.models.ballot import Ballot, UncountedBallot
from consult.models.base import new_id
from consult.models.book import lines
from consult.models.proxy import ProxyMandate
from consult.queries.book import check_book
from consult.queries.consultations import ConsultationView
from consult.queries.package import public_package
from consult.queries.photos import jpeg_of
from consult.queries.proxies import mandates
from consult.queries.results import count_now
from consult.wording.language import SHANGHAI
from tests import people
from tests.actions.test_cast_at_once import at_once
from tests.people import CLOSES_AT, MIDWAY, Person
from tests.proxies import OTHERS, PHOTO, WITH_PROXIES, enter, entry, id_of, refused, registered
from tests.statements import SETTLER, STATEMENT_PHOTO
from tests.verifier.packages import zipped
from tests.verifier.trial import faults


@pytest.fixture
def view(session: Session) -> ConsultationView:
    return people.make_open_consultation(session, channels=WITH_PROXIES)


def test_a_proxy_is_kept_with_its_ballot_and_the_book_names_no_paper(session: Session, view: ConsultationView) -> None:
    receipt = enter(session, entry(session, view, people.CHEN_AYI))
    agent = people.elector_of(session, view, people.LIU_SAN).number
    (line,) = [line for line in lines(session, view.estate.id, view.id) if line.seq == receipt.seq]
    payload = json.loads(line.entry)["payload"]
    mandate = session.scalars(select(ProxyMandate)).one()
    document = f"sha256:{private_fingerprint(bytes.fromhex(mandate.salt), mandate.document)}"
    assert line.type is LineType.BALLOT
    assert (payload["channel"], payload["proxy"]) == ("proxy", {"agent": agent, "document": document})
    assert "文件柜" not in line.entry
    result = count_now(session, view.estate.id, view.id)
    assert result["returned"]["proxy"] == result["valid"] == 1
    assert check_book(session, view).is_whole


def test_an_agent_by_name_has_no_number_in_the_book(session: Session, view: ConsultationView) -> None:
    enter(session, entry(session, view, people.CHEN_AYI, "张律师"))
    (listed,) = mandates(session, view.estate.id, view.id)
    assert (listed.principal, listed.agent, listed.agent_name, listed.represented) == (
        people.CHEN_AYI.place,
        None,
        "张律师",
        1,
    )
    ballot = [line for line in lines(session, view.estate.id, view.id) if line.type is LineType.BALLOT]
    assert json.loads(ballot[0].entry)["payload"]["proxy"]["agent"] is None


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        pytest.param({"answers": {1: "agree"}}, "proxy-without-choice", id="a question without a choice"),
        pytest.param({"answers": {1: "void", 2: "1"}}, "unknown-answer", id="a void row"),
        pytest.param({"document": " "}, "proxy-not-filed", id="filed nowhere"),
        pytest.param({"valid_until": date(2026, 12, 18)}, "proxy-expired", id="valid until yesterday"),
        pytest.param({"signed_on": date(2026, 12, 20)}, "proxy-signed-later", id="signed tomorrow"),
        pytest.param({"agent_id": 5}, "unknown-elector", id="an agent of another estate"),
    ],
)
def test_what_is_refused_leaves_nothing(
    session: Session, view: ConsultationView, more: dict[str, Any], refusal: str
) -> None:
    assert refused(session, entry(session, view, people.CHEN_AYI, **more)) == refusal
    assert (registered(session), session.scalar(select(func.count()).select_from(Ballot))) == (0, 0)


@pytest.mark.parametrize(
    "days",
    [
        pytest.param({"valid_until": date(2026, 12, 19)}, id="valid until today"),
        pytest.param({"signed_on": date(2026, 12, 19)}, id="signed today"),
    ],
)
def test_the_days_themselves_are_good(session: Session, view: ConsultationView, days: dict[str, Any]) -> None:
    assert enter(session, entry(session, view, people.CHEN_AYI, **days)).channel is Channel.PROXY


@pytest.mark.parametrize(
    ("agent", "refusal"),
    [
        pytest.param(people.SUN_AND_WU, "proxy-for-oneself", id="the same elector"),
        pytest.param("吴 敏", "proxy-for-oneself", id="one of the co-owners by name"),
        pytest.param("", "proxy-without-agent", id="nobody"),
        pytest.param(" 刘三立", "proxy-agent-on-roll", id="another owner by name"),
    ],
)
def test_who_cannot_be_the_agent(session: Session, view: ConsultationView, agent: Person | str, refusal: str) -> None:
    assert refused(session, entry(session, view, people.SUN_AND_WU, agent)) == refusal


def test_somebody_else_of_an_owners_name_is_told_apart(session: Session, view: ConsultationView) -> None:
    assert enter(session, entry(session, view, people.SUN_AND_WU, "刘三立（侄子）")).seq


def test_a_principal_names_one_agent(session: Session, view: ConsultationView) -> None:
    enter(session, entry(session, view, people.CHEN_AYI))
    assert refused(session, entry(session, view, people.CHEN_AYI, "张律师")) == "proxy-twice"
    assert registered(session) == 1


def test_the_database_holds_one_agent_for_each_principal(session: Session, view: ConsultationView) -> None:
    enter(session, entry(session, view, people.CHEN_AYI))
    kept = session.scalars(select(ProxyMandate)).one()
    again = {column.name: getattr(kept, column.name) for column in ProxyMandate.__table__.columns} | {"id": new_id()}
    session.add(ProxyMandate(**again))
    with pytest.raises(IntegrityError, match=r"uq_proxy_mandate_standing|proxy_mandate.standing"):
        session.flush()


def test_after_a_forged_proxy_was_annulled_another_agent_may_be_named(session: Session, tmp_path: Path) -> None:
    view = people.make_open_consultation(session, channels=WITH_PROXIES, procedure={"proxy_cap": 1})
    principal, agent, other = OTHERS
    forged = enter(session, entry(session, view, principal, agent))
    _uphold(session, view, principal, forged.seq)
    (kept,) = mandates(session, view.estate.id, view.id)
    assert (kept.is_annulled, kept.represented) == (True, 0)
    # The agent represents nobody any more: not beyond the cap, and no link of a chain.
    enter(session, entry(session, view, principal, agent))
    assert refused(session, entry(session, view, principal, other)) == "proxy-twice"
    assert sorted(one.is_annulled for one in mandates(session, view.estate.id, view.id)) == [False, True]
    assert count_now(session, view.estate.id, view.id)["returned"]["proxy"] == 1
    assert check_book(session, view).is_whole
    people.close_consultation(session, view.estate.id, view.id, by="", now=people.AFTER)
    package = public_package(session, people.consultation_of_id(session, view.estate.id, view.id), SHANGHAI)
    assert not faults(zipped(package), tmp_path)


def _uphold(session: Session, view: ConsultationView, principal: Person, ballot: int) -> None:
    keys = (view.estate.id, view.id)
    contest = contest_ballot(
        session, Contesting(*keys, id_of(session, view, principal), ballot), now=MIDWAY, zone=SHANGHAI
    )
    decide_contest(session, *keys, Deciding(contest, "upheld", "签名不是本人的"), by="丁一平", now=MIDWAY)


def test_a_circle_of_three_cannot_be_closed(session: Session, view: ConsultationView) -> None:
    """A circle is a chain first, and no chain is taken: whichever sheet of the three comes second is refused."""
    first, second, third = OTHERS
    enter(session, entry(session, view, first, second))
    assert refused(session, entry(session, view, second, third)) == "proxy-in-circle"
    assert refused(session, entry(session, view, third, first)) == "proxy-in-circle"
    assert registered(session) == 1


def test_the_refusal_names_the_door_and_not_a_number(session: Session, view: ConsultationView) -> None:
    first, second, third = OTHERS
    enter(session, entry(session, view, first, second))
    with pytest.raises(Refusal) as refusal:
        enter(session, entry(session, view, third, first))
    assert refusal.value.details["agent"] == {"zh": "1号301室", "en": "Building 1, Room 301"}


def test_the_cap_of_the_procedure(session: Session) -> None:
    view = people.make_open_consultation(session, channels=WITH_PROXIES, procedure={"proxy_cap": 1})
    enter(session, entry(session, view, OTHERS[0], "张 律师"))
    assert refused(session, entry(session, view, OTHERS[1], "张律师")) == "proxy-beyond-cap"
    enter(session, entry(session, view, OTHERS[1], "王律师"))


def test_a_retry_gets_the_same_receipt(session: Session, view: ConsultationView) -> None:
    sent = entry(session, view, people.CHEN_AYI)
    assert enter(session, sent) == enter(session, sent, MIDWAY + timedelta(hours=1))
    assert registered(session) == 1


def test_of_two_ballots_the_first_stands_and_the_second_leaves_a_line(session: Session, view: ConsultationView) -> None:
    people.vote(session, view, people.CHEN_AYI, {1: "oppose"})
    sent = entry(session, view, people.CHEN_AYI)
    assert [refused(session, sent), refused(session, sent)] == ["already-answered", "already-answered"]
    second = session.scalars(select(UncountedBallot)).one()
    assert (second.reason, second.channel, second.answers) == ("double", "proxy", {"1": "agree", "2": "1"})
    assert [line.type for line in lines(session, view.estate.id, view.id)] == ["OPEN", "BALLOT", "DUPLICATE"]
    assert count_now(session, view.estate.id, view.id)["returned"]["web"] == 1
    assert check_book(session, view).is_whole


def test_proxies_that_are_not_offered(session: Session) -> None:
    view = people.make_open_consultation(session)
    assert refused(session, entry(session, view, people.CHEN_AYI)) == "channel-not-offered"


def test_a_rule_that_wants_everyone_in_person(session: Session) -> None:
    with pytest.raises(Refusal) as refusal:
        people.make_draft(session, rule="committee-meeting", channels=WITH_PROXIES, members=(people.UNITS[0].place,))
    assert [fault.reason for fault in refusal.value.details["faults"]] == ["proxies-not-allowed"]


@pytest.mark.parametrize(
    ("late_paper", "refusal"), [pytest.param(False, "closed", id="late"), pytest.param(True, "", id="waited for")]
)
def test_a_proxy_entered_after_the_end(session: Session, late_paper: bool, refusal: str) -> None:
    view = people.make_open_consultation(session, channels=WITH_PROXIES, procedure={"late_paper": late_paper})
    # Good for the last day of voting only: it is judged by the end, not by the day on which it is typed in.
    sent = entry(session, view, people.CHEN_AYI, valid_until=date(2026, 12, 30))
    now = CLOSES_AT + timedelta(days=2)
    assert (refused(session, sent, now) if refusal else "") == refusal
    if not refusal:
        assert enter(session, sent, now).at == now
    assert registered(session) == (0 if refusal else 1)


def test_two_sheets_at_once_at_the_cap(engine: Engine, session: Session) -> None:
    """Whatever the order, an agent brings as many as the cap and no more, and every ballot has its proxy."""
    view = people.make_open_consultation(session, channels=WITH_PROXIES, procedure={"proxy_cap": 2})
    principals = [people.CHEN_AYI, people.SUN_AND_WU, people.ZHAO_KE, people.SHEN_MEI, *OTHERS]
    by_name = [entry(session, view, principal, "张律师") for principal in principals[:4]]
    by_room = [entry(session, view, principal) for principal in principals[4:]]
    session.commit()
    jobs: list[Callable[[Session], object]] = [lambda s, one=one: enter(s, one) for one in (*by_name, *by_room)]
    answers = at_once(engine, jobs)
    assert sum(isinstance(answer, Receipt) for answer in answers) == 4
    assert {a.reason for a in answers if isinstance(a, Refusal)} == {"proxy-beyond-cap"}
    assert registered(session) == count_now(session, view.estate.id, view.id)["returned"]["proxy"] == 4
    assert check_book(session, view).is_whole


def test_one_principal_with_two_agents_at_once(engine: Engine, session: Session, view: ConsultationView) -> None:
    sheets = [entry(session, view, people.CHEN_AYI, agent) for agent in ("张律师", "王律师", people.LIU_SAN)]
    session.commit()
    answers = at_once(engine, [lambda s, one=one: enter(s, one) for one in sheets])
    assert sum(isinstance(answer, Receipt) for answer in answers) == 1
    assert sorted(a.reason for a in answers if isinstance(a, Refusal)) == ["proxy-twice", "proxy-twice"]
    assert registered(session) == 1


def test_an_owner_who_votes_after_the_proxy_settles_which_counts(session: Session, view: ConsultationView) -> None:
    principal = OTHERS[0]
    enter(session, entry(session, view, principal))
    with pytest.raises(Refusal, match="already-answered"):
        people.vote(session, view, principal, {1: "oppose"})
    assert count_now(session, view.estate.id, view.id)["returned"]["proxy"] == 1
    settling = Settling(
        id_of(session, view, principal), "second-counts", "本人书面声明，存档 9 号", photo=STATEMENT_PHOTO
    )
    settle_conflict(session, view.estate.id, view.id, settling, by=SETTLER, now=MIDWAY)
    assert count_now(session, view.estate.id, view.id)["questions"][0]["counts"]["oppose"]["heads"] == 1


def test_the_photo_of_the_form_is_kept_and_named_by_the_book(session: Session, view: ConsultationView) -> None:
    enter(session, entry(session, view, OTHERS[0], photo=PHOTO))
    (kept,) = mandates(session, view.estate.id, view.id)
    assert jpeg_of(session, view.estate.id, kept.photo) == PHOTO.jpeg
    last = [line.entry for line in lines(session, view.estate.id, view.id)][-1]
    assert json.loads(last)["payload"]["proxy"]["photo"] == PHOTO.sha256


def test_where_every_sheet_is_photographed_a_proxy_is_too(session: Session) -> None:
    view = people.make_open_consultation(session, channels=WITH_PROXIES, procedure={"paper_photo": True})
    assert refused(session, entry(session, view, OTHERS[0])) == "proxy-without-photo"
    enter(session, entry(session, view, OTHERS[0], photo=PHOTO))
