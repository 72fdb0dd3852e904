"""Tokens of programs: those there are with their last use, making one, which is shown this once, and ending one."""

from __future__ import annotations

from dataclasses import dataclass

from flask import make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from consult import logbook
from consult.actions.end_api_token import end_api_token
from consult.actions.make_api_token import TokenAsked, TokenMade, make_api_token
from consult.domain.api_token import DAYS, Scope
from consult.domain.refusal import Refusal
from consult.models.base import db
from consult.queries.api_tokens import Standing, TokenView, api_tokens
from consult.web.access import allow, staff
from consult.web.console.pages import READERS, console, now, refused_page, tell
from consult.web.headers import mark_personal
from consult.web.i18n import current_words, settings
from consult.wording.language import Words
from consult.wording.programs import scope_said

USUAL_DAYS = "90"
_FIELDS = {"token-without-name": "name", "token-name-taken": "name", "token-days": "days", "too-many-tokens": "tokens"}
"""Where on the form a refusal is mended; every other is about what the program may do."""


@dataclass(frozen=True, slots=True)
class TokenLine:
    """A token in words: whether it works, what it may do, who made it, when it was last used and when it ends."""

    id: int
    name: str
    works: bool
    standing: str
    scopes: list[str]
    said: list[str]


@console.get("/tokens")
@allow.staff(*READERS)
def tokens() -> str:
    """All tokens of the estate, and the form for another one."""
    return render_template("console/tokens.html", errors=[], typed={}, chosen=frozenset(), **_context())


@console.post("/tokens/make")
@allow.staff("committee", fresh=True)
def make_token() -> Response:
    """Make a token, shown this once: only its fingerprint is kept."""
    me, chosen = staff(), request.form.getlist("scope")
    asked = TokenAsked(request.form.get("name", ""), chosen, request.form.get("days", ""))
    try:
        made = make_api_token(
            db.session(), me.estate_id, me.staff_id, asked, by=me.name, secret=settings().secret_key, now=now()
        )
    except Refusal as refusal:
        return refused_page(
            "console/tokens.html",
            refusal,
            field=_FIELDS.get(refusal.reason, "scopes"),
            typed=request.form,
            chosen=frozenset(chosen),
            **_context(),
        )
    logbook.note("token made", audience="staff", estate=me.estate_id, id=me.staff_id, token=made.id)
    return _shown_once(made)


def _shown_once(made: TokenMade) -> Response:
    mark_personal()
    words = current_words()
    page = render_template(
        "console/token_made.html",
        made=made,
        scopes=[scope_said(words, scope) for scope in made.scopes],
        ends=words.moment(made.expires_at),
        command=f'curl -H "Authorization: Bearer {made.token}" {settings().public_url}/api/v1/estate',
    )
    return make_response(page)


@console.post("/tokens/end")
@allow.staff("committee", fresh=True)
def end_token() -> Response:
    """End a token; from then on it opens nothing."""
    me, typed = staff(), request.form.get("token", "")
    number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= 16 else 0
    try:
        name = end_api_token(db.session(), me.estate_id, number, by=me.name, now=now())
    except Refusal as refusal:
        return refused_page("console/tokens.html", refusal, field="tokens", typed={}, chosen=frozenset(), **_context())
    logbook.note("token ended", audience="staff", estate=me.estate_id, id=me.staff_id, token=number)
    tell(current_words().gettext("“%(name)s” has ended: it opens nothing any more.", name=name))
    return redirect(url_for("console.tokens"), 303)


def _context() -> dict[str, object]:
    words = current_words()
    found = api_tokens(db.session(), staff().estate_id, now=now())
    return {
        "tokens": [_line(words, token) for token in found],
        "scopes": [(scope.value, scope_said(words, scope)) for scope in Scope],
        "days": [(str(days), words.ngettext("%(n)s day", "%(n)s days", days)) for days in DAYS],
        "usual_days": USUAL_DAYS,
    }


def _line(words: Words, token: TokenView) -> TokenLine:
    return TokenLine(
        id=token.id,
        name=token.name,
        works=token.standing is Standing.WORKS,
        standing=_standing_said(words, token.standing),
        scopes=[scope_said(words, scope) for scope in token.scopes],
        said=_said(words, token),
    )


def _standing_said(words: Words, standing: Standing) -> str:
    named = {
        Standing.WORKS: words.gettext("Works"),
        Standing.ENDED: words.gettext("Ended"),
        Standing.RUN_OUT: words.gettext("Run out"),
        Standing.ACCOUNT_ENDED: words.gettext("Ended with its account"),
    }
    return named[standing]


def _said(words: Words, token: TokenView) -> list[str]:
    """Who made it and when, its last use, and its end."""
    made = words.gettext("made by %(name)s on %(moment)s", name=token.made_by, moment=words.moment(token.made_at))
    used = words.gettext("never used")
    if token.used_at:
        used = words.gettext("last used around %(moment)s", moment=words.moment(token.used_at))
    ends = words.gettext("works until %(moment)s", moment=words.moment(token.expires_at))
    if token.ended_at:
        ends = words.gettext(
            "ended by %(name)s on %(moment)s", name=token.ended_by, moment=words.moment(token.ended_at)
        )
    return [made, used, ends]
