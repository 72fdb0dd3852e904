"""What a dispute may touch is read back from the roll, the book and the electorate."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from consult.actions.close_consultation import close_consultation
from consult.actions.record_service import record_service
from consult.actions.set_aside_paper_ballot import set_aside_paper_ballot
from consult.domain.ledger import LineType
from consult.domain.sensitivity import Reading
from consult.domain.service import Attempt, Method
from consult.models.book import append, lock_book
from consult.models.electorate import ElectorRow
from consult.queries.consultations import consultation_of_id
from consult.queries.disputed import disputed_readings
from consult.queries.results import count_now
from tests import people
from tests.people import AFTER, MIDWAY


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


MAJORITY = {"deemed": {"mode": "majority", "clause": {"zh": "送达后未反馈的，视为同意多数意见。"}}}


@pytest.mark.parametrize(
    ("procedure", "decided", "beside"),
    [
        pytest.param(MAJORITY, "passed", {Reading.SILENT_OUT}, id="silence is counted"),
        pytest.param(
            {}, "inquorate", {Reading.SILENT_ABSTAIN, Reading.SILENT_JOIN_MAJORITY}, id="silence is not counted"
        ),
    ],
)
def test_the_log_of_service_is_what_silence_is_read_from(
    session: Session, procedure: dict[str, object], decided: str, beside: set[Reading]
) -> None:
    view = people.make_open_consultation(session, procedure=procedure, questions=(people.CONSENT,))
    everybody = people.electors(session, view)
    for elector in everybody[:9]:
        people.vote(session, view, elector, {1: "agree"})
    by_method = {Method.IN_PERSON: everybody[9:12], Method.REGISTERED_POST: everybody[12:14]}
    for method, served in (by_method | {Method.LETTERBOX: everybody[14:]}).items():
        chosen = [elector.id for elector in served]
        attempt = Attempt(method, MIDWAY, "本人", evidence="XA 1234")
        record_service(session, view.estate.id, view.id, chosen, attempt, by="马建国", now=MIDWAY)
    close_consultation(session, view.estate.id, view.id, by="钱敏", now=AFTER)
    closed = consultation_of_id(session, view.estate.id, view.id)
    reads = {read.reading: read for read in disputed_readings(session, closed)}
    first = reads[Reading.AS_DECIDED].outcomes[1, "agree"]
    assert first.verdict.value == decided
    heads = {f.requirement.measure.value: f.numerator for f in first.participation}["heads"]
    assert heads == (14 if procedure else 9)
    assert {reading for reading, read in reads.items() if read.is_decisive} == beside
    assert closed.result is not None
    question = closed.result["questions"][0]
    assert (question["with_deemed"] or question)["outcome"] == decided


def _annulled(elector: ElectorRow, seq: int) -> tuple[LineType, dict[str, Any]]:
    return LineType.ANNUL, {"elector": elector.number, "ballot": seq, "cause": "contest"}


def _corrected(elector: ElectorRow, seq: int) -> tuple[LineType, dict[str, Any]]:
    return LineType.CORRECT, {"elector": elector.number, "ballot": seq, "answers": {"1": "oppose"}}


@pytest.mark.parametrize(
    ("lines", "agreed"),
    [
        pytest.param([], 3, id="nothing became of them"),
        pytest.param([_annulled], 2, id="one was annulled"),
        pytest.param([_corrected], 2, id="one was corrected"),
        pytest.param([_corrected, _annulled], 2, id="one was corrected, then annulled"),
    ],
)
def test_what_became_of_a_ballot_is_read_as_it_is_counted(session: Session, lines: list[Any], agreed: int) -> None:
    view = people.make_open_consultation(session, questions=(people.CONSENT,), rule="simple")
    said = [(one, people.vote(session, view, one, {1: "agree"})) for one in people.electors(session, view)[:3]]
    record_service(
        session, view.estate.id, view.id, [said[0][0].id], Attempt(Method.IN_PERSON, MIDWAY), by="马建国", now=MIDWAY
    )
    head = lock_book(session, view.estate.id, view.id)
    assert head is not None
    for line in lines:
        append(session, head, view.code, *line(said[0][0], said[0][1].seq), at=MIDWAY)
    session.flush()
    (counted,) = count_now(session, view.estate.id, view.id)["questions"]
    reads = {read.reading: read for read in disputed_readings(session, view)}
    (finding,) = reads[Reading.AS_DECIDED].outcomes[1, "agree"].approval
    assert (finding.numerator, counted["counts"]["agree"]["heads"]) == (agreed, agreed)
    assert finding.denominator == counted["expressed"]["heads"]
