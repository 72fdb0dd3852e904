"""The OpenAPI document: kept as it is served, whole, and true (scripts/prove/openapi in small)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from sqlalchemy.orm import Session

from consult.domain.refusal import REASONS
from consult.web.api.description import document, operations
from consult.web.pace import Pace
from consult.web.program_visit import PACE
from tests.house import rounds
from tests.house.tree import ROOT
from tests.looking_client import LookingClient
from tests.routes.by_description import fuzz, kept_drafts, make_known

pytestmark = pytest.mark.one_database

KEPT = ROOT / "docs" / "openapi.json"


def test_the_document_in_docs_is_the_one_served(app: Flask, client: LookingClient) -> None:
    # Read the difference before accepting it with `.venv/bin/python -m tests.routes.write_openapi`.
    served = client.get("/api/v1/openapi.json")
    assert served.json == json.loads(KEPT.read_text("utf-8"))
    assert client.get("/api/v1/openapi.json", headers={"Accept-Language": "en"}).data == served.data


def test_every_address_for_programs_is_described(app: Flask) -> None:
    described = {rule.endpoint for rule, _, _ in operations(app)}
    there = {rule.endpoint for rule in app.url_map.iter_rules() if rule.rule.startswith("/api/")}
    assert there - described == {"api.openapi"}
    told = document(app)
    assert len({one["operationId"] for place in told["paths"].values() for one in place.values()}) == len(described)
    assert all(one["summary"] for place in told["paths"].values() for one in place.values())


def test_every_reason_is_explained(client: LookingClient) -> None:
    for reason in sorted(REASONS)[::20]:
        told = client.get(f"/api/v1/problems/{reason}").json
        assert told["reason"] == reason
        assert told["title"]
    assert client.get("/api/v1/problems/none-such").status_code == 404


def test_what_fits_and_what_does_not(app: Flask, session: Session) -> None:
    """A few of each for every operation, the same ones each time."""
    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.extensions[PACE] = Pace(10**9)
    with time_machine.travel(rounds.NOW, tick=False):
        known = make_known(session)
        before = kept_drafts(session)
        found = fuzz(app, known, examples=2, chance=1)
    assert not found.faults, json.dumps(found.faults, indent=1, ensure_ascii=False)[:4_000]
    assert len(found.asked) > 40
    assert found.statuses[200] + found.statuses[201] > 10
    assert kept_drafts(session) > before
    assert Path(KEPT).exists()
