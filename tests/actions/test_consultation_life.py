"""From draft to sealed result: what each deed freezes, what it refuses, and what it leaves in the book."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.actions.announce_consultation import announce_consultation
from consult.actions.close_consultation import close_consultation
from consult.actions.draft_consultation import change_draft, draft_consultation
from consult.actions.open_consultation import open_consultation
from consult.actions.set_aside_paper_ballot import set_aside_paper_ballot
from consult.domain.consent import Weight
from consult.domain.consultation import State
from consult.domain.electorate import Basis
from consult.domain.electorate_root import electorate_root
from consult.domain.ledger import LineType, fingerprint, tree_root
from consult.domain.refusal import Refusal
from consult.domain.scope import Place
from consult.models.book import lines
from consult.models.electorate import ElectorRow
from consult.models.place import Estate
from consult.queries.consultations import ConsultationView, consultation_of_code, consultation_of_id
from consult.queries.results import count_now
from consult.wording.language import SHANGHAI
from tests import people
from tests.people import AFTER, CLOSES_AT, MIDWAY, OPENS_AT


def book(session: Session, view: ConsultationView) -> list[dict[str, object]]:
    return [json.loads(line.entry) for line in lines(session, view.estate.id, view.id)]


def again(session: Session, view: ConsultationView) -> ConsultationView:
    return consultation_of_id(session, view.estate.id, view.id)


def test_a_draft_is_found_by_its_code_however_it_is_typed(session: Session) -> None:
    view = people.make_draft(session)
    assert consultation_of_code(session, f" {view.code.lower()} ").id == view.id
    assert view.state is State.DRAFT
    assert view.electorate == Weight()


def test_another_estates_code_answers_like_a_missing_one(session: Session) -> None:
    view = people.make_draft(session)
    other = people.make_estate(session, code="other")
    for code in (view.code, "ZZZZZZ"):
        with pytest.raises(Refusal, match="unknown-consultation"):
            consultation_of_code(session, code, estate_id=other)


def test_a_wrong_plan_leaves_nothing_behind(session: Session) -> None:
    estate = people.make_estate(session)
    with pytest.raises(Refusal, match="plan-faults"):
        draft_consultation(session, estate, people.a_plan(questions=()), by="钱敏", now=OPENS_AT, zone=SHANGHAI)
    assert session.scalars(select(Estate.id)).all() == [estate]


def test_a_draft_may_change_until_it_is_announced(session: Session) -> None:
    view = people.make_draft(session)
    changed = people.a_plan(questions=(people.CONSENT,))
    change_draft(session, view.estate.id, view.id, changed, made_from=1, by="钱敏", now=OPENS_AT, zone=SHANGHAI)
    after = again(session, view)
    assert len(after.questions) == 1
    assert after.text_hash != view.text_hash
    announce_consultation(session, view.estate.id, view.id, by="钱敏", now=OPENS_AT - timedelta(days=20))
    with pytest.raises(Refusal, match="already-announced"):
        change_draft(
            session, view.estate.id, view.id, people.a_plan(), made_from=1, by="钱敏", now=OPENS_AT, zone=SHANGHAI
        )


def test_announcing_freezes_the_electorate(session: Session) -> None:
    view = people.make_announced_consultation(session)
    electors = people.electors(session, view)
    assert view.electorate == Weight(people.HEADS, sum(e.area for e in electors))
    assert sorted(e.number for e in electors) == list(range(1, people.HEADS + 1))
    liu = people.elector_of(session, view, people.LIU_SAN)
    assert (liu.area, len(liu.units)) == (300_00, 3)
    developer = people.elector_of(session, view, people.DEVELOPER)
    assert developer.area == 4 * 102_50


def test_public_numbers_do_not_follow_walking_order(session: Session) -> None:
    orders = set()
    for _ in range(4):
        view = people.make_announced_consultation(session, people.make_estate(session, code=f"e{len(orders)}"))
        orders.add(tuple(e.number for e in people.electors(session, view)))
    assert len(orders) > 1


@pytest.mark.parametrize(
    ("changed", "heads"),
    [
        pytest.param({"scope": (Place("1"),)}, None, id="one building"),
        pytest.param({"basis": Basis.BY_HOUSEHOLD}, 19, id="each dwelling"),
    ],
)
def test_scope_and_basis_decide_who_counts(session: Session, changed: dict[str, object], heads: int | None) -> None:
    view = people.make_announced_consultation(session, **changed)
    buildings = {row.building for row in people.electors(session, view)}
    if heads is None:
        assert buildings == {"1"}
    else:
        assert view.electorate.heads == heads


def test_an_owner_inside_the_scope_counts_only_with_what_lies_inside(session: Session) -> None:
    view = people.make_announced_consultation(session, scope=(Place("1"),))
    assert people.elector_of(session, view, people.LIU_SAN).area == 180_00


def test_an_estate_without_a_roll_cannot_announce(session: Session) -> None:
    estate = Estate(code="empty", name={"zh": "空"}, committee={"zh": "空"})
    session.add(estate)
    session.commit()
    view = people.make_draft(session, estate.id)
    with pytest.raises(Refusal, match="no-roll"):
        announce_consultation(session, view.estate.id, view.id, by="钱敏", now=OPENS_AT - timedelta(days=20))


def test_a_rule_that_weighs_area_needs_every_area(session: Session) -> None:
    units = (*people.UNITS[:-1], replace(people.UNITS[0], room="999", area=None))
    estate = people.make_estate(session, units)
    weighed = people.make_draft(session, estate)
    with pytest.raises(Refusal, match="area-missing"):
        announce_consultation(session, estate, weighed.id, by="钱敏", now=OPENS_AT - timedelta(days=20))
    unweighed = people.make_announced_consultation(session, estate, rule="simple")
    assert unweighed.state is State.ANNOUNCED


def test_opening_writes_what_must_not_change(session: Session) -> None:
    view = people.make_open_consultation(session)
    (opening,) = book(session, view)
    payload = opening["payload"]
    assert isinstance(payload, dict)
    electors = people.electors(session, view)
    root = electorate_root((e.number, e.area, e.building) for e in electors)
    assert payload["electorate"] == {"heads": people.HEADS, "area": view.electorate.area, "root": root}
    assert payload["text"] == view.text_hash
    assert payload["rule"]["key"] == "general"
    assert payload["rule"]["participation"][0] == {
        "measure": "area", "share": "2/3", "of": "electorate", "strict": False,
    }  # fmt: skip
    assert (payload["opens_at"], payload["closes_at"]) == ("2026-12-16T01:00:00.000Z", "2026-12-30T10:00:00.000Z")


def test_a_draft_cannot_be_opened(session: Session) -> None:
    view = people.make_draft(session)
    with pytest.raises(Refusal, match="not-announced"):
        open_consultation(session, view.estate.id, view.id, by="钱敏", now=OPENS_AT)


def test_closing_too_early_changes_nothing(session: Session) -> None:
    view = people.make_open_consultation(session)
    with pytest.raises(Refusal, match="closes-later"):
        close_consultation(session, view.estate.id, view.id, by="钱敏", now=CLOSES_AT - timedelta(seconds=1))
    assert again(session, view).state is State.OPEN
    assert len(book(session, view)) == 1


def test_closing_counts_seals_and_ends_the_book(session: Session) -> None:
    view = people.make_open_consultation(session)
    for person, answer in ((people.CHEN_AYI, "agree"), (people.LIU_SAN, "agree"), (people.ZHAO_KE, "oppose")):
        people.vote(session, view, person, {1: answer, 2: "1"})
    result = close_consultation(session, view.estate.id, view.id, by="钱敏", now=AFTER)
    written = list(lines(session, view.estate.id, view.id))
    assert [line.type for line in written[-2:]] == [LineType.CLOSE, LineType.TALLY]
    leaves = [line.leaf for line in written]
    assert json.loads(written[-2].entry)["payload"] == {
        "lines": 4, "ballots": 3, "root": tree_root(leaves[:4]).hex(),
    }  # fmt: skip
    assert json.loads(written[-1].entry)["payload"]["result"] == fingerprint(result)
    assert result["ledger"] == {"lines": 5, "head": written[4].head.hex(), "root": tree_root(leaves[:5]).hex()}
    view = again(session, view)
    assert (view.state, view.closed_at, view.result) == (State.CLOSED, AFTER, result)


def test_the_result_says_who_took_part_and_what_is_missing(session: Session) -> None:
    view = people.make_closed_consultation(
        session, ballots={people.CHEN_AYI: {1: "agree"}, people.LIU_SAN: {1: "abstain", 2: "none"}}
    )
    assert view.result is not None
    first, second = view.result["questions"]
    assert first["outcome"] == "inquorate"
    assert first["counts"] == {
        "agree": {"heads": 1, "area": 54_32},
        "oppose": {"heads": 0, "area": 0},
        "abstain": {"heads": 1, "area": 300_00},
    }
    heads = next(r for r in first["requirements"] if r["stage"] == "participation" and r["measure"] == "heads")
    assert (heads["numerator"], heads["denominator"], heads["needed"], heads["missing"]) == (2, 15, 10, 8)
    assert second["participating"] == {"heads": 1, "area": 300_00}
    assert set(second["plans"]) == {"1", "2"}
    assert view.result["valid"] == 2
    assert view.result["returned"] == {"web": 2, "paper": 0, "doorstep": 0, "proxy": 0}


def test_counting_again_gives_the_sealed_result_but_for_the_lines_since(session: Session) -> None:
    view = people.make_closed_consultation(session)
    recounted = count_now(session, view.estate.id, view.id)
    assert view.result is not None
    assert {k: v for k, v in recounted.items() if k != "ledger"} == {
        k: v for k, v in view.result.items() if k != "ledger"
    }
    assert recounted["ledger"]["lines"] == view.result["ledger"]["lines"] + 1


def test_each_deed_keeps_who_did_it_and_publishes_no_name(session: Session) -> None:
    view = people.make_draft(session)
    key = (view.estate.id, view.id)
    announce_consultation(session, *key, by="钱敏", now=OPENS_AT - timedelta(days=20))
    assert (again(session, view).announced_by, again(session, view).opened_by) == ("钱敏", None)
    open_consultation(session, *key, by="丁一平", now=OPENS_AT)
    result = close_consultation(session, *key, by="田处", now=AFTER)
    done = again(session, view)
    assert (done.announced_by, done.opened_by, done.closed_by) == ("钱敏", "丁一平", "田处")
    published = json.dumps([book(session, view), result], ensure_ascii=False)
    assert not [name for name in ("钱敏", "丁一平", "田处") if name in published]


def test_what_cannot_count_is_in_the_figures(session: Session) -> None:
    view = people.make_open_consultation(session)
    chen = people.elector_of(session, view, people.CHEN_AYI)
    leader = people.elector_of(session, view, people.LEADER)
    people.vote(session, view, chen, {1: "agree"})
    with pytest.raises(Refusal):
        people.vote(session, view, chen, {1: "oppose"})
    set_aside_paper_ballot(session, view.estate.id, view.id, leader.paper_serial, "unsigned", by="钱敏", now=MIDWAY)
    with pytest.raises(Refusal, match="closed"):
        people.vote(session, view, people.ZHAO_KE, {1: "agree"}, now=AFTER)
    result = close_consultation(session, view.estate.id, view.id, by="钱敏", now=AFTER)
    assert (result["valid"], result["invalid"], result["double"], result["late"]) == (1, {"unsigned": 1}, 1, 1)


@pytest.mark.parametrize(
    ("serial", "why", "reason"),
    [
        pytest.param("99994", "unsigned", "unknown-serial", id="a serial never issued"),
        pytest.param("", "torn", "invalid-reason", id="a reason not on the list"),
    ],
)
def test_setting_aside_refuses_what_it_does_not_know(session: Session, serial: str, why: str, reason: str) -> None:
    view = people.make_open_consultation(session)
    with pytest.raises(Refusal) as refused:
        set_aside_paper_ballot(session, view.estate.id, view.id, serial, why, by="钱敏", now=MIDWAY)
    assert refused.value.reason == reason


def test_a_paper_ballot_is_set_aside_once(session: Session) -> None:
    view = people.make_open_consultation(session)
    serial = session.scalars(select(ElectorRow.paper_serial).where(ElectorRow.consultation_id == view.id)).first()
    assert serial is not None
    set_aside_paper_ballot(session, view.estate.id, view.id, serial, "spoilt", by="钱敏", now=MIDWAY)
    with pytest.raises(Refusal, match="paper-entered-already"):
        set_aside_paper_ballot(session, view.estate.id, view.id, serial, "spoilt", by="钱敏", now=MIDWAY)


def test_early_closing_when_every_ballot_is_in(session: Session) -> None:
    view = people.make_open_consultation(session)
    for elector in people.electors(session, view):
        people.vote(session, view, elector, {1: "agree", 2: "2"})
    result = close_consultation(session, view.estate.id, view.id, by="钱敏", now=MIDWAY + timedelta(days=1))
    assert [question["outcome"] for question in result["questions"]] == ["passed", "passed"]
    assert result["questions"][1]["plans"]["1"]["outcome"] == "rejected"
