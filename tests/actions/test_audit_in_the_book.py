"""The sample of paper ballots in the book: its list, the digits that two people typed, and what was found."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.orm import Session

from consult.actions.close_consultation import close_consultation
from consult.actions.draw_audit_sample import draw_audit_sample
from consult.actions.fix_audit_list import fix_audit_list
from consult.actions.publish_audit import publish_audit
from consult.actions.record_audit_finding import record_audit_finding
from consult.domain.refusal import Refusal
from consult.models.book import lines
from consult.queries.audit import sample_of
from consult.queries.book import check_book
from consult.queries.consultations import ConsultationView
from tests import people
from tests.people import AFTER

SEED = "31415926535"


@pytest.fixture
def closed(session: Session, view: ConsultationView) -> ConsultationView:
    """Two sheets were entered; the list of them is fixed."""
    for who in (people.CHEN_AYI, people.LIU_SAN):
        people.vote(session, view, who, {1: "agree"}, on_paper=True)
    close_consultation(session, view.estate.id, view.id, by="钱敏", now=AFTER)
    fix_audit_list(session, view.estate.id, view.id, by="钱敏", now=AFTER)
    return view


def throw(session: Session, view: ConsultationView, digits: str, by: str, *, anew: bool = False) -> bool:
    return draw_audit_sample(session, view.estate.id, view.id, digits, by=by, now=AFTER, anew=anew)


def compare(session: Session, view: ConsultationView, *, leave: int = 0) -> None:
    sample = sample_of(session, view.estate.id, view.id)
    assert sample is not None
    for at, ballot in enumerate(sample.ballots[leave:]):
        agrees = at > 0
        note = "" if agrees else "票上是反对"
        keys = (view.estate.id, view.id, ballot.serial)
        record_audit_finding(session, *keys, agrees=agrees, note=note, by="钱敏", now=AFTER)


def written(session: Session, view: ConsultationView, kind: str) -> dict[str, Any]:
    [payload] = [
        json.loads(line.entry)["payload"] for line in lines(session, view.estate.id, view.id) if line.type == kind
    ]
    return dict(payload)


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as caught:
        act()
    return caught.value.reason


def test_list_digits_and_findings_stand_in_the_book(session: Session, closed: ConsultationView) -> None:
    said = written(session, closed, "AUDIT_LIST")
    assert (said["listed"], said["size"], said["share"], said["confidence"]) == (2, 2, "1/50", "19/20")
    assert (throw(session, closed, SEED, "钱敏"), throw(session, closed, SEED, "丁一平")) == (False, True)
    assert written(session, closed, "AUDIT_SEED")["digits"] == SEED
    compare(session, closed)
    publish_audit(session, closed.estate.id, closed.id, by="钱敏", now=AFTER)
    found = written(session, closed, "AUDIT_RESULT")
    assert (found["compared"], found["agree"], found["differ"]) == (2, 1, 1)
    assert check_book(session, people.consultation_of_id(session, closed.estate.id, closed.id)).is_whole


def test_the_digits_take_two_people_and_may_be_put_right_before(session: Session, closed: ConsultationView) -> None:
    throw(session, closed, "1111111111", "钱敏")
    assert refused(lambda: throw(session, closed, "1111111111", " 钱敏")) == "seed-alone"
    assert refused(lambda: throw(session, closed, SEED, "丁一平")) == "seed-differs"
    assert not throw(session, closed, SEED, "钱敏")
    assert throw(session, closed, SEED, "丁一平")
    assert refused(lambda: throw(session, closed, SEED, "丁一平")) == "audit-drawn"


def test_another_person_may_put_their_digits_first(session: Session, closed: ConsultationView) -> None:
    throw(session, closed, "1111111111", "钱敏")
    assert not throw(session, closed, SEED, "丁一平", anew=True)
    assert refused(lambda: throw(session, closed, SEED, "丁一平")) == "seed-alone"
    assert throw(session, closed, SEED, "钱敏")


def test_the_result_is_published_whole_and_once(session: Session, closed: ConsultationView) -> None:
    keys = (closed.estate.id, closed.id)
    assert refused(lambda: publish_audit(session, *keys, by="钱敏", now=AFTER)) == "audit-not-drawn"
    for who in ("钱敏", "丁一平"):
        throw(session, closed, SEED, who)
    compare(session, closed, leave=1)
    assert refused(lambda: publish_audit(session, *keys, by="钱敏", now=AFTER)) == "audit-left"
    compare(session, closed)
    publish_audit(session, *keys, by="钱敏", now=AFTER)
    assert refused(lambda: publish_audit(session, *keys, by="钱敏", now=AFTER)) == "audit-published"
    assert refused(lambda: compare(session, closed)) == "audit-published"
