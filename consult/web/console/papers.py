"""Papers to print: poster, letters, result notice, and the result for programs."""

from __future__ import annotations

import json
from datetime import date, datetime
from urllib.parse import quote

from flask import Response, abort, request

from consult.documents.advisory_result import advisory_result_pdf
from consult.documents.notice import notice_pdf
from consult.documents.poster import Size, poster_pdf
from consult.documents.result_notice import result_notice_pdf
from consult.documents.rule_sheet import rule_sheet_pdf
from consult.domain import printing as _declares  # noqa: F401  (the reasons given here)
from consult.domain.consultation import State
from consult.domain.refusal import Refusal
from consult.models.base import db
from consult.queries.notice_paper import notice_sheet
from consult.queries.papers import poster_sheet, result_sheet
from consult.queries.pictures import picture_of
from consult.queries.rule_sheet import rule_sheet as sheet_of
from consult.web.access import allow
from consult.web.console.pages import READERS, console, my_consultation, now
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


_LONGEST_PLACE = 120
"""Characters."""


def counted_at() -> datetime | None:
    """When it is counted, from the address or a form; nothing where neither says anything that is a time."""
    try:
        return datetime.fromisoformat(request.values.get("at", "")).replace(tzinfo=settings().zone)
    except ValueError:
        return None


def corrections_until() -> date | None:
    """Until which day the roll may be corrected, from the address or a form; nothing where neither names a day."""
    try:
        return date.fromisoformat(request.values.get("until", ""))
    except ValueError:
        return None


def place() -> str:
    """Where it is counted, from the address or a form."""
    return request.values.get("place", "").strip()[:_LONGEST_PLACE]


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
        poster_sheet(db.session(), view, settings().public_url, now()),
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
    about = (view, words, settings().public_url, now())
    until = corrections_until()
    sheet = notice_sheet(
        *about,
        counted_at=counted_at(),
        counting_place=place(),
        corrections_until=until,
        picture=picture_of(db.session(), view),
    )
    printed = notice_pdf(sheet, words)
    return paper_file(printed, f"{view.code}-notice.pdf")


@console.get("/c/<code>/rule-sheet.pdf")
@allow.staff(*READERS)
def rule_sheet(code: str) -> Response:
    """How it is counted, on one sheet; a draft has none. Residents have their own address for it, without a log."""
    view = my_consultation(code)
    if view.state is State.DRAFT:
        raise Refusal("not-announced", code=view.code)
    words = paper_words(request.args.get("language", ""))
    sheet = sheet_of(db.session(), view, words, settings().public_url, now())
    return paper_file(rule_sheet_pdf(sheet, words), f"{view.code}-rule-sheet.pdf")


def _size(size: str) -> Size:
    return "a3" if size == "a3" else "a4"


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
    print_result = result_notice_pdf if view.rule.decides else advisory_result_pdf
    return paper_file(print_result(sheet, view.result, words), f"{view.code}-result.pdf")


@console.get("/c/<code>/result.json")
@allow.staff(*READERS)
def result_json(code: str) -> Response:
    """The result for programs; 404 before closing."""
    view = my_consultation(code)
    if view.result is None:
        abort(404)
    written = json.dumps(view.result, ensure_ascii=False, indent=2, sort_keys=True)
    return paper_file(written.encode(), f"{view.code}-result.json", kind="application/json")
