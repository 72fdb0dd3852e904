"""What all answers to phones share: JSON with the service's time, and every refusal as a problem document."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, current_app, jsonify, request
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from consult import clock
from consult.domain.doorstep.bundle import LARGEST_BUNDLE, MOST_ENTRIES
from consult.domain.doorstep.fields import read_object
from consult.domain.ledger import utc_text
from consult.domain.refusal import Refusal
from consult.models.trouble import trouble_of
from consult.queries.doorstep_devices import DeviceVisit
from consult.web.access import device
from consult.web.errors import status_of
from consult.web.headers import mark_personal
from consult.web.problem import in_both, problem
from consult.web.troubled import AGAIN_AFTER

doorstep_api = Blueprint("api", __name__, url_prefix="/api")


def answer(told: dict[str, Any], status: int = 200) -> Response:
    """A JSON answer to one phone; no cache keeps it."""
    mark_personal()
    response = jsonify({"v": 1, "server_time": utc_text(clock.now())} | told)
    response.status_code = status
    return response


def body() -> bytes:
    """The bytes that were sent; more than a bundle may have is refused before it is read."""
    request.max_content_length = LARGEST_BUNDLE
    return request.get_data()


def told() -> dict[str, Any]:
    """The JSON object that was sent; refuses `bundle-torn`."""
    found = read_object(body())
    if found is None or found.get("v") != 1:
        raise Refusal("bundle-torn")
    return found


def active_device() -> DeviceVisit:
    """The phone, where one that was switched off learns nothing more; refuses `device-revoked`."""
    visit = device()
    if not visit.is_active:
        raise Refusal("device-revoked")
    return visit


def reading_device() -> DeviceVisit:
    """The phone with the secret that its PIN guards; refuses `device-revoked` and `device-sends-only`."""
    visit = active_device()
    if not visit.reads:
        raise Refusal("device-sends-only")
    return visit


@doorstep_api.errorhandler(Refusal)
def refused(refusal: Refusal) -> Response:
    """A rule said no."""
    response = problem(refusal.reason, in_both(refusal), status_of(refusal), clock.now())
    if minutes := refusal.details.get("minutes"):
        response.headers["Retry-After"] = str(60 * int(minutes))
    return response


@doorstep_api.errorhandler(RequestEntityTooLarge)
def too_large(_error: RequestEntityTooLarge) -> Response:
    """More bytes than are taken at once."""
    return problem(
        "bundle-too-large", in_both(Refusal("bundle-too-large", most_entries=MOST_ENTRIES)), 413, clock.now()
    )


@doorstep_api.errorhandler(Exception)
def fault(error: Exception) -> Response:
    """A fault of ours, or of the connection: nothing is acknowledged, and the phone tries again."""
    trouble = trouble_of(error)
    status = error.code if isinstance(error, HTTPException) and error.code else 503 if trouble else 500
    if status >= 500:
        current_app.logger.error("fault at %s", request.endpoint, exc_info=error)
    response = problem(
        "fault" if status >= 500 else "not-taken", in_both(Refusal("service-fault")), status, clock.now()
    )
    if trouble is not None:
        # It is not this entry that cannot be taken: the phone waits with all of them.
        response.headers["Retry-After"] = str(AGAIN_AFTER[trouble])
    return response
