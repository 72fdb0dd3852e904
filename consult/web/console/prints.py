"""The print log, a batch on its way, its files; and printing one paper so that the log knows of it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta

from flask import abort, current_app, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from consult.actions.cancel_printing import cancel_printing
from consult.actions.record_print import PrintedPaper, record_print
from consult.documents.pages import count_pages
from consult.domain.printing import PrintState, refuse_unless_open_to_work
from consult.domain.refusal import Refusal
from consult.models.base import db
from consult.press import folder as files
from consult.press.work import is_stalled, why_stalled
from consult.queries.consultations import ConsultationView
from consult.queries.printings import PrintingView, printings_of
from consult.web.access import allow, staff
from consult.web.console.batches import start_work
from consult.web.console.pages import READERS, console, my_consultation, now
from consult.web.console.papers import paper_file
from consult.web.console.papers_shown import Paper, paper_of, papers_of
from consult.web.console.preview import made
from consult.web.console.print_files import files_shown, my_printing
from consult.web.i18n import current_words, settings
from consult.wording.printing import (
    LANGUAGES,
    paper_name,
    print_state,
    printed_for,
    why_stopped,
)

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
class Tongue:
    """A paper in one of its languages: where it is looked at, where it is printed.

    Without `action` it is printed from where it is looked at, after time and place were typed there.
    """

    name: str
    preview: str
    action: str


@dataclass(frozen=True, slots=True)
class Offered:
    """A paper that can be printed now, in the languages there are."""

    name: str
    tongues: tuple[Tongue, ...]


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


@console.post("/c/<code>/prints/paper/<kind>")
@allow.staff("committee")
def print_paper(code: str, kind: str) -> Response:
    """Give a paper to print, in the language of the address and with what was typed for it, and note it in the log."""
    view = my_consultation(code)
    paper = paper_of(view, staff().role, kind)
    language = paper.language(request.args.get("language", "")) if paper else ""
    if paper is None or paper.batch:
        abort(404)
    if not paper.print_action(view, language):
        raise Refusal("not-announced", code=view.code)
    content = made(view, paper, language)
    printed = PrintedPaper(
        kind=kind,
        language=language,
        text_hash=view.text_hash,
        pages=count_pages(content),
        sha256=hashlib.sha256(content).hexdigest(),
    )
    record_print(db.session(), view.estate.id, view.id, printed, by=staff().name, now=now())
    return paper_file(content, f"{view.code}-{kind}-{language}.pdf", keep=False)


def _offered(view: ConsultationView) -> list[Offered]:
    """Every paper that is printed once; what asks for something is printed from its own page."""
    return [
        Offered(
            paper.name(current_words(), view), tuple(_tongue(view, paper, language) for language in paper.languages)
        )
        for paper in papers_of(view, staff().role)
        if paper.print_action(view, paper.languages[0])
    ]


def _tongue(view: ConsultationView, paper: Paper, language: str) -> Tongue:
    action = "" if paper.blanks else paper.print_action(view, language)
    return Tongue(LANGUAGES[language], paper.preview_page(view, language), action)


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
