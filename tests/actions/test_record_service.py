"""The service log: what may be noted, of whom, and what of it counts as service."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from consult.actions.close_consultation import close_consultation
from consult.actions.record_service import record_service
from consult.actions.set_aside_paper_ballot import set_aside_paper_ballot
from consult.domain.deemed import Service
from consult.domain.ledger import LineType
from consult.domain.refusal import Refusal
from consult.domain.service import Attempt, Method
from consult.models.book import lines
from consult.models.electorate import ElectorRow
from consult.models.service import ServiceAttempt
from consult.queries.consultations import ConsultationView
from consult.queries.results import count_now
from consult.queries.service import served_numbers, service_by_building, service_by_number, service_in
from tests import people
from tests.people import AFTER, CLOSES_AT, MIDWAY, OPENS_AT

ANNOUNCED_AT = OPENS_AT - timedelta(days=20)
"""When the cast announces."""
DEEMED = {"deemed": {"mode": "majority", "clause": {"zh": "送达后未反馈的，视为同意多数意见。"}}}


def record(
    session: Session,
    view: ConsultationView,
    *who: people.Person,
    method: Method = Method.IN_PERSON,
    at: datetime = MIDWAY,
    now: datetime = AFTER,
) -> int:
    ids = [people.elector_of(session, view, person).id for person in who]
    attempt = Attempt(method, at, "  陈女士 ", "女儿", "签收单第三行")
    return record_service(session, view.estate.id, view.id, ids, attempt, by="马建国", now=now)


def number(session: Session, view: ConsultationView, person: people.Person) -> int:
    return people.elector_of(session, view, person).number


def test_several_electors_are_noted_at_once_with_all_that_proves_it(session: Session) -> None:
    view = people.make_open_consultation(session)
    assert record(session, view, people.CHEN_AYI, people.ZHAO_KE) == 2
    rows = session.scalars(select(ServiceAttempt)).all()
    assert {row.elector_id for row in rows} == {
        people.elector_of(session, view, person).id for person in (people.CHEN_AYI, people.ZHAO_KE)
    }
    assert {(r.method, r.at, r.recipient, r.relation, r.evidence, r.recorded_by) for r in rows} == {
        ("in-person", MIDWAY, "陈女士", "女儿", "签收单第三行", "马建国")
    }


@pytest.mark.parametrize(
    ("at", "now", "reason"),
    [
        pytest.param(MIDWAY, MIDWAY, None, id="this very moment"),
        pytest.param(MIDWAY + timedelta(seconds=1), MIDWAY, "service-not-yet", id="a second ahead"),
        pytest.param(ANNOUNCED_AT, MIDWAY, None, id="the moment of announcing"),
        pytest.param(
            ANNOUNCED_AT - timedelta(seconds=1), MIDWAY, "service-before-announcement", id="a second before announcing"
        ),
        pytest.param(CLOSES_AT - timedelta(seconds=1), AFTER, None, id="the last second, noted after the end"),
        pytest.param(CLOSES_AT, AFTER, "service-after-end", id="the end itself"),
    ],
)
def test_the_moments_that_may_be_noted(session: Session, at: datetime, now: datetime, reason: str | None) -> None:
    view = people.make_open_consultation(session)
    if reason is None:
        assert record(session, view, people.CHEN_AYI, at=at, now=now) == 1
        return
    with pytest.raises(Refusal, match=reason):
        record(session, view, people.CHEN_AYI, at=at, now=now)
    assert session.scalars(select(ServiceAttempt)).all() == []


def test_nobody_chosen_is_refused(session: Session) -> None:
    view = people.make_open_consultation(session)
    with pytest.raises(Refusal, match="nobody-chosen"):
        record(session, view)


def test_one_stranger_among_several_and_nothing_is_noted(session: Session) -> None:
    view = people.make_open_consultation(session)
    other = people.make_open_consultation(session, people.make_estate(session, code="other"))
    ids = [people.elector_of(session, v, people.CHEN_AYI).id for v in (view, other)]
    attempt = Attempt(Method.IN_PERSON, MIDWAY)
    with pytest.raises(Refusal, match="unknown-elector"):
        record_service(session, view.estate.id, view.id, ids, attempt, by="马建国", now=AFTER)
    assert session.scalars(select(ServiceAttempt)).all() == []


def test_a_draft_serves_nobody(session: Session) -> None:
    view = people.make_draft(session)
    attempt = Attempt(Method.IN_PERSON, MIDWAY)
    with pytest.raises(Refusal, match="not-announced"):
        record_service(session, view.estate.id, view.id, [1], attempt, by="马建国", now=MIDWAY)


def test_a_closed_book_takes_no_more_service(session: Session) -> None:
    view = people.make_closed_consultation(session, ballots={})
    with pytest.raises(Refusal, match="already-closed"):
        record(session, view, people.CHEN_AYI)


def test_a_note_longer_than_a_line_is_refused(session: Session) -> None:
    view = people.make_open_consultation(session)
    ids = [people.elector_of(session, view, people.CHEN_AYI).id]
    for fits, note in ((True, "证" * 200), (False, "证" * 201)):
        attempt = Attempt(Method.IN_PERSON, MIDWAY, evidence=note)
        if fits:
            assert record_service(session, view.estate.id, view.id, ids, attempt, by="马建国", now=MIDWAY) == 1
        else:
            with pytest.raises(Refusal, match="service-note-too-long"):
                record_service(session, view.estate.id, view.id, ids, attempt, by="马建国", now=MIDWAY)


@pytest.mark.parametrize(
    ("methods", "service"),
    [
        pytest.param([], Service.NONE, id="nothing tried"),
        pytest.param([Method.NOT_HOME], Service.NONE, id="nobody at home"),
        pytest.param([Method.REFUSED], Service.NONE, id="not taken"),
        pytest.param([Method.LETTERBOX], Service.LETTERBOX, id="a letterbox"),
        pytest.param([Method.LETTERBOX, Method.REGISTERED_POST], Service.REGISTERED_POST, id="then by post"),
        pytest.param([Method.IN_PERSON, Method.NOT_HOME], Service.IN_PERSON, id="a later miss takes nothing back"),
    ],
)
def test_the_best_service_counts(session: Session, methods: list[Method], service: Service) -> None:
    view = people.make_open_consultation(session)
    for method in methods:
        record(session, view, people.CHEN_AYI, method=method)
    (chen,) = [one for one in service_in(session, view, "1") if one.place == people.CHEN_AYI.place]
    assert (chen.service, chen.is_served) == (service, service.is_effective)
    assert service_by_number(session, view)[number(session, view, people.CHEN_AYI)] is service
    assert served_numbers(session, view) == ([number(session, view, people.CHEN_AYI)] if service.is_effective else [])
    assert sorted(attempt.method for attempt in chen.attempts) == sorted(methods)


@pytest.mark.parametrize(
    ("seen_at", "is_served"),
    [
        pytest.param(CLOSES_AT - timedelta(seconds=1), True, id="the last second"),
        pytest.param(CLOSES_AT, False, id="the end itself"),
        pytest.param(None, False, id="never"),
    ],
)
def test_signing_in_while_it_is_open_is_service(session: Session, seen_at: datetime | None, is_served: bool) -> None:
    view = people.make_open_consultation(session)
    chen = people.elector_of(session, view, people.CHEN_AYI)
    session.execute(update(ElectorRow).where(ElectorRow.id == chen.id).values(served_at=seen_at))
    session.commit()
    assert served_numbers(session, view) == ([chen.number] if is_served else [])
    assert count_now(session, view.estate.id, view.id)["served"] == int(is_served)


def test_who_brought_a_ballot_back_has_been_served_whoever_carried_it(session: Session) -> None:
    view = people.make_open_consultation(session)
    people.vote(session, view, people.CHEN_AYI, {1: "agree"})
    spoilt = people.elector_of(session, view, people.ZHAO_KE)
    set_aside_paper_ballot(session, view.estate.id, view.id, spoilt.paper_serial, "spoilt", by="钱敏", now=MIDWAY)
    assert served_numbers(session, view) == sorted([number(session, view, people.CHEN_AYI), spoilt.number])
    served = {row.building: (row.electors, row.served) for row in service_by_building(session, view)}
    assert {building: found[1] for building, found in served.items()} == {"1": 1, "2": 1}


def book(session: Session, view: ConsultationView, kind: LineType) -> list[dict[str, object]]:
    return [json.loads(one.entry)["payload"] for one in lines(session, view.estate.id, view.id) if one.type is kind]


def test_closing_writes_down_of_whom_silence_may_be_counted(session: Session) -> None:
    view = people.make_open_consultation(session, procedure=DEEMED)
    people.vote(session, view, people.ZHAO_KE, {1: "agree"})
    record(session, view, people.CHEN_AYI, people.LIU_SAN)
    record(session, view, people.SHEN_MEI, method=Method.LETTERBOX)
    result = close_consultation(session, view.estate.id, view.id, by="钱敏", now=AFTER)
    served = sorted(number(session, view, who) for who in (people.ZHAO_KE, people.CHEN_AYI, people.LIU_SAN))
    assert book(session, view, LineType.SERVED) == [{"electors": served}]
    kinds = [line.type for line in lines(session, view.estate.id, view.id)]
    assert kinds[-3:] == [LineType.SERVED, LineType.CLOSE, LineType.TALLY]
    assert result["served"] == 3
    silent = [people.elector_of(session, view, who).area for who in (people.CHEN_AYI, people.LIU_SAN)]
    assert result["questions"][0]["deemed"] == {"agree": {"heads": 2, "area": sum(silent)}}
    assert count_now(session, view.estate.id, view.id) == result | {
        "ledger": count_now(session, view.estate.id, view.id)["ledger"]
    }


def test_where_silence_means_nothing_the_book_names_nobody(session: Session) -> None:
    view = people.make_open_consultation(session)
    record(session, view, people.CHEN_AYI)
    result = close_consultation(session, view.estate.id, view.id, by="钱敏", now=AFTER)
    assert book(session, view, LineType.SERVED) == []
    assert (result["served"], result["questions"][0]["deemed"]) == (1, None)


def test_silence_that_joins_the_larger_side_carries_a_real_vote(session: Session) -> None:
    view = people.make_open_consultation(session, procedure=DEEMED)
    everybody = people.electors(session, view)
    for elector in everybody[:9]:
        people.vote(session, view, elector, {1: "agree", 2: "1"})
    attempt = Attempt(Method.REGISTERED_POST, MIDWAY, evidence="XA 1234")
    rest = [elector.id for elector in everybody[9:]]
    record_service(session, view.estate.id, view.id, rest, attempt, by="马建国", now=MIDWAY)
    result = close_consultation(session, view.estate.id, view.id, by="钱敏", now=AFTER)
    consent, choice = result["questions"]
    assert (consent["outcome"], consent["with_deemed"]["outcome"]) == ("inquorate", "passed")
    assert (choice["outcome"], choice["deemed"]) == ("inquorate", {"abstain": consent["deemed"]["agree"]})


def test_a_sheet_that_came_too_late_makes_nobody_silent(session: Session) -> None:
    view = people.make_open_consultation(session, procedure=DEEMED)
    people.vote(session, view, people.ZHAO_KE, {1: "agree"})
    with pytest.raises(Refusal, match="closed"):
        people.vote(session, view, people.CHEN_AYI, {1: "agree"}, now=AFTER, on_paper=True)
    result = close_consultation(session, view.estate.id, view.id, by="钱敏", now=AFTER)
    assert (result["served"], result["late"]) == (2, 1)
    assert book(session, view, LineType.SERVED) == [{"electors": [number(session, view, people.ZHAO_KE)]}]
    assert result["questions"][0]["deemed"] == {"agree": {"heads": 0, "area": 0}}
