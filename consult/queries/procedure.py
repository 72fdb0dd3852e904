"""The rules of procedure: what an estate usually does, and what holds for one consultation."""

from __future__ import annotations

from sqlalchemy.orm import Session

from consult.domain.electorate import CountingSettings
from consult.domain.privacy import Secrecy
from consult.domain.procedure import NEW_BINDING, Procedure, Said, planned, procedure_from_json
from consult.domain.rules import rule_from_json
from consult.domain.secret_poll import without_links
from consult.models.consultation import Consultation
from consult.models.place import Estate


def usual_procedure(estate: Estate) -> Said:
    """What an estate's rules of procedure say, as plain JSON; what they leave out is as usual."""
    said: Said = estate.settings.get("procedure", {})
    return said


def procedure_of(estate: Estate, consultation: Consultation) -> Procedure:
    """What holds for a consultation: frozen once announced, before that the estate's with what the draft says itself.

    A draft whose procedure cannot hold under its rule is shown as it was written; announcing refuses it.
    """
    rule = rule_from_json(consultation.rule)
    if consultation.roll_id is not None:
        return procedure_from_json(consultation.procedure)
    held = planned(usual_procedure(estate), consultation.procedure, rule)
    return without_links(held) if consultation.secrecy == Secrecy.UNNAMED else held


def counting_settings(session: Session, estate_id: int) -> CountingSettings:
    """Which kinds of units the estate's rules of procedure usually count."""
    return procedure_from_json(usual_procedure(session.get_one(Estate, estate_id))).counting


def written_procedures(session: Session, estate_id: int, consultation_id: int | None = None) -> tuple[Said, Said]:
    """What an estate usually does, and what a draft of it says for itself (what a new one begins with, without any)."""
    usual = usual_procedure(session.get_one(Estate, estate_id))
    if consultation_id is None:
        return usual, {key: value for key, value in NEW_BINDING.items() if key not in usual}
    return usual, session.get_one(Consultation, (estate_id, consultation_id)).procedure
