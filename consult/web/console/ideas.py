"""Ideas of residents: ask for them, let each through or turn it away with a reason, and answer it."""

from __future__ import annotations

from collections.abc import Callable

from flask import abort, current_app, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from consult.actions.answer_idea import AnswerGiven, answer_idea
from consult.actions.ask_for_ideas import ask_for_ideas, end_asking_for_ideas
from consult.actions.judge_idea import Ruling, judge_idea
from consult.domain.consultation import State
from consult.domain.idea import LONGEST_IDEA
from consult.domain.refusal import Refusal
from consult.models.base import db
from consult.queries.consultations import ConsultationView
from consult.queries.ideas import idea_photo, ideas_to_judge
from consult.web.access import allow, staff
from consult.web.console.pages import console, my_consultation, now, tell
from consult.web.errors import status_of
from consult.web.i18n import current_words
from consult.wording.ideas import (
    ANSWERS,
    LOOKS,
    WHY_NOT,
    idea_answer_name,
    idea_kind_name,
    idea_state_name,
    why_not_said,
)
from consult.wording.refusals import sentence


@console.get("/c/<code>/ideas")
@allow.staff("committee")
def ideas_page(code: str) -> str:
    """All ideas, those that wait first. It does not say whose they are: the words are judged, not the people."""
    return _page(my_consultation(code))


@console.post("/c/<code>/ideas")
@allow.staff("committee")
def judge_an_idea(code: str) -> Response:
    """Let one through, or turn it away."""
    view = my_consultation(code)
    form = (request.form.get(name, "") for name in ("stood", "ruling", "why", "said"))
    ruling = Ruling(view.estate.id, view.id, _named(), *form)
    said = current_words().gettext("Decided. The household sees it on its page.")
    return _done(view, lambda: judge_idea(db.session(), ruling, by=staff().name, now=now()), said)


@console.post("/c/<code>/ideas/answer")
@allow.staff("committee")
def answer_an_idea(code: str) -> Response:
    """Say what becomes of one."""
    view = my_consultation(code)
    given = AnswerGiven(
        view.estate.id, view.id, _named(), request.form.get("answer", ""), request.form.get("reason", "")
    )
    said = current_words().gettext("Answered. All residents can read it.")
    return _done(view, lambda: answer_idea(db.session(), given, by=staff().name, now=now()), said)


@console.post("/c/<code>/ideas/asking")
@allow.staff("committee")
def change_asking(code: str) -> Response:
    """Ask for ideas, or end it."""
    view, session = my_consultation(code), db.session()
    words = current_words()
    if request.form.get("asking") == "end":
        said = words.gettext("No more ideas are taken. What was let through stays to be read.")
        return _done(view, lambda: end_asking_for_ideas(session, view.estate.id, view.id), said)
    said = words.gettext("Residents can send ideas now, until voting opens.")
    return _done(view, lambda: ask_for_ideas(session, view.estate.id, view.id, now=now()), said)


@console.get("/c/<code>/ideas/photo/<sha256>")
@allow.staff("committee")
def idea_picture(code: str, sha256: str) -> Response:
    """The photo of an idea, also before it is let through."""
    view = my_consultation(code)
    jpeg = idea_photo(db.session(), view.estate.id, view.id, sha256, public=False)
    if jpeg is None:
        abort(404)
    return current_app.response_class(jpeg, mimetype="image/jpeg")


def _named() -> int:
    typed = request.form.get("idea", "")
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) <= 16 else 0


def _done(view: ConsultationView, act: Callable[[], None], said: str) -> Response:
    try:
        act()
    except Refusal as refusal:
        return make_response(_page(view, refusal), status_of(refusal))
    tell(said)
    return redirect(url_for("console.ideas_page", code=view.code), 303)


def _page(view: ConsultationView, refusal: Refusal | None = None) -> str:
    words = current_words()
    said, wrong = (sentence(words, refusal), _named()) if refusal else ("", 0)
    return render_template(
        "console/ideas.html",
        view=view,
        is_taking=view.takes_ideas(now()),
        may_ask=view.state is State.ANNOUNCED and now() < view.opens_at,
        rows=ideas_to_judge(db.session(), view.estate.id, view.id),
        errors=[(f"idea-{wrong}" if wrong else "", said)] if said else [],
        wrong=wrong,
        said=said,
        typed=request.form,
        whys=[(why.value, words.gettext(name)) for why, name in WHY_NOT.items()],
        answers=[(answer.value, words.gettext(name)) for answer, name in ANSWERS.items()],
        looks=LOOKS,
        longest=LONGEST_IDEA,
        idea_kind_name=idea_kind_name,
        idea_state_name=idea_state_name,
        idea_answer_name=idea_answer_name,
        why_not_said=why_not_said,
    )
