"""A refusal as programs read it: a problem document (RFC 9457) with its sentence in every language."""

from __future__ import annotations

from datetime import datetime

from flask import Response, jsonify

from consult.domain.ledger import utc_text
from consult.domain.refusal import Refusal
from consult.web.headers import mark_personal
from consult.web.i18n import settings
from consult.wording.language import CHINESE, ENGLISH, words_for
from consult.wording.refusals import sentence


def problem(reason: str, title: dict[str, str], status: int, now: datetime) -> Response:
    """One error as a document."""
    mark_personal()
    told = {"type": "about:blank", "status": status, "reason": reason, "title": title, "server_time": utc_text(now)}
    response = jsonify(told)
    response.status_code, response.mimetype = status, "application/problem+json"
    return response


def in_both(refusal: Refusal) -> dict[str, str]:
    """The sentence of a refusal in both languages."""
    zone = settings().zone
    return {"zh": sentence(words_for(CHINESE, zone), refusal), "en": sentence(words_for(ENGLISH, zone), refusal)}
