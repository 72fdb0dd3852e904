"""The household knows who entered its ballot, says "this was not us", and reads what was decided."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.actions.decide_contest import Deciding, decide_contest
from consult.actions.set_aside_paper_ballot import set_aside_paper_ballot
from consult.actions.settle_conflict import Settling, settle_conflict
from consult.domain.doorstep.entry import PaperTold
from consult.domain.refusal import Refusal
from consult.models.ballot import Ballot
from consult.models.consultation import Consultation
from consult.models.paper_taken import take_paper
from consult.queries.conflicts import conflicts
from consult.queries.consultations import ConsultationView
from consult.queries.contests import contests
from consult.queries.held_ballots import sheets_of
from tests import people
from tests.looking_client import LookingClient
from tests.statements import SETTLER, STATEMENT_PHOTO
from tests.web.forms import text_of
from tests.web.visitors import come_in_as_household, make_staff, send


@pytest.fixture
def entered(session: Session, consultation: ConsultationView, signed_in: LookingClient) -> str:
    """A ballot on paper that 钱敏 of the committee entered for 陈阿姨; the address of the page about it."""
    make_staff(session, consultation.estate.id)
    people.vote(session, consultation, people.CHEN_AYI, {1: "agree"}, now=people.MIDWAY, on_paper=True)
    return f"/c/{consultation.code}/contest"


def decide(session: Session, view: ConsultationView, ruling: str) -> None:
    (case,) = contests(session, view.estate.id, view.id)
    deciding = Deciding(case.seq, ruling, "签名与登记不符")
    decide_contest(session, view.estate.id, view.id, deciding, by="丁一平", now=people.MIDWAY)


def test_the_receipt_says_who_entered_the_ballot_and_when(
    signed_in: LookingClient, consultation: ConsultationView, entered: str
) -> None:
    seen = text_of(signed_in.get(f"/c/{consultation.code}/receipt"))
    assert "钱敏录入（" in seen
    assert "这不是我们投的" in seen


def test_looking_at_the_page_begins_nothing(
    signed_in: LookingClient, session: Session, consultation: ConsultationView, entered: str
) -> None:
    assert "点一下就提出异议" in text_of(signed_in.get(entered))
    assert not contests(session, consultation.estate.id, consultation.id)


def test_said_decided_and_answered_again(
    signed_in: LookingClient, session: Session, consultation: ConsultationView, entered: str
) -> None:
    assert send(signed_in, entered, {"ballot": "2", "said": "家里没人填过"}).status_code == 303
    mine = people.elector_of(session, consultation, people.CHEN_AYI)
    slip = session.scalars(select(Ballot.receipt).where(Ballot.elector_id == mine.id)).one()
    assert "业委会正在核实" in text_of(signed_in.get(f"/c/{consultation.code}/receipt"))
    decide(session, consultation, "upheld")
    seen = text_of(signed_in.get(entered))
    assert "签名与登记不符" in seen
    assert "现在去投票" in seen
    assert "您家之前的一张票已经撤销" in text_of(signed_in.get(f"/c/{consultation.code}/ballot"))
    assert "经异议撤销，见登记簿第" in text_of(signed_in.get(f"/r/{slip}"))


def test_dismissed_the_household_reads_the_reason(
    signed_in: LookingClient, session: Session, consultation: ConsultationView, entered: str
) -> None:
    send(signed_in, entered, {"ballot": "2"})
    decide(session, consultation, "dismissed")
    seen = text_of(signed_in.get(f"/c/{consultation.code}/receipt"))
    assert "异议不成立" in seen
    assert "签名与登记不符" in seen


def test_a_form_about_another_ballot_says_so(signed_in: LookingClient, entered: str) -> None:
    answer = send(signed_in, entered, {"ballot": "1"})
    assert answer.status_code == 400
    assert "请重新打开页面" in text_of(answer)


def test_ones_own_answer_can_be_contested_too(
    signed_in: LookingClient, session: Session, consultation: ConsultationView
) -> None:
    people.vote(session, consultation, people.CHEN_AYI, {1: "agree"}, now=people.MIDWAY)
    seen = text_of(signed_in.get(f"/c/{consultation.code}/receipt"))
    assert "不是您家投的？" in seen
    assert "代为录入" not in seen


def test_counted_anew_the_page_of_the_result_says_so(
    signed_in: LookingClient, session: Session, consultation: ConsultationView, entered: str, at: Callable[..., None]
) -> None:
    people.vote(session, consultation, people.ZHAO_KE, {1: "oppose"}, now=people.MIDWAY)
    at(people.AFTER)
    people.close_consultation(session, consultation.estate.id, consultation.id, by="钱敏", now=people.AFTER)
    come_in_as_household(
        signed_in, session, people.elector_of(session, consultation, people.CHEN_AYI), now=people.AFTER
    )
    send(signed_in, entered, {"ballot": "2"})
    (case,) = contests(session, consultation.estate.id, consultation.id)
    deciding = Deciding(case.seq, "upheld", "签名与登记不符")
    keys = (consultation.estate.id, consultation.id)
    decide_contest(session, *keys, deciding, by="丁一平", now=people.AFTER)
    seen = text_of(signed_in.get(f"/c/{consultation.code}"))
    assert "因异议或更正，本结果于" in seen
    assert "经异议撤销" in seen


def test_one_tap_on_the_receipt_says_it_and_the_next_page_takes_more_or_takes_it_back(
    signed_in: LookingClient, session: Session, consultation: ConsultationView, entered: str
) -> None:
    receipt = f"/c/{consultation.code}/receipt"
    seen = text_of(signed_in.get(receipt))
    assert "结果公布后7天内都可以提出异议" in seen
    assert send(signed_in, receipt, {"ballot": "2"}, to=entered).status_code == 303
    (case,) = contests(session, consultation.estate.id, consultation.id)
    assert "异议已经记下" in text_of(signed_in.get(entered))
    assert send(signed_in, entered, {"case": case.seq, "said": "没人来过"}, to=f"{entered}/more").status_code == 303
    assert "没人来过" in signed_in.get(entered).text
    assert send(signed_in, entered, {"case": case.seq}, to=f"{entered}/back").status_code == 303
    assert "您已于" in text_of(signed_in.get(entered))
    assert "这不是我们投的" in text_of(signed_in.get(receipt))
    assert send(signed_in, entered, {"ballot": "2"}).status_code == 303
    assert send(signed_in, entered, {"case": case.seq}, to=f"{entered}/back").status_code == 400


def test_a_sheet_set_aside_is_told_before_answering_and_objected_to(
    signed_in: LookingClient, session: Session, consultation: ConsultationView
) -> None:
    make_staff(session, consultation.estate.id)
    keys = (consultation.estate.id, consultation.id)
    serial = people.elector_of(session, consultation, people.CHEN_AYI).paper_serial
    set_aside_paper_ballot(session, *keys, serial, "unsigned", by="钱敏", now=people.MIDWAY)
    page = f"/c/{consultation.code}/ballot"
    seen = text_of(signed_in.get(page))
    assert "钱敏录入，作废不计。原因：没有签名" in seen
    line = sheets_of(session, people.elector_of(session, consultation, people.CHEN_AYI))[0].seq
    send(signed_in, page, {"ballot": line}, to=f"/c/{consultation.code}/contest")
    assert len(contests(session, *keys)) == 1
    assert "点一下" not in text_of(signed_in.get(page))


def test_whoever_collected_the_sheet_is_named(
    signed_in: LookingClient, session: Session, consultation: ConsultationView
) -> None:
    elector = people.elector_of(session, consultation, people.CHEN_AYI)
    kept = session.get_one(Consultation, (consultation.estate.id, consultation.id))
    told = PaperTold(elector.paper_serial, None, "")
    take_paper(session, kept, elector, told, None, at=people.MIDWAY, by="马建国", now=people.MIDWAY)
    session.commit()
    people.vote(session, consultation, people.CHEN_AYI, {1: "agree"}, now=people.MIDWAY, on_paper=True)
    assert "由马建国上门收取" in text_of(signed_in.get(f"/c/{consultation.code}/receipt"))


def test_the_second_ballot_that_counts_is_the_one_that_is_contested(
    signed_in: LookingClient, session: Session, consultation: ConsultationView
) -> None:
    keys = (consultation.estate.id, consultation.id)
    people.vote(session, consultation, people.CHEN_AYI, {1: "agree"}, now=people.MIDWAY)
    with pytest.raises(Refusal, match="already-answered"):
        people.vote(session, consultation, people.CHEN_AYI, {1: "oppose"}, now=people.MIDWAY, on_paper=True)
    elector = people.elector_of(session, consultation, people.CHEN_AYI).id
    settling = Settling(elector, "second-counts", "书面声明", photo=STATEMENT_PHOTO)
    settle_conflict(session, *keys, settling, by=SETTLER, now=people.MIDWAY)
    (second,) = conflicts(session, *keys)[0].seconds
    receipt = f"/c/{consultation.code}/receipt"
    assert f'name="ballot" value="{second.seq}"' in signed_in.get(receipt).text
    assert send(signed_in, receipt, {"ballot": second.seq}, to=f"/c/{consultation.code}/contest").status_code == 303
    assert contests(session, *keys)[0].ballot.is_counted
