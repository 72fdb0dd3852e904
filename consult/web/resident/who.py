"""Who is answering? Asked after signing in where tenants have a tally of their own, and said before they start."""

from __future__ import annotations

from collections.abc import Callable

from flask import redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from consult.actions.show_ballot import show_ballot
from consult.models.base import db
from consult.queries.consultations import ConsultationView
from consult.queries.receipts import ElectorView
from consult.web.access import AS_OWNER, allow
from consult.web.resident.opinion_form import AS, OWNER, TENANT, homes_at
from consult.web.resident.pages import elector_at, public_consultation, resident, this_moment
from consult.web.resident.question import phase

Page = Response | str | tuple[str, int]
Answer = Callable[[ConsultationView, ElectorView], Page]


@resident.get("/c/<code>/who")
@allow.household
def who(code: str) -> Response | str:
    """Two answers, and what each of them means; where only owners are asked, the ballot."""
    view = public_consultation(code)
    elector = elector_at(view)
    if elector is None:
        return redirect(url_for("resident.sign_in", code=view.code), 303)
    if not has_to_choose(view):
        return _to("resident.ballot", view)
    homes = homes_at(view, elector)
    return render_template(
        "resident/who.html",
        consultation=view,
        elector=elector,
        opinions=[home.opinion for home in homes if home.opinion],
        has_homes=bool(homes),
        has_free_homes=any(home.opinion is None for home in homes),
    )


@resident.post("/c/<code>/who")
@allow.household
def say_who(code: str) -> Response:
    """Remember in this browser who is answering; only an owner's look at the ballot serves the owner."""
    view = public_consultation(code)
    elector = elector_at(view)
    if elector is None:
        return redirect(url_for("resident.sign_in", code=view.code), 303)
    if view.procedure.tenants and request.form.get(AS) == TENANT:
        session.pop(AS_OWNER, None)
        return _to("resident.opinion", view)
    if request.form.get(AS) != OWNER:
        return _to("resident.who", view)
    session[AS_OWNER] = view.code
    show_ballot(db.session(), view.estate.id, view.id, elector.id, now=this_moment())
    return _to("resident.ballot", view)


def has_to_choose(view: ConsultationView) -> bool:
    """Whether tenants may answer now beside the owners."""
    return view.procedure.tenants and phase(view, this_moment()) == "open"


def is_owner(view: ConsultationView) -> bool:
    """Whether whoever holds this browser said that they answer as the owner."""
    return session.get(AS_OWNER) == view.code


def owners_first(view: ConsultationView) -> Response | None:
    """Where a tenant may have come with the same letter, what is the owner's waits until somebody says who they are."""
    return _to("resident.who", view) if has_to_choose(view) and not is_owner(view) else None


def for_household(code: str, answer: Answer, *, back_to: str = "") -> Page:
    """What `answer` makes for the signed-in household; anybody else signs in first, and is led to `back_to`."""
    view = public_consultation(code)
    elector = elector_at(view)
    if elector is None:
        after = url_for(back_to, code=code) if back_to else None
        return redirect(url_for("resident.sign_in", code=view.code, next=after), 303)
    return answer(view, elector)


def for_owner(code: str, answer: Answer, *, back_to: str = "") -> Page:
    """The same for what concerns owners alone."""
    return for_household(code, lambda view, elector: owners_first(view) or answer(view, elector), back_to=back_to)


def _to(endpoint: str, view: ConsultationView) -> Response:
    return redirect(url_for(endpoint, code=view.code), 303)
