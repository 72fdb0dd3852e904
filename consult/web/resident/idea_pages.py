"""The page of ideas: the list, the form while ideas are asked for, and the household's own."""

from __future__ import annotations

from collections.abc import Mapping

from flask import get_flashed_messages, render_template, request, url_for

from consult.domain.idea import LONGEST_IDEA, MOST_A_DAY
from consult.domain.refusal import Refusal
from consult.models.base import db
from consult.queries.consultations import ConsultationView
from consult.queries.ideas import PAGE, number_shown, own_ideas, shown_ideas
from consult.queries.receipts import ElectorView
from consult.web.i18n import current_words
from consult.web.resident.pages import this_moment
from consult.wording.ideas import KINDS, LOOKS, idea_answer_name, idea_kind_name, idea_state_name, why_not_said
from consult.wording.refusals import sentence

FIELDS = {
    "unknown-idea-kind": "kind",
    "idea-without-words": "text",
    "idea-too-long": "text",
    "idea-tells-a-door": "text",
}
"""Which field a refusal speaks of; what is wrong with a picture stands at the photo, others above the form."""


def ideas_page(
    view: ConsultationView,
    elector: ElectorView | None,
    refusal: Refusal | None = None,
    *,
    typed: Mapping[str, str] | None = None,
) -> str:
    """The page for whoever reads; `typed` is what was written before, which no refusal empties."""
    said = sentence(current_words(), refusal) if refusal else ""
    field = _field(refusal)
    keys, reader = (view.estate.id, view.id), elector.id if elector else 0
    number = number_shown(db.session(), *keys)
    page = min(_page_wanted(), max(1, -(-number // PAGE)))
    is_newest = request.args.get("order") == "newest"
    return render_template(
        "resident/ideas.html",
        consultation=view,
        is_taking=view.takes_ideas(this_moment()),
        elector=elector,
        ideas=shown_ideas(db.session(), *keys, reader, newest=is_newest, page=page),
        own=own_ideas(db.session(), *keys, reader) if elector else [],
        number=number,
        page=page,
        pages=-(-number // PAGE),
        is_newest=is_newest,
        kinds=KINDS,
        looks=LOOKS,
        longest=LONGEST_IDEA,
        most_a_day=MOST_A_DAY,
        typed=typed or (request.form if refusal else {}),
        had_photo=bool(refusal and request.files.get("photo")),
        errors=[(field, said)] if said else [],
        error_of={field: said} if said else {},
        done=get_flashed_messages(category_filter=["household"]),
        idea_kind_name=idea_kind_name,
        idea_state_name=idea_state_name,
        idea_answer_name=idea_answer_name,
        why_not_said=why_not_said,
    )


def list_address(view: ConsultationView) -> str:
    """The list as the reader had it: its order and page stand in the form's address."""
    order = "newest" if request.args.get("order") == "newest" else None
    return url_for("resident.ideas", code=view.code, order=order, page=_page_wanted() if _page_wanted() > 1 else None)


def _page_wanted() -> int:
    typed = request.args.get("page", "")
    return max(1, int(typed)) if typed.isascii() and typed.isdecimal() and len(typed) < 6 else 1


def _field(refusal: Refusal | None) -> str:
    if refusal is None:
        return ""
    return "photo" if refusal.reason.startswith("picture-") else FIELDS.get(refusal.reason, "")
