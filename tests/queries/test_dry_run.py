"""A dry run leans on the right earlier consultation, and on the electors that would be asked."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from consult.domain.consent import Weight
from consult.domain.refusal import Refusal
from consult.domain.scope import Place
from consult.queries.dry_run import rehearse
from tests import people

SIX_OF_BUILDING_1: dict[people.Person, people.Answers] = {
    who: {1: "agree"} for who in (people.CHEN_AYI, people.LIU_SAN, people.LEADER, people.HOUSING_OFFICE)
}


def test_a_draft_takes_its_electors_from_the_roll(session: Session) -> None:
    closed = people.make_closed_consultation(session, ballots=SIX_OF_BUILDING_1)
    draft = people.make_draft(session, closed.estate.id)
    announced = people.make_announced_consultation(session, closed.estate.id)
    drafted, frozen = (rehearse(session, view) for view in (draft, announced))
    assert drafted.last.code == frozen.last.code == closed.code
    assert drafted.found == frozen.found
    assert drafted.found.electorate == Weight(people.HEADS, people.AREA)
    assert drafted.found.turnout.heads == 4
    assert not drafted.found.is_quorate


def test_the_same_people_bring_the_same_turnout(session: Session) -> None:
    closed = people.make_closed_consultation(session)
    found = rehearse(session, people.make_draft(session, closed.estate.id)).found
    assert found.turnout == Weight(people.HEADS, people.AREA)
    assert [need.buildings for need in found.needs] == [(), ()]


def test_one_entrance_says_less_than_an_older_vote_of_all(session: Session) -> None:
    whole = people.make_closed_consultation(session)
    estate = whole.estate.id
    later = whole.opens_at + timedelta(days=60)
    people.make_closed_consultation(
        session,
        estate,
        scope=(Place("1"),),
        ballots={},
        opens_at=later,
        closes_at=later + timedelta(days=14),
        notice_on=(later - timedelta(days=20)).date(),
    )
    draft = people.make_draft(session, estate)
    assert rehearse(session, draft).last.code == whole.code
    narrow = people.make_draft(session, estate, scope=(Place("1"),))
    assert rehearse(session, narrow).last.code != whole.code


def test_another_estate_says_nothing_here(session: Session) -> None:
    people.make_closed_consultation(session)
    elsewhere = people.make_estate(session, code="elsewhere")
    with pytest.raises(Refusal, match="no-earlier-turnout"):
        rehearse(session, people.make_draft(session, elsewhere))


def test_what_is_over_is_not_rehearsed(session: Session) -> None:
    closed = people.make_closed_consultation(session)
    with pytest.raises(Refusal, match="dry-run-too-late"):
        rehearse(session, closed)
