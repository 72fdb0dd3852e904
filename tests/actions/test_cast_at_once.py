"""Two phones at the same second, a double tap, a whole estate at once: one counted ballot each, one whole book."""

from __future__ import annotations

import threading
from collections.abc import Callable

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from consult.actions.cast_ballot import Receipt, cast_ballot
from consult.domain.refusal import Refusal
from consult.models.ballot import Ballot
from consult.models.electorate import ElectorRow
from consult.queries.book import check_book
from consult.queries.consultations import ConsultationView
from tests.actions.casting import submission
from tests.people import MIDWAY


def counted(session: Session, view: ConsultationView) -> int:
    return session.scalar(select(func.count()).select_from(Ballot).where(Ballot.consultation_id == view.id)) or 0


def at_once(engine: Engine, jobs: list[Callable[[Session], object]]) -> list[object]:
    """Run deeds in threads that start together; a Refusal is an answer, anything else is raised."""
    start = threading.Barrier(len(jobs))
    answers: list[object] = [None] * len(jobs)

    def run(at: int, job: Callable[[Session], object]) -> None:
        with Session(engine) as own:
            start.wait()
            try:
                answers[at] = job(own)
            except Exception as refused:
                answers[at] = refused

    threads = [threading.Thread(target=run, args=(at, job)) for at, job in enumerate(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_two_phones_at_the_same_second(
    engine: Engine, session: Session, view: ConsultationView, chen: ElectorRow
) -> None:
    session.commit()
    sent = [submission(view, chen, id=f"phone-{n}") for n in range(8)]
    session.commit()
    answers = at_once(engine, [lambda s, one=one: cast_ballot(s, one, now=MIDWAY) for one in sent])
    assert sum(isinstance(a, Receipt) for a in answers) == 1
    assert sorted(a.reason for a in answers if isinstance(a, Refusal)) == ["already-answered"] * 7
    assert counted(session, view) == 1
    assert check_book(session, view).is_whole


def test_a_double_tap_gets_one_receipt(
    engine: Engine, session: Session, view: ConsultationView, chen: ElectorRow
) -> None:
    sent = submission(view, chen)
    session.commit()
    answers = at_once(engine, [lambda s: cast_ballot(s, sent, now=MIDWAY)] * 6)
    assert len({a.code for a in answers if isinstance(a, Receipt)}) == 1
    assert len(answers) == 6
    assert all(isinstance(a, Receipt) for a in answers)


def test_many_households_at_once_leave_one_whole_book(engine: Engine, session: Session, view: ConsultationView) -> None:
    electors = session.scalars(select(ElectorRow).where(ElectorRow.consultation_id == view.id)).all()
    sent = [submission(view, elector) for elector in electors]
    session.commit()
    answers = at_once(engine, [lambda s, one=one: cast_ballot(s, one, now=MIDWAY) for one in sent])
    assert sorted(a.seq for a in answers if isinstance(a, Receipt)) == list(range(2, len(sent) + 2))
    check = check_book(session, view)
    assert (check.is_whole, check.ballots) == (True, len(sent))
