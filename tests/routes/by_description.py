"""The programs' interface fuzzed by its own description (schemathesis): what fits it, and what does not.

Codes, electors and serials that are there are put where the description only says what one looks like, so that the
rules behind are reached. A deed's submission id is new each time. Beside schemathesis' checks one of ours: what fits
the description is never refused as unfit, for both are written from the same shapes.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis import APIOperation, Case, GenerationMode, Response
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi import checks as described
from sqlalchemy.orm import Session

from consult.domain.api_token import Scope
from consult.models.consultation import Consultation
from tests import people
from tests.house import rounds
from tests.programs import PLAN, make_token

CHECKS = [
    not_a_server_error,
    described.status_code_conformance,
    described.content_type_conformance,
    described.response_headers_conformance,
    described.response_schema_conformance,
    described.negative_data_rejection,
    described.missing_required_header,
    described.unsupported_method,
    described.allow_header_conformance,
    described.ignored_auth,
]
"""All but one: whether a plan is lawful is more than a description can say, so what fits it may be refused."""

UNFIT = frozenset({"program-unfit", "program-unreadable", "program-media-type", "submission-id-missing"})
_numbers = itertools.count(1)


@dataclass(frozen=True)
class Known:
    """What there is: consultations by code in every state, electors and serials of the open one, and a receipt."""

    token: str
    codes: Sequence[str]
    electors: Sequence[int]
    serials: Sequence[str]
    receipt: str


@dataclass
class Found:
    """What was asked, how it was answered, and what was wrong: said once for each kind."""

    asked: Counter[str] = field(default_factory=Counter)
    statuses: Counter[int] = field(default_factory=Counter)
    faults: dict[str, str] = field(default_factory=dict)


def make_known(session: Session) -> Known:
    """An estate with a consultation in each state and a token that may do everything, at `rounds.NOW`."""
    estate_id = people.make_estate(session)
    opened = people.make_open_consultation(session, estate_id)
    receipt = people.vote(session, opened, people.ZHAO_KE, {1: "agree"})
    others = [
        people.make_draft(session, estate_id),
        people.make_announced_consultation(session, estate_id),
        people.make_closed_consultation(session, estate_id),
    ]
    electors = people.electors(session, opened)
    token = make_token(session, estate_id, tuple(Scope), now=rounds.NOW)
    known = Known(
        token=token.token,
        codes=(opened.code, *(view.code for view in others), "ZZZZZZ"),
        electors=[elector.id for elector in electors],
        serials=[elector.paper_serial for elector in electors],
        receipt=receipt.code,
    )
    # What is read holds the database back from those who write.
    session.rollback()
    return known


def fuzz(app: Flask, known: Known, *, examples: int, chance: int) -> Found:
    """Ask every operation so often with what fits and so often with what does not."""
    config = schemathesis.Config()
    # Half characters and NUL are no text that anything keeps: RFC 8259 leaves open what becomes of them.
    config.projects.default.generation.allow_x00 = False
    config.projects.default.generation.codec = "utf-8"
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app, config=config)
    found = Found()
    for result in schema.get_all_operations():
        operation = result.ok()
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            if mode is GenerationMode.POSITIVE or _can_be_unfit(operation):
                _ask(operation, mode, known, found, examples=examples, chance=chance)
    return found


def _can_be_unfit(operation: APIOperation) -> bool:
    """Whether there is anything in it that could be other than described: a query, a body, a header."""
    return bool(operation.query or operation.headers or operation.body)


def _ask(
    operation: APIOperation, mode: GenerationMode, known: Known, found: Found, *, examples: int, chance: int
) -> None:
    @seed(chance)
    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def one(case: Case) -> None:
        if mode is GenerationMode.POSITIVE:
            _with_what_is_there(case, known, next(_numbers))
        response = case.call(headers={"Authorization": f"Bearer {known.token}"})
        found.asked[f"{operation.label} {mode.value}"] += 1
        found.statuses[response.status_code] += 1
        for said in _wrong(case, response, mode, known):
            found.faults.setdefault(f"{operation.label} {mode.value}: {said}"[:300], case.as_curl_command()[:1_500])

    one()


def _wrong(case: Case, response: Response, mode: GenerationMode, known: Known) -> Iterable[str]:
    try:
        case.validate_response(response, checks=CHECKS, headers={"Authorization": f"Bearer {known.token}"})
    except FailureGroup as group:
        yield from (f"{type(one).__name__} {response.status_code} {one}" for one in group.exceptions)
    if mode is GenerationMode.POSITIVE and response.status_code >= 400:
        reason = response.json().get("reason")
        if reason in UNFIT:
            yield f"what fits is refused as {reason}: {response.json().get('places')}"


def _with_what_is_there(case: Case, known: Known, number: int) -> None:
    """Mostly codes and keys that exist; now and then what the description alone makes up."""
    places, body = case.path_parameters, case.body
    if number % 5 and "code" in places:
        places["code"] = known.codes[number % len(known.codes)]
    if number % 2 and "receipt" in places:
        places["receipt"] = known.receipt
    if "Idempotency-Key" in case.headers:
        case.headers["Idempotency-Key"] = f"fuzz-{number:010d}"
    if number % 2 and isinstance(body, dict) and "question" in body:
        case.body = {**PLAN, "version": 1} if "version" in body else PLAN
    elif number % 4 and isinstance(body, dict):
        case.body = {**body, **_known_fields(body, known, number)}


def _known_fields(body: dict[str, Any], known: Known, number: int) -> dict[str, Any]:
    if "serial" in body:
        return {"serial": known.serials[number % len(known.serials)]}
    if "electors" in body:
        return {"electors": [known.electors[number % len(known.electors)]], "at": rounds.NOW.isoformat()}
    return {key: PLAN[key] for key in ("title", "rule", "question") if "question" in body}


def kept_drafts(session: Session) -> int:
    """How many consultations there are: that some deeds went through shows that the rules were reached."""
    session.rollback()
    found = session.query(Consultation).count()
    session.rollback()
    return found
