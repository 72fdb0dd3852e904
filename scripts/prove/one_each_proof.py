"""Prove that an elector is counted once, however many phones post at the same instant, through several workers.

For every elector so many posts leave together, shared among the workers: some carry the key of one filled-in form (a
double tap, a retry), the others keys of their own. Exactly one ballot may count; every post with its key gets the same
receipt, every other one is told that there is an answer already; nobody meets an error.

The control: writers that look first and then insert, on a database with the constraint and on one without it. With it
each household is counted once; without it every one must be counted double, or this proof would prove nothing.
"""

from __future__ import annotations

import sys
import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from time import perf_counter

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult import clock
from consult.actions.issue_letters import issue_letters
from consult.domain.ledger import LineType
from consult.models.ballot import Ballot
from consult.models.book import lines
from consult.queries.book import check_book
from consult.queries.consultations import ConsultationView
from scripts.prove.installations import Scratch, open_vote, scratch
from scripts.prove.posting import Answered, Crowd, Household, signed_in
from scripts.prove.verdict import Row, conclude, options, say, since
from scripts.prove.workers import workers
from tests import people
from tests.databases import KINDS, SECRET
from tests.models.without_constraint import check_then_insert, counted_of, drop_one_counted

SAME_FORM = 0.4
"""Share of an elector's posts that come from one filled-in form."""


@dataclass
class Tally:
    """What the crowd was told, and everything that is not as it must be."""

    statuses: Counter[int] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    counted: int = 0


def main() -> int:
    """Post on each database, then run the control; exit status 1 where anybody counts double or meets an error."""
    parser = options(__doc__)
    parser.add_argument("--electors", type=int, default=200)
    parser.add_argument("--posts", type=int, default=50, help="for each elector, at the same instant")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--database", choices=tuple(KINDS), action="append")
    chosen = parser.parse_args()
    electors, posts = (8, 12) if chosen.light else (chosen.electors, chosen.posts)
    rows = []
    for kind in chosen.database or KINDS:
        with scratch(kind) as here:
            rows.append(_posted(here, electors, posts, chosen.workers, chosen.seed))
    rows += [_control(kind, 10 if chosen.light else 60) for kind in chosen.database or KINDS]
    return conclude(rows, as_json=chosen.json)


def _posted(here: Scratch, electors: int, posts: int, number: int, seed: int) -> Row:
    begun, tally = perf_counter(), Tally()
    with Session(here.engine) as session:
        view = open_vote(session, electors)
        letters = issue_letters(session, view.estate.id, view.id, secret=SECRET, by="钱敏", now=clock.now())
        pairs = [(letter.elector_id, letter.token) for letter in letters]
    with workers(here.url, here.folder, number) as ports:
        _post_all(view, ports, pairs, posts, Random(seed), tally)
    _look(here, view, electors, tally)
    for fault in tally.faults[:20]:
        say(fault)
    asked = f"{posts} posts for each of {electors} electors, {number} workers: 1 counted each, no 500"
    reached = f"{tally.counted} electors counted once, {sum(tally.statuses.values())} posts, {_errors(tally)} errors"
    told = ", ".join(f"{status}: {times}" for status, times in sorted(tally.statuses.items()))
    return Row(f"one-each {here.kind}", asked, reached, not tally.faults, since(begun), f"seed {seed}; answers {told}")


def _post_all(
    view: ConsultationView,
    ports: Sequence[int],
    pairs: Sequence[tuple[int, str]],
    posts: int,
    chance: Random,
    tally: Tally,
) -> None:
    origin = f"http://127.0.0.1:{ports[0]}"
    crowd = Crowd(ports, origin, posts)
    for done, (elector, token) in enumerate(pairs, start=1):
        household = signed_in(ports[done % len(ports)], origin, view.code, elector, token)
        _post(view, crowd, household, posts, chance, tally)
        if done % 20 == 0:
            say(f"{done} of {len(pairs)} electors, {dict(tally.statuses)}, {len(tally.faults)} faults")
    crowd.close()


def _post(view: ConsultationView, crowd: Crowd, household: Household, posts: int, chance: Random, tally: Tally) -> None:
    """One elector's posts at once; who has the recorded key is led to the receipt, everybody else told of it."""
    shared = uuid.UUID(int=chance.getrandbits(128)).hex
    keys = [shared if at < SAME_FORM * posts else uuid.UUID(int=chance.getrandbits(128)).hex for at in range(posts)]
    chance.shuffle(keys)
    sides = [chance.choice(("agree", "oppose", "abstain")) for _ in keys]
    forms = [{**household.form, "submission_id": key, "q1": side} for key, side in zip(keys, sides, strict=True)]
    answers = crowd.post(f"/c/{view.code}/ballot", forms, [household.cookie] * posts)
    tally.statuses.update(answer.status for answer in answers)
    taken = {key for key, answer in zip(keys, answers, strict=True) if _is_taken(answer)}
    refused = {key for key, answer in zip(keys, answers, strict=True) if not _is_taken(answer)}
    if len(taken) != 1 or taken & refused:
        tally.faults.append(f"elector {household.elector_id}: {len(taken)} keys got a receipt, of them refused too: "
                            f"{len(taken & refused)}")  # fmt: skip
    if odd := {answer.status for answer in answers} - {303, 409}:
        tally.faults.append(f"elector {household.elector_id}: answered {sorted(odd)}")


def _is_taken(answer: Answered) -> bool:
    return answer.status == 303 and answer.location.endswith("/receipt")


def _errors(tally: Tally) -> int:
    return sum(times for status, times in tally.statuses.items() if status >= 500 or status == 0)


def _look(here: Scratch, view: ConsultationView, electors: int, tally: Tally) -> None:
    """What is kept: one row and one line for each elector, and a line for each other form."""
    with Session(here.engine) as session:
        counted = Counter(session.scalars(select(Ballot.elector_id)))
        tally.counted = sum(times == 1 for times in counted.values())
        kinds = Counter(line.type for line in lines(session, view.estate.id, view.id))
        check = check_book(session, view)
    if tally.counted != electors or len(counted) != electors:
        tally.faults.append(f"{here.kind}: {tally.counted} of {electors} electors are counted once")
    if kinds[LineType.BALLOT] != electors or not check.is_whole:
        tally.faults.append(f"{here.kind}: {kinds[LineType.BALLOT]} BALLOT lines, breaks {check.breaks}")


def _control(kind: str, households: int) -> Row:
    """Careless writers, with the constraint and without."""
    begun, at_once = perf_counter(), 4
    once = _double(kind, households, at_once, is_held=True)
    without = _double(kind, households, at_once, is_held=False)
    return Row(
        f"one-each {kind}, control",
        "check, then insert: doubles without the constraint, none with it",
        f"{without} of {households} households double without it, {once} with it",
        once == 0 and without == households,
        since(begun),
    )


def _double(kind: str, households: int, at_once: int, *, is_held: bool) -> int:
    """How many households careless writers count more than once."""
    with scratch(kind) as here, Session(here.engine) as session:
        if not is_held:
            drop_one_counted(here.engine)
        view = open_vote(session, households)
        electors = [row.id for row in people.electors(session, view)]
        session.rollback()
        check_then_insert(here.engine, (view.estate.id, view.id), electors, at_once)
        with here.engine.connect() as connection:
            return sum(times > 1 for times in counted_of(connection, (view.estate.id, view.id)).values())


if __name__ == "__main__":
    sys.exit(main())
