"""Packages of consultations that went through the product's own deeds, with every kind of line that those can write."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction

import pytest
from sqlalchemy.orm import Session

from consult.actions.cast_ballot import Submission, cast_ballot
from consult.actions.contest_ballot import Contesting, contest_ballot
from consult.actions.decide_contest import Deciding, decide_contest
from consult.actions.decide_correction import Confirming, decide_correction
from consult.actions.draw_audit_sample import draw_audit_sample
from consult.actions.enter_proxy_ballot import Entry, enter_proxy_ballot
from consult.actions.fix_audit_list import fix_audit_list
from consult.actions.propose_correction import Proposal, propose_correction
from consult.actions.publish_audit import publish_audit
from consult.actions.record_audit_finding import record_audit_finding
from consult.actions.record_service import record_service
from consult.actions.register_fingerprints import register_fingerprints
from consult.actions.set_aside_paper_ballot import set_aside_paper_ballot
from consult.actions.settle_conflict import Settling, settle_conflict
from consult.domain.consultation import Channel
from consult.domain.doorstep.outcome import Status
from consult.domain.photo import Photo
from consult.domain.question import Bounds, Condition, Option, Question, QuestionType, Scale
from consult.domain.refusal import Refusal
from consult.domain.service import Attempt, Method
from consult.packaging.public_package import PublicPackage
from consult.queries.audit import sample_of
from consult.queries.consultations import ConsultationView
from consult.queries.package import public_package
from consult.queries.receipts import elector_view
from consult.wording.language import SHANGHAI
from tests import people
from tests.doorstep.rounds import begin_round
from tests.people import AFTER, MIDWAY, Person
from tests.statements import SETTLER, STATEMENT_PHOTO

OPTIONS = tuple(Option(str(n), {"zh": f"{n}号", "en": f"No. {n}"}, cost=n * 100_00) for n in range(1, 4))
VOTES = (
    people.CONSENT,
    people.CHOICE,
    Question(3, QuestionType.CHOOSE_SOME, {"zh": "位置", "en": "Sites"}, options=OPTIONS, most=2, can_refuse=True),
    Question(4, QuestionType.EACH_PLAN, {"zh": "逐个方案", "en": "Each plan"}, options=OPTIONS),
    Question(5, QuestionType.TEXT, {"zh": "意见", "en": "Words"}, show_if=Condition(1, "oppose")),
)
PROCEDURE = {
    "blank_abstains": True,
    "invalid_takes_part": True,
    "late_paper": True,
    "follow": True,
    "deemed": {"mode": "majority", "clause": {"zh": "送达后未反馈的，随多数意见。"}},
    "tenants": True,
    "replace": True,
}
OPINIONS = (
    Question(1, QuestionType.RANK, {"zh": "先做哪个？", "en": "Which first?"}, options=OPTIONS),
    Question(2, QuestionType.SCORE, {"zh": "打分", "en": "Score"}, options=OPTIONS, scale=Scale(0, 10)),
    Question(3, QuestionType.BUDGET, {"zh": "怎么花？", "en": "Spend"}, options=OPTIONS, budget=400_00),
    Question(4, QuestionType.NUMBER, {"zh": "几辆车？", "en": "Bicycles?"}, bounds=Bounds()),
    Question(5, QuestionType.CHOOSE_ONE, {"zh": "周几？", "en": "Which day?"}, options=OPTIONS),
)
PHOTO = Photo(b"jpeg", "ab" * 32, 10, 10)
HAN = Person("韩雪", "705", "2", "402")


def a_vote(session: Session) -> PublicPackage:
    """Owners' votes on every way that there is, with all that the rules of procedure can say."""
    channels = (Channel.WEB, Channel.PAPER, Channel.PROXY, Channel.DOORSTEP)
    view = people.make_open_consultation(session, questions=VOTES, channels=channels, procedure=PROCEDURE)
    people.vote(session, view, people.CHEN_AYI, {1: "agree", 2: "1", 3: ["1", "2"], 4: {"1": "agree", "2": "oppose"}})
    people.vote(session, view, people.LIU_SAN, {1: "follow", 2: "none"})
    _answered_anew(session, view, people.LIU_SAN)
    people.vote(session, view, people.ZHAO_KE, {1: "oppose", 2: "abstain", 3: ["none"], 5: "先修路灯"})
    rows = {1: "void", 2: "2", 4: {"1": "void", "3": "abstain"}}
    people.vote(session, view, people.SUN_AND_WU, rows, on_paper=True)
    _by_proxy(session, view, people.SHEN_MEI, people.CHEN_AYI)
    # Once owners have settled that a later ballot counts, there is nothing to contest about the first.
    _contested(session, view)
    _settle(session, view, people.SUN_AND_WU)
    _set_aside(session, view, people.LEADER)
    ids = [
        people.elector_of(session, view, one).id for one in (people.SHOPKEEPER, people.HOUSING_OFFICE, people.ZHAO_KE)
    ]
    attempt = Attempt(Method.IN_PERSON, MIDWAY, "本人", "", "签收单第三行")
    record_service(session, view.estate.id, view.id, ids, attempt, by="马建国", now=MIDWAY)
    _corrected(session, view, people.SUN_AND_WU)
    people.say_as_tenant(session, view, people.SHEN_MEI, {1: "agree", 4: {"2": "agree"}})
    people.vote(session, view, people.DEVELOPER, {1: "agree", 4: {"1": "agree"}}, on_paper=True, now=AFTER)
    _from_the_door(session, view, people.HOUSING_OFFICE)
    people.close_consultation(session, view.estate.id, view.id, by="", now=AFTER)
    _sampled(session, view)
    _corrected(session, view, people.DEVELOPER, now=AFTER)
    return public_package(session, people.consultation_of_id(session, view.estate.id, view.id), SHANGHAI)


def _sampled(session: Session, view: ConsultationView) -> None:
    """Some of the sheets are drawn and compared with what was entered; one of them differs."""
    keys = (view.estate.id, view.id)
    fix_audit_list(session, *keys, by="钱敏", now=AFTER, share=Fraction(1, 2), confidence=Fraction(3, 4))
    for who in ("钱敏", "丁一平"):
        draw_audit_sample(session, *keys, "3141592653", by=who, now=AFTER)
    sample = sample_of(session, *keys)
    assert sample is not None
    for at, ballot in enumerate(sample.ballots):
        agrees, note = at > 0, "第一题录错" if at == 0 else ""
        record_audit_finding(session, *keys, ballot.serial, agrees=agrees, note=note, by="丁一平", now=AFTER)
    publish_audit(session, *keys, by="钱敏", now=AFTER)


def _from_the_door(session: Session, view: ConsultationView, owner: Person) -> None:
    """A ballot from a leader's phone that had no network until after the end, though its fingerprint got through."""
    walk = begin_round(session, view=view)
    phone = int(walk.phone.device)
    entry = walk.answers(owner, answers={"1": "agree"})
    register_fingerprints(session, view.estate.id, phone, view.code, [entry.fingerprint], now=MIDWAY)
    [arrived] = walk.send(now=AFTER)
    assert arrived.status is Status.RECORDED


def _answered_anew(session: Session, view: ConsultationView, owner: Person) -> None:
    """An owner changes their mind before the end."""
    elector = people.elector_of(session, view, owner)
    mine = elector_view(session, view.estate.id, elector.id)
    assert mine is not None
    assert mine.ballot is not None
    answers: people.Answers = {1: "agree", 2: "1"}
    sent = Submission("anew", view.estate.id, view.id, elector.id, answers, Channel.WEB, replaces=mine.ballot.seq)
    cast_ballot(session, sent, now=MIDWAY)


def _contested(session: Session, view: ConsultationView) -> None:
    """Two households say of a ballot on paper that it was not theirs; one is right, and answers itself."""
    for person, ruling in ((HAN, "upheld"), (people.SUN_AND_WU, "dismissed")):
        elector_id = people.elector_of(session, view, person).id
        if ruling == "upheld":
            people.vote(session, view, person, {1: "agree"}, on_paper=True)
        mine = elector_view(session, view.estate.id, elector_id)
        assert mine is not None
        assert mine.ballot is not None
        made = Contesting(view.estate.id, view.id, elector_id, mine.ballot.seq)
        seq = contest_ballot(session, made, now=MIDWAY, zone=SHANGHAI)
        deciding = Deciding(seq, ruling, "核对了签名")
        decide_contest(session, view.estate.id, view.id, deciding, by="丁一平", now=MIDWAY)
    people.vote(session, view, HAN, {1: "oppose", 5: "没人来过"})


def _corrected(session: Session, view: ConsultationView, owner: Person, *, now: datetime = MIDWAY) -> None:
    """What was entered on paper for an owner was wrong."""
    elector_id = people.elector_of(session, view, owner).id
    if owner is people.SUN_AND_WU:
        # Their conflict was settled for the second ballot; the owners change their minds first.
        settling = Settling(elector_id, "first-stands", "两位共有人书面声明，存档 4 号", photo=STATEMENT_PHOTO)
        settle_conflict(session, view.estate.id, view.id, settling, by=SETTLER, now=now)
    answers: dict[int, object] = {1: "abstain", 4: {"2": "agree"}}
    proposal = Proposal(view.estate.id, view.id, elector_id, answers, "第一题录错", PHOTO)
    key = propose_correction(session, proposal, by="钱敏", now=now, zone=SHANGHAI)
    confirming = Confirming(key, True, answers=answers)
    decide_correction(session, view.estate.id, view.id, confirming, by="丁一平", now=now, zone=SHANGHAI)


def _by_proxy(session: Session, view: ConsultationView, principal: Person, agent: Person) -> None:
    entry = Entry(
        id="proxy-1",
        estate_id=view.estate.id,
        consultation_id=view.id,
        principal_id=people.elector_of(session, view, principal).id,
        answers={1: "abstain", 2: "1", 3: ["3"], 4: {"1": "oppose", "2": "oppose", "3": "agree"}},
        signed_on=date(2026, 12, 10),
        valid_until=date(2026, 12, 30),
        document="委托书第 7 号",
        agent_id=people.elector_of(session, view, agent).id,
    )
    enter_proxy_ballot(session, entry, by="钱敏", now=MIDWAY, zone=SHANGHAI)


def _settle(session: Session, view: ConsultationView, owners: Person) -> None:
    """A second ballot comes, and counts in the end."""
    with pytest.raises(Refusal, match="already-answered"):
        people.vote(session, view, owners, {1: "oppose", 2: "1", 5: "不同意"})
    elector = people.elector_of(session, view, owners).id
    for decision in ("neither-counts", "second-counts"):
        settling = Settling(elector, decision, "两位共有人书面声明，存档 3 号", photo=STATEMENT_PHOTO)
        settle_conflict(session, view.estate.id, view.id, settling, by=SETTLER, now=MIDWAY)


def _set_aside(session: Session, view: ConsultationView, owner: Person) -> None:
    serial = people.elector_of(session, view, owner).paper_serial
    set_aside_paper_ballot(session, view.estate.id, view.id, serial, "spoilt", by="钱敏", now=MIDWAY)


def a_survey(session: Session) -> PublicPackage:
    """Opinions of every type."""
    view = people.make_open_consultation(session, questions=OPINIONS, rule="advisory")
    answers: dict[Person, people.Answers] = {
        people.CHEN_AYI: {1: ["3", "1"], 2: {"1": 10, "2": 0}, 3: ["1", "3"], 4: "2", 5: "1"},
        people.LIU_SAN: {1: ["1", "2", "3"], 2: {"3": 7}, 3: ["2"], 4: "0.0"},
        people.ZHAO_KE: {1: ["2"], 3: ["3"], 4: "３", 5: "2"},
    }
    for person, said in answers.items():
        people.vote(session, view, person, said)
    return _closed(session, view)


def _closed(session: Session, view: ConsultationView) -> PublicPackage:
    people.close_consultation(session, view.estate.id, view.id, by="", now=AFTER)
    return public_package(session, people.consultation_of_id(session, view.estate.id, view.id), SHANGHAI)
