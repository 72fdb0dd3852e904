"""What a program is told when something is refused: a problem document (RFC 9457), the same for every refusal."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from flask import Response, g, jsonify, request
from werkzeug.exceptions import HTTPException

from consult import logbook
from consult.domain.refusal import REASONS, Refusal, reasons
from consult.web.headers import mark_personal
from consult.web.i18n import current_words, settings
from consult.web.problem import in_both
from consult.wording.refusals import sentence

ADDRESS = "/api/v1"
"""Everything for programs is under here."""
KIND = "application/problem+json"

reasons(
    program_nothing_here="an address of the programs' interface at which there is nothing",
    program_method="allowed: an address asked in a way it does not take",
    program_too_large="a request to the programs' interface that is larger than is taken",
    program_media_type="known: a body of a kind that this address does not take",
    program_unreadable="a request that cannot be read: torn JSON, or text that is none",
    program_number="a number that not every program reads as the same one",
    program_unfit="places: a body or a query that is not as described; where, as JSON Pointers",
    result_not_counted="a result that a program asks for before the count",
    program_fault="a fault of ours while answering a program",
)

_OF_STATUS = {404: "program-nothing-here", 405: "program-method", 413: "program-too-large", 415: "program-media-type"}


def is_for_programs() -> bool:
    """Whether the address asked is of the programs' interface, also where nothing is at it."""
    return request.path.startswith(f"{ADDRESS}/") or request.path == ADDRESS


def problem_of(refusal: Refusal, status: int) -> Response:
    """A refusal as a document: which kind, what it means, what to do in the reader's language and in both."""
    mark_personal()
    told: dict[str, Any] = {
        "type": f"{settings().public_url}{ADDRESS}/problems/{refusal.reason}",
        "title": meaning(refusal.reason),
        "status": status,
        "detail": sentence(current_words(), refusal),
        "reason": refusal.reason,
        "sentences": in_both(refusal),
        "request": logbook.REQUEST.get(),
    }
    if "places" in refusal.details:
        told["places"] = [{"at": at, "fault": fault} for at, fault in refusal.details["places"]]
    if several := refusal.details.get("faults"):
        told["faults"] = [_one_of_several(fault) for fault in several if isinstance(fault, Refusal)]
    response = jsonify(told)
    response.status_code, response.mimetype = status, KIND
    _add_headers(response, refusal)
    return response


def _one_of_several(fault: Refusal) -> dict[str, Any]:
    return {"reason": fault.reason, "sentences": in_both(fault)}


def meaning(reason: str) -> str:
    """What a kind of refusal is about, without the names of its details."""
    said = REASONS[reason]
    before, colon, after = said.partition(": ")
    return after if colon and all(name.strip().isidentifier() for name in before.split(",")) else said


def _add_headers(response: Response, refusal: Refusal) -> None:
    if response.status_code == HTTPStatus.UNAUTHORIZED:
        response.headers["WWW-Authenticate"] = 'Bearer realm="consult"'
    seconds = refusal.details.get("seconds") or 60 * int(refusal.details.get("minutes", 0))
    if seconds:
        response.headers["Retry-After"] = str(seconds)


def http_problem(error: HTTPException) -> Response:
    """What Flask and Werkzeug refuse by themselves, as a document."""
    code = error.code or 500
    refusal = Refusal(_OF_STATUS.get(code, "program-fault" if code >= 500 else "program-unreadable"))
    g.refused = refusal.reason
    response = problem_of(refusal, code)
    for name, value in error.get_headers():
        if name.lower() in ("allow", "retry-after"):
            response.headers[name] = value
    return response
