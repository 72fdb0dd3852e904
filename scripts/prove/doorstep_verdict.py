"""What a round at the door came to: every entry of the phone is there once, and the line was as bad as it was said."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from consult.models.ballot import Ballot
from consult.models.doorstep import CollectedPaper, DoorstepEntry
from consult.models.photo import KeptPhoto
from consult.models.service import ServiceAttempt
from tests.browser.lossy_line import Line

FEWEST_ASKED = 40
"""Of fewer requests no share can be told."""


def lost(line: Line) -> str:
    """What the line lost, in words."""
    requests, answers = line.shares_lost
    return f"{requests:.0%} of {line.asked} requests and {answers:.0%} of {line.answered} answers lost"


def too_good(line: Line, loss: float) -> list[str]:
    """A line that was better than it should be proves less than it says; of a few requests no share can be told."""
    is_bad = line.answered < FEWEST_ASKED or min(line.shares_lost) > loss - 0.05
    return [] if is_bad else [f"the line was too good: {lost(line)}"]


def faults_of(engine: Engine, visits: int, fingerprints: set[str], confirmed: Counter[str], pending: int) -> list[str]:
    """Everything that is not as it must be: each entry of the phone is there once and took effect once."""
    faults = list[str]()
    with Session(engine) as session:
        kept = list(session.execute(select(DoorstepEntry.fingerprint, DoorstepEntry.status)))
        counts = {
            "answers": session.scalar(select(func.count()).select_from(Ballot)),
            "paper": session.scalar(select(func.count()).select_from(CollectedPaper)),
            "photos": session.scalar(select(func.count()).select_from(KeptPhoto)),
            "visits": session.scalar(select(func.count()).select_from(ServiceAttempt)),
        }
    there = Counter(row[0] for row in kept)
    expected = {
        "answers": confirmed["answers"],
        "paper": confirmed["paper"] + confirmed["photo"],
        "photos": confirmed["photo"],
        "visits": sum(confirmed[kind] for kind in ("not-home", "served", "refused")),
    }
    print(f"confirmed on the screen: {dict(confirmed)}; on the phone before sending: {pending}")
    print(f"kept by the server: {len(kept)}, {dict(Counter(row[1] for row in kept))}; in effect: {counts}")
    if set(there) != fingerprints:
        faults.append(f"entries lost: {len(fingerprints - set(there))}; unknown: {len(set(there) - fingerprints)}")
    if max(there.values(), default=0) > 1 or len(kept) != pending or pending != visits:
        faults.append(f"{visits} visits, {pending} on the phone, {len(kept)} on the server")
    if {row[1] for row in kept} != {"recorded"}:
        faults.append("not every entry took effect")
    if counts != expected:
        faults.append(f"in effect {counts}, confirmed {expected}")
    return faults
