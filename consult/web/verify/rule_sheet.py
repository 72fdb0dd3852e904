"""How a vote is counted, for anyone to read before voting: a page, and the same on paper."""

from __future__ import annotations

from functools import lru_cache

from flask import Response, render_template, request

from consult import clock
from consult.documents.rule_sheet import RuleSheet, rule_sheet_pdf
from consult.models.base import db
from consult.queries.consultations import ConsultationView
from consult.queries.rule_sheet import rule_sheet as sheet_of
from consult.web.access import allow
from consult.web.i18n import current_words, settings
from consult.web.verify.book import announced, verify
from consult.wording.language import CHINESE, ENGLISH, Words, words_for
from consult.wording.rules import rule_name

_LANGUAGES = {"zh": CHINESE, "en": ENGLISH}


@verify.get("/c/<code>/rules")
@allow.anyone
def rule_sheet(code: str) -> str:
    """The rule in plain words and figures."""
    view, words = announced(code), current_words()
    return render_template(
        "verify/rule_sheet.html", consultation=view, rule_name=rule_name(words, view.rule), sheet=_sheet(view, words)
    )


verify.add_url_rule("/C/<code>/RULES", "rule_sheet_in_capitals", rule_sheet)


@verify.get("/c/<code>/rules.pdf")
@allow.anyone
def rule_sheet_file(code: str) -> Response:
    """The rule on one sheet of A4; `language` zh or en, else the reader's own."""
    view = announced(code)
    asked = _LANGUAGES.get(request.args.get("language", ""))
    words = words_for(asked, settings().zone) if asked else current_words()
    response = Response(_printed(_sheet(view, words), words), mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{view.code}-rule-sheet.pdf"'
    return response


def _sheet(view: ConsultationView, words: Words) -> RuleSheet:
    return sheet_of(db.session(), view, words, settings().public_url, clock.now())


@lru_cache(maxsize=64)
def _printed(sheet: RuleSheet, words: Words) -> bytes:
    # Anyone may ask for it as often as they like, and setting a page takes a second: what says the same is set once.
    return rule_sheet_pdf(sheet, words)
