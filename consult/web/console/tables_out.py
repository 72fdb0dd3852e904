"""The tables that may be taken out as files, each made from what the pages show."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal, InvalidOperation

from consult.documents.objection_register import about_said, outcome_said, who_said
from consult.documents.result_figures import Row, question_figures
from consult.domain.objection import objections_end
from consult.models.base import db
from consult.queries.consultations import ConsultationView
from consult.queries.deed_log import LoggedDeed
from consult.queries.ideas import ideas_to_judge
from consult.queries.listed import electors_listed
from consult.queries.objections import objections
from consult.queries.service import service_by_building, service_in
from consult.queries.turnout import by_building, returned_so_far
from consult.spreadsheets.tables import Table, Value
from consult.wording.deeds import deed_said
from consult.wording.exports import EXPORTS
from consult.wording.ideas import idea_answer_name, idea_kind_name, idea_state_name
from consult.wording.language import Words
from consult.wording.marking import N_
from consult.wording.places import place_name
from consult.wording.service import METHODS

Made = Callable[[Words, ConsultationView, datetime], Table]


def square_metres(hundredths: int) -> Decimal:
    """An area as a number of square metres with two decimals."""
    return Decimal(hundredths).scaleb(-2)


def moment(words: Words, at: datetime | None) -> str:
    """A moment as every spreadsheet sorts it, in the reader's zone."""
    return f"{at.astimezone(words.zone):%Y-%m-%d %H:%M}" if at else ""


def roll_table(words: Words, view: ConsultationView, _now: datetime) -> Table:
    """Every elector of the frozen roll."""
    columns = (N_("Building"), N_("Entrance"), N_("Room"), N_("Owners"), N_("All rooms"), N_("Number of rooms"))
    rows: list[list[Value]] = [
        [
            *elector.door,
            "、".join(elector.names),
            "；".join(place_name(words, *door) for door, _area in elector.rooms),
            len(elector.rooms),
            square_metres(elector.area),
        ]
        for elector in electors_listed(db.session(), view)
    ]
    return _table(words, "export-roll", [*map(words.gettext, columns), _metres(words, N_("Area"))], rows)


def turnout_table(words: Words, view: ConsultationView, _now: datetime) -> Table:
    """Turnout by building and as a whole; of a secret poll the whole alone, in tens until its end."""
    whole = returned_so_far(db.session(), view)
    rows: list[list[Value]] = [
        [
            row.building,
            row.returned.heads,
            row.electorate.heads,
            square_metres(row.returned.area),
            square_metres(row.electorate.area),
        ]
        for row in by_building(db.session(), view)
    ]
    area = None if view.is_secret else square_metres(whole.area)
    total: list[Value] = [words.gettext("In all"), whole.heads, view.electorate.heads]
    rows.append([*total, area, square_metres(view.electorate.area)])
    columns = [words.gettext("Building"), words.gettext("answered"), words.gettext("of electors")]
    columns += [words.gettext("m² answered"), words.gettext("of m²")]
    return _table(words, "export-turnout", columns, rows)


def results_table(words: Words, view: ConsultationView, _now: datetime) -> Table:
    """Every answer of every question as published; empty before the count."""
    columns = (
        N_("Question"),
        N_("Plan"),
        N_("Answer"),
        N_("Heads"),
        N_("Share of heads"),
        N_("Share of area"),
        N_("Outcome"),
    )
    rows: list[list[Value]] = []
    for question in question_figures(words, view.result) if view.result else ():
        named = f"{question.number}. {question.title}"
        rows += [[named, "", *_answer(row), question.verdict] for row in question.rows]
        for plan in question.plans:
            rows += [[named, plan.name, *_answer(row), plan.verdict] for row in plan.rows]
        if not question.rows and not question.plans:
            rows.append([named, "", question.took_part, None, "", None, "", question.verdict])
    said = [words.gettext(column) for column in columns]
    return _table(words, "export-results", [*said[:5], _metres(words, N_("Area")), *said[5:]], rows)


def _answer(row: Row) -> list[Value]:
    return [row.label, _number(row.heads), row.heads_share, _number(row.area), row.area_share]


def _number(written: str) -> Value:
    """A figure as a page writes it, as a number again; what is none stays as it is."""
    bare = "".join(mark for mark in written if mark.isdigit() or mark in ".-")
    try:
        return Decimal(bare)
    except InvalidOperation:
        return written


def delivery_table(words: Words, view: ConsultationView, _now: datetime) -> Table:
    """Every recorded attempt, those taken back among them; never who answered."""
    columns = (
        N_("Building"),
        N_("Entrance"),
        N_("Room"),
        N_("What happened"),
        N_("When"),
        N_("Who took it"),
        N_("Relation to the owner"),
    )
    more = (N_("What proves it"), N_("Recorded by"), N_("Recorded at"), N_("Taken back because"))
    return _table(
        words, "export-delivery", [words.gettext(name) for name in (*columns, *more)], list(_attempts(words, view))
    )


def _attempts(words: Words, view: ConsultationView) -> Iterator[list[Value]]:
    for building in service_by_building(db.session(), view):
        for elector in service_in(db.session(), view, building.building):
            for line in reversed(elector.log):
                attempt = line.attempt
                yield [
                    *elector.place,
                    words.gettext(METHODS[attempt.method]),
                    moment(words, attempt.at),
                    attempt.recipient,
                    attempt.relation,
                    attempt.evidence,
                    line.recorded_by,
                    moment(words, line.recorded_at),
                    line.withdrawn.reason if line.withdrawn else "",
                ]


def ideas_table(words: Words, view: ConsultationView, _now: datetime) -> Table:
    """What residents sent, without who sent it."""
    columns = (N_("Sent at"), N_("Kind"), N_("Text"), N_("State"), N_("Supported by"), N_("Answer"), N_("Reason"))
    rows: list[list[Value]] = [
        [
            moment(words, idea.at),
            idea_kind_name(words, idea.kind),
            idea.text,
            idea_state_name(words, idea.state),
            idea.supports,
            idea_answer_name(words, idea.answer) if idea.answer else "",
            idea.reason,
        ]
        for idea in ideas_to_judge(db.session(), view.estate.id, view.id)
    ]
    return _table(words, "export-ideas", list(map(words.gettext, columns)), rows)


def objections_table(words: Words, view: ConsultationView, now: datetime) -> Table:
    """The register: contests, corrections and objections to the result, without homes."""
    ends = objections_end(view.closed_at, words.zone, days=view.procedure.posted_days)
    columns = (
        N_("Came at"),
        N_("Whose"),
        N_("About"),
        N_("Taken by"),
        N_("Decision"),
        N_("Reason"),
        N_("Decided by"),
        N_("Decided at"),
    )
    rows: list[list[Value]] = []
    for one in objections(db.session(), view, ends, now):
        begun: list[Value] = [moment(words, one.came_at), who_said(one, words), about_said(one, words), one.taken_by]
        if decided := one.decided:
            ruled = [outcome_said(decided.outcome, words), decided.reason, decided.by, moment(words, decided.at)]
            rows.append([*begun, *ruled])
        else:
            rows.append([*begun, "", "", "", ""])
    return _table(words, "export-objections", list(map(words.gettext, columns)), rows)


def log_table(words: Words, lines: Sequence[LoggedDeed]) -> Table:
    """Lines of the log of deeds."""
    columns = (N_("When"), N_("Signed for by"), N_("Deed"), N_("Code"), N_("Consultation"))
    rows: list[list[Value]] = [
        [moment(words, line.at), line.by, deed_said(words, line.deed, line.about), line.code, words.pick(line.title)]
        for line in lines
    ]
    return _table(words, "export-log", list(map(words.gettext, columns)), rows)


TABLES: Mapping[str, Made] = {
    "export-roll": roll_table,
    "export-turnout": turnout_table,
    "export-results": results_table,
    "export-delivery": delivery_table,
    "export-ideas": ideas_table,
    "export-objections": objections_table,
}
"""Kind → what makes it."""


def _metres(words: Words, name: str) -> str:
    return f"{words.gettext(name)} ({words.area_unit})"


def _table(words: Words, kind: str, columns: Sequence[str], rows: Sequence[Sequence[Value]]) -> Table:
    return Table(words.gettext(EXPORTS[kind]), columns, rows)
