"""Whatever comes in, in whatever order: at most one counted ballot an elector, and a book that agrees with itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import count
from pathlib import Path
from tempfile import NamedTemporaryFile

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from consult.actions.close_consultation import close_consultation
from consult.actions.enter_proxy_ballot import Entry, enter_proxy_ballot
from consult.actions.set_aside_paper_ballot import set_aside_paper_ballot
from consult.actions.settle_conflict import Settling, settle_conflict
from consult.domain.refusal import Refusal
from consult.models.electorate import ElectorRow
from consult.packaging.public_package import write_package
from consult.queries.book import check_book
from consult.queries.conflicts import conflicts
from consult.queries.consultations import ConsultationView, consultation_of_id
from consult.queries.package import public_package
from consult.queries.results import count_now
from consult.queries.turnout import standing
from consult.verifier import verify
from consult.wording.language import SHANGHAI
from tests import people
from tests.actions.test_enter_proxy_ballot import WITH_PROXIES
from tests.people import AFTER, MIDWAY
from tests.statements import SETTLER, STATEMENT_PHOTO

CAP = 2
SIDES = st.sampled_from(["agree", "oppose", "abstain"])
WHO = st.integers(0, 5)


def reason_of(act: Callable[[], object]) -> str:
    """Why a deed was refused; '' when it was done."""
    try:
        act()
    except Refusal as refusal:
        return refusal.reason
    return ""


def recounted(session: Session, view: ConsultationView) -> list[object]:
    """What the second counter, which shares no code with the first, finds wrong with a closed consultation."""
    view = consultation_of_id(session, view.estate.id, view.id)
    with NamedTemporaryFile(suffix=".zip") as file:
        write_package(public_package(session, view, SHANGHAI), file)
        file.flush()
        return list(verify.examine(Path(file.name)).faults)


class BallotsInAnyOrder(RuleBasedStateMachine):
    """A model in a few dicts beside the real thing: what each elector's counted ballot says, and what is void."""

    engine: Engine
    codes = count(1)

    @initialize()
    def open(self) -> None:
        self.session = Session(self.engine)
        estate = people.make_estate(self.session, code=f"any{next(self.codes)}")
        self.view = people.make_open_consultation(
            self.session, estate, questions=(people.CONSENT,), channels=WITH_PROXIES, procedure={"proxy_cap": CAP}
        )
        rows = people.electors(self.session, self.view)
        self.electors = [(row.id, row.paper_serial, row.area) for row in rows]
        self.first: dict[int, str] = {}
        self.channel: dict[int, str] = {}
        self.seconds: dict[int, list[str]] = {}
        self.counting: dict[int, str | None] = {}
        self.invalid: set[int] = set()
        self.used: set[int] = set()
        self.agents: dict[int, int] = {}
        self.tries = count(1)

    def arrived(self, who: int, side: str, channel: str) -> None:
        """Note a ballot that reached the book: the first counts, another one waits for a decision."""
        if who in self.first:
            self.seconds.setdefault(who, []).append(side)
        else:
            self.first[who] = self.counting[who] = side
            self.channel[who] = channel

    @rule(who=WHO, side=SIDES, on_paper=st.booleans())
    def cast(self, who: int, side: str, on_paper: bool) -> None:
        row = self.session.get_one(ElectorRow, (self.view.estate.id, self.electors[who][0]))
        sent = {"on_paper": on_paper, "submission_id": f"try-{next(self.tries)}"}
        refused = reason_of(lambda: people.vote(self.session, self.view, row, {1: side}, **sent))
        if on_paper and who in self.used:
            assert refused == "paper-entered-already"
            return
        assert refused == ("already-answered" if who in self.first else "")
        self.used |= {who} if on_paper else set()
        self.arrived(who, side, "paper" if on_paper else "web")

    @rule(who=WHO, agent=WHO, side=SIDES)
    def hand_in_a_proxy(self, who: int, agent: int, side: str) -> None:
        entry = Entry(
            id=f"try-{next(self.tries)}",
            estate_id=self.view.estate.id,
            consultation_id=self.view.id,
            principal_id=self.electors[who][0],
            answers={1: side},
            signed_on=date(2026, 12, 1),
            valid_until=date(2026, 12, 30),
            document="7",
            agent_id=self.electors[agent][0],
        )
        refused = reason_of(lambda: enter_proxy_ballot(self.session, entry, by="钱敏", now=MIDWAY, zone=SHANGHAI))
        assert refused == self.no_proxy(who, agent) or (not self.no_proxy(who, agent) and refused == "already-answered")
        if refused in ("", "already-answered"):
            assert (refused == "") == (who not in self.first)
            self.agents[who] = agent
            self.arrived(who, side, "proxy")

    def no_proxy(self, who: int, agent: int) -> str:
        """Why this proxy cannot stand beside those handed in before."""
        if who == agent:
            return "proxy-for-oneself"
        if who in self.agents:
            return "proxy-twice"
        if agent in self.agents or who in self.agents.values():
            return "proxy-in-circle"
        return "proxy-beyond-cap" if list(self.agents.values()).count(agent) >= CAP else ""

    @rule(who=WHO)
    def set_aside(self, who: int) -> None:
        keys = (self.view.estate.id, self.view.id, self.electors[who][1])
        refused = reason_of(lambda: set_aside_paper_ballot(self.session, *keys, "spoilt", by="钱敏", now=MIDWAY))
        assert refused == ("paper-entered-already" if who in self.used else "")
        self.used.add(who)
        self.invalid |= {who} if not refused else set()

    @rule(who=WHO, decision=st.sampled_from(["first-stands", "second-counts", "neither-counts"]))
    def settle(self, who: int, decision: str) -> None:
        keys = (self.view.estate.id, self.view.id)
        settling = Settling(self.electors[who][0], decision, "书面声明", photo=STATEMENT_PHOTO)
        refused = reason_of(lambda: settle_conflict(self.session, *keys, settling, by=SETTLER, now=MIDWAY))
        if who not in self.seconds:
            assert refused == "nothing-in-conflict"
            return
        newest = self.seconds[who][-1]
        said = {"first-stands": self.first[who], "second-counts": newest, "neither-counts": None}
        assert refused in ("", "settled-already")
        assert not refused or self.counting[who] == said[decision]
        self.counting[who] = said[decision]

    @invariant()
    def the_book_agrees_with_itself_and_with_the_model(self) -> None:
        if not hasattr(self, "session"):
            return
        self.session.rollback()
        result = count_now(self.session, self.view.estate.id, self.view.id)
        self.agrees(result)
        returned = standing(self.session, self.view).returned
        assert returned.heads == result["valid"]
        assert returned.area == sum(self.electors[who][2] for who, side in self.counting.items() if side)
        found = conflicts(self.session, self.view.estate.id, self.view.id)
        assert len(found) == len(self.seconds)
        check = check_book(self.session, self.view)
        assert check.is_whole, check.breaks
        assert check.ballots == len(self.first)

    def agrees(self, result: dict[str, object]) -> None:
        """The count, from the book alone, says what the model says."""
        (question,) = result["questions"]  # type: ignore[misc]
        said = [side for side in self.counting.values() if side]
        for side in ("agree", "oppose", "abstain"):
            assert question["counts"][side]["heads"] == said.count(side)
        for channel in ("web", "paper", "proxy"):
            expected = sum(self.channel[who] == channel for who, side in self.counting.items() if side)
            assert result["returned"][channel] == expected  # type: ignore[index]
        uncounted = {who for who in self.invalid if not self.counting.get(who)}
        assert result["invalid"].get("spoilt", 0) == len(uncounted)  # type: ignore[attr-defined]
        assert result["double"] == sum(map(len, self.seconds.values()))

    def teardown(self) -> None:
        """Closing counts the same once more, and so does a stranger with the public package."""
        if not hasattr(self, "session"):
            return
        self.agrees(close_consultation(self.session, self.view.estate.id, self.view.id, by="钱敏", now=AFTER))
        check = check_book(self.session, self.view)
        assert check.is_whole, check.breaks
        assert not recounted(self.session, self.view), "a stranger counts something else"
        self.session.close()


def test_ballots_in_any_order(engine: Engine, pytestconfig: pytest.Config) -> None:
    BallotsInAnyOrder.engine = engine
    often = 60 if pytestconfig.getoption("--exhaustive") else 8
    often_enough = settings(max_examples=often, stateful_step_count=20, deadline=None)
    run_state_machine_as_test(BallotsInAnyOrder, settings=often_enough)
