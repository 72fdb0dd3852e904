"""Deed: forget what signing in left behind and nothing counts any more: who came in when is told nobody for long."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from consult.domain.message_code import KEPT
from consult.domain.remembered import LASTS
from consult.domain.sign_in import LONGEST_WINDOW
from consult.domain.visit import Audience
from consult.models.account import SignInFailure, Visit
from consult.models.base import deed
from consult.models.message_code import MessageCode
from consult.models.wechat_link import WechatLink

VISITS_KEPT = timedelta(days=1)
"""After a household's visit could have lasted at most, it is remembered for so long."""


@deed
def forget_sign_ins(session: Session, *, now: datetime) -> int:
    """Delete failures, codes by message, households' visits and remembered accounts that are over; how many."""
    over = (
        delete(SignInFailure).where(SignInFailure.at <= now - LONGEST_WINDOW),
        delete(MessageCode).where(MessageCode.asked_at <= now - KEPT),
        delete(Visit).where(Visit.audience == Audience.HOUSEHOLD.value, Visit.expires_at <= now - VISITS_KEPT),
        delete(WechatLink).where(WechatLink.linked_at <= now - LASTS),
    )
    return sum(session.execute(one).rowcount for one in over)  # type: ignore[attr-defined]
