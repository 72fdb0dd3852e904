"""The siting checklist of a draft: each place that stands on the ballot, what was found there, by whom and when."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from types import MappingProxyType

from flask import make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from consult.actions.prepare_draft import record_siting, tick_checklist
from consult.domain.consultation import State
from consult.domain.numbers_typed import read_number, written_number
from consult.domain.refusal import Refusal
from consult.domain.siting import CHECKS, FIT, UNFIT, Siting, places_asked, sites_of
from consult.models.base import db
from consult.queries.consultations import ConsultationView
from consult.web.access import allow
from consult.web.console.pages import console, my_consultation, now, tell
from consult.web.i18n import current_words, settings
from consult.wording.refusals import sentence
from consult.wording.siting import CHECKS_SAID

MOST_METRES = 10_000
_ANSWERS = MappingProxyType({"fit": FIT, "unfit": UNFIT})


@console.get("/c/<code>/siting")
@allow.staff("committee")
def siting(code: str) -> Response:
    """The checklist of every place; refuses `already-announced` once the text stands still."""
    view = _draft(code)
    return _page(view, [_fields_of(view.preparation.siting.get(name, Siting())) for name in sites_of(view.questions)])


@console.post("/c/<code>/siting")
@allow.staff("committee")
def record_places(code: str) -> Response:
    """Keep what was found; what cannot be read is said beside its field, with everything typed."""
    view = _draft(code)
    names = sites_of(view.questions)
    typed = [_typed(at) for at in range(1, len(names) + 1)]
    faults: list[Refusal] = []
    found = {name: _read(at, fields, faults) for at, (name, fields) in enumerate(zip(names, typed, strict=True), 1)}
    if faults:
        return _page(view, typed, faults)
    record_siting(db.session(), view.estate.id, view.id, found, today=_today())
    tell(current_words().gettext("Kept. What is still missing stands in the list of this draft."))
    return redirect(url_for("console.consultation", code=view.code), 303)


@console.post("/c/<code>/checklist")
@allow.staff("committee")
def tick_lines(code: str) -> Response:
    """Keep which lines of the committee's checklist are done."""
    view = _draft(code)
    done = [key for key in request.form.getlist("done") if key.isascii() and key.isdigit() and len(key) < 3]
    tick_checklist(db.session(), view.estate.id, view.id, done)
    tell(current_words().gettext("Kept."))
    return redirect(url_for("console.consultation", code=view.code), 303)


def _draft(code: str) -> ConsultationView:
    view = my_consultation(code)
    if view.state is not State.DRAFT:
        raise Refusal("already-announced", code=view.code)
    return view


def _today() -> date:
    return now().astimezone(settings().zone).date()


def _page(view: ConsultationView, typed: list[dict[str, str]], faults: list[Refusal] | None = None) -> Response:
    words = current_words()
    errors = [(str(fault.details["at"]), sentence(words, fault)) for fault in faults or ()]
    pins = places_asked(view.questions)
    places = [
        (name or words.pick(view.title), fields, bool(name) and name not in pins)
        for name, fields in zip(sites_of(view.questions), typed, strict=True)
    ]
    page = render_template(
        "console/siting.html",
        view=view,
        places=places,
        checks=[(key, words.gettext(CHECKS_SAID[key])) for key in CHECKS],
        errors=errors,
        error_of=dict(errors),
    )
    return make_response(page, 400 if faults else 200)


_NAMES = (*CHECKS, "distance", "reviewer", "reviewed_on", "none")


def _fields_of(kept: Siting) -> dict[str, str]:
    metres = "" if kept.distance is None else written_number(Decimal(kept.distance) / 100)
    day = kept.reviewed_on.isoformat() if kept.reviewed_on else ""
    rest = {"distance": metres, "reviewer": kept.reviewer, "reviewed_on": day, "none": "yes" if kept.is_none else ""}
    return {check: kept.found.get(check, "") for check in CHECKS} | rest


def _typed(at: int) -> dict[str, str]:
    return {name: request.form.get(f"s{at}_{name}", "").strip() for name in _NAMES}


def _read(at: int, typed: dict[str, str], faults: list[Refusal]) -> Siting:
    return Siting(
        {check: _ANSWERS[typed[check]] for check in CHECKS if typed[check] in _ANSWERS},
        _distance(at, typed["distance"], faults),
        typed["reviewer"][:60],
        _day(at, typed["reviewed_on"], faults),
        typed["none"] == "yes",
    )


def _distance(at: int, typed: str, faults: list[Refusal]) -> int | None:
    """Metres as they are typed, in 0.01 m."""
    metres = read_number(typed.removesuffix("米").removesuffix("m").strip()) if typed else None
    if typed and (metres is None or not 0 <= metres <= MOST_METRES):
        faults.append(Refusal("distance-unreadable", distance=typed[:40], at=f"s{at}_distance"))
        return None
    return None if metres is None else round(metres * 100)


def _day(at: int, typed: str, faults: list[Refusal]) -> date | None:
    if not typed:
        return None
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        faults.append(Refusal("date-missing", field="reviewed_on", at=f"s{at}_reviewed_on"))
        return None
    if day > _today():
        faults.append(Refusal("reviewed-later", day=day, at=f"s{at}_reviewed_on"))
    return day
