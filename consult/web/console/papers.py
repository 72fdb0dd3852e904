"""Papers on their way to a browser: their language, what is typed for one printing only, and the file itself."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from urllib.parse import quote

from flask import Response, abort, request

from consult.web.access import allow
from consult.web.console.pages import READERS, console, my_consultation
from consult.web.console.papers_made import Blanks
from consult.web.i18n import settings
from consult.wording.language import CHINESE, ENGLISH, Words, words_for

LOCALES = {"zh": CHINESE, "en": ENGLISH}

_LONGEST_PLACE = 120
"""Characters."""


def words_of_paper(language: str) -> tuple[Words, Words | None]:
    """The words of a paper in one language (`zh`, `en`), or in both: Chinese, and English beneath."""
    zone = settings().zone
    if language == "both":
        return words_for(CHINESE, zone), words_for(ENGLISH, zone)
    return words_for(LOCALES[language], zone), None


def paper_file(content: bytes, name: str, *, kind: str = "application/pdf", keep: bool = True) -> Response:
    """A file to look at in the browser; `keep=False` says that it goes to the printer and nowhere else."""
    response = Response(content, mimetype=kind)
    disposition = "inline" if keep else "attachment"
    response.headers["Content-Disposition"] = f"{disposition}; filename*=UTF-8''{quote(name)}"
    return response


def typed(blanks: tuple[str, ...]) -> Mapping[str, str]:
    """What was typed into these fields, in the address or a form; nothing of what was left empty."""
    found = {name: request.values.get(name, "").strip()[:_LONGEST_PLACE] for name in blanks}
    return {name: text for name, text in found.items() if text}


def blanks_of(given: Mapping[str, str]) -> Blanks:
    """The same as values; a time or a day that is none is left as a line to write on."""
    return Blanks(
        counted_at=_moment(given.get("at", "")), place=given.get("place", ""), until=_day(given.get("until", ""))
    )


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text).replace(tzinfo=settings().zone)
    except ValueError:
        return None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


@console.get("/c/<code>/result.json")
@allow.staff(*READERS)
def result_json(code: str) -> Response:
    """The result for programs; 404 before closing."""
    view = my_consultation(code)
    if view.result is None:
        abort(404)
    written = json.dumps(view.result, ensure_ascii=False, indent=2, sort_keys=True)
    return paper_file(written.encode(), f"{view.code}-result.json", kind="application/json")
