"""The service log (送达): what may be noted about an attempt to bring a ballot, and what service it amounts to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from enum import StrEnum

from consult.domain.deemed import Service
from consult.domain.refusal import Refusal, reasons

reasons(
    nobody_chosen="a service noted without naming an elector",
    service_method="given, known: a way of service that is not on the list",
    service_time="given: a moment of service that cannot be read",
    service_not_yet="at: a service noted for a moment that has not come",
    service_before_announcement="announced_at: a service noted before the consultation was announced",
    service_after_end="closes_at: a service noted after the end, when nobody could answer any more",
    unknown_attempt="an attempt that does not stand in this consultation's log",
    withdrawal_without_reason="an attempt taken back without saying why",
    withdrawn_already="at: an attempt that was taken back before",
    service_without_recipient="a ballot handed over to nobody knows whom, where silence after it is given a meaning",
    service_without_number="a registered letter without its number, where silence after it is given a meaning",
    service_note_too_long="limit: a recipient, relation or proof longer than allowed",
)

LONGEST_NOTE = 200
"""Characters of a recipient, a relation or a proof."""


class Method(StrEnum):
    """What was tried, and what came of it."""

    IN_PERSON = "in-person"
    REGISTERED_POST = "registered-post"
    LETTERBOX = "letterbox"
    NOT_HOME = "not-home"
    REFUSED = "refused"

    @property
    def service(self) -> Service:
        """What it amounts to: a closed or an unwilling door serves nobody."""
        return _SERVICES.get(self, Service.NONE)


_SERVICES = {
    Method.IN_PERSON: Service.IN_PERSON,
    Method.REGISTERED_POST: Service.REGISTERED_POST,
    Method.LETTERBOX: Service.LETTERBOX,
}

EFFECTIVE = tuple(method for method in Method if method.service.is_effective)
"""What was tried with effect."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt: how and when, who took the ballot and what they are to the owner, and what proves it.

    `photo` is the hash of a kept photo ('' for none).
    """

    method: Method
    at: datetime
    recipient: str = ""
    relation: str = ""
    evidence: str = ""
    photo: str = ""


def read_method(given: str) -> Method:
    """The way of service of a key; refuses `service-method`."""
    try:
        return Method(given)
    except ValueError:
        raise Refusal("service-method", given=given[:40], known=tuple(Method)) from None


def read_moment(typed: str, zone: tzinfo) -> datetime:
    """A moment as a form writes it, in the estate's zone unless it names its own; refuses `service-time`."""
    try:
        moment = datetime.fromisoformat(typed.strip())
    except ValueError:
        raise Refusal("service-time", given=typed[:40]) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def check_attempt(
    attempt: Attempt, *, announced_at: datetime, closes_at: datetime, now: datetime, silence_counts: bool = False
) -> Attempt:
    """The attempt itself, its notes without blanks around them. `silence_counts`: silence after it is given a meaning.

    Refuses `service-not-yet`, `service-before-announcement`, `service-after-end`, `service-note-too-long`, and where
    silence counts `service-without-recipient` and `service-without-number`: nobody is taken to have agreed on a tick.
    """
    if attempt.at > now:
        raise Refusal("service-not-yet", at=attempt.at)
    # A form knows minutes only.
    if attempt.at < announced_at.replace(second=0, microsecond=0):
        raise Refusal("service-before-announcement", announced_at=announced_at)
    if attempt.at >= closes_at:
        raise Refusal("service-after-end", closes_at=closes_at)
    to, relation, evidence = (note.strip() for note in (attempt.recipient, attempt.relation, attempt.evidence))
    if any(len(note) > LONGEST_NOTE for note in (to, relation, evidence)):
        raise Refusal("service-note-too-long", limit=LONGEST_NOTE)
    if silence_counts and attempt.method is Method.IN_PERSON and not (to or relation):
        raise Refusal("service-without-recipient")
    if silence_counts and attempt.method is Method.REGISTERED_POST and not evidence:
        raise Refusal("service-without-number")
    return Attempt(attempt.method, attempt.at, to, relation, evidence, attempt.photo)


def check_withdrawal(reason: str, withdrawn_at: datetime | None) -> str:
    """The reason, without blanks around it; refuses `withdrawn-already`, `withdrawal-without-reason` and a long one."""
    if withdrawn_at is not None:
        raise Refusal("withdrawn-already", at=withdrawn_at)
    reason = reason.strip()
    if not reason:
        raise Refusal("withdrawal-without-reason")
    if len(reason) > LONGEST_NOTE:
        raise Refusal("service-note-too-long", limit=LONGEST_NOTE)
    return reason


_BEST_FIRST = (Service.IN_PERSON, Service.REGISTERED_POST, Service.SIGNED_IN, Service.LETTERBOX)


def best(services: Iterable[Service]) -> Service:
    """The strongest of several services, so far as silence after it may mean something."""
    found = set(services)
    return next((service for service in _BEST_FIRST if service in found), Service.NONE)
