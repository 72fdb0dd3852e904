"""The page behind the poster's QR, kept as it was made until anything on it changes.

A whole estate opens it within minutes. It says the same to everybody who reads it in one language and one size; only
the token of its form is each reader's own, and is put in where the one stood for whom it was made.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass

from flask import current_app, request
from flask_wtf.csrf import generate_csrf

from consult.queries.consultations import ConsultationView
from consult.web.day_word import todays_word
from consult.web.headers import csp_nonce
from consult.web.i18n import current_words
from consult.web.reading import reading_aids

MOST_KEPT = 500
_EXTENSION = "consult_kept_pages"


@dataclass(frozen=True, slots=True)
class Kept:
    """A page as it was made, around the reader's token; of which view of the consultation, and how that stood."""

    view: ConsultationView
    stands: tuple[Hashable, ...]
    parts: tuple[str, ...]


def kept_or_made(view: ConsultationView, stands: Hashable, make: Callable[[], str]) -> str:
    """The page for this reader; `stands` is all on it that moves, beside the view and what pages ask for themselves."""
    aids, words = reading_aids(request), current_words()
    if aids.return_to != request.path:
        return make()  # an address with something of its own behind it, which nobody else will ask for
    pages: dict[tuple[Hashable, ...], Kept] = current_app.extensions.setdefault(_EXTENSION, {})
    reader, moves = (aids, words), (stands, todays_word(view.estate))
    token, kept = generate_csrf(), pages.get(reader)
    # The view itself, not its like: it is remembered for as long as its row stays as it is.
    if kept is not None and kept.view is view and kept.stands == moves:
        return token.join(kept.parts)
    page = make()
    if csp_nonce() not in page:
        if len(pages) >= MOST_KEPT:
            pages.clear()
        pages[reader] = Kept(view, moves, tuple(page.split(token)))
    return page
