"""What this installation offers beside the letter, and by which way the household in this browser came in."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request, session

from consult import logbook
from consult.domain.remembered import Way
from consult.domain.visit import Audience, key_hash
from consult.models.household_visit import HouseholdSignedIn
from consult.web.access import enter
from consult.web.i18n import settings

_CAME_BY = "came_by"


@dataclass(frozen=True, slots=True)
class Offered:
    """Whether codes are sent by message, WeChat accounts remembered, and whether this browser is WeChat's."""

    messages: bool
    wechat: bool
    is_wechat: bool


def offered() -> Offered:
    """What the settings offer to this request; WeChat's authorization works in its own browser only."""
    here = "MicroMessenger" in request.headers.get("User-Agent", "")
    return Offered(settings().sms is not None, settings().wechat is not None, here)


def let_in(signed_in: HouseholdSignedIn, way: Way) -> None:
    """Hand the browser its visit, and remember in its signed cookie how that visit began."""
    enter(Audience.HOUSEHOLD, signed_in.key)
    session[_CAME_BY] = [way.value, key_hash(signed_in.key)]
    logbook.note("household came in", way=way.value, estate=signed_in.estate_id)


def visit_key() -> str:
    """The key of the household's visit in this browser; '' where there is none."""
    match session.get(Audience.HOUSEHOLD.value):
        case [str(key), *_]:
            return key
    return ""


def came_by() -> str:
    """The way of the visit in this browser; '' where there is none, or it began otherwise."""
    match session.get(_CAME_BY):
        case [str(way), str(began)] if key_hash(visit_key()) == began:
            return way
    return ""
