"""Deeds: a staff member ends one of their own sign-ins, or all but the present one."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from consult.domain.visit import HANDLE_LENGTH
from consult.models.base import deed
from consult.models.ending_visits import end_visits_of
from consult.models.second_factor import Owner


@deed
def end_other_visits(session: Session, owner: Owner, *, key: str, now: datetime) -> int:
    """End all sign-ins but that of `key`; how many."""
    return end_visits_of(session, owner, now=now, but_key=key)


@deed
def end_named_visit(session: Session, owner: Owner, handle: str, *, now: datetime) -> int:
    """End the sign-in that a list names by `handle`; 0 where there is none."""
    is_whole = len(handle) == HANDLE_LENGTH and handle.isascii() and handle.isalnum()
    return end_visits_of(session, owner, now=now, handle=handle) if is_whole else 0
