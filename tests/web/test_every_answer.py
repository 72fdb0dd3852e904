"""What holds for every answer, whoever asks and whatever host they name: headers, no address but ours, nothing kept."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from consult.web.access import declaration
from tests import blank_paper
from tests.house import rounds
from tests.looking_client import LookingClient

ELSEWHERE = "evil.example"
FORGED = {
    "Host": ELSEWHERE,
    "X-Forwarded-Host": ELSEWHERE,
    "X-Forwarded-Server": ELSEWHERE,
    "Forwarded": "host=evil.example",
}

KEPT_BY_BROWSERS = frozenset({"console.picture_file"})
"""Asked by somebody signed in, and kept all the same: its address is the hash of a picture that the poster shows."""

VIEWED_OR_WORKING = ("application/pdf", "text/javascript", "image/svg+xml")
"""What browsers view with a program of their own, and workers, which fetch."""


@pytest.fixture
def answers(
    app: Flask, client: LookingClient, session: Session, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[str, str, TestResponse]]:
    """Every address as every visitor is answered: endpoint, address, answer."""
    monkeypatch.setattr("consult.clock.now", lambda: rounds.NOW)
    blank_paper.put_in_place(monkeypatch)
    world = rounds.make_world(session)
    client.looks = False  # other tests do

    def ask() -> Iterator[tuple[str, str, TestResponse]]:
        for visitor in rounds.VISITORS:
            rounds.come_in(client, world, visitor)
            for rule in rounds.routes(app, "GET"):
                for address in world.addresses(app, rule):
                    answer = client.get(address, headers=FORGED)
                    yield rule.endpoint, f"{visitor}: {address}", answer
                    answer.close()

    return ask()


def _wrong_headers(answer: TestResponse) -> list[str]:
    policy = answer.headers.get("Content-Security-Policy", "")
    wrong = [] if "frame-ancestors 'none'" in policy else ["may be framed"]
    wrong += ["runs what stands in it"] if "unsafe-" in policy or "*" in policy else []
    if answer.mimetype not in VIEWED_OR_WORKING:
        wrong += [] if "default-src 'none'" in policy and "base-uri 'none'" in policy else ["loads from anywhere"]
    # What is downloaded is opened from the reader's own disk.
    is_shown = "attachment" not in answer.headers.get("Content-Disposition", "")
    if answer.mimetype == "text/html" and is_shown:
        wrong += ["a style or script that the policy does not name"] if _unnamed(answer.text, policy) else []
    wanted = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin", "X-Frame-Options": "DENY"}
    wrong += [name for name, value in wanted.items() if answer.headers.get(name) != value]
    wrong += ["lets other sites read it"] if "Access-Control-Allow-Origin" in answer.headers else []
    is_text = (answer.mimetype or "").startswith("text/")
    wrong += ["no character set"] if is_text and "charset=utf-8" not in answer.headers["Content-Type"] else []
    return wrong


def _unnamed(page: str, policy: str) -> bool:
    """Whether something in a page would run or set its look without a nonce, or the hash of its text, in the policy."""
    styles = re.findall(r"<style(?![^>]*nonce=)[^>]*>(.*?)</style>", page, re.DOTALL)
    hashes = (base64.b64encode(hashlib.sha256(style.encode()).digest()).decode() for style in styles)
    return any(f"'sha256-{named}'" not in policy for named in hashes) or bool(
        re.search(r"<script(?![^>]*(?:src|nonce)=)|<[^>]+\s(?:on[a-z]+|style)=", page)
    )


@pytest.mark.one_database
def test_every_answer_keeps_to_the_rules(app: Flask, answers: Iterator[tuple[str, str, TestResponse]]) -> None:
    wrong, personal = [], 0
    for endpoint, said, answer in answers:
        wrong += [f"{said}: {fault}" for fault in _wrong_headers(answer)]
        if ELSEWHERE in answer.headers.get("Location", "") or (
            (answer.is_json or "text" in (answer.mimetype or "")) and ELSEWHERE in answer.text
        ):
            wrong.append(f"{said}: an address from the Host header")
        admits = declaration(app, endpoint)
        is_personal = admits is not None and str(admits) != "anyone" and endpoint not in KEPT_BY_BROWSERS
        personal += is_personal
        if is_personal and answer.headers.get("Cache-Control") != "no-store":
            wrong.append(f"{said}: may be kept ({answer.headers.get('Cache-Control')})")
    assert not wrong, "\n".join(wrong[:40])
    assert personal > 100


@pytest.mark.one_database
def test_a_parameter_twice_is_read_once(client: LookingClient) -> None:
    """The first of two counts, everywhere alike; what another part of the address says is no field of a form."""
    page = client.get("/?code=ZZZZZZ&code=YYYYYY").text
    assert ('value="ZZZZZZ"' in page, 'value="YYYYYY"' in page) == (True, False)
    token = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/staff/sign-in").text)
    assert token
    assert client.post(f"/reading?csrf_token={token[1]}", data={"text": "150"}).status_code == 400
