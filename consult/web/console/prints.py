"""The print log, a batch on its way, its files; and printing one paper so that the log knows of it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import abort, current_app, make_response, redirect, render_template, request, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from consult.actions.cancel_printing import cancel_printing
from consult.actions.record_print import PrintedPaper, record_print
from consult.documents.pages import count_pages
from consult.domain.consultation import State
from consult.domain.printing import PrintState, refuse_unless_open_to_work
from consult.domain.refusal import Refusal
from consult.models.base import db
from consult.press import folder as files
from consult.press.work import is_stalled, why_stalled
from consult.queries.consultations import ConsultationView
from consult.queries.printings import PrintingView, printings_of
from consult.web.access import allow, declaration, staff
from consult.web.console.batches import start_work
from consult.web.console.pages import READERS, console, my_consultation, now
from consult.web.console.papers_formal import FORMAL_PREVIEWS, formal_choices
from consult.web.console.papers_lists import LIST_PREVIEWS, list_choices
from consult.web.console.papers_shown import papers_of
from consult.web.console.print_files import files_shown, my_printing
from consult.web.i18n import current_words, settings
from consult.wording.printing import (
    LANGUAGES,
    paper_name,
    print_state,
    printed_for,
    why_stopped,
)

_PREVIEWS = {
    "notice.pdf": "notice",
    "poster.pdf": "poster",
    "result.pdf": "result_notice",
    **FORMAL_PREVIEWS,
    **LIST_PREVIEWS,
}

LOOK_AGAIN = 3
"""Seconds after which a page on which something is being printed asks anew."""

SWEPT = "consult_prints_swept_at"
SWEEP_EVERY = timedelta(minutes=10)

_LOOKS = {
    PrintState.DONE: "good",
    PrintState.FAILED: "bad",
    PrintState.RUNNING: "warning",
    PrintState.WAITING: "warning",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One printing as the page shows it."""

    printing: PrintingView
    paper: str
    whom: str
    language: str
    state: str
    look: str
    why: str
    is_stalled: bool


@dataclass(frozen=True, slots=True)
class Offered:
    """A paper that can be printed now: its name with the language, where to look at it, where to print it."""

    name: str
    preview: str
    action: str


@console.before_app_request
def _sweep_now_and_then() -> None:
    """Whoever asks for any page: files whose time is over go, at most once in so many minutes."""
    last = current_app.extensions.get(SWEPT)
    if last is None or not timedelta(0) <= now() - last < SWEEP_EVERY:
        current_app.extensions[SWEPT] = now()
        files.sweep(settings().instance, now())


@console.get("/c/<code>/prints")
@allow.staff(*READERS)
def print_log(code: str) -> str:
    """Everything printed of a consultation, newest first."""
    view = my_consultation(code)
    lines = [_line(view, printing) for printing in printings_of(db.session(), view.estate.id, view.id)]
    return render_template(
        "console/prints.html", view=view, lines=lines, offered=_offered(view), batches=_batches(view)
    )


def _batches(view: ConsultationView) -> list[tuple[str, str]]:
    """What is printed for every household: its name, and where it is ordered."""
    papers = papers_of(view, staff().role)
    return [(paper.name(current_words(), view), paper.order_page(view)) for paper in papers if paper.order_page(view)]


@console.get("/c/<code>/prints/<int:printing>")
@allow.staff(*READERS)
def print_job(code: str, printing: int) -> Response:
    """How far a batch is, and its files; while it is being made, the page asks again by itself."""
    view = my_consultation(code)
    line = _line(view, my_printing(view, printing))
    page = make_response(render_template("console/print_job.html", view=view, line=line, **files_shown(line.printing)))
    if not line.is_stalled and line.printing.state in (PrintState.WAITING, PrintState.RUNNING):
        page.headers["Refresh"] = str(LOOK_AGAIN)
    return page


@console.post("/c/<code>/prints/<int:printing>/go-on")
@allow.staff("committee")
def go_on_printing(code: str, printing: int) -> Response:
    """Go on with a batch that stopped."""
    view = my_consultation(code)
    found = my_printing(view, printing)
    refuse_unless_open_to_work(found.state)
    if files.is_at_work(files.folder_of(settings().instance, printing), now()):
        raise Refusal("batch-at-work")
    start_work(view.estate.id, printing)
    return redirect(url_for("console.print_job", code=view.code, printing=printing), 303)


@console.post("/c/<code>/prints/<int:printing>/cancel")
@allow.staff("committee")
def cancel_print(code: str, printing: int) -> Response:
    """Give up what is not made yet."""
    view = my_consultation(code)
    cancel_printing(db.session(), view.estate.id, my_printing(view, printing).id, now=now())
    return redirect(url_for("console.print_job", code=view.code, printing=printing), 303)


@console.post("/c/<code>/prints/paper/<paper>")
@allow.staff("committee")
def print_paper(code: str, paper: str) -> Response:
    """Print what `/c/<code>/<paper>` previews, with the same choices in the address, and note it in the log."""
    view = my_consultation(code)
    answer = _preview(view, paper)
    content = answer.get_data()
    printed = PrintedPaper(
        kind=_kind(paper),
        language=request.args.get("language", ""),
        text_hash=view.text_hash,
        pages=count_pages(content),
        sha256=hashlib.sha256(content).hexdigest(),
    )
    record_print(db.session(), view.estate.id, view.id, printed, by=staff().name, now=now())
    answer.headers["Content-Disposition"] = answer.headers["Content-Disposition"].replace("inline", "attachment", 1)
    return answer


def _preview(view: ConsultationView, paper: str) -> Response:
    """What the page of a paper answers to whoever may see it; anything that is no paper is missing."""
    address = url_for("console.consultation", code=view.code) + f"/{paper}"
    try:
        endpoint, given = current_app.create_url_adapter(request).match(address, method="GET")  # type: ignore[union-attr]
    except HTTPException:
        abort(404)
    admits = declaration(current_app, endpoint)
    if not paper.endswith(".pdf") or set(given) != {"code"} or admits is None or staff().role not in admits.roles:
        abort(404)
    return make_response(current_app.view_functions[endpoint](**given))


def _kind(paper: str) -> str:
    kind = paper.removesuffix(".pdf")
    if kind == "poster":
        return f"poster-{request.args.get('size', 'a4')}"
    if kind == "minutes":
        return f"minutes-{request.args.get('meeting', 'hearing')}"
    if kind == "ballots" and "large" in request.args:
        return "ballots-large"
    return "result-by-building" if kind == "result" and "buildings" in request.args else kind


def _offered(view: ConsultationView) -> list[Offered]:
    """The papers for the board and the formal ones; every other page of papers can print in the same way."""
    choices: list[tuple[str, str, dict[str, str]]] = [("notice", "notice.pdf", {})]
    choices += [(f"poster-{size}", "poster.pdf", {"size": size}) for size in ("a4", "a3")]
    if view.state is State.CLOSED:
        choices.append(("result", "result.pdf", {}))
    choices += [*formal_choices(view), *list_choices()]
    return [
        _offer(view, kind, paper, {**asked, "language": language})
        for kind, paper, asked in choices
        for language in ("zh", "en")
    ]


def _offer(view: ConsultationView, kind: str, paper: str, asked: dict[str, str]) -> Offered:
    words = current_words()
    about: dict[str, Any] = {"code": view.code, **asked}
    return Offered(
        name=f"{paper_name(words, kind)} · {LANGUAGES[asked['language']]}",
        preview=url_for(f"console.{_PREVIEWS[paper]}", **about),
        action=url_for("console.print_paper", paper=paper, **about),
    )


def _line(view: ConsultationView, printing: PrintingView) -> Line:
    words = current_words()
    stalled = is_stalled(printing, settings().instance, now())
    return Line(
        printing=printing,
        paper=paper_name(words, printing.kind),
        whom=printed_for(words, printing.building, printing.rooms) if printing.batch else "",
        language=LANGUAGES.get(printing.language, "—"),
        state=print_state(words, printing.state, is_stalled=stalled),
        look="bad" if stalled else _LOOKS.get(printing.state, ""),
        why=why_stopped(words, why_stalled(printing, settings().instance) if stalled else printing.reason, view.code),
        is_stalled=stalled,
    )
