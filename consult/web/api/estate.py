"""The estate that a token is for, and what kinds of problems there are."""

from __future__ import annotations

from flask import Response

from consult.domain.refusal import REASONS, Refusal
from consult.web.access import allow
from consult.web.api.blueprint import answer, api, my_estate
from consult.web.api.operation import Operation, described
from consult.web.api.told import ESTATE, PROBLEM_KIND
from consult.web.program_problem import meaning


@api.get("/estate")
@allow.program()
@described(Operation(ESTATE))
def estate() -> Response:
    """The estate that the token is for."""
    found = my_estate()
    return answer(
        {"code": found.code, "name": dict(found.name), "committee": dict(found.committee), "term": found.term}
    )


@api.get("/problems/<reason>")
@allow.anyone
@described(Operation(PROBLEM_KIND))
def problem_kind(reason: str) -> Response:
    """What a kind of problem means."""
    if reason not in REASONS:
        raise Refusal("program-nothing-here")
    return answer({"reason": reason, "title": meaning(reason)})
