"""Objections for the register: what was contested and corrected, when, and what it did to the result."""

from __future__ import annotations

from sqlalchemy.orm import Session

from consult.actions.contest_ballot import Contesting, contest_ballot
from consult.actions.decide_contest import Deciding, decide_contest
from consult.domain.contest import Ruling
from consult.domain.objection import Effect, effect_of
from consult.models.ballot import Ballot
from consult.queries.formal_papers import objection_sheet
from consult.wording.language import SHANGHAI
from tests import people
from tests.people import AFTER, MIDWAY


def test_a_contest_stands_in_the_register_by_the_line_of_its_ballot(session: Session) -> None:
    view = people.make_open_consultation(session)
    elector = people.elector_of(session, view, people.CHEN_AYI)
    people.vote(session, view, elector, {1: "agree"}, on_paper=True)
    keys = (view.estate.id, view.id)
    (ballot,) = session.query(Ballot.seq).one()
    made = Contesting(*keys, elector.id, ballot, "201室没有投过")
    seq = contest_ballot(session, made, now=MIDWAY, zone=SHANGHAI)
    (waits,) = objection_sheet(session, view, MIDWAY, SHANGHAI).objections
    assert (waits.ballot, waits.came_at, waits.said, waits.decided) == (ballot, MIDWAY, "", None)
    decide_contest(session, *keys, Deciding(seq, "upheld", "照片与签名不符"), by="丁一平", now=MIDWAY)
    (ruled,) = objection_sheet(session, view, MIDWAY, SHANGHAI).objections
    assert ruled.decided is not None
    assert (ruled.decided.outcome, ruled.decided.effect) == (Ruling.UPHELD, Effect.CORRECTED)


def test_only_what_is_granted_after_the_count_has_it_counted_again() -> None:
    assert effect_of(AFTER, closed_at=MIDWAY, granted=True) is Effect.COUNTED_AGAIN
    assert effect_of(AFTER, closed_at=MIDWAY, granted=False) is Effect.NONE
    assert effect_of(MIDWAY, closed_at=AFTER, granted=True) is Effect.CORRECTED
