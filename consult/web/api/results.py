"""The result once it is counted, and the package by which anyone recounts it. Before the count there is none."""

from __future__ import annotations

from flask import Response

from consult.domain.api_token import Scope
from consult.domain.refusal import Refusal
from consult.web.access import allow
from consult.web.api.blueprint import answer, api, my_consultation
from consult.web.api.operation import Operation, described
from consult.web.api.told import RESULT
from consult.web.package_file import package_file


@api.get("/consultations/<code>/result")
@allow.program(Scope.CONSULTATIONS_READ)
@described(Operation(RESULT))
def result(code: str) -> Response:
    """The result as it was counted and sealed; 404 before."""
    found = my_consultation(code).result
    if found is None:
        raise Refusal("result-not-counted")
    return answer(dict(found))


@api.get("/consultations/<code>/package")
@allow.program(Scope.CONSULTATIONS_READ)
@described(Operation(None, kind="application/zip"))
def package(code: str) -> Response:
    """The public package of a closed consultation."""
    return package_file(my_consultation(code))
