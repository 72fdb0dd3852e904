"""The staff's sign-in pages share a blueprint, and how a refusal is shown beside what was typed."""

from __future__ import annotations

from flask import Blueprint, make_response, render_template, request
from werkzeug.wrappers import Response

from consult.domain.refusal import Refusal
from consult.domain.visit import Audience
from consult.web import access
from consult.web.errors import status_of
from consult.web.headers import mark_personal
from consult.web.i18n import current_words
from consult.web.reading import is_same_site
from consult.wording.refusals import sentence
from consult.wording.roles import role_name

staff = Blueprint("account", __name__)

HOME = "/console"
ROUND = "/doorstep/"


@staff.app_template_global("role_name")
def said_role(role: str) -> str:
    """What a role is called, for this reader."""
    return role_name(current_words(), role)


def form_page(template: str, refusal: Refusal | None = None, **context: object) -> Response:
    """A form; after a refusal with its sentence, what was typed (never a password), and the refusal's status."""
    mark_personal()
    said = sentence(current_words(), refusal) if refusal else ""
    page = render_template(template, error=said, refusal=refusal, typed=request.form, **context)
    return make_response(page, status_of(refusal) if refusal else 200)


def come_in(key: str) -> None:
    """Hand the browser its staff visit."""
    access.enter(Audience.STAFF, key)


def home() -> str:
    """Where the person signed in has something to do: leaders at their doors, everybody else in the console."""
    visit = access.current_staff()
    return ROUND if visit is not None and visit.role == "leader" else HOME


def way_in() -> str:
    """Where the person wanted to go before signing in; where they have something to do otherwise."""
    wanted = request.values.get("next", "")
    return wanted if is_same_site(wanted) and wanted != HOME else home()
