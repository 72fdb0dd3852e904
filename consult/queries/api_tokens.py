"""Tokens of programs: whom one lets in, and all of an estate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from consult.domain.api_token import PREFIX, USE_NOTED_EVERY, Scope
from consult.domain.receipt import TOKEN_LENGTH
from consult.models.account import Staff
from consult.models.api_token import ApiToken
from consult.models.kept_secret import program_hash


@dataclass(frozen=True, slots=True)
class TokenVisit:
    """A program that asks: its estate, its token, what that may do, and in whose name it acts."""

    estate_id: int
    token_id: int
    scopes: frozenset[str]
    by: str
    used_at: datetime | None

    def wants_noting(self, now: datetime) -> bool:
        """Whether this use is long enough after the last one that was noted."""
        return self.used_at is None or self.used_at <= now - USE_NOTED_EVERY


class Standing(StrEnum):
    """Whether a token works, and if not, why."""

    WORKS = "works"
    ENDED = "ended"
    RUN_OUT = "run-out"
    ACCOUNT_ENDED = "account-ended"


@dataclass(frozen=True, slots=True)
class TokenView:
    """A token as the committee sees it; never what the program sends."""

    id: int
    name: str
    scopes: tuple[Scope, ...]
    made_by: str
    made_at: datetime
    expires_at: datetime
    used_at: datetime | None
    ended_at: datetime | None
    ended_by: str
    standing: Standing


_TOKEN = (
    select(ApiToken.estate_id, ApiToken.id, ApiToken.scopes, Staff.name, ApiToken.used_at)
    .join(Staff, (Staff.estate_id == ApiToken.estate_id) & (Staff.id == ApiToken.made_by_id))
    .where(
        ApiToken.token_hash == bindparam("the_hash"),
        ApiToken.ended_at.is_(None),
        ApiToken.expires_at > bindparam("the_moment"),
        Staff.is_active,
        Staff.role == "committee",
    )
)


def token_visit(session: Session, token: str, *, secret: str, now: datetime) -> TokenVisit | None:
    """The program that a token lets in; nobody once it ended, ran out, or its maker's account ended."""
    if not token.startswith(PREFIX) or len(token) != len(PREFIX) + TOKEN_LENGTH:
        return None
    found = session.execute(_TOKEN, {"the_hash": program_hash(secret, token), "the_moment": now}).first()
    if found is None:
        return None
    estate_id, token_id, scopes, by, used_at = found
    return TokenVisit(estate_id, token_id, frozenset(scopes), by, used_at)


def api_tokens(session: Session, estate_id: int, *, now: datetime) -> Sequence[TokenView]:
    """All tokens of an estate: those that work first, then the newest."""
    rows = session.execute(
        select(ApiToken, Staff)
        .join(Staff, (Staff.estate_id == ApiToken.estate_id) & (Staff.id == ApiToken.made_by_id))
        .where(ApiToken.estate_id == estate_id)
        .order_by(ApiToken.made_at.desc(), ApiToken.id)
    )
    found = [_view(token, staff, now) for token, staff in rows]
    return sorted(found, key=lambda view: view.standing is not Standing.WORKS)


def _view(token: ApiToken, staff: Staff, now: datetime) -> TokenView:
    return TokenView(
        id=token.id,
        name=token.name,
        scopes=tuple(Scope(scope) for scope in token.scopes),
        made_by=staff.name,
        made_at=token.made_at,
        expires_at=token.expires_at,
        used_at=token.used_at,
        ended_at=token.ended_at,
        ended_by=token.ended_by,
        standing=_standing(token, staff, now),
    )


def _standing(token: ApiToken, staff: Staff, now: datetime) -> Standing:
    if token.ended_at is not None:
        return Standing.ENDED
    if token.expires_at <= now:
        return Standing.RUN_OUT
    return Standing.WORKS if staff.is_active and staff.role == "committee" else Standing.ACCOUNT_ENDED
