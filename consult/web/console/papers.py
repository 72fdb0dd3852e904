"""Papers to print: poster, letters, result notice, and the result for programs."""

from __future__ import annotations

import json
from urllib.parse import quote

from flask import Response, abort, make_response, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from consult.actions.issue_letters import IssuedLetter, issue_letters
from consult.documents.ballot_paper import ballots_pdf
from consult.documents.letter import letters_pdf
from consult.documents.notice import notice_pdf
from consult.documents.poster import Size, poster_pdf
from consult.documents.result_notice import result_notice_pdf
from consult.domain import printing as _declares  # noqa: F401  (the reasons given here)
from consult.domain.consultation import State
from consult.domain.refusal import Refusal
from consult.models.base import db
from consult.queries.consultations import ConsultationView
from consult.queries.letter_counts import electors_for_letters, letters_by_building
from consult.queries.notice_paper import notice_sheet
from consult.queries.paper_ballots import ballot_sheet, paper_ballots
from consult.queries.papers import household, letter_sheet, poster_sheet, result_sheet
from consult.web.access import allow, staff
from consult.web.console.pages import READERS, console, my_consultation, now, refused_page
from consult.web.headers import mark_personal
from consult.web.i18n import settings
from consult.wording.language import CHINESE, ENGLISH, Words, words_for

LANGUAGES = {"zh": CHINESE, "en": ENGLISH}


def paper_words(language: str) -> Words:
    """The language a paper is asked for in, else the installation's."""
    return words_for(LANGUAGES.get(language, settings().locale), settings().zone)


def paper_file(content: bytes, name: str, *, kind: str = "application/pdf", keep: bool = True) -> Response:
    """A file to look at in the browser; `keep=False` says that it goes to the printer and nowhere else."""
    response = Response(content, mimetype=kind)
    disposition = "inline" if keep else "attachment"
    response.headers["Content-Disposition"] = f"{disposition}; filename*=UTF-8''{quote(name)}"
    return response


@console.get("/c/<code>/poster.pdf")
@allow.staff(*READERS)
def poster(code: str) -> Response:
    """The poster; `size` a4 or a3, `language` zh, en or both. A draft has none: its code leads nowhere yet."""
    view = my_consultation(code)
    if view.state is State.DRAFT:
        raise Refusal("not-announced", code=view.code)
    language, size = request.args.get("language", ""), request.args.get("size", "a4")
    if size not in ("a4", "a3"):
        abort(404)
    first, second = (CHINESE, ENGLISH) if language == "both" else (language, "")
    printed = poster_pdf(
        poster_sheet(view, settings().public_url, now()),
        words_for(first, settings().zone) if second else paper_words(language),
        words_for(second, settings().zone) if second else None,
        _size(size),
    )
    return paper_file(printed, f"{view.code}-poster-{size}.pdf")


@console.get("/c/<code>/notice.pdf")
@allow.staff(*READERS)
def notice(code: str) -> Response:
    """The notice to post before voting, with the rule sheet; a draft has none."""
    view = my_consultation(code)
    if view.state is State.DRAFT:
        raise Refusal("not-announced", code=view.code)
    words = paper_words(request.args.get("language", ""))
    printed = notice_pdf(notice_sheet(view, words, settings().public_url, now()), words)
    return paper_file(printed, f"{view.code}-notice.pdf")


@console.get("/c/<code>/ballots.pdf")
@allow.staff("committee")
def ballots(code: str) -> Response:
    """Paper ballots of a building with their serials, or of all; a draft has none."""
    view = my_consultation(code)
    if view.state is State.DRAFT:
        raise Refusal("not-announced", code=view.code)
    building = request.args.get("building", "")
    sheets = paper_ballots(db.session(), view, building)
    if not sheets:
        abort(404)
    sheet = ballot_sheet(view, now(), settings().zone)
    printed = ballots_pdf(sheet, sheets, paper_words(request.args.get("language", "")))
    return paper_file(printed, f"{view.code}-ballots-{building or 'all'}.pdf")


def _size(size: str) -> Size:
    return "a3" if size == "a3" else "a4"


@console.get("/c/<code>/letters")
@allow.staff("committee")
def letters(code: str) -> AnyResponse:
    """Which building's letters to print, with a warning where old ones would stop working."""
    return make_response(_letters_page(my_consultation(code)))


@console.post("/c/<code>/letters")
@allow.staff("committee")
def print_letters(code: str) -> AnyResponse:
    """Issue letters and answer their PDF; the codes in it are kept nowhere and never shown again."""
    view = my_consultation(code)
    try:
        return _issue(view)
    except Refusal as refusal:
        context = _letters_context(view)
        return refused_page("console/letters.html", refusal, field="building", **context)


def _issue(view: ConsultationView) -> Response:
    building, which = request.form.get("building", ""), request.form.get("which", "new")
    chosen = electors_for_letters(db.session(), view.estate.id, view.id, building, only_without=which != "all")
    if not chosen and view.state is not State.DRAFT:
        raise Refusal("letters-none-left")
    if which == "all" and not request.form.get("understood"):
        raise Refusal("letters-not-confirmed", n=len(chosen))
    issued = issue_letters(
        db.session(),
        view.estate.id,
        view.id,
        chosen,
        secret=settings().secret_key,
        by=staff().name,
        now=now(),
    )
    return _letters_file(view, issued, building)


def _letters_file(view: ConsultationView, issued: list[IssuedLetter], building: str) -> Response:
    mark_personal()
    public_url = settings().public_url
    printed = letters_pdf(
        letter_sheet(view, public_url, now(), settings().zone),
        [household(letter, view, public_url) for letter in issued],
        paper_words(request.form.get("language", "")),
    )
    return paper_file(printed, f"{view.code}-letters-{building or 'all'}.pdf", keep=False)


def _letters_page(view: ConsultationView) -> str:
    return render_template("console/letters.html", errors=[], **_letters_context(view))


def _letters_context(view: ConsultationView) -> dict[str, object]:
    return {
        "view": view,
        "typed": request.form,
        "buildings": letters_by_building(db.session(), view.estate.id, view.id),
    }


@console.get("/c/<code>/result.pdf")
@allow.staff(*READERS)
def result_notice(code: str) -> Response:
    """The result notice of a closed consultation, with `result.json` inside; 404 before.

    With `buildings` in the address it has the appendix by building.
    """
    view = my_consultation(code)
    if view.result is None:
        abort(404)
    words = paper_words(request.args.get("language", ""))
    by_building = "buildings" in request.args
    about = (db.session(), view, words, settings().public_url, now(), settings().zone)
    sheet = result_sheet(*about, by_building=by_building)
    return paper_file(result_notice_pdf(sheet, view.result, words), f"{view.code}-result.pdf")


@console.get("/c/<code>/result.json")
@allow.staff(*READERS)
def result_json(code: str) -> Response:
    """The result for programs; 404 before closing."""
    view = my_consultation(code)
    if view.result is None:
        abort(404)
    written = json.dumps(view.result, ensure_ascii=False, indent=2, sort_keys=True)
    return paper_file(written.encode(), f"{view.code}-result.json", kind="application/json")
