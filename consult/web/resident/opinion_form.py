"""A tenant's opinion as a form sends it: the answers of the ballot's cards, and for which of the letter's homes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from consult.models.base import db
from consult.queries.consultations import ConsultationView
from consult.queries.opinions import Home, homes_of
from consult.queries.receipts import ElectorView
from consult.web.resident.ballot_form import kept_fields, put_back, raw_answers, submission_id
from consult.wording.question_cards import Standing

AS, OWNER, TENANT = "as", "owner", "tenant"
"""The field that says who is answering, and what it may say."""

HOME = "home"
CARRIED = (AS, HOME)
"""Fields that travel beside the answers through a second sign-in."""


@dataclass(frozen=True, slots=True)
class OpinionForm:
    """A form as it arrived. `home` is the place of one of the letter's homes in their order, as sent."""

    given: Mapping[int, object]
    home: str
    sent: str


def read_form(view: ConsultationView, form: MultiDict[str, str]) -> OpinionForm:
    """The form of an opinion, nothing checked yet."""
    return OpinionForm(raw_answers(form, view.questions), form.get(HOME, "")[:10], submission_id(form))


def homes_at(view: ConsultationView, elector: ElectorView) -> tuple[Home, ...]:
    """The homes that the signed-in letter covers."""
    return homes_of(db.session(), view.estate.id, view.id, elector.id)


def free_homes(homes: Sequence[Home]) -> list[tuple[str, Home]]:
    """The homes that have not said anything yet, each under its place in the list."""
    return [(str(at), home) for at, home in enumerate(homes, start=1) if home.opinion is None]


def chosen_home(homes: Sequence[Home], chosen: str) -> Home | None:
    """The home that was chosen; where the letter covers one only, that one."""
    if len(homes) == 1:
        return homes[0]
    return {str(at): home for at, home in enumerate(homes, start=1)}.get(chosen)


def carried(view: ConsultationView, form: OpinionForm) -> list[tuple[str, str]]:
    """What a second sign-in must carry along; nothing when nothing was marked."""
    fields = kept_fields(put_back(view.questions, form.given), form.sent)
    return [*fields, (AS, TENANT), (HOME, form.home)] if fields else []


def hidden(answers: Mapping[int, Standing], form: OpinionForm) -> list[tuple[str, str]]:
    """Everything that the page to check carries hidden."""
    return [*kept_fields(answers, form.sent), (HOME, form.home)]
