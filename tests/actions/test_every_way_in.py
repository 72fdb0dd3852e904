"""Web, paper, doorstep, proxy, contest and correction in any order: what holds whatever happens to a ballot.

`test_ballots_in_any_order` holds the count against an exact model of four of these; here everything may happen, and
what must hold always is asked of the book, the running counts, the box of sheets and the second counter.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from itertools import count
from random import Random

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from consult.actions.cast_ballot import Submission, cast_ballot
from consult.actions.close_consultation import close_consultation
from consult.actions.contest_ballot import Contesting, contest_ballot
from consult.actions.decide_contest import Deciding, decide_contest
from consult.actions.decide_correction import Confirming, decide_correction
from consult.actions.enter_paper_ballot import SheetRead, enter_paper_ballot
from consult.actions.enter_proxy_ballot import Entry, enter_proxy_ballot
from consult.actions.propose_correction import Proposal, propose_correction
from consult.actions.reconcile_sheets import CountedByHand, reconcile_sheets
from consult.actions.settle_conflict import Settling, settle_conflict
from consult.domain.consultation import Channel
from consult.domain.doorstep.outcome import Status
from consult.domain.question_json import answers_from_json
from consult.domain.reconciliation import FATES, Reconciliation, figures_json, reconcile
from consult.domain.refusal import Refusal
from consult.models.ballot import Ballot
from consult.models.correction import Correction
from consult.models.ledger import LedgerHead
from consult.queries.book import check_book
from consult.queries.reconciliation import fates_now, listed_sheets
from consult.queries.results import count_now
from consult.queries.turnout import standing
from consult.wording.language import SHANGHAI
from tests import people
from tests.actions.test_ballots_in_any_order import recounted
from tests.actions.test_enter_proxy_ballot import WITH_PROXIES
from tests.actions.ways_in import ARRIVES, EVENTS, KEYERS, MAY_REFUSE_A_CORRECTION, PHOTO
from tests.doorstep.rounds import begin_round
from tests.people import AFTER, MIDWAY
from tests.statements import SETTLER, STATEMENT_PHOTO


class EveryWayIn(RuleBasedStateMachine):
    """Some electors, to whom everything may happen that the product knows."""

    engine: Engine
    codes = count(1)

    @initialize(twice=st.booleans(), seed=st.integers(0, 2**32))
    def open(self, twice: bool, seed: int) -> None:
        self.chance = Random(seed)
        self.session = Session(self.engine)
        estate = people.make_estate(self.session, code=f"way{next(self.codes)}")
        self.view = people.make_open_consultation(
            self.session,
            estate,
            questions=(people.CONSENT,),
            channels=(*WITH_PROXIES, Channel.DOORSTEP),
            procedure={"paper_twice": twice},
        )
        self.keys = (self.view.estate.id, self.view.id)
        rows = people.electors(self.session, self.view)
        self.electors = [(row.id, row.paper_serial) for row in rows]
        self.boxed: set[str] = set()
        self.walk = begin_round(self.session, view=self.view)
        self.tries = count(1)
        self.proposals: list[int] = []
        self.contests: list[int] = []

    def deed(self, act: object, *given: object, **more: object) -> tuple[str, object]:
        """Do something: why it was refused, and what it answered. Only a refusal may stop it."""
        self.before = self.lines()
        try:
            return "", act(self.session, *given, **more)  # type: ignore[operator]
        except Refusal as refusal:
            self.session.rollback()
            return refusal.reason, None

    def lines(self) -> int:
        """How many lines the book has."""
        self.session.rollback()
        return self.session.get_one(LedgerHead, self.keys, populate_existing=True).seq

    @rule()
    def happen(self) -> None:
        """One rule, drawn from the run's own dice: Hypothesis likes few rules and repeats, where little would meet."""
        what, *how = self.chance.choice(EVENTS)
        getattr(self, what)(*map(self.chance.choice, how))

    def name(self) -> str:
        return f"try-{next(self.tries)}"

    def cast(self, who: int, side: str) -> None:
        sent = Submission(self.name(), *self.keys, self.electors[who][0], {1: side}, Channel.WEB)
        refused, _ = self.deed(cast_ballot, sent, now=MIDWAY)
        assert refused in ARRIVES
        assert self.lines() == self.before + 1
        # The phone sends again because it heard nothing: nothing is added.
        again, _ = self.deed(cast_ballot, sent, now=MIDWAY)
        assert again in ARRIVES
        assert self.lines() == self.before

    def answer_at_the_door(self, who: int, side: str) -> None:
        told = {"text": self.view.text_hash, "answers": {"1": side}}
        entry = self.walk.phone.record(self.view.code, self.electors[who][0], "answers", **told)
        before = self.lines()
        [arrived] = self.walk.send(entry)
        assert arrived.status in (Status.RECORDED, Status.CONFLICT)
        assert self.lines() == before + 1
        assert [arrived.status] == [again.status for again in self.walk.send(entry)]
        assert self.lines() == before + 1

    def key_a_sheet(self, who: int, side: str, by: str) -> None:
        sheet = SheetRead(self.name(), *self.keys, self.electors[who][1], {1: side})
        self.put_in_the_box(who, sheet, by)

    def key_by_two(self, who: int, side: str) -> None:
        for by in KEYERS[:2]:
            self.key_a_sheet(who, side, by)

    def key_a_useless_sheet(self, who: int, by: str, reason: str) -> None:
        sheet = SheetRead(self.name(), *self.keys, self.electors[who][1], invalid=reason)
        self.put_in_the_box(who, sheet, by)

    def put_in_the_box(self, who: int, sheet: SheetRead, by: str) -> None:
        """Enter a sheet: it leaves a line, unless it was entered before, and lies in the box either way."""
        refused, _ = self.deed(enter_paper_ballot, sheet, by=by, now=MIDWAY)
        assert refused in {*ARRIVES, "paper-entered-already", "keyed-by-yourself"}
        assert (self.lines() > self.before) == (refused in ARRIVES)
        assert refused in ARRIVES or self.electors[who][1] in self.boxed
        self.boxed.add(self.electors[who][1])

    def hand_in_a_proxy(self, who: int, agent: int, side: str) -> None:
        entry = Entry(
            id=self.name(),
            estate_id=self.keys[0],
            consultation_id=self.keys[1],
            principal_id=self.electors[who][0],
            answers={1: side},
            signed_on=date(2026, 12, 1),
            valid_until=date(2026, 12, 30),
            document="7",
            agent_id=self.electors[agent][0],
        )
        refused, _ = self.deed(enter_proxy_ballot, entry, by="钱敏", now=MIDWAY, zone=SHANGHAI)
        assert refused in ARRIVES or refused.startswith("proxy-")
        assert refused not in ARRIVES or self.lines() > self.before

    def settle(self, who: int, decision: str) -> None:
        settling = Settling(self.electors[who][0], decision, "书面声明", photo=STATEMENT_PHOTO)
        refused, _ = self.deed(settle_conflict, *self.keys, settling, by=SETTLER, now=MIDWAY)
        assert refused in {"", "nothing-in-conflict", "settled-already", "settled-for-a-fallen-ballot"}

    def contest(self, who: int, ruling: str) -> None:
        """A household says that this was not them; somebody decides, at once or later."""
        seq = self.counted().get(self.electors[who][0])
        if seq is None:
            return
        said = Contesting(*self.keys, self.electors[who][0], seq)
        refused, line = self.deed(contest_ballot, said, now=MIDWAY, zone=SHANGHAI)
        # Where owners settled that another ballot counts, or none, the first cannot be contested any more.
        assert refused in {"", "nothing-to-contest"}
        self.contests += [] if refused else [int(str(line))]
        if ruling and not refused:
            self.decide(-1, ruling)

    def decide_later(self, pick: int, ruling: str) -> None:
        if self.contests:
            self.decide(pick % len(self.contests), ruling)

    def decide(self, at: int, ruling: str) -> None:
        deciding = Deciding(self.contests[at], ruling, "已核对照片")
        refused, _ = self.deed(decide_contest, *self.keys, deciding, by="周正", now=MIDWAY)
        assert refused in {"", "ruled-already"}
        assert (self.lines() > self.before) == (not refused)

    def correct(self, who: int, side: str, answer: bool | None) -> None:
        """Somebody says that an entry was wrong; another person confirms it or not, at once or later."""
        proposal = Proposal(*self.keys, self.electors[who][0], {1: side}, "看错一格", PHOTO)
        refused, made = self.deed(propose_correction, proposal, by="钱敏", now=MIDWAY, zone=SHANGHAI)
        if not refused:
            self.proposals.append(int(str(made)))
            if answer is not None:
                self.answer(-1, answer, "孙倩")

    def answer_later(self, pick: int, confirms: bool, by: str) -> None:
        if self.proposals:
            self.answer(pick % len(self.proposals), confirms, by)

    def answer(self, at: int, confirms: bool, by: str) -> None:
        before = self.counted()
        refused, line = self.deed(
            decide_correction,
            *self.keys,
            self.confirming(self.proposals[at], confirms),
            by=by,
            now=MIDWAY,
            zone=SHANGHAI,
        )
        assert refused in MAY_REFUSE_A_CORRECTION
        assert (self.lines() > self.before) == (line is not None)
        assert self.counted() == before, "a correction changes what a ballot says, not whose counts"

    def confirming(self, key: int, confirms: bool) -> Confirming:
        """Whoever confirms reads on the paper what was proposed from it."""
        row = self.session.get_one(Correction, (self.keys[0], key))
        read = answers_from_json(row.answers)
        self.session.rollback()
        return Confirming(key, confirms, answers=read)

    def sign_for_the_sheets(self, unused: int) -> None:
        refused, found = self.sign(unused)
        assert not refused
        assert isinstance(found, Reconciliation)
        assert found.difference == 0
        assert self.lines() == self.before + 1

    def sign(self, unused: int, now: datetime = MIDWAY) -> tuple[str, object]:
        """Count the box by hand, and sign; sheets that nobody has confirmed are explained."""
        by_hand = CountedByHand(unused, len(self.boxed), "还没有第二个人复核")
        return self.deed(reconcile_sheets, *self.keys, by_hand, by="丁一平", now=now)

    def counted(self) -> dict[int, int]:
        """Elector → the line of the counted ballot; two of one elector would be a fault."""
        self.session.rollback()
        mine = (Ballot.estate_id == self.keys[0], Ballot.consultation_id == self.keys[1])
        rows = self.session.execute(select(Ballot.elector_id, Ballot.seq).where(*mine)).all()
        assert max(Counter(elector for elector, _ in rows).values(), default=1) == 1
        return dict(rows)  # type: ignore[arg-type]

    @invariant()
    def the_figures_agree(self) -> None:
        if not hasattr(self, "session"):
            return
        counted = self.counted()
        result = count_now(self.session, *self.keys)
        (question,) = result["questions"]
        assert result["valid"] <= len(counted) <= len(self.electors)
        assert sum(said["heads"] for said in question["counts"].values()) == result["valid"]
        assert standing(self.session, self.view).returned.heads == result["valid"]
        check = check_book(self.session, self.view)
        assert check.is_whole, check.breaks

    @invariant()
    def the_sheets_balance(self) -> None:
        """Issued = returned + blank + spoilt + double + late + unconfirmed + missing, whatever came in what order."""
        if not hasattr(self, "session"):
            return
        self.session.rollback()
        fates, listed = fates_now(self.session, *self.keys), listed_sheets(self.session, *self.keys)
        figures = figures_json(reconcile(listed, 0, len(self.boxed), fates))
        assert figures["difference"] == 0
        assert figures["issued"] == sum(figures[fate] for fate in FATES) + figures["missing"]

    def come_too_late(self) -> None:
        """Sheets found after the end are kept as late ones, whatever else their households did."""
        for who, (_, serial) in enumerate(self.electors[:3]):
            if serial not in self.boxed and who != 1:
                sheet = SheetRead(self.name(), *self.keys, serial, {1: "agree"})
                refused, _ = self.deed(enter_paper_ballot, sheet, by="钱敏", now=AFTER)
                assert refused == "closed"
                self.boxed.add(serial)

    def teardown(self) -> None:
        """Signed for, closed and packed, a stranger counts the same."""
        if hasattr(self, "session"):
            with self.session:
                self.come_too_late()
                self.the_sheets_balance()
                assert not self.sign(0, AFTER)[0]
                assert not self.deed(close_consultation, *self.keys, by="钱敏", now=AFTER)[0]
                faults = recounted(self.session, self.view)
                assert not faults, faults


def test_everything_in_any_order(engine: Engine, pytestconfig: pytest.Config) -> None:
    EveryWayIn.engine = engine
    often = 40 if pytestconfig.getoption("--exhaustive") else 5
    often_enough = settings(max_examples=often, stateful_step_count=40, deadline=None, phases=[Phase.generate])
    run_state_machine_as_test(EveryWayIn, settings=often_enough)
