"""Looking at papers before they are printed: the list of what there is, each page as a picture, and the PDF."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from flask import Response, abort, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from consult.documents.page_images import page_png, page_sizes
from consult.documents.preview_mark import Mark, marked
from consult.domain.consultation import State
from consult.domain.refusal import Refusal
from consult.models.base import db
from consult.queries.consultations import ConsultationView
from consult.queries.paper_samples import draft_ahead
from consult.web.access import allow, staff
from consult.web.console.kept_previews import KeptPreviews
from consult.web.console.pages import READERS, console, my_consultation, now
from consult.web.console.papers import blanks_of, paper_file, typed, words_of_paper
from consult.web.console.papers_made import MAKERS, Wanted
from consult.web.console.papers_shown import Paper, paper_of, papers_of
from consult.web.headers import mark_personal
from consult.web.i18n import current_words, settings
from consult.wording.printing import LANGUAGES
from consult.wording.refusals import sentence

KEPT = "consult_kept_previews"

MOST_PAGES = 20
"""Pages shown as pictures; whoever wants more opens the PDF."""


@dataclass(frozen=True, slots=True)
class Row:
    """One paper of the list: what it is, in which languages, where to look at it and where to print it.

    `is_valid`: what is printed is the paper itself, neither a draft's nor a household's that does not exist.
    """

    kind: str
    name: str
    purpose: str
    languages: str
    language: str
    preview: str
    print_action: str
    order_page: str
    download: str
    is_valid: bool
    blanks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PageShown:
    """One page as a picture: its address, what it shows in words, and its size in pixels."""

    number: int
    address: str
    alt: str
    width: int
    height: int


@console.get("/c/<code>/papers")
@allow.staff(*READERS)
def paper_list(code: str) -> str:
    """Every paper there is for a consultation in its present state."""
    view, asked = my_consultation(code), _asked_language()
    rows = [_row(view, paper, paper.language(asked)) for paper in papers_of(view, staff().role)]
    return render_template("console/papers.html", view=view, rows=rows, asked=asked, languages=LANGUAGES)


@console.get("/c/<code>/papers/<kind>/preview")
@allow.staff(*READERS)
def paper_preview(code: str, kind: str) -> str:
    """The pages of a paper as pictures, made from the text as it stands; or the sentence why there are none."""
    view = my_consultation(code)
    paper = _paper(view, kind)
    mark_personal()
    language = paper.language(_asked_language())
    context = {
        "view": view,
        "paper": paper,
        "row": _row(view, paper, language),
        "languages": LANGUAGES,
        "given": typed(paper.blanks),
    }
    try:
        pdf = _marked(view, paper, language)
    except Refusal as refusal:
        problem = sentence(current_words(), refusal)
        return render_template("console/paper_preview.html", problem=problem, pages=[], more=0, **context)
    pages = _pages(view, paper, language, pdf)
    more = max(0, len(pages) - MOST_PAGES)
    return render_template("console/paper_preview.html", problem="", pages=pages[:MOST_PAGES], more=more, **context)


@console.post("/c/<code>/papers/<kind>/preview")
@allow.staff("committee")
def preview_with_typed(code: str, kind: str) -> Answer:
    """The same page with what was typed for this printing on it; nothing is kept."""
    view = my_consultation(code)
    paper = _paper(view, kind)
    about: dict[str, Any] = {"language": paper.language(_asked_language()), **typed(paper.blanks)}
    return redirect(url_for("console.paper_preview", code=view.code, kind=kind, **about), 303)


@console.get("/c/<code>/papers/<kind>/page-<int:number>.png")
@allow.staff(*READERS)
def paper_page(code: str, kind: str, number: int) -> Response:
    """One page as a picture; of the very paper that the preview spoke of, while that is kept."""
    view = my_consultation(code)
    paper = _paper(view, kind)
    mark_personal()
    try:
        picture = page_png(_kept_or_made(view, paper), number)
    except IndexError:
        abort(404)
    return Response(picture, mimetype="image/png")


@console.get("/c/<code>/papers/<kind>/preview.pdf")
@allow.staff(*READERS)
def paper_preview_file(code: str, kind: str) -> Response:
    """The same as a PDF, with its mark: the paper itself is given, and noted, by the button alone."""
    view = my_consultation(code)
    paper = _paper(view, kind)
    mark_personal()
    return paper_file(_kept_or_made(view, paper), f"{view.code}-{kind}-preview.pdf")


def _paper(view: ConsultationView, kind: str) -> Paper:
    """A paper that this consultation has now, for whoever asks; any other is missing."""
    return paper_of(view, staff().role, kind) or abort(404)


def _asked_language() -> str:
    asked = request.args.get("language", "")
    return asked if asked in LANGUAGES and asked else ("zh" if current_words().is_chinese else "en")


def made(view: ConsultationView, paper: Paper, language: str) -> bytes:
    """The paper as it is printed now, with what was typed for this printing; of a draft, with its owners to come."""
    words, second = words_of_paper(language)
    shown = draft_ahead(db.session(), view) if view.state is State.DRAFT else view
    if paper.counts and not shown.electorate.heads:
        raise Refusal("preview-without-owners")
    given = blanks_of(typed(paper.blanks))
    return MAKERS[paper.kind](Wanted(db.session(), shown, words, second, settings().public_url, now(), given))


def _marked(view: ConsultationView, paper: Paper, language: str) -> bytes:
    """The paper with a mark on every page."""
    return marked(made(view, paper, language), paper.mark(view), words_of_paper(language)[0])


def _kept() -> KeptPreviews:
    kept: KeptPreviews = current_app.extensions.setdefault(KEPT, KeptPreviews())
    return kept


def _kept_or_made(view: ConsultationView, paper: Paper) -> bytes:
    """The paper that a preview has just shown, or else a new one."""
    language = paper.language(_asked_language())
    kept = _kept().find((view.id, paper.kind, language, request.args.get("made", "")), now())
    return kept if kept is not None else _marked(view, paper, language)


def _pages(view: ConsultationView, paper: Paper, language: str, pdf: bytes) -> list[PageShown]:
    """Its pages, with the paper itself kept for the pictures that a browser asks for next."""
    digits = hashlib.sha256(pdf).hexdigest()[:16]
    about: dict[str, Any] = {"language": language, **typed(paper.blanks)}
    _kept().keep((view.id, paper.kind, language, digits), pdf, now())
    words, sizes = current_words(), page_sizes(pdf)
    name = paper.name(words, view)
    return [
        PageShown(
            number=number,
            address=url_for("console.paper_page", code=view.code, kind=paper.kind, number=number, made=digits, **about),
            alt=words.gettext("%(paper)s, page %(n)s of %(all)s", paper=name, n=number, all=len(sizes)),
            width=width,
            height=height,
        )
        for number, (width, height) in enumerate(sizes, start=1)
    ]


def _row(view: ConsultationView, paper: Paper, language: str) -> Row:
    words = current_words()
    about: dict[str, Any] = {"language": language, **typed(paper.blanks)}
    return Row(
        kind=paper.kind,
        name=paper.name(words, view),
        purpose=paper.purpose(words, view),
        languages=" · ".join(LANGUAGES[one] for one in paper.languages),
        language=LANGUAGES[language],
        preview=paper.preview_page(view, language),
        print_action=paper.print_action(view, language),
        order_page=paper.order_page(view),
        download=url_for("console.paper_preview_file", code=view.code, kind=paper.kind, **about),
        is_valid=paper.mark(view) is Mark.PREVIEW,
        blanks=paper.blanks,
    )
