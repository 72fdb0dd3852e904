"""Deed: write down a consultation as a draft, or change a draft. Nothing is public yet."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from consult.domain.agreed_answer import agreed_json
from consult.domain.consent import Rule
from consult.domain.consultation import Plan, check_plan
from consult.domain.photo import Photo
from consult.domain.picture import Picture, described, picture_from_json
from consult.domain.preparation import Preparation, preparation_from_json, preparation_json
from consult.domain.privacy import Secrecy
from consult.domain.procedure import NEW_BINDING, offering, planned
from consult.domain.question_json import text_hash, to_json
from consult.domain.receipt import ALPHABET, CONSULTATION_CODE_LENGTH
from consult.domain.refusal import Refusal
from consult.domain.rules import CUSTOM, rule_from_json, rule_json
from consult.domain.scope import in_scope, scope_json
from consult.domain.secret_poll import without_links
from consult.models.base import deed, new_id
from consult.models.book import start_book
from consult.models.consultation import Consultation, ConsultationQuestion
from consult.models.consultation_picture import keep_picture
from consult.models.drafts import held_draft
from consult.models.place import Estate
from consult.queries.procedure import usual_procedure
from consult.queries.roll import places_in_force, roll_in_force, units_of


@dataclass(frozen=True, slots=True)
class Drafted:
    """Where the draft is found."""

    consultation_id: int
    code: str


@deed
def draft_consultation(
    session: Session,
    estate_id: int,
    plan: Plan,
    *,
    by: str,
    now: datetime,
    zone: tzinfo,
    photo: Photo | None = None,
) -> Drafted:
    """Keep a plan as a new draft; refuses `plan-faults`, and `scope-empty` for places the roll in force lacks.

    `photo`: the picture that the plan names, if it names one.
    """
    plan = _as_asked(session, estate_id, _as_begun(session, estate_id, check_plan(plan, zone)))
    _check_scope(session, estate_id, plan)
    latest = session.scalar(select(func.max(Consultation.number)).where(Consultation.estate_id == estate_id))
    consultation = Consultation(
        estate_id=estate_id,
        id=new_id(),
        code=_unused_code(session),
        number=(latest or 0) + 1,
        created_at=now,
        created_by=by,
        preparation=_prepared(plan, Preparation(template=plan.template)),
        **_columns(plan),
    )
    session.add(consultation)
    session.flush()
    if photo is not None and plan.picture is not None:
        keep_picture(session, consultation, photo, described(plan.picture.description), by=by, now=now)
        consultation.text_hash = _hash(plan, picture_from_json(consultation.picture))
    start_book(session, consultation)
    _write_questions(session, consultation, plan)
    return Drafted(consultation.id, consultation.code)


@deed
def change_draft(
    session: Session,
    estate_id: int,
    consultation_id: int,
    plan: Plan,
    *,
    made_from: int,
    by: str,
    now: datetime,
    zone: tzinfo,
) -> int:
    """Replace a draft's plan, made from that version of it; answers the version that it now is.

    Refuses what a new draft would, `already-announced` once its text stands still, and `draft-changed` where somebody
    saved another version meanwhile: whoever comes second reads what the first one wrote before it is written over.
    """
    plan = _as_asked(session, estate_id, check_plan(plan, zone))
    consultation = held_draft(session, estate_id, consultation_id)
    _check_version(consultation, made_from)
    _check_scope(session, estate_id, plan)
    numbered = _with_rule_version(plan, rule_from_json(consultation.rule))
    consultation.preparation = _prepared(plan, preparation_from_json(consultation.preparation))
    for column, value in _columns(numbered, picture_from_json(consultation.picture)).items():
        setattr(consultation, column, value)
    session.execute(
        delete(ConsultationQuestion).where(
            ConsultationQuestion.estate_id == estate_id,
            ConsultationQuestion.consultation_id == consultation_id,
        )
    )
    _write_questions(session, consultation, plan)
    consultation.version, consultation.changed_by, consultation.changed_at = made_from + 1, by, now
    return consultation.version


def _check_version(draft: Consultation, made_from: int) -> None:
    """The row is locked, so that nobody saves between this comparison and what follows."""
    if draft.version != made_from:
        saved_by, saved_at = draft.changed_by or draft.created_by, draft.changed_at or draft.created_at
        raise Refusal("draft-changed", name=saved_by, saved_at=saved_at)


def _prepared(plan: Plan, kept: Preparation) -> dict[str, Any]:
    """What is known beside the text: what the plan says anew, and what was looked at before."""
    return preparation_json(replace(kept, matter=plan.matter, window_clause=plan.window_clause))


def _as_begun(session: Session, estate_id: int, plan: Plan) -> Plan:
    """A new binding plan with what such a vote begins with, unless it or the estate's rules of procedure say else."""
    if not plan.is_binding:
        return plan
    usual = usual_procedure(session.get_one(Estate, estate_id))
    begins = {key: value for key, value in NEW_BINDING.items() if key not in usual}
    return replace(plan, procedure={**begins, **plan.procedure})


def _as_asked(session: Session, estate_id: int, plan: Plan) -> Plan:
    """The plan with its questions as the rules of procedure have them asked, so far as they are known today."""
    procedure = planned(usual_procedure(session.get_one(Estate, estate_id)), plan.procedure, plan.decision)
    if plan.secrecy == Secrecy.UNNAMED:
        procedure = without_links(procedure)
    return replace(plan, questions=offering(procedure, plan.questions))


def _with_rule_version(plan: Plan, kept: Rule) -> Plan:
    """An own rule that says something else than the one kept is its next version; the same one keeps its number."""
    own = plan.own_rule
    if own is None or plan.rule != CUSTOM or kept.key != CUSTOM:
        return plan
    is_same = replace(own, version=kept.version) == kept
    return replace(plan, own_rule=replace(own, version=kept.version if is_same else kept.version + 1))


def _check_scope(session: Session, estate_id: int, plan: Plan) -> None:
    """One misspelt building among several would leave its owners out unnoticed. A draft may come before the roll."""
    there = places_in_force(session, estate_id)
    if there is None:
        return
    known = there | {(building, "") for building, _ in there}
    absent = [place for place in plan.scope if (place.building, place.entrance) not in known]
    if absent:
        raise Refusal("scope-empty", buildings=[f"{place.building} {place.entrance}".strip() for place in absent])
    if plan.left_out or plan.members:
        units = units_of(session, estate_id, roll_in_force(session, estate_id).id)
        in_scope(units, plan.scope, plan.left_out, plan.members)


def _unused_code(session: Session) -> str:
    while True:
        code = "".join(secrets.choice(ALPHABET) for _ in range(CONSULTATION_CODE_LENGTH))
        if session.scalar(select(Consultation.id).where(Consultation.code == code)) is None:
            return code


def _hash(plan: Plan, picture: Picture | None) -> str:
    return text_hash(plan.title, plan.intro, plan.questions, picture, plan.agreed)


def _columns(plan: Plan, picture: Picture | None = None) -> dict[str, Any]:
    return {
        "title": dict(plan.title),
        "intro": dict(plan.intro),
        "answers": agreed_json(plan.agreed),
        "kind": plan.kind.value,
        "rule": rule_json(plan.decision),
        "basis": plan.basis.value,
        "scope": scope_json(plan.scope, plan.left_out, plan.members),
        "secrecy": plan.secrecy,
        "channels": [channel.value for channel in plan.channels],
        "procedure": dict(plan.procedure),
        "notice_on": plan.notice_on,
        "opens_at": plan.opens_at,
        "closes_at": plan.closes_at,
        "text_hash": _hash(plan, picture),
    }


def _write_questions(session: Session, consultation: Consultation, plan: Plan) -> None:
    session.add_all(
        ConsultationQuestion(
            estate_id=consultation.estate_id,
            consultation_id=consultation.id,
            number=question.number,
            definition=to_json(question),
        )
        for question in plan.questions
    )
