"""The reader's language: chosen by them (a cookie), else their browser's, else the installation's own."""

from __future__ import annotations

from typing import cast

from flask import Flask, current_app, g, request
from flask_babel import Babel
from werkzeug.local import LocalProxy

from consult.config import Settings
from consult.domain.electorate import Basis
from consult.wording.households import words_by
from consult.wording.language import CHINESE, ENGLISH, LOCALES, Words, words_for

COOKIE = "consult_language"
_SHORT = {"zh": CHINESE, "en": ENGLISH}


def settings() -> Settings:
    """The settings of the running application."""
    return cast(Settings, current_app.extensions["consult_settings"])


def chosen_locale() -> str:
    """The locale of this request: cookie, then `Accept-Language` as far as it says Chinese or English."""
    return _from_cookie(request.cookies.get(COOKIE, "")) or _from_browser() or settings().locale


def _from_cookie(value: str) -> str | None:
    locale = _SHORT.get(value, value)
    return locale if locale in LOCALES else None


def _from_browser() -> str | None:
    for tag, _quality in request.accept_languages:
        locale = _SHORT.get(tag.lower().replace("_", "-").partition("-")[0])
        if locale:
            return locale
    return None


def current_words() -> Words:
    """The words of this request's reader, found once a request (`g.words`)."""
    if "words" not in g:
        g.words = words_for(chosen_locale(), settings().zone)
    return cast(Words, g.words)


def speak_of(basis: Basis, *, is_binding: bool) -> None:
    """Let the rest of this request speak of one consultation: of heads or households, of ballots or answers."""
    g.words = words_by(current_words(), basis, is_binding=is_binding)


def gettext(sentence: str, **details: object) -> str:
    """Translate a sentence for this request's reader."""
    return current_words().gettext(sentence, **details)


def ngettext(one: str, many: str, n: int, **details: object) -> str:
    """Translate a sentence that depends on a number, for this request's reader."""
    return current_words().ngettext(one, many, n, **details)


def init_app(app: Flask) -> None:
    """Choose languages for every request; templates get `words`, `_`, `gettext` and `ngettext`."""
    app.jinja_env.add_extension("jinja2.ext.i18n")
    Babel(
        app,
        locale_selector=lambda: current_words().locale,
        timezone_selector=lambda: settings().timezone,
    )
    # After Flask-Babel, whose own functions would read `%` in sentences without details as a place to fill.
    # `words` is a proxy, so that macros imported without context read the reader of their own request.
    spoken = {"_": gettext, "gettext": gettext, "ngettext": ngettext, "words": LocalProxy(current_words)}
    app.jinja_env.globals.update(spoken)
