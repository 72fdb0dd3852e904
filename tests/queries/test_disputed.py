"""What a dispute may touch is read back from the roll, the book and the electorate."""

import pytest
from sqlalchemy.orm import Session

from consult.actions.set_aside_paper_ballot import set_aside_paper_ballot
from consult.domain.sensitivity import Reading
from consult.queries.disputed import disputed_readings
from tests import people
from tests.people import MIDWAY


def test_the_first_reading_is_the_sealed_result(session: Session) -> None:
    view = people.make_closed_consultation(session)
    assert view.result is not None
    decided = disputed_readings(session, view)[0]
    assert decided.reading is Reading.AS_DECIDED
    assert decided.outcomes[1, "agree"].verdict.value == view.result["questions"][0]["outcome"]
    heads = {f.requirement.measure.value: f.denominator for f in decided.outcomes[1, "agree"].participation}
    assert heads == {"heads": view.electorate.heads, "area": view.electorate.area}


def test_parking_and_units_are_there_for_the_readings_that_count_them(session: Session) -> None:
    view = people.make_closed_consultation(session)
    reads = {read.reading: read for read in disputed_readings(session, view)}

    def whole(reading: Reading) -> dict[str, int]:
        found = reads[reading].outcomes[1, "agree"].participation
        return {f.requirement.measure.value: f.denominator for f in found}

    assert whole(Reading.PARKING_COUNTS)["area"] == view.electorate.area + 13_50
    assert whole(Reading.HEADS_BY_UNIT)["heads"] == len(people.UNITS) - 1


@pytest.mark.parametrize("is_set_aside", [pytest.param(True, id="an invalid ballot"), pytest.param(False, id="none")])
def test_an_invalid_ballot_takes_part_by_one_reading_only(session: Session, is_set_aside: bool) -> None:
    view = people.make_open_consultation(session)
    leader = people.elector_of(session, view, people.LEADER)
    if is_set_aside:
        set_aside_paper_ballot(session, view.estate.id, view.id, leader.paper_serial, "unsigned", by="钱敏", now=MIDWAY)
    reads = {read.reading: read for read in disputed_readings(session, view)}
    took_part = {
        reading: {f.requirement.measure.value: f.numerator for f in reads[reading].outcomes[1, "agree"].participation}
        for reading in (Reading.AS_DECIDED, Reading.INVALID_TAKES_PART)
    }
    assert took_part[Reading.AS_DECIDED]["heads"] == 0
    assert took_part[Reading.INVALID_TAKES_PART]["heads"] == int(is_set_aside)
