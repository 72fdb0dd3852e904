"""Deed: sign a household in with the six digits of the message it asked for, in the browser that asked.

A try is counted before the digits are looked at, durably, and one that is refused tells nothing: no such message, a
wrong code, one used up or out of time are said alike.
"""

from __future__ import annotations

import hmac
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.domain.message_code import LIFETIME, TRIES, read_digits
from consult.domain.refusal import Refusal
from consult.domain.visit import key_hash
from consult.models.base import deed
from consult.models.electorate import ElectorRow
from consult.models.household_visit import HouseholdSignedIn, begin_household_visit
from consult.models.message_code import MessageCode, digits_hash


def sign_in_by_message(session: Session, key: str, typed: str, *, secret: str, now: datetime) -> HouseholdSignedIn:
    """Begin a visit; `key` is what `ask_for_code` handed the browser.

    Refuses `message-code-mistyped` (costs no try) and `message-code-wrong`.
    """
    signed_in = _try(session, key_hash(key), read_digits(typed), secret=secret, now=now)
    if signed_in is None:
        raise Refusal("message-code-wrong")
    return signed_in


@deed
def _try(session: Session, key: str, digits: str, *, secret: str, now: datetime) -> HouseholdSignedIn | None:
    asked = session.scalar(select(MessageCode).where(MessageCode.key_hash == key).with_for_update())
    if asked is None or asked.tries >= TRIES or asked.used_at is not None or now - asked.asked_at > LIFETIME:
        return None
    asked.tries += 1
    is_right = hmac.compare_digest(asked.code_hash, digits_hash(secret, key, digits))
    elector = session.get(ElectorRow, (asked.estate_id, asked.elector_id)) if asked.elector_id else None
    if elector is None or not is_right:
        return None
    asked.used_at = now
    return begin_household_visit(session, elector, now)
