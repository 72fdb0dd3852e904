"""What printed papers say about a consultation, taken from the stored one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from consult.documents.headings import term_said
from consult.documents.notice import notice_pdf
from consult.documents.proxy_form import proxy_form_pdf
from consult.documents.result_notice import result_notice_pdf
from consult.domain.consultation import Channel
from consult.queries.formal_papers import invitation_sheet, proxy_form_sheet
from consult.queries.notice_paper import notice_sheet
from consult.queries.paper_ballots import ballot_sheet, paper_ballots
from consult.queries.papers import letter_sheet, result_sheet
from consult.queries.rule_sheet import rule_sheet
from consult.wording.language import CHINESE, ENGLISH, SHANGHAI, words_for
from tests import people
from tests.documents import reading
from tests.people import AFTER, OPENS_AT, owned

URL = "https://heyi.example"
ZH = words_for(CHINESE)
EN = words_for(ENGLISH)


@pytest.mark.one_database
def test_a_result_notice_says_how_many_homes_the_vote_covers(session: Session) -> None:
    homes = [owned(people.CHEN_AYI, "1", room, 5_000) for room in ("101", "102", "103")]
    estate = people.make_estate(session, [*homes, owned(people.ZHAO_KE, "2", "201", 6_000)])
    view = people.make_closed_consultation(session, estate)
    people.make_closed_consultation(session, people.make_estate(session, code="other"))
    sheet = result_sheet(session, view, ZH, URL, AFTER, SHANGHAI)
    assert sheet.units == 4
    assert view.result is not None
    assert "4" in reading.text_of(result_notice_pdf(sheet, view.result, ZH)).partition("房屋总数")[2][:8]


def test_papers_offer_the_ways_of_the_consultation(session: Session) -> None:
    view = people.make_announced_consultation(session, channels=(Channel.WEB, Channel.PAPER))
    assert notice_sheet(view, ZH, URL, OPENS_AT).channels == (Channel.WEB, Channel.PAPER)
    assert letter_sheet(view, URL, OPENS_AT, SHANGHAI).channels == (Channel.WEB, Channel.PAPER)


def test_a_ballot_knows_all_rooms_of_its_owner(session: Session) -> None:
    homes = [owned(people.CHEN_AYI, "1", room, 5_000) for room in ("101", "102")]
    view = people.make_announced_consultation(session, people.make_estate(session, homes))
    assert [sorted(ballot.units) for ballot in paper_ballots(session, view)] == [[("1", "", "101"), ("1", "", "102")]]


@pytest.mark.one_database
def test_the_term_of_the_committee_is_said_once_and_in_the_readers_script(session: Session) -> None:
    view = people.make_announced_consultation(session)
    assert rule_sheet(session, view, ZH, URL, OPENS_AT).term == "第二届"
    assert rule_sheet(session, view, EN, URL, OPENS_AT).term == ""
    assert "第二届" in reading.text_of(notice_pdf(notice_sheet(view, ZH, URL, OPENS_AT), ZH))
    assert "第二届" not in reading.text_of(notice_pdf(notice_sheet(view, EN, URL, OPENS_AT), EN))
    assert term_said(ZH, "第二届", "临园小区第二届业主委员会") == ""
    assert term_said(EN, "third term", "Linyuan Garden owners’ committee") == "third term"


def test_papers_say_how_many_owners_an_agent_may_represent(session: Session) -> None:
    estate, said = people.make_estate(session), {"procedure": {"proxy_cap": 5}}
    offered = people.make_announced_consultation(session, estate, channels=(Channel.WEB, Channel.PROXY), **said)
    assert notice_sheet(offered, ZH, URL, OPENS_AT).proxies_each == 5
    assert letter_sheet(offered, URL, OPENS_AT, SHANGHAI).proxies_each == 5
    assert ballot_sheet(offered, OPENS_AT).proxies_each == 5
    assert (
        notice_sheet(people.make_announced_consultation(session, estate, **said), ZH, URL, OPENS_AT).proxies_each == 0
    )


def test_a_notice_says_when_and_where_it_is_counted_and_who_watches(session: Session) -> None:
    view = people.make_announced_consultation(session)
    known = notice_sheet(view, ZH, URL, OPENS_AT, counted_at=AFTER, counting_place="东门活动室")
    assert (known.counted_at, known.counting_place) == (AFTER, {"zh": "东门活动室"})
    assert known.observers == {"zh": "居民委员会、房屋管理部门"}
    left_open = notice_sheet(view, ZH, URL, OPENS_AT)
    assert (left_open.counted_at, left_open.counting_place) == (None, {})


@pytest.mark.one_database
def test_a_binding_notice_says_until_when_the_roll_is_corrected_or_leaves_a_line(session: Session) -> None:
    view = people.make_announced_consultation(session)
    until = date(2026, 12, 5)
    named = reading.text_of(notice_pdf(notice_sheet(view, ZH, URL, OPENS_AT, corrections_until=until), ZH))
    assert "名册更正截止2026年12月5日" in named
    assert "名册更正截止____" in reading.text_of(notice_pdf(notice_sheet(view, ZH, URL, OPENS_AT), ZH))


def test_a_ballot_printed_again_later_carries_the_same_date(session: Session) -> None:
    view = people.make_open_consultation(session)
    first, again = ballot_sheet(view, OPENS_AT), ballot_sheet(view, OPENS_AT + timedelta(days=9))
    assert first.issued_on == again.issued_on == view.notice_on


@pytest.mark.one_database
def test_those_invited_to_the_count_are_called_by_their_own_names(session: Session) -> None:
    contact = {"phone": "021-5555 0123", "housing_office": {"zh": "浦东新区临园房管所"}}
    said = {"procedure": {"proxy_cap": 5}, "channels": (Channel.WEB, Channel.PROXY)}
    made = people.make_announced_consultation(session, **said)
    view = replace(made, estate=replace(made.estate, contact=contact))
    assert invitation_sheet(view, OPENS_AT).guests == ({}, {"zh": "浦东新区临园房管所"})
    form = proxy_form_sheet(view, URL, OPENS_AT)
    assert form.phone == "021-5555 0123"
    assert reading.packed("咨询电话：021-5555 0123") in reading.text_of(proxy_form_pdf(form, ZH))
