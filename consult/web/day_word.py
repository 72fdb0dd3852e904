"""The word of the day on pages: the one that leaders and the board's digest say, too."""

from __future__ import annotations

from flask import Flask

from consult import clock
from consult.domain.day_word import word_of_day
from consult.queries.consultations import EstateView
from consult.web.i18n import current_words, settings


def todays_word(estate: EstateView) -> str:
    """Today's word of an estate, in the reader's language."""
    chosen = settings()
    today = clock.now().astimezone(chosen.zone).date()
    return current_words().pick(word_of_day(chosen.secret_key, estate.code, today))


def init_app(app: Flask) -> None:
    """Let templates ask for it."""
    app.jinja_env.globals["todays_word"] = todays_word
