"""Programs that ask: tokens made by the committee, and what they send."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import count
from typing import Any

from sqlalchemy.orm import Session

from consult.actions.make_api_token import TokenAsked, TokenMade, make_api_token
from consult.domain.api_token import Scope
from consult.models.account import Staff
from tests.databases import SECRET
from tests.web.visitors import make_staff

_numbers = count(1)

PLAN = {
    "title": {"zh": "车棚改造征询", "en": "Renewal of the shed"},
    "kind": "advisory",
    "rule": "advisory",
    "notice_on": "2026-11-20",
    "opens_at": "2026-12-06T09:00:00+08:00",
    "closes_at": "2026-12-20T18:00:00+08:00",
    "question": [{"type": "consent", "title": {"zh": "是否同意？", "en": "Do you agree?"}}],
}
"""A plan that nothing is wrong with."""


def make_token(
    session: Session,
    estate_id: int,
    scopes: Iterable[str] = tuple(Scope),
    *,
    now: datetime,
    staff: Staff | None = None,
    days: str = "90",
) -> TokenMade:
    """A token of an estate for these permissions, made by a member of its committee."""
    maker = staff or make_staff(session, estate_id)
    asked = TokenAsked(f"程序 {next(_numbers)}", scopes, days)
    return make_api_token(session, estate_id, maker.id, asked, by=maker.name, secret=SECRET, now=now)


def bearing(token: str, **more: str) -> dict[str, str]:
    """The headers of a program."""
    return {"Authorization": f"Bearer {token}", **more}


def deed_headers(token: str, key: str | None = None) -> dict[str, str]:
    """The headers of a deed, with a submission id of its own unless one is given."""
    return bearing(token, **{"Idempotency-Key": key or f"test-{next(_numbers):08d}"})


def sent(**fields: Any) -> dict[str, Any]:
    """The plan with other values."""
    return {**PLAN, **fields}
