"""A tenant's opinion: one for each home, in the book without a name, and never among the owners' figures."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, select, update
from sqlalchemy.orm import Session

from consult.actions.cast_ballot import Receipt, cast_ballot
from consult.actions.give_opinion import Opinion, OpinionSlip, give_opinion
from consult.domain.ledger import LineType
from consult.domain.question import Question, QuestionType
from consult.domain.refusal import Refusal
from consult.models.book import lines
from consult.models.ledger import LedgerHead
from consult.models.opinion import TenantOpinion
from consult.queries.book import check_book
from consult.queries.consultations import ConsultationView
from consult.queries.opinions import homes_of
from consult.queries.receipts import elector_view
from consult.queries.results import count_now
from tests import people
from tests.actions.casting import submission
from tests.actions.test_cast_at_once import at_once
from tests.people import AFTER, MIDWAY

WISH = Question(3, QuestionType.TEXT, {"zh": "还有什么要说的？", "en": "Anything else?"})
ASKED = (people.CONSENT, people.CHOICE, WISH)


@pytest.fixture
def view(session: Session) -> ConsultationView:
    return people.make_open_consultation(session, questions=ASKED, procedure={"tenants": True})


def opinion(
    session: Session,
    view: ConsultationView,
    person: people.Person = people.TENANT,
    answers: dict[int, object] | None = None,
    **more: Any,
) -> Opinion:
    fields: dict[str, Any] = {"id": f"o-{person.place}", "home": person.place} | more
    return Opinion(
        estate_id=view.estate.id,
        consultation_id=view.id,
        elector_id=people.elector_of(session, view, person).id,
        answers={1: "oppose"} if answers is None else answers,
        **fields,
    )


def kept(session: Session, view: ConsultationView) -> list[TenantOpinion]:
    return list(session.scalars(select(TenantOpinion).where(TenantOpinion.consultation_id == view.id)))


def reason(session: Session, sent: Opinion, now: Any = MIDWAY) -> str:
    with pytest.raises(Refusal) as refused:
        give_opinion(session, sent, now=now)
    return refused.value.reason


def test_it_stands_in_the_book_without_a_name_or_a_room(session: Session, view: ConsultationView) -> None:
    slip = give_opinion(session, opinion(session, view, answers={1: "oppose", 3: "楼道里别充电"}), now=MIDWAY)
    *_, last = lines(session, view.estate.id, view.id)
    entry = json.loads(last.entry)
    assert (last.seq, last.type, slip.seq) == (2, LineType.OPINION, 2)
    assert entry["payload"].keys() == {"answers", "nonce"}
    assert entry["payload"]["answers"]["1"] == "oppose"
    assert entry["payload"]["answers"]["3"].startswith("sha256:")
    assert "301" not in json.dumps(entry["payload"]["answers"]["1"])
    [row] = kept(session, view)
    assert (row.answers["3"], row.receipt, row.seq) == ("楼道里别充电", slip.code, 2)


def test_it_never_marks_the_household_as_having_answered(session: Session, view: ConsultationView) -> None:
    before = session.get_one(LedgerHead, (view.estate.id, view.id))
    heads, area = before.heads, before.area
    give_opinion(session, opinion(session, view), now=MIDWAY)
    session.expire_all()
    after = session.get_one(LedgerHead, (view.estate.id, view.id))
    owner = people.elector_of(session, view, people.SHEN_MEI)
    seen = elector_view(session, view.estate.id, owner.id)
    assert (after.heads, after.area) == (heads, area) == (0, 0)
    assert seen is not None
    assert seen.ballot is None
    assert owner.served_at is None


@pytest.mark.parametrize("first", ["owner", "tenant"])
def test_the_owner_votes_before_or_after(session: Session, view: ConsultationView, first: str) -> None:
    owner = people.elector_of(session, view, people.SHEN_MEI)
    if first == "owner":
        people.vote(session, view, owner, {1: "agree"})
    give_opinion(session, opinion(session, view), now=MIDWAY)
    if first == "tenant":
        people.vote(session, view, owner, {1: "agree"})
    result = count_now(session, view.estate.id, view.id)
    assert result["questions"][0]["counts"]["agree"]["heads"] == 1
    assert result["questions"][0]["counts"]["oppose"]["heads"] == 0
    assert result["tenants"] == {"returned": 1, "questions": []}
    assert check_book(session, view).is_whole


def test_a_home_gives_one(session: Session, view: ConsultationView) -> None:
    first = give_opinion(session, opinion(session, view), now=MIDWAY)
    with pytest.raises(Refusal) as refused:
        give_opinion(session, opinion(session, view, id="another"), now=MIDWAY)
    assert refused.value.reason == "opinion-given"
    assert refused.value.details == {"seq": first.seq, "at": MIDWAY, "code": first.code}
    assert len(kept(session, view)) == 1
    assert len(list(lines(session, view.estate.id, view.id))) == 2, "a second one leaves no line"


def test_each_home_of_an_owner_of_several_gives_its_own(session: Session, view: ConsultationView) -> None:
    for room in (("1", "", "102"), ("1", "", "202"), ("2", "", "102")):
        give_opinion(session, opinion(session, view, people.LIU_SAN, id=f"o-{room}", home=room), now=MIDWAY)
    owner = people.elector_of(session, view, people.LIU_SAN)
    homes = homes_of(session, view.estate.id, view.id, owner.id)
    assert [home.opinion.seq for home in homes if home.opinion] == [2, 3, 4]


def test_a_retry_gets_the_same_slip_even_after_the_end(session: Session, view: ConsultationView) -> None:
    sent = opinion(session, view)
    first = give_opinion(session, sent, now=MIDWAY)
    assert give_opinion(session, sent, now=MIDWAY + timedelta(minutes=1)) == first
    assert give_opinion(session, sent, now=AFTER) == first
    assert len(kept(session, view)) == 1


def test_a_key_that_came_with_another_home_is_refused(session: Session, view: ConsultationView) -> None:
    give_opinion(session, opinion(session, view, id="same"), now=MIDWAY)
    assert reason(session, opinion(session, view, people.CHEN_AYI, id="same")) == "opinion-reused"


def test_at_the_end_to_the_second(session: Session, view: ConsultationView) -> None:
    assert reason(session, opinion(session, view), view.closes_at) == "closed"
    assert give_opinion(session, opinion(session, view), now=view.closes_at - timedelta(seconds=1)).seq == 2


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        pytest.param({"home": ("1", "", "101")}, "unknown-home", id="somebody else's home"),
        pytest.param({"home": ("9", "9", "999")}, "unknown-home", id="no home at all"),
        pytest.param({"elector_id": 7}, "unknown-elector", id="nobody's letter"),
        pytest.param({"answers": {}}, "nothing-answered", id="nothing said"),
        pytest.param({"answers": {1: "void"}}, "unknown-answer", id="a void row, which no screen makes"),
        pytest.param({"answers": {9: "agree"}}, "unknown-question", id="a question that is not asked"),
        pytest.param({"consultation_id": 5}, "unknown-consultation", id="no such consultation"),
    ],
)
def test_what_is_refused(session: Session, view: ConsultationView, changed: dict[str, Any], expected: str) -> None:
    assert reason(session, replace(opinion(session, view), **changed)) == expected
    assert not kept(session, view)


def test_nobody_is_asked_unless_the_procedure_says_so(session: Session) -> None:
    view = people.make_open_consultation(session)
    assert reason(session, opinion(session, view)) == "tenants-not-asked"


def test_before_the_beginning(session: Session) -> None:
    view = people.make_announced_consultation(session, procedure={"tenants": True})
    assert reason(session, opinion(session, view)) == "not-yet-open"


def test_two_phones_of_a_home_at_the_same_second(engine: Engine, session: Session, view: ConsultationView) -> None:
    sent = [opinion(session, view, id=f"phone-{n}") for n in range(6)]
    session.commit()
    answers = at_once(engine, [lambda s, one=one: give_opinion(s, one, now=MIDWAY) for one in sent])
    assert sum(isinstance(a, OpinionSlip) for a in answers) == 1
    assert sorted(a.reason for a in answers if isinstance(a, Refusal)) == ["opinion-given"] * 5
    assert len(kept(session, view)) == 1
    assert check_book(session, view).is_whole


def test_owner_and_tenant_at_the_same_second_both_stand(
    engine: Engine, session: Session, view: ConsultationView
) -> None:
    owner = people.elector_of(session, view, people.SHEN_MEI)
    said, voted = opinion(session, view), submission(view, owner)
    session.commit()
    jobs = [
        job
        for _ in range(3)
        for job in (lambda s: give_opinion(s, said, now=MIDWAY), lambda s: cast_ballot(s, voted, now=MIDWAY))
    ]
    answers = at_once(engine, jobs)
    assert len({a.seq for a in answers if isinstance(a, OpinionSlip | Receipt)}) == 2
    check = check_book(session, view)
    assert (check.is_whole, check.lines, check.ballots) == (True, 3, 1)


def answered_by(session: Session, view: ConsultationView, number: int) -> None:
    """As many homes' tenants say something, some agreeing and some opposing."""
    electors = people.electors(session, view)
    for at, elector in enumerate(electors[:number]):
        sent = Opinion(
            id=f"o-{at}",
            estate_id=view.estate.id,
            consultation_id=view.id,
            elector_id=elector.id,
            home=(elector.building, elector.entrance, elector.room),
            answers={1: "agree" if at % 2 else "oppose", 2: "1"},
        )
        give_opinion(session, sent, now=MIDWAY)


@pytest.mark.parametrize(
    ("number", "told"),
    [
        pytest.param(0, False, id="nobody"),
        pytest.param(4, False, id="four, one below"),
        pytest.param(5, True, id="exactly five"),
        pytest.param(6, True, id="six, one above"),
    ],
)
def test_figures_are_told_from_five_opinions_on(
    session: Session, view: ConsultationView, number: int, told: bool
) -> None:
    answered_by(session, view, number)
    tenants = count_now(session, view.estate.id, view.id)["tenants"]
    assert (tenants["returned"], bool(tenants["questions"])) == (number, told)
    if told:
        consent, choice, wish = tenants["questions"]
        assert consent == {
            "number": 1,
            "answered": number,
            "counts": {"agree": number // 2, "oppose": number - number // 2, "abstain": 0},
        }
        assert choice["counts"]["1"] == number
        assert wish == {"number": 3, "answered": 0, "counts": {}}


def test_the_owners_figures_are_the_same_with_and_without(session: Session, view: ConsultationView) -> None:
    for person, said in ((people.CHEN_AYI, "agree"), (people.ZHAO_KE, "oppose"), (people.LIU_SAN, "agree")):
        people.vote(session, view, person, {1: said})
    without = count_now(session, view.estate.id, view.id)
    answered_by(session, view, 15)
    with_them = count_now(session, view.estate.id, view.id)
    beside = {"tenants", "ledger"}
    assert {k: v for k, v in with_them.items() if k not in beside} == {
        k: v for k, v in without.items() if k not in beside
    }


@pytest.mark.parametrize(
    ("statement", "seq"),
    [
        pytest.param(update(TenantOpinion).values(answers={"1": "agree"}), 2, id="says something else"),
        pytest.param(TenantOpinion.__table__.delete(), 2, id="is gone"),
        pytest.param(update(TenantOpinion).values(seq=9), 2, id="stands at another line"),
    ],
)
def test_a_row_that_differs_from_the_book_is_found(
    session: Session, view: ConsultationView, statement: Any, seq: int
) -> None:
    give_opinion(session, opinion(session, view), now=MIDWAY)
    session.execute(statement)
    faults = [(broken.seq, broken.fault) for broken in check_book(session, view).breaks]
    assert (seq, "opinion-differs") in faults
    assert {fault for _, fault in faults} == {"opinion-differs"}


def test_who_rents_a_parking_space_has_no_home_there(session: Session) -> None:
    view = people.make_open_consultation(session, procedure={"tenants": True, "parking": True})
    zhao = people.elector_of(session, view, people.ZHAO_KE)
    places = {home.place for home in homes_of(session, view.estate.id, view.id, zhao.id)}
    assert places == {("2", "", "202")}
    assert reason(session, opinion(session, view, people.ZHAO_KE, home=("车库", "", "B1-07"))) == "unknown-home"


def test_a_shopkeeper_who_rents_has_one(session: Session, view: ConsultationView) -> None:
    assert give_opinion(session, opinion(session, view, people.SHOPKEEPER), now=MIDWAY).seq == 2
