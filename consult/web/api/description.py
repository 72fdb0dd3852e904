"""The OpenAPI document, written from the routes and what stands above their views: it cannot say anything else."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Iterator
from typing import Any

from flask import Flask, Response, current_app, jsonify
from werkzeug.routing import Rule

from consult.domain.api_token import Scope
from consult.web.access import Admits, allow, declaration
from consult.web.api.blueprint import api
from consult.web.api.compound import Fields, named_in
from consult.web.api.operation import FORM, JSON, Operation, operation_of
from consult.web.api.shapes import Schema, Text
from consult.web.api.taken import KEY
from consult.web.api.told import CODE, PROBLEM
from consult.web.program_problem import KIND

VERSION = "1.0.0"
"""Of the interface. What is taken away or means something else makes it 2, under another address."""

IN_PATHS = {"code": CODE, "reason": Text(1, 80), "receipt": Text(1, 200, says="As printed, or as a slip code.")}
_PLACE = re.compile(r"<(?:[^<>]*:)?(\w+)>")
_KEY = {
    "name": KEY,
    "in": "header",
    "required": True,
    "schema": {"type": "string", "pattern": "^[A-Za-z0-9_-]{8,64}$", "minLength": 8, "maxLength": 64},
    "description": "The submission id: a new one for each deed, the same one for a retry after a lost answer.",
}
_SECURITY = {
    "type": "http",
    "scheme": "bearer",
    "description": "A token that the committee makes in the console. It acts in the name of whoever made it. Scopes: "
    + ", ".join(Scope),
}


@api.get("/openapi.json")
@allow.anyone
def openapi() -> Response:
    """This document."""
    return jsonify(document(current_app))


def document(app: Flask) -> Schema:
    """The whole document, the same for the same code, in an order that does not change."""
    paths: dict[str, Any] = {}
    shapes: dict[str, Fields] = {PROBLEM.name: PROBLEM}
    for rule, method, operation in operations(app):
        place = paths.setdefault(_PLACE.sub(r"{\1}", rule.rule), {})
        place[method.lower()] = _told(app, rule, operation)
        shapes |= {shape.name: shape for shape in _named(operation)}
    # What stands in the problem document has names too.
    shapes |= {shape.name: shape for shape in named_in(PROBLEM)}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Consult",
            "version": VERSION,
            "summary": "Consultations and votes of a housing estate, for programs.",
            "license": {"name": "AGPL-3.0-only", "identifier": "AGPL-3.0-only"},
        },
        "servers": [{"url": "/"}],
        "paths": dict(sorted(paths.items())),
        "components": {
            "schemas": {name: shapes[name].whole() for name in sorted(shapes)},
            "responses": {"Problem": _problem()},
            "securitySchemes": {"token": _SECURITY},
        },
    }


def operations(app: Flask) -> Iterator[tuple[Rule, str, Operation]]:
    """Every described address and method, in the order of addresses."""
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: (rule.rule, sorted(rule.methods or ()))):
        found = operation_of(app, rule.endpoint)
        if found is not None:
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                yield rule, method, found


def _named(operation: Operation) -> Iterator[Fields]:
    yield from named_in(operation.answers)
    yield from named_in(operation.sends)


def _told(app: Flask, rule: Rule, operation: Operation) -> Schema:
    admits = declaration(app, rule.endpoint) or Admits()
    said = inspect.cleandoc(app.view_functions[rule.endpoint].__doc__ or "")
    found: Schema = {
        "operationId": rule.endpoint.removeprefix("api."),
        "summary": said,
        "security": [{"token": [admits.scope] if admits.scope else []}] if admits.is_program else [],
    }
    parameters = [*_parameters(rule, operation), *([_KEY] if operation.is_deed else [])]
    found |= {"parameters": parameters} if parameters else {}
    found |= {"requestBody": sent} if (sent := _sent(operation)) else {}
    return found | {"responses": _responses(operation, _refusals(rule, operation, admits))}


def _parameters(rule: Rule, operation: Operation) -> Iterator[Schema]:
    for name in sorted(rule.arguments):
        yield {"name": name, "in": "path", "required": True, "schema": IN_PATHS[name].schema()}
    for name, shape in operation.asks.items():
        yield {"name": name, "in": "query", "required": False, "schema": shape.schema()}


def _sent(operation: Operation) -> Schema | None:
    if operation.sends is not None:
        return {"required": True, "content": {JSON: {"schema": operation.sends.schema()}}}
    if operation.file:
        file = {"type": "string", "contentMediaType": "application/octet-stream"}
        form = {"type": "object", "properties": {operation.file: file}, "required": [operation.file]}
        return {"required": True, "content": {FORM: {"schema": form}}}
    return None


def _refusals(rule: Rule, operation: Operation, admits: Admits) -> Iterable[int]:
    """Statuses that this operation may be refused with, beside those of every one."""
    yield from ([400] if operation.asks or operation.sends or operation.file or operation.is_deed else [])
    yield from ([401, 403, 429] if admits.is_program else [])
    yield from ([404] if rule.arguments else [])
    yield from ([409, 410] if operation.is_deed else [])
    yield from ([413, 415] if operation.sends or operation.file else [])


def _responses(operation: Operation, refusals: Iterable[int]) -> Schema:
    shape = operation.answers.schema() if operation.answers is not None else {"type": "string", "format": "binary"}
    problem = {"$ref": "#/components/responses/Problem"}
    done = {"description": "Done.", "content": {operation.kind: {"schema": shape}}}
    return {
        str(operation.status): done,
        **{str(status): problem for status in sorted(refusals)},
        "default": problem,
    }


def _problem() -> Schema:
    return {"description": "It was refused, and why.", "content": {KIND: {"schema": PROBLEM.schema()}}}
