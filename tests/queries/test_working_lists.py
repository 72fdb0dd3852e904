"""What working lists and board papers say, taken from the stored consultation."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from consult.actions.record_service import record_service
from consult.documents.turnout_sheet import turnout_sheet_pdf
from consult.domain.consultation import Channel
from consult.domain.deemed import Service
from consult.domain.privacy import SMALLEST_NAMED, Secrecy
from consult.domain.refusal import Refusal
from consult.domain.service import Attempt, Method
from consult.queries.book import book_page
from consult.queries.consultations import ConsultationView
from consult.queries.delivery_sheet_paper import delivery_lines, delivery_sheet
from consult.queries.turnout import standing
from consult.queries.turnout_papers import digest_sheet, turnout_sheet
from consult.queries.walking_list_paper import explain_card, walking_doors
from consult.wording.language import CHINESE, words_for
from tests import people
from tests.documents import reading
from tests.people import AFTER, MIDWAY, OPENS_AT, owned

URL = "https://heyi.example"
ZH = words_for(CHINESE)


@pytest.fixture
def view(session: Session) -> ConsultationView:
    return people.make_open_consultation(session, channels=tuple(Channel))


def test_delivery_lines_are_all_electors_in_walking_order(session: Session, view: ConsultationView) -> None:
    lists = delivery_lines(session, view)
    assert [line.serial for _, lines in lists for line in lines] == [
        e.paper_serial for e in people.electors(session, view)
    ]
    assert [name for name, _ in lists] == ["1", "2"]
    assert delivery_lines(session, view, "2") == lists[1:]
    assert delivery_sheet(view, MIDWAY).imprint.text_hash == view.text_hash


def test_what_the_log_holds_is_on_the_line(session: Session, view: ConsultationView) -> None:
    chen = people.elector_of(session, view, people.CHEN_AYI)
    attempt = Attempt(Method.IN_PERSON, OPENS_AT + timedelta(hours=1), "陈桂芳", "本人")
    record_service(session, view.estate.id, view.id, {chen.id}, attempt, by="钱敏", now=MIDWAY)
    lines = {line.serial: line for _, lines in delivery_lines(session, view) for line in lines}
    served = lines.pop(chen.paper_serial)
    assert (served.service, served.attempts, served.area) == (Service.IN_PERSON, (attempt,), chen.area)
    assert {line.service for line in lines.values()} == {Service.NONE}


def test_doors_that_answered_are_not_walked_to(session: Session, view: ConsultationView) -> None:
    people.vote(session, view, people.CHEN_AYI, {1: "agree"})
    people.vote(session, view, people.LIU_SAN, {1: "oppose"}, on_paper=True)
    doors = [door for _, doors in walking_doors(session, view, URL, MIDWAY) for door in doors]
    answered = {people.elector_of(session, view, who).paper_serial for who in (people.CHEN_AYI, people.LIU_SAN)}
    out = [e.paper_serial for e in people.electors(session, view) if e.paper_serial not in answered]
    assert [door.serial for door in doors] == out
    assert doors[0].address == f"{URL}/p/{view.code}/{out[0]}"


def test_nobody_is_walked_to_after_the_end_or_when_all_have_answered(session: Session) -> None:
    estate = people.make_estate(session, [owned(people.CHEN_AYI, "1", "101", 5_000)])
    view = people.make_open_consultation(session, estate)
    assert len(walking_doors(session, view, URL, MIDWAY)) == 1
    with pytest.raises(Refusal, match="walk-over"):
        walking_doors(session, view, URL, view.closes_at)
    people.vote(session, view, people.CHEN_AYI, {1: "agree"})
    with pytest.raises(Refusal, match="nobody-out"):
        walking_doors(session, view, URL, MIDWAY)


def test_the_card_says_the_rule_and_who_may_answer(session: Session, view: ConsultationView) -> None:
    card = explain_card(view, ZH, URL, MIDWAY)
    assert card.sign_in == f"{URL}/sign-in"
    assert card.questions == view.questions
    assert any("三分之二" in said for said in card.rule_sentences)


def test_turnout_by_part_adds_up_and_no_part_is_small(session: Session, view: ConsultationView) -> None:
    for elector in people.electors(session, view)[:6]:
        people.vote(session, view, elector, {1: "agree"})
    sheet = turnout_sheet(session, view, MIDWAY)
    assert sheet.buildings is not None
    assert sum(cell.returned.heads for cell in sheet.buildings.cells) == sheet.returned.heads == 6
    assert sum(cell.electorate.heads for cell in sheet.buildings.cells) == view.electorate.heads
    parts = [*sheet.buildings.cells, *(cell for part in sheet.entrances.values() for cell in part.cells)]
    assert min(cell.electorate.heads for cell in parts) >= SMALLEST_NAMED
    assert all(cell.counts is None and not cell.electorate.area for cell in parts)
    assert sheet.returned == standing(session, view).returned


def test_entrances_are_told_within_their_building(session: Session) -> None:
    homes = [
        replace(owned(people.Person(f"业主{n}", f"{n:04d}", "1", f"{n}01"), "1", f"{n}01", 5_000), entrance=entrance)
        for n, entrance in enumerate("1111122222233", 1)
    ]
    view = people.make_open_consultation(session, people.make_estate(session, homes))
    sheet = turnout_sheet(session, view, MIDWAY)
    assert [cell.names for cell in sheet.entrances["1"].cells] == [("1", "3"), ("2",)] or Counter(
        cell.electorate.heads for cell in sheet.entrances["1"].cells
    ) == Counter({7: 1, 6: 1})
    assert "1单元、3单元" in reading.text_of(turnout_sheet_pdf(sheet, ZH))


def test_turnout_after_closing_is_final(session: Session) -> None:
    view = people.make_closed_consultation(session)
    sheet = turnout_sheet(session, view, AFTER)
    assert sheet.is_over
    assert view.result is not None
    assert sheet.returned.heads == view.result["valid"]


def test_the_digest_is_the_book_s_last_line_and_its_ballots_by_channel(
    session: Session, view: ConsultationView
) -> None:
    people.vote(session, view, people.CHEN_AYI, {1: "agree"})
    people.vote(session, view, people.LIU_SAN, {1: "oppose"}, on_paper=True)
    sheet, book = digest_sheet(session, view, URL, MIDWAY), book_page(session, view, page=1)
    assert (sheet.seq, sheet.fingerprint) == (book.last_seq, book.head)
    assert sheet.address == f"{URL}/c/{view.code}/book"
    assert sheet.channels == {Channel.WEB: 1, Channel.PAPER: 1, Channel.DOORSTEP: 0, Channel.PROXY: 0}


def test_a_secret_poll_tells_tens_until_it_is_closed(session: Session, view: ConsultationView) -> None:
    for elector in people.electors(session, view)[:13]:
        people.vote(session, view, elector, {1: "agree"})
    secret = replace(view, secrecy=Secrecy.UNNAMED)
    sheet, digest = turnout_sheet(session, secret, MIDWAY), digest_sheet(session, secret, URL, MIDWAY)
    assert (sheet.returned.heads, sheet.returned.area, sheet.buildings, sheet.entrances) == (10, 0, None, {})
    assert (digest.returned.heads, digest.channels, digest.participation) == (10, None, ())
