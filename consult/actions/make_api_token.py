"""Deed: make a token by which a program asks in the name of whoever makes it. It is answered once and never again."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.domain.api_token import MOST_TOKENS, PREFIX, Scope, check_days, check_scopes, check_token_name
from consult.domain.receipt import TOKEN_LENGTH, encode
from consult.domain.refusal import Refusal
from consult.models.account import Staff
from consult.models.api_token import ApiToken
from consult.models.base import deed, new_id
from consult.models.kept_secret import program_hash


@dataclass(frozen=True, slots=True)
class TokenAsked:
    """What somebody wants: a name, permissions and days as they were typed."""

    name: str
    scopes: Iterable[str]
    days: str


@dataclass(frozen=True, slots=True)
class TokenMade:
    """A token that was made now: what the program sends, and what is kept beside its hash."""

    id: int
    token: str
    name: str
    scopes: tuple[Scope, ...]
    expires_at: datetime


@deed
def make_api_token(
    session: Session, estate_id: int, staff_id: int, asked: TokenAsked, *, by: str, secret: str, now: datetime
) -> TokenMade:
    """Make a token for a member of the committee; `by` is their name, under which it stands.

    Refuses `token-without-name`, `token-without-scope`, `token-scope-unknown`, `token-days`, `token-name-taken`,
    `too-many-tokens`, and `account-unknown` for whoever is not of the committee.
    """
    name, scopes, lasts = check_token_name(asked.name), check_scopes(asked.scopes), check_days(asked.days)
    maker = session.get(Staff, (estate_id, staff_id), with_for_update=True)
    if maker is None or not maker.is_active or maker.name != by or maker.role != "committee":
        raise Refusal("account-unknown")
    _refuse_crowd(session, estate_id, name, now)
    token = PREFIX + encode(secrets.randbits(5 * TOKEN_LENGTH), TOKEN_LENGTH)
    row = ApiToken(
        estate_id=estate_id,
        id=new_id(),
        name=name,
        token_hash=program_hash(secret, token),
        scopes=[scope.value for scope in scopes],
        made_by_id=staff_id,
        made_at=now,
        expires_at=now + lasts,
    )
    session.add(row)
    session.flush()
    return TokenMade(row.id, token, name, scopes, row.expires_at)


def _refuse_crowd(session: Session, estate_id: int, name: str, now: datetime) -> None:
    working = list(
        session.scalars(
            select(ApiToken.name).where(
                ApiToken.estate_id == estate_id, ApiToken.ended_at.is_(None), ApiToken.expires_at > now
            )
        )
    )
    if name in working:
        raise Refusal("token-name-taken", name=name)
    if len(working) >= MOST_TOKENS:
        raise Refusal("too-many-tokens", most=MOST_TOKENS)
