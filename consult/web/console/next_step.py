"""What a consultation needs next, in words, with the page where it is done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from flask import url_for

from consult.domain.consultation import State
from consult.queries.consultations import ConsultationView
from consult.wording.language import Words
from consult.wording.result_objections import last_day_said
from consult.wording.states import LOOKS, state_name


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for people.

    `unsettled` households sent two ballots and decided nothing, `contested` ballots wait for a decision, `corrections`
    and `sheets` of paper for a second person, `requests` of households about their records for an answer,
    `ideas` for being read, `objections` to the result for a decision; `last` is the last day on which they are taken,
    None before the result is posted.
    """

    unsettled: int = 0
    contested: int = 0
    corrections: int = 0
    sheets: int = 0
    requests: int = 0
    ideas: int = 0
    objections: int = 0
    last: date | None = None
    is_over: bool = False


NOTHING = Waiting()


@dataclass(frozen=True, slots=True)
class Task:
    """One line of a task list."""

    what: str
    href: str
    hint: str
    state: str
    look: str


def task(words: Words, view: ConsultationView, now: datetime, waits: Waiting = NOTHING) -> Task:
    """A consultation as a task: its title, what it needs, where it stands; `waits` as in `next_step`."""
    return Task(
        what=words.pick(view.title),
        href=url_for("console.consultation", code=view.code),
        hint=next_step(words, view, now, waits),
        state=state_name(words, view.state),
        look="bad" if waits.contested or waits.objections or needs_somebody(view, now) else LOOKS[view.state],
    )


def needs_somebody(view: ConsultationView, now: datetime) -> bool:
    """Whether it waits for a person: its time to open or to close has come."""
    is_due_to_open = view.state is State.ANNOUNCED and view.opens_at <= now
    is_due_to_close = view.state is State.OPEN and view.closes_at <= now
    return is_due_to_open or is_due_to_close


def next_step(words: Words, view: ConsultationView, now: datetime, waits: Waiting = NOTHING) -> str:
    """What to do next, or what is being waited for, and what waits for a decision."""
    said = [_next(words, view, now, waits), _to_decide(words, waits.contested)]
    said += [_to_confirm(words, waits.corrections), _to_read(words, waits.sheets)]
    said += [_to_answer(words, waits.requests), _to_judge(words, waits.ideas)]
    said.append(_objected(words, waits.objections))
    return ("" if words.is_chinese else " ").join(one for one in said if one)


def _next(words: Words, view: ConsultationView, now: datetime, waits: Waiting) -> str:
    match view.state:
        case State.DRAFT:
            return words.gettext("Read it through once more, then announce it: text and electors then stand still.")
        case State.ANNOUNCED:
            return _announced(words, view, now)
        case State.OPEN:
            return _open(words, view, now) + _to_settle(words, waits.unsettled)
    return _posted(words, waits)


def _posted(words: Words, waits: Waiting) -> str:
    """What is left after the count: the notice, the objections, and that the result is final."""
    if waits.is_over and (waits.objections or waits.contested):
        return words.gettext("The posting period is over. The result is final once what waits is decided.")
    if waits.is_over:
        return words.gettext(
            "The posting period is over and no objection is undecided: this result is final. File the papers."
        )
    said = words.gettext("It is closed and counted. Print the result notice, seal it and post it.")
    if waits.last is None:
        return said
    return said + ("" if words.is_chinese else " ") + last_day_said(words, waits.last)


def _objected(words: Words, objections: int) -> str:
    """Objections to the result."""
    if not objections:
        return ""
    return words.ngettext(
        "%(n)s objection to the result waits for a decision.",
        "%(n)s objections to the result wait for a decision.",
        objections,
    )


def _announced(words: Words, view: ConsultationView, now: datetime) -> str:
    if view.closes_at <= now:
        return words.gettext("Its time has passed without being opened. Draft a new one.")
    if view.opens_at <= now:
        return words.gettext("The time has come: open it, so that people can answer.")
    said = words.gettext(
        "Print posters and letters and hand them out. It opens on %(moment)s.", moment=words.moment(view.opens_at)
    )
    return _with_service(words, view, said)


def _open(words: Words, view: ConsultationView, now: datetime) -> str:
    if view.closes_at <= now:
        return _ended(words, view)
    said = words.gettext(
        "Answers may come in until %(moment)s. Enter paper ballots as they come back.",
        moment=words.moment(view.closes_at),
    )
    return _with_service(words, view, said)


def _ended(words: Words, view: ConsultationView) -> str:
    if view.closes_by_two and view.closing_by:
        return words.gettext(
            "Answering has ended, and %(name)s proposed to close and count: a second person confirms.",
            name=view.closing_by,
        )
    if view.procedure.late_paper:
        return words.gettext(
            "Answering has ended. Enter the sheets that were handed in on time; then close it and count."
        )
    return words.gettext("Answering has ended. Enter nothing more; close it and count.")


def _to_settle(words: Words, unsettled: int) -> str:
    """Households whose two ballots wait for their owners' decision, which must come before the count."""
    if not unsettled:
        return ""
    said = words.ngettext(
        "%(n)s household sent two ballots: ask its owners which one counts, before the count.",
        "%(n)s households sent two ballots: ask their owners which one counts, before the count.",
        unsettled,
    )
    return ("" if words.is_chinese else " ") + said


def _to_decide(words: Words, contested: int) -> str:
    """Households that say of a ballot recorded for them that it was not theirs."""
    if not contested:
        return ""
    return words.ngettext(
        "%(n)s household says that the ballot recorded for it was not theirs: look into it and decide.",
        "%(n)s households say that the ballot recorded for them was not theirs: look into it and decide.",
        contested,
    )


def _to_confirm(words: Words, corrections: int) -> str:
    """Corrections that somebody proposed."""
    if not corrections:
        return ""
    return words.ngettext(
        "%(n)s correction waits for a second person.", "%(n)s corrections wait for a second person.", corrections
    )


def _to_read(words: Words, sheets: int) -> str:
    """Sheets of paper that count nothing until another person has entered them."""
    if not sheets:
        return ""
    return words.ngettext(
        "%(n)s paper ballot counts only once somebody else has entered it too.",
        "%(n)s paper ballots count only once somebody else has entered them too.",
        sheets,
    )


def _to_answer(words: Words, requests: int) -> str:
    """What households ask about what is kept of them."""
    if not requests:
        return ""
    return words.ngettext(
        "%(n)s request of a household about its record waits for an answer.",
        "%(n)s requests of households about their records wait for an answer.",
        requests,
    )


def _to_judge(words: Words, ideas: int) -> str:
    """Ideas that nobody can see before somebody has read them."""
    if not ideas:
        return ""
    return words.ngettext(
        "%(n)s idea of residents waits to be read.", "%(n)s ideas of residents wait to be read.", ideas
    )


def _with_service(words: Words, view: ConsultationView, said: str) -> str:
    """Where silence is given a meaning, every delivery has to be noted in time."""
    if not view.procedure.deems:
        return said
    more = words.gettext("Record whom the ballots were delivered to: silence only counts after service.")
    return said + ("" if words.is_chinese else " ") + more
