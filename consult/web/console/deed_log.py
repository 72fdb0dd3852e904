"""Who did what, for whoever has to account for it: searched by person, deed, period and consultation."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from flask import render_template, request, url_for
from werkzeug.wrappers import Response

from consult.actions.record_export import Exported, record_export
from consult.domain.receipt import fold
from consult.models.base import db
from consult.queries.deed_log import Asked, LoggedDeed, consultations_in_log, log_lines, log_page, people_in_log
from consult.web.access import allow, staff
from consult.web.console.exports import table_file
from consult.web.console.pages import READERS, console, now
from consult.web.console.tables_out import log_table
from consult.web.i18n import current_words
from consult.wording.deeds import DEEDS, deed_said
from consult.wording.language import Words

FIELDS = ("person", "deed", "code", "first", "last")


@console.get("/log")
@allow.staff(*READERS)
def deed_log() -> str:
    """A page of the log; what is looked for stands in its address."""
    words = current_words()
    page = log_page(db.session(), staff().estate_id, _asked(words), request.args.get("page", 1, type=int))
    return render_template(
        "console/log.html",
        page=page,
        lines=[_shown(words, line) for line in page.lines],
        previous=_page(page.page - 1) if page.page > 1 else "",
        following=_page(page.page + 1) if page.page < page.pages else "",
        typed=_typed(),
        people=people_in_log(db.session(), staff().estate_id),
        deeds=sorted(((key, words.gettext(name)) for key, name in DEEDS.items()), key=lambda one: one[1]),
        consultations=[
            (code, words.pick(title)) for code, title in consultations_in_log(db.session(), staff().estate_id).items()
        ],
        may_take=staff().role in ("committee", "auditor"),
    )


@console.post("/log.<any(csv, xlsx):form>")
@allow.staff("committee", "auditor", fresh=True)
def take_log(form: str) -> Response:
    """All that is looked for as a file; that too is noted."""
    words = current_words()
    table = log_table(words, log_lines(db.session(), staff().estate_id, _asked(words)))
    record_export(db.session(), Exported("export-log", staff().estate_id), by=staff().name, now=now())
    return table_file(table, table.name, form)


def _typed() -> dict[str, str]:
    return {name: request.values.get(name, "").strip()[:80] for name in FIELDS}


def _asked(words: Words) -> Asked:
    typed = _typed()
    first, last = _day(typed["first"]), _day(typed["last"])
    return Asked(
        person=typed["person"],
        deed=typed["deed"],
        code=fold(typed["code"]),
        since=_midnight(words, first) if first else None,
        before=_midnight(words, last + timedelta(days=1)) if last and last < date.max else None,
    )


def _day(typed: str) -> date | None:
    """A day as browsers send it; what is none asks for nothing."""
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None


def _midnight(words: Words, day: date) -> datetime | None:
    """Where that day begins; before the first years nobody did anything."""
    return datetime.combine(day, time(), words.zone) if day.year > 1 else None


def _shown(words: Words, line: LoggedDeed) -> dict[str, Any]:
    return {
        "at": words.moment(line.at),
        "by": line.by,
        "said": deed_said(words, line.deed, line.about),
        "code": line.code,
        "title": words.pick(line.title),
    }


def _page(number: int) -> str:
    about: dict[str, Any] = {name: text for name, text in _typed().items() if text}
    return url_for("console.deed_log", page=number, **about)
