"""What is to be done today in one consultation, each line with the page where it is done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from flask import url_for

from consult.domain.consultation import State
from consult.queries.consultations import ConsultationView
from consult.web.console.next_step import Task, Waiting
from consult.wording.language import Words


@dataclass(frozen=True, slots=True)
class Day:
    """This day in a consultation: what waits for people, entries from phones among it, and what turnout still lacks.

    `lacking` says it in words ("31 electors to go"); empty where enough took part, or the rule asks for none.
    `may_work` is false for those who only read.
    """

    now: datetime
    waits: Waiting
    doorstep: int = 0
    lacking: tuple[str, ...] = ()
    may_work: bool = True


_COMMITTEE_ONLY = ("console.requests_page", "console.ideas_page")
"""Pages that whoever only reads cannot open."""


def todays(words: Words, view: ConsultationView, day: Day) -> list[Task]:
    """What is due first, then what waits for a decision, then what helps; empty where nothing is to be done."""
    return [*_due(words, view, day), *_waiting(words, view, day), *_helping(words, view, day)]


def urgent(words: Words, view: ConsultationView, day: Day) -> list[Task]:
    """For a page about several consultations: what is due now or waits for somebody, each with the title under it."""
    found = [*(task for task in _due(words, view, day) if task.state), *_waiting(words, view, day)]
    return [replace(task, hint=words.pick(view.title)) for task in found]


def _due(words: Words, view: ConsultationView, day: Day) -> Iterator[Task]:
    """Whatever its date demands."""
    now = day.now
    page = url_for("console.consultation", code=view.code)
    match view.state:
        case State.DRAFT:
            yield _task(words.gettext("Announce it"), page, _notice(words, view.notice_on, _local_day(words, now)))
        case State.ANNOUNCED if now >= view.closes_at:
            yield _late(words, words.gettext("Its time has passed without being opened"), page)
        case State.ANNOUNCED if now >= view.opens_at:
            yield _late(words, words.gettext("Open it"), page)
        case State.ANNOUNCED:
            hint = words.gettext("It opens on %(moment)s.", moment=words.moment(view.opens_at))
            yield _task(words.gettext("Print posters and letters"), url_for("console.paper_list", code=view.code), hint)
        case State.OPEN if now >= view.closes_at:
            yield _late(words, words.gettext("Close and count"), page)
        case State.OPEN if _local_day(words, now) == _local_day(words, view.closes_at):
            hint = words.gettext("It ends today: %(moment)s.", moment=words.moment(view.closes_at))
            yield _task(words.gettext("Be ready to close and count"), page, hint)
        case State.CLOSED if not day.waits.is_over:
            yield from _posted(words, view, day.waits)


def _posted(words: Words, view: ConsultationView, waits: Waiting) -> Iterator[Task]:
    papers = url_for("console.publish", code=view.code)
    hint = words.gettext("Objections are taken until %(date)s.", date=words.day(waits.last)) if waits.last else ""
    yield _task(words.gettext("Keep the result notice posted"), papers, hint)


def _waiting(words: Words, view: ConsultationView, day: Day) -> Iterator[Task]:
    """Whatever somebody has to decide, confirm, read or answer."""
    waits, code = day.waits, view.code
    counted = (
        (waits.unsettled, words.gettext("Settle households with two ballots"), "console.conflicts_page"),
        (waits.contested, words.gettext("Decide contested ballots"), "console.contests_page"),
        (waits.objections, words.gettext("Decide objections to the result"), "console.objections_page"),
        (waits.corrections, words.gettext("Confirm corrections"), "console.corrections_page"),
        (waits.sheets, words.gettext("Enter paper ballots once more"), "console.paper_queue"),
        (waits.requests, words.gettext("Answer what households say about their records"), "console.requests_page"),
        (waits.ideas, words.gettext("Read ideas of residents"), "console.ideas_page"),
    )
    for number, what, endpoint in counted:
        if number and (day.may_work or endpoint not in _COMMITTEE_ONLY):
            yield _many(words, what, number, url_for(endpoint, code=code))
    if day.doorstep:
        what = words.gettext("Decide entries from the rounds at the door")
        yield _many(words, what, day.doorstep, url_for("console.doorstep_entries"))


def _helping(words: Words, view: ConsultationView, day: Day) -> Iterator[Task]:
    """While answers may come in: whom to go and see, where the rule asks for more than have come."""
    if view.state is State.OPEN and day.now < view.closes_at and day.lacking:
        where = "console.consultation" if view.is_secret else "console.rooms"
        hint = ("；" if words.is_chinese else "; ").join(day.lacking)
        yield _task(words.gettext("Ask those who have not answered"), url_for(where, code=view.code), hint)


def _notice(words: Words, notice_on: date, today: date) -> str:
    days = (notice_on - today).days
    if days < 0:
        return words.gettext("The notice should have gone up on %(date)s: choose new dates.", date=words.day(notice_on))
    if days == 0:
        return words.gettext("The notice goes up today.")
    if days == 1:
        return words.gettext("The notice goes up tomorrow.")
    return words.gettext("The notice goes up on %(date)s.", date=words.day(notice_on))


def _local_day(words: Words, at: datetime) -> date:
    return at.astimezone(words.zone).date()


def _task(what: str, href: str, hint: str = "") -> Task:
    return Task(what, href, hint, "", "")


def _late(words: Words, what: str, href: str) -> Task:
    return Task(what, href, "", words.gettext("Now"), "bad")


def _many(words: Words, what: str, number: int, href: str) -> Task:
    return Task(what, href, "", words.integer(number), "warning")
