"""Reading aids: language, text size, contrast, plain words, held in cookies, rendered by the server; and the help page.

The switch is a form button and works without a script. None of the cookies says who is reading.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import Blueprint, Request, Response, current_app, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from consult.web.access import allow
from consult.web.i18n import COOKIE as LANGUAGE_COOKIE
from consult.web.stylesheet import answer_stylesheet, arrives, stylesheet, stylesheet_url
from consult.wording.language import LOCALES

reading = Blueprint("reading", __name__)

TEXT_COOKIE = "consult_text"
CONTRAST_COOKIE = "consult_contrast"
TEXT_SIZES = ("100", "150", "200")
CONTRASTS = ("normal", "high")
WORDING_COOKIE = "consult_wording"
WORDINGS = ("full", "plain")
REMEMBERED_FOR = 400 * 24 * 3600

CHOICES = {
    "language": (LANGUAGE_COOKIE, LOCALES),
    "text": (TEXT_COOKIE, TEXT_SIZES),
    "contrast": (CONTRAST_COOKIE, CONTRASTS),
    "wording": (WORDING_COOKIE, WORDINGS),
}


@dataclass(frozen=True, slots=True)
class ReadingAids:
    """How this reader wants pages: text size in per cent, contrast, plain words, and where to come back to.

    `arrives` is whether they come from outside, and find the rules of style in the page.
    """

    text: str
    contrast: str
    wording: str
    return_to: str
    arrives: bool


def reading_aids(asked: Request) -> ReadingAids:
    """Read the aids from a request's cookies; anything unknown is the plain page."""
    text = asked.cookies.get(TEXT_COOKIE, "")
    contrast = asked.cookies.get(CONTRAST_COOKIE, "")
    wording = asked.cookies.get(WORDING_COOKIE, "")
    return ReadingAids(
        text=text if text in TEXT_SIZES else TEXT_SIZES[0],
        contrast=contrast if contrast in CONTRASTS else CONTRASTS[0],
        wording=wording if wording in WORDINGS else WORDINGS[0],
        return_to=_address_of(asked),
        arrives=arrives(asked),
    )


def is_same_site(address: str) -> bool:
    """Whether an address stays on this site: a path of ours and nothing that a browser could read as a host."""
    # Looked at first: urlsplit drops tabs, and raises where two slashes begin half an IPv6 host.
    starts_here = address.startswith("/") and not address.startswith(("//", "/\\"))
    if not starts_here or not address.isprintable():
        return False
    parts = urlsplit(address)
    return not parts.scheme and not parts.netloc


@reading.post("/reading")
@allow.anyone
def set_reading() -> AnyResponse:
    """Remember a choice and go back to the page it was made on."""
    back = request.form.get("next", "/")
    response = redirect(back if is_same_site(back) else "/", 303)
    for name, (cookie, known) in CHOICES.items():
        chosen = request.form.get(name)
        if chosen in known:
            _remember(response, cookie, chosen)
    return response


@reading.get("/style/<version>.css")
@allow.anyone
def style(version: str) -> Response:
    """The joined stylesheet; an old address gets the present rules."""
    return answer_stylesheet()


@reading.get("/help")
@allow.anyone
def help_page() -> str:
    """What this is, how to answer, what is kept, and what is promised."""
    return render_template("resident/help.html")


@reading.app_context_processor
def _aids() -> dict[str, object]:
    return {"reading": reading_aids(request), "stylesheet": stylesheet(), "stylesheet_url": stylesheet_url()}


def _address_of(asked: Request) -> str:
    """The page to return to; a page that was the answer to a form has no address of its own unless GET knows it."""
    if asked.method in ("GET", "HEAD"):
        return asked.full_path.rstrip("?")
    adapter = current_app.create_url_adapter(asked)
    return asked.path if adapter is not None and adapter.test(asked.path, "GET") else "/"


def _remember(response: AnyResponse, cookie: str, value: str) -> None:
    response.set_cookie(
        cookie,
        value,
        max_age=REMEMBERED_FOR,
        secure=bool(current_app.config["SESSION_COOKIE_SECURE"]),
        httponly=True,
        samesite="Lax",
    )
