"""How the demo's people answer: who, when, over which channel, and what; the same every time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.actions.cast_ballot import PaperSlip, Submission, cast_ballot
from consult.actions.set_aside_paper_ballot import set_aside_paper_ballot
from consult.cli.demo.owning import CHEN, SEED
from consult.cli.demo.story import SECRETARY
from consult.domain.consultation import Channel
from consult.domain.refusal import Refusal
from consult.models.electorate import ElectorRow
from consult.queries.consultations import ConsultationView

Progress = Callable[[int, int], None]
Answers = dict[int, object]

STILL_TO_ANSWER = (CHEN, ("5", "2", "402"), ("10", "", "903"), ("12", "", "1504"), ("2", "1", "101"))
"""Named households that leave their ballot to whoever tries the demo."""

_REMARKS = (
    "充电位离窗户远一点，晚上别太吵。",
    "希望按度收费，价格贴出来。",
    "雨棚边上加个打气筒。",
    "老人三轮车也要留几个位置。",
    "要有人管拔了线不走的车。",
)
_LAST_MINUTES = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class _Coming:
    """One ballot that will come: from whom, when, how."""

    elector: ElectorRow
    at: datetime
    on_paper: bool
    answers: Answers


def electors_in_order(session: Session, view: ConsultationView) -> list[ElectorRow]:
    """All electors by paper serial: the order of walking, the same every time."""
    wanted = select(ElectorRow).where(ElectorRow.estate_id == view.estate.id, ElectorRow.consultation_id == view.id)
    found = list(session.scalars(wanted.order_by(ElectorRow.paper_serial)))
    session.expunge_all()
    return found


def vote_on_phones(session: Session, view: ConsultationView, progress: Progress) -> None:
    """Seven in ten answer, and a little more than half of them agree; a few sheets come late, twice or spoilt."""
    # Of many ways to shuffle them, one in which both thresholds are met by little.
    chance = Random(SEED + 32)  # noqa: S311  (a story, not a secret)
    voters = _shuffled(electors_in_order(session, view), chance)
    part = len(voters) * 70 // 100
    agreeing, opposing = part * 52 // 100, part * 42 // 100
    said = ["agree"] * agreeing + ["oppose"] * opposing + ["abstain"] * (part - agreeing - opposing)
    coming = _spread(view, voters[:part], [{1: answer} for answer in said], chance, until=view.closes_at)
    _cast_all(session, view, coming, progress)
    _mishaps(session, view, coming, voters[part:])


def answer_the_survey(session: Session, view: ConsultationView, progress: Progress) -> None:
    """Four in ten households answer: they like the cleaning, and the refuse room should come first."""
    chance = Random(SEED + 5)  # noqa: S311  (a story, not a secret)
    households = _shuffled(electors_in_order(session, view), chance)
    answers = [_about_service(chance) for _ in range(len(households) * 40 // 100)]
    coming = _spread(view, households[: len(answers)], answers, chance, until=view.closes_at)
    _cast_all(session, view, coming, progress)


def _about_service(chance: Random) -> Answers:
    usual = {"1": (2, 5, 18, 45, 30), "2": (5, 12, 35, 34, 14), "3": (9, 20, 33, 27, 11)}
    scores = {key: str(chance.choices(range(1, 6), weights)[0]) for key, weights in usual.items()}
    return {1: scores, 2: chance.choices(("1", "2", "3", "4"), (22, 38, 14, 26))[0]}


def vote_on_chargers(session: Session, view: ConsultationView, now: datetime, progress: Progress) -> None:
    """Four in ten have answered so far, most of them in favour; the named households have not."""
    chance = Random(SEED + 2)  # noqa: S311  (a story, not a secret)
    places = set(STILL_TO_ANSWER)
    willing = [e for e in electors_in_order(session, view) if (e.building, e.entrance, e.room) not in places]
    voters = _shuffled(willing, chance)[: len(willing) * 41 // 100]
    answers = [_about_sheds(chance) for _ in voters]
    _cast_all(session, view, _spread(view, voters, answers, chance, until=now), progress)


def _about_sheds(chance: Random) -> Answers:
    consent = chance.choices(("agree", "oppose", "abstain"), (81, 13, 6))[0]
    roof = chance.choices(("1", "2", "3", "none", "abstain", ""), (44, 28, 15, 4, 6, 3))[0]
    remark = chance.choice(_REMARKS) if chance.random() < 0.08 else ""
    return {1: consent, 2: roof, 3: remark}


def _shuffled(electors: Sequence[ElectorRow], chance: Random) -> list[ElectorRow]:
    return chance.sample(electors, len(electors))


def _spread(
    view: ConsultationView, voters: Sequence[ElectorRow], answers: Sequence[Answers], chance: Random, *, until: datetime
) -> list[_Coming]:
    """Give every ballot its moment between opening and `until`, earliest first."""
    whole = until - _LAST_MINUTES - view.opens_at
    moments = sorted(view.opens_at + whole * chance.betavariate(1.1, 1.6) for _ in voters)
    mixed = chance.sample(range(len(voters)), len(voters))
    return [
        _Coming(voters[at], moment, chance.random() < 0.35, answers[at])
        for at, moment in zip(mixed, moments, strict=True)
    ]


def _cast_all(session: Session, view: ConsultationView, coming: Sequence[_Coming], progress: Progress) -> None:
    for done, one in enumerate(coming, start=1):
        cast_ballot(session, _submission(view, one, f"demo-{view.number}-{done}"), now=one.at)
        progress(done, len(coming))


def _submission(view: ConsultationView, one: _Coming, key: str) -> Submission:
    return Submission(
        id=key,
        estate_id=view.estate.id,
        consultation_id=view.id,
        elector_id=one.elector.id,
        answers=one.answers,
        channel=Channel.PAPER if one.on_paper else Channel.WEB,
        entered_by=SECRETARY.name if one.on_paper else "",
        paper=PaperSlip(one.elector.paper_serial) if one.on_paper else None,
    )


def _mishaps(session: Session, view: ConsultationView, coming: Sequence[_Coming], others: Sequence[ElectorRow]) -> None:
    """What happens in every vote: a couple answers twice, a sheet comes late, two are spoilt and one is unsigned."""
    just_in_time = view.closes_at - _LAST_MINUTES
    for refused in _twice_and_late(view, coming, others, just_in_time):
        with suppress(Refusal):
            cast_ballot(session, _submission(view, refused, f"demo-odd-{refused.elector.paper_serial}"), now=refused.at)
    for elector, reason in zip(others[2:5], ("spoilt", "spoilt", "unsigned"), strict=True):
        set_aside_paper_ballot(
            session, view.estate.id, view.id, elector.paper_serial, reason, by=SECRETARY.name, now=just_in_time
        )


def _twice_and_late(
    view: ConsultationView, coming: Sequence[_Coming], others: Sequence[ElectorRow], just_in_time: datetime
) -> Iterator[_Coming]:
    yield replace(next(one for one in coming if one.on_paper), at=just_in_time, on_paper=False)
    for elector in others[:2]:
        yield _Coming(elector, view.closes_at + timedelta(minutes=20), False, {1: "agree"})
