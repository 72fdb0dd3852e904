"""The blueprint of all addresses for programs, and what their answers share: JSON, and problems as documents."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, current_app, jsonify, request
from werkzeug.exceptions import HTTPException

from consult import logbook
from consult.domain.refusal import Refusal
from consult.models.base import db
from consult.models.trouble import trouble_of
from consult.queries.consultations import ConsultationView, EstateView, consultation_of_code, estate_of_id
from consult.web.errors import status_of
from consult.web.headers import mark_personal
from consult.web.i18n import speak_of
from consult.web.program_problem import ADDRESS, http_problem, problem_of
from consult.web.program_visit import known_program, program
from consult.web.troubled import AGAIN_AFTER

api = Blueprint("api", __name__, url_prefix=ADDRESS)


def answer(told: Mapping[str, Any], status: int = 200) -> Response:
    """A JSON answer to one program; no cache keeps it."""
    mark_personal()
    response = jsonify(told)
    response.status_code = status
    return response


def my_estate() -> EstateView:
    """The estate of the token."""
    return estate_of_id(db.session(), program().estate_id)


def my_consultation(code: str) -> ConsultationView:
    """A consultation of the token's estate; another estate's answers exactly like a missing one."""
    view = consultation_of_code(db.session(), code, estate_id=program().estate_id)
    speak_of(view.basis, is_binding=view.is_binding)
    return view


@api.errorhandler(Refusal)
def refused(refusal: Refusal) -> Response:
    """A rule said no."""
    return problem_of(refusal, status_of(refusal))


@api.errorhandler(HTTPException)
def http_error(error: HTTPException) -> Response:
    """What was refused before any rule was asked."""
    return http_problem(error)


@api.errorhandler(Exception)
def fault(error: Exception) -> Response:
    """A fault of ours: nobody knows what became of a deed, and its submission id says so."""
    trouble = trouble_of(error)
    current_app.logger.error("fault at %s", request.endpoint, exc_info=error)
    response = problem_of(Refusal("program-fault"), 503 if trouble else 500)
    if trouble is not None:
        response.headers["Retry-After"] = str(AGAIN_AFTER[trouble])
    return response


@api.after_request
def _note(response: Response) -> Response:
    """Deeds of programs stand in the security log, by the numbers of estate and token."""
    visit = known_program()
    if visit is not None and request.method != "GET" and response.status_code < 400:
        route = request.url_rule.rule if request.url_rule else "-"
        logbook.note("done by a program", route=route, estate=visit.estate_id, id=visit.token_id)
    return response
