"""Sealing the urn of a secret poll at CLOSE: from then on no figure of it can be changed unseen."""

from __future__ import annotations

import secrets

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.domain.consent import Weight
from consult.domain.question_json import from_json
from consult.domain.refusal import Refusal
from consult.domain.secret_count import count_urn, seals, tables
from consult.models.ballot import Ballot
from consult.models.ballot_rows import definitions
from consult.models.consultation import Consultation
from consult.models.urn import keep_openings, look_into


def seal_urn(session: Session, consultation: Consultation) -> dict[str, str]:
    """The seals of every question's table and of all ballots; what opens them is kept.

    Refuses `unnamed-ballots-missing` where the urn does not hold as many ballots as took part.
    """
    keys = (consultation.estate_id, consultation.id)
    urn = look_into(session, keys)
    took_part = session.scalars(
        select(func.count()).where(Ballot.estate_id == keys[0], Ballot.consultation_id == keys[1])
    ).one()
    if took_part != len(urn.ballots):
        raise Refusal("unnamed-ballots-missing", code=consultation.code, took_part=took_part, ballots=len(urn.ballots))
    questions = tuple(map(from_json, definitions(session.connection(), *keys)))
    found = tables(count_urn(questions, Weight(consultation.electorate_heads), urn), urn)
    openings = {name: secrets.token_bytes(32) for name in found}
    keep_openings(session, keys, openings)
    return seals(found, openings)
