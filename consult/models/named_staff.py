"""Names of accounts: each stands for one account of its estate, so that two people can be told apart by them."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.domain.refusal import Refusal
from consult.domain.same_person import is_among
from consult.models.account import Staff


def refuse_name_taken(session: Session, estate_id: int, name: str) -> None:
    """Refuse `name-taken`: of two people with one name the second adds something that tells them apart.

    Names that only machines tell apart are one name: whoever reads “proposed by …, confirmed by …” sees two people.
    """
    if is_among(name, session.scalars(select(Staff.name).where(Staff.estate_id == estate_id))):
        raise Refusal("name-taken", name=name)
