"""Files to take out: tables as CSV or workbook, and everything for the archive; each is noted in the log of deeds."""

from __future__ import annotations

from urllib.parse import quote

from flask import abort, render_template
from werkzeug.wrappers import Response

from consult.actions.record_export import Exported, record_export
from consult.domain.consultation import State
from consult.domain.refusal import Refusal
from consult.models.base import db
from consult.queries.consultations import ConsultationView
from consult.spreadsheets.tables import Table, as_csv, as_workbook
from consult.web.access import allow, staff
from consult.web.console.archive import archive_of
from consult.web.console.pages import READERS, console, my_consultation, now
from consult.web.console.tables_out import TABLES
from consult.web.headers import mark_personal
from consult.web.i18n import current_words
from consult.wording.exports import EXPORTS

FORMS = {
    "csv": (as_csv, "text/csv"),
    "xlsx": (as_workbook, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


@console.get("/c/<code>/exports")
@allow.staff(*READERS)
def exports(code: str) -> str:
    """What can be taken out; taking it is for the committee alone."""
    view = my_consultation(code)
    words = current_words()
    offered = [(kind, words.gettext(EXPORTS[kind])) for kind in TABLES]
    return render_template("console/exports.html", view=view, offered=offered, forms=list(FORMS))


@console.post("/c/<code>/exports/<kind>.<any(csv, xlsx):form>")
@allow.staff("committee", fresh=True)
def take_out(code: str, kind: str, form: str) -> Response:
    """One table as a file. It is a deed, not a look: it stands in the log who took it."""
    view = _announced(code)
    if kind not in TABLES:
        abort(404)
    words = current_words()
    table = TABLES[kind](words, view, now())
    _record(view, kind)
    return table_file(table, f"{view.code}-{table.name}", form)


@console.post("/c/<code>/exports/archive.zip")
@allow.staff("committee", fresh=True)
def take_archive(code: str) -> Response:
    """Everything for the archive, sent while it is being made."""
    view = _announced(code)
    _record(view, "archive")
    mark_personal()
    name = f"{view.code}-{now().astimezone(current_words().zone):%Y%m%d}.zip"
    answer = Response(archive_of(view), mimetype="application/zip")
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return answer


def table_file(table: Table, name: str, form: str) -> Response:
    """A table as a file that no browser keeps."""
    mark_personal()
    write, mimetype = FORMS[form]
    answer = Response(write(table), mimetype=mimetype)
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(f'{name}.{form}')}"
    return answer


def _announced(code: str) -> ConsultationView:
    view = my_consultation(code)
    if view.state is State.DRAFT:
        raise Refusal("not-announced", code=view.code)
    return view


def _record(view: ConsultationView, kind: str) -> None:
    record_export(db.session(), Exported(kind, view.estate.id, view.id), by=staff().name, now=now())
