"""One closing race over HTTP: households post through two workers around the end, and somebody closes at the end."""

from __future__ import annotations

import threading
import uuid
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from time import sleep

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult import clock
from consult.actions.cast_ballot import Receipt, Submission
from consult.actions.issue_letters import issue_letters
from consult.domain.consultation import Channel
from consult.domain.refusal import Refusal
from consult.models.ballot import Ballot
from consult.queries.consultations import ConsultationView
from scripts.prove.installations import Scratch, open_vote
from scripts.prove.posting import Answered, Household, Phone, signed_in
from scripts.prove.workers import workers
from tests.closing.race import Raced, close_from_here, faults_of
from tests.databases import SECRET

TO_SIGN_IN = 2.5
"""Seconds that a household may take to sign in on a busy machine; then it waits for the end."""
SPREAD = 0.5
"""Seconds before and after the end within which ballots are posted."""


def http_round(here: Scratch, posters: int, number: int, chance: Random) -> tuple[Raced, list[str]]:
    """Race once; what everybody was told, and everything that is not as it must be."""
    folder = here.folder / f"http-{number}"
    folder.mkdir()
    with Session(here.engine) as session, workers(here.url, folder) as ports:
        closes_at = clock.now() + timedelta(seconds=10 + posters * TO_SIGN_IN)
        view = open_vote(session, posters, code=f"http{number}", closes_at=closes_at)
        letters = issue_letters(session, view.estate.id, view.id, secret=SECRET, by="钱敏", now=clock.now())
        pairs = [(letter.elector_id, letter.token) for letter in letters]
        origin = f"http://127.0.0.1:{ports[0]}"
        households = [signed_in(ports[at % 2], origin, view.code, *pair) for at, pair in enumerate(pairs)]
        raced, answers = _post(here, view, households, ports, chance)
        _tell(session, view, raced, answers)
        return raced, [*_odd(answers), *faults_of(session, view, raced), *_errors(folder)]


def _post(
    here: Scratch, view: ConsultationView, households: list[Household], ports: list[int], chance: Random
) -> tuple[Raced, dict[str, Answered]]:
    raced, answers = Raced({}), dict[str, Answered]()

    def post(household: Household, port: int, wait: float) -> None:
        key = uuid.uuid4().hex
        raced.sent[key] = _submission(view, household, key)
        phone = Phone(port, f"http://127.0.0.1:{ports[0]}", household.cookie)
        phone.ask("GET", "/healthz")  # the line is open before the moment comes
        _sleep_until(view.closes_at + timedelta(seconds=wait))
        form = {**household.form, "submission_id": key, "q1": "agree"}
        answers[key] = phone.ask("POST", f"/c/{view.code}/ballot", form)
        phone.close()

    def close() -> None:
        _sleep_until(view.closes_at)
        raced.closer = close_from_here(here.engine)(view, clock.now)

    threads = [
        threading.Thread(target=post, args=(household, ports[at % 2], chance.uniform(-SPREAD, SPREAD)))
        for at, household in enumerate(households)
    ]
    threads.append(threading.Thread(target=close))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raced, answers


def _sleep_until(moment: datetime) -> None:
    sleep(max(0.0, (moment - clock.now()).total_seconds()))


def _submission(view: ConsultationView, household: Household, key: str) -> Submission:
    return Submission(key, view.estate.id, view.id, household.elector_id, {1: "agree"}, Channel.WEB)


def _tell(session: Session, view: ConsultationView, raced: Raced, answers: dict[str, Answered]) -> None:
    """What the pages said, as the deed would have told it: a receipt for whoever was led to one."""
    mine = (Ballot.estate_id == view.estate.id, Ballot.consultation_id == view.id)
    kept = {row.submission_id: row for row in session.scalars(select(Ballot).where(*mine))}
    for key, answer in answers.items():
        row = kept.get(key)
        is_led_to_it = answer.status == 303 and answer.location.endswith("/receipt")
        if is_led_to_it and row is not None:
            raced.told[key] = Receipt(row.receipt, row.seq, row.cast_at, Channel.WEB)
        elif is_led_to_it:
            raced.told[key] = RuntimeError("led to a receipt for which nothing is kept")
        else:
            raced.told[key] = Refusal("closed") if answer.status == 410 else RuntimeError(f"status {answer.status}")
    session.rollback()


def _odd(answers: dict[str, Answered]) -> list[str]:
    odd = {answer.status for answer in answers.values()} - {303, 410}
    return [f"answered {sorted(odd)}"] if odd else []


def _errors(folder: Path) -> list[str]:
    logs = "".join(log.read_text("utf-8", "replace") for log in folder.glob("worker-*.log"))
    return ["a traceback in a worker's log"] if "Traceback" in logs else []
