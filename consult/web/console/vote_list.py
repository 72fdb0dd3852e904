"""The list of a vote beside the roll: corrections made since the announcement are taken over until voting opens."""

from __future__ import annotations

from flask import make_response, redirect, render_template, url_for
from werkzeug.wrappers import Response

from consult.actions.correct_list import correct_list
from consult.domain.consent import Weight
from consult.domain.consultation import State
from consult.domain.list_correction import Corrected
from consult.domain.refusal import Refusal
from consult.models.base import db
from consult.models.consultation import Consultation
from consult.queries.consultations import ConsultationView
from consult.queries.list_correction import list_correction_of
from consult.web.access import allow, staff
from consult.web.console.pages import console, my_consultation, now, tell
from consult.web.errors import status_of
from consult.web.i18n import current_words
from consult.wording.language import Words
from consult.wording.places import place_name
from consult.wording.refusals import sentence

SHOWN = 200
"""Households whose correction is listed."""


@console.get("/c/<code>/list")
@allow.staff("committee")
def vote_list(code: str) -> str:
    """What the roll says otherwise than the list of this vote."""
    return _page(my_consultation(code))


@console.post("/c/<code>/list")
@allow.staff("committee", fresh=True)
def take_corrections_over(code: str) -> Response:
    """Let the list follow the roll."""
    view, words = my_consultation(code), current_words()
    try:
        found = correct_list(db.session(), staff().estate_id, view.id, by=staff().name, now=now())
    except Refusal as refusal:
        return make_response(_page(view, refusal), status_of(refusal))
    tell(
        words.ngettext(
            "%(n)s household corrected. If its letter is printed already, print it again: it names the old area.",
            "%(n)s households corrected. Letters printed already name the old areas: print those again.",
            len(found.corrected),
        )
    )
    return redirect(url_for("console.vote_list", code=view.code), 303)


def _page(view: ConsultationView, refusal: Refusal | None = None) -> str:
    words = current_words()
    found = None
    if view.state is State.ANNOUNCED:
        kept = db.session().get_one(Consultation, (view.estate.id, view.id))
        found = list_correction_of(db.session(), kept)
    after = Weight(view.electorate.heads, found.area) if found else view.electorate
    return render_template(
        "console/vote_list.html",
        view=view,
        found=found,
        rows=[_row(words, one) for one in found.corrected[:SHOWN]] if found else [],
        hidden=max(0, len(found.corrected) - SHOWN) if found else 0,
        regrouped=[place_name(words, *place) for place in found.regrouped[:SHOWN]] if found else [],
        area=(words.area(view.electorate.area), words.area(after.area)),
        errors=[("", sentence(words, refusal))] if refusal else [],
    )


def _row(words: Words, one: Corrected) -> list[str]:
    before, after = one.listed, one.elector
    names = ("、".join(before.names), "、".join(owner.name for owner in after.names))
    return [
        place_name(words, *before.place),
        words.square_metres(before.area),
        words.square_metres(after.area),
        names[0] if names[0] == names[1] else f"{names[0] or '—'} → {names[1] or '—'}",
    ]
