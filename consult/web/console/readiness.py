"""What a draft still lacks before it can be announced: each line with the place where it is mended."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, tzinfo

from flask import url_for

from consult.domain.blanks import blanks_left
from consult.domain.procedure_guards import guard_faults
from consult.domain.question import QuestionType
from consult.domain.refusal import Refusal
from consult.domain.two_people import CLOSING_CONFIRMED_BY
from consult.models.base import db
from consult.queries.accounts import accounts
from consult.queries.consultations import ConsultationView
from consult.queries.guarded import guarded, texts_of
from consult.queries.roll import places_in_force
from consult.web.console.pages import now
from consult.web.i18n import settings
from consult.wording.language import Words
from consult.wording.marking import N_
from consult.wording.matters import warning_of
from consult.wording.refusals import sentence
from consult.wording.templates import template_named
from consult.wording.text_places import text_place

_LANGUAGES = {"zh": N_("%(place)s in Chinese"), "en": N_("%(place)s in English")}

_FIELDS = {
    "notice-too-short": "opens_at",
    "window-unusual": "closes_at",
    "matter-missing": "matter",
    "re-election-under-way": "matter",
}
"""What stands in the way → the field of the draft's form where it is mended."""


@dataclass(frozen=True, slots=True)
class Lack:
    """One line: what is missing, where it is mended, and whether nothing can be announced before that."""

    said: str
    href: str
    stops: bool = True


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the committee's checklist, by its number."""

    key: str
    said: str
    is_done: bool


def lacks_of(words: Words, view: ConsultationView) -> list[Lack]:
    """What a draft of the own estate lacks today."""
    zone, estate_id = settings().zone, view.estate.id
    today = now().astimezone(zone).date()
    has_roll = places_in_force(db.session(), estate_id) is not None
    people = accounts(db.session(), estate_id) if view.closes_by_two else []
    closers = sum(one.is_active and one.role in CLOSING_CONFIRMED_BY for one in people)
    return readiness(words, view, today, zone, has_roll=has_roll, closers=closers)


def readiness(
    words: Words, view: ConsultationView, today: date, zone: tzinfo, *, has_roll: bool, closers: int
) -> list[Lack]:
    """Everything that is missing, what stops the announcement first; `closers` are those who may close a vote."""
    lacks = [*_stopping(words, view, today, zone)]
    if not has_roll:
        said = words.gettext("The roll of owners is not imported yet: nobody could be asked.")
        lacks.append(Lack(said, url_for("console.roll")))
    return [*lacks, *_advice(words, view, closers)]


def _stopping(words: Words, view: ConsultationView, today: date, zone: tzinfo) -> Iterator[Lack]:
    yield from _blanks(words, view)
    for fault in guard_faults(guarded(view), view.estate.standing, today, zone):
        if fault.reason != "blanks-left":
            yield Lack(sentence(words, fault), _where(view, fault))


def _blanks(words: Words, view: ConsultationView) -> Iterator[Lack]:
    """Each field in which something is still to be filled in, with what."""
    for stem, text in texts_of(view):
        for language, written in text.items():
            if left := blanks_left(written):
                joint = "、" if words.is_chinese else ", "
                place = words.gettext(_LANGUAGES[language.partition("-")[0]], place=text_place(words, stem))
                missing = joint.join(dict.fromkeys(left))
                said = words.gettext("%(place)s: still to be filled in: %(blanks)s", place=place, blanks=missing)
                yield Lack(said, _field(view, _field_name(stem, language)))


def _field_name(stem: str, language: str) -> str:
    """The field of a text: what is said in plain words has a field of its own."""
    tongue, _, plainly = language.partition("-")
    if not plainly:
        return f"{stem}_{tongue}"
    return f"plain_{tongue}" if stem == "intro" else f"{stem.removesuffix('_body')}_plain_{tongue}"


def _where(view: ConsultationView, fault: Refusal) -> str:
    if fault.reason in ("site-unchecked", "site-unfit"):
        return url_for("console.siting", code=view.code)
    if fault.reason == "electronic-voting-not-adopted":
        return url_for("console.standing")
    return _field(view, _FIELDS.get(fault.reason, "title_zh"))


def _field(view: ConsultationView, name: str) -> str:
    return url_for("console.edit_draft", code=view.code, _anchor=name)


def _advice(words: Words, view: ConsultationView, closers: int) -> Iterator[Lack]:
    """What does not stop it, and would be regretted later."""
    prepared = view.preparation
    if view.is_binding and not prepared.matter:
        said = words.gettext("Say what the vote is about: the lawful rule follows from it.")
        yield Lack(said, _field(view, "matter"), stops=False)
    warning = warning_of(words, prepared.matter, view.rule, is_binding=view.is_binding, in_part=bool(view.scope))
    if warning:
        yield Lack(warning, _field(view, "rule"), stops=False)
    if view.picture is None and any(question.type is QuestionType.PLACE for question in view.questions):
        said = words.gettext("Upload the plan on which the places stand.")
        yield Lack(said, url_for("console.picture", code=view.code), stops=False)
    if view.closes_by_two and closers < 2:
        said = words.gettext("Closing this vote takes two people, and only one has an account: invite a second.")
        yield Lack(said, url_for("console.people"), stops=False)


def has_blanks(view: ConsultationView) -> bool:
    """Whether a template's blanks are left anywhere in its text."""
    return any(blanks_left(written) for _stem, text in texts_of(view) for written in text.values())


def checklist(words: Words, view: ConsultationView) -> list[Check]:
    """The checklist of the template a draft was begun from; none where it came from elsewhere."""
    try:
        template = template_named(view.preparation.template)
    except Refusal:
        return []
    done = view.preparation.done
    return [Check(str(at), words.pick(line), str(at) in done) for at, line in enumerate(template.checklist, start=1)]
