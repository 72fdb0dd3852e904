"""Whatever was entered for a household and however that was settled: who objects has its own choice counted."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from itertools import product

import pytest
from sqlalchemy.orm import Session

from consult.actions.close_consultation import close_consultation
from consult.actions.contest_ballot import Contesting, contest_ballot
from consult.actions.decide_contest import Deciding, decide_contest
from consult.actions.settle_conflict import Settling, settle_conflict
from consult.domain.refusal import Refusal
from consult.models.electorate import ElectorRow
from consult.models.settling import standing_of
from consult.queries.book import check_book
from consult.queries.conflicts import conflicts
from consult.queries.consultations import ConsultationView
from consult.queries.results import count_now
from consult.wording.language import SHANGHAI
from tests import people
from tests.actions.test_ballots_in_any_order import recounted
from tests.people import AFTER, MIDWAY
from tests.statements import SETTLER, STATEMENT_PHOTO

pytestmark = pytest.mark.one_database

OWN, FORGED = "agree", "oppose"
ORDERS = ((OWN, FORGED), (FORGED, OWN), (FORGED, FORGED, OWN))
SETTLED = ("", "first-stands", "second-counts", "neither-counts")
STORIES = tuple(product(ORDERS, SETTLED))
"""How its ballots came, and what somebody settled between the first and the last: one household each."""


def came(session: Session, view: ConsultationView, elector_id: int, ballots: Sequence[str]) -> None:
    for answer in ballots:
        elector = session.get_one(ElectorRow, (view.estate.id, elector_id))
        with suppress(Refusal):
            people.vote(session, view, elector, {1: answer}, on_paper=answer == FORGED)


def objects(session: Session, view: ConsultationView, elector_id: int, own: int, moment: bool) -> None:
    """The household objects to whatever holds for it, as long as that is not its own."""
    keys, now = (view.estate.id, view.id), AFTER if moment else MIDWAY
    for _ in range(4):
        standing = standing_of(session, session.get_one(ElectorRow, (view.estate.id, elector_id)))
        held = standing.seq if standing else 0
        session.rollback()
        if held in (0, own):
            return
        seq = contest_ballot(session, Contesting(*keys, elector_id, held), now=now, zone=SHANGHAI)
        decide_contest(session, *keys, Deciding(seq, "upheld", "签名不符"), by="丁一平", now=now)


@pytest.mark.parametrize("is_closed", [False, True], ids=["while open", "after the count"])
def test_the_households_own_choice_counts(session: Session, is_closed: bool) -> None:
    view = people.make_open_consultation(session)
    keys = (view.estate.id, view.id)
    homes = [elector.id for elector in people.electors(session, view)][: len(STORIES)]
    own: dict[int, int] = {}
    for home, (ballots, decision) in zip(homes, STORIES, strict=True):
        came(session, view, home, ballots)
        (conflict,) = conflicts(session, *keys, home)
        arrived = (conflict.first, *conflict.seconds)
        own[home] = next(one.seq for one in arrived if one.channel == "web")
        if decision:
            settling = Settling(home, decision, "书面声明", photo=STATEMENT_PHOTO)
            settle_conflict(session, *keys, settling, by=SETTLER, now=MIDWAY)
    if is_closed:
        close_consultation(session, *keys, by="钱敏", now=AFTER)
    for home in homes:
        objects(session, view, home, own[home], is_closed)
    if not is_closed:
        close_consultation(session, *keys, by="钱敏", now=AFTER)
    result = count_now(session, *keys)
    assert {answer: held["heads"] for answer, held in result["questions"][0]["counts"].items() if held["heads"]} == {
        OWN: len(STORIES)
    }
    assert check_book(session, view).is_whole
    assert not recounted(session, view)
