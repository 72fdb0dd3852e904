"""Service in words: how a ballot reached a household, and whether that counts."""

from __future__ import annotations

from consult.domain.deemed import Service
from consult.domain.service import Attempt, Method
from consult.wording.language import Words
from consult.wording.marking import N_

METHODS = {
    Method.IN_PERSON: N_("Handed over in person"),
    Method.REGISTERED_POST: N_("Sent by registered post"),
    Method.LETTERBOX: N_("Put into the letterbox"),
    Method.NOT_HOME: N_("Nobody at home"),
    Method.REFUSED: N_("Not accepted"),
}
"""What was tried and what came of it, in the order it is offered."""

SERVICES = {
    Service.IN_PERSON: N_("Served in person"),
    Service.REGISTERED_POST: N_("Served by registered post"),
    Service.SIGNED_IN: N_("Served: has seen the ballot signed in"),
    Service.LETTERBOX: N_("Letterbox only"),
    Service.NONE: N_("Not served"),
}
"""What all attempts together amount to."""


def service_name(words: Words, service: Service, *, has_returned: bool) -> str:
    """How somebody was served; who brought a ballot back has been, whoever carried it."""
    if has_returned:
        return words.gettext("Served: a ballot came back")
    return words.gettext(SERVICES[service])


def attempt_said(words: Words, attempt: Attempt) -> str:
    """One attempt in a line: what, when, to whom, and what proves it."""
    joint = "，" if words.is_chinese else ", "
    to = attempt.recipient
    if attempt.relation:
        to = f"{to}（{attempt.relation}）" if words.is_chinese else f"{to} ({attempt.relation})".strip()
    said = [words.moment(attempt.at), words.gettext(METHODS[attempt.method]), to, attempt.evidence]
    return joint.join(part for part in said if part)
