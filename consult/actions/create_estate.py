"""Deed: enter an estate, before its roll and anything else."""

from __future__ import annotations

from sqlalchemy.orm import Session

from consult.models.base import deed
from consult.models.new_estate import NewEstate, enter_estate

__all__ = ["NewEstate", "create_estate"]


@deed
def create_estate(session: Session, new: NewEstate) -> int:
    """Keep the estate and answer its id; refuses what `enter_estate` does."""
    return enter_estate(session, new)
