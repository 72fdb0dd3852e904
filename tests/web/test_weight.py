"""How many bytes a reader fetches, and what is compressed for whom. Bytes are no timing: those are in scripts/bench."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from flask import Flask
from lxml.html import HtmlElement, document_fromstring
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from consult.web.compressed import SHORTEST
from consult.web.stylesheet import CSS, stylesheet_url
from tests import people
from tests.house import rounds
from tests.house.not_pages import NOT_PAGES
from tests.looking_client import LookingClient
from tests.web.forms import page_of

SCRIPTS = CSS.parent / "js"
LIGHT = 34 * 1024
"""Bytes of a first visit without the committee's pictures, answers' headers not counted: one poster, one page."""
HEAVIEST = 100 * 1024
"""Bytes of any resident page whatever, pages of the session uncompressed, everything fetched anew."""
_IMPORT = re.compile(r"""import [^;]*?from "\./([\w/]+\.js)";""")
ZIPPED = {"Accept-Encoding": "gzip, deflate, br"}


@pytest.fixture
def client(client: LookingClient) -> LookingClient:
    """Answers are looked at elsewhere: here some of them are compressed."""
    client.looks = False
    return client


@pytest.fixture
def world(session: Session, monkeypatch: pytest.MonkeyPatch) -> rounds.World:
    monkeypatch.setattr("consult.clock.now", lambda: rounds.NOW)
    return rounds.make_world(session)


def parts_of(answer: TestResponse) -> list[str]:
    """What a page makes a browser fetch, the committee's pictures left out."""
    page = page_of(answer) if "Content-Encoding" not in answer.headers else _unzipped(answer)
    named = page.xpath("//link[not(@rel='canonical')]/@href | //script/@src | //img/@src | //style/@data-file")
    scripts = [found for one in page.xpath("//script/@src") for found in _imported(one)]
    return [
        part for part in dict.fromkeys([*named, *scripts]) if "/picture/" not in part and not part.startswith("data:")
    ]


def _unzipped(answer: TestResponse) -> HtmlElement:
    return document_fromstring(gzip.decompress(answer.data).decode("utf-8"))


def _imported(script: str) -> Iterator[str]:
    path = SCRIPTS / script.partition("/static/js/")[2]
    for name in _IMPORT.findall(path.read_text("utf-8")):
        whole = (path.parent / name).resolve().relative_to(SCRIPTS)
        yield f"/static/js/{whole}"
        yield from _imported(f"/static/js/{whole}")


@dataclass
class Scales:
    """Weighs pages; what does not differ between readers is fetched once."""

    client: LookingClient
    known: dict[str, int] = field(default_factory=dict)

    def weight(self, answer: TestResponse) -> int:
        """Bytes that go over the line for this page, opened with an empty store."""
        return (answer.content_length or 0) + sum(map(self._part, parts_of(answer)))

    def _part(self, address: str) -> int:
        if address not in self.known:
            sent = self.client.get(address, headers=ZIPPED)
            assert sent.status_code == 200, address
            self.known[address] = sent.content_length or 0
        return self.known[address]


@pytest.mark.one_database
def test_no_resident_page_is_heavy(app: Flask, client: LookingClient, world: rounds.World) -> None:
    scales = Scales(client)
    for address in ("/", f"/c/{world.codes[0]}", f"/h/{world.letter}"):
        client.delete_cookie("consult")
        assert scales.weight(client.get(address, headers=ZIPPED)) <= LIGHT, address
    weighed = [weighed_as(visitor, app, scales, world) for visitor in ("nobody", "a household", "a tenant")]
    assert min(weighed) > 10


def weighed_as(visitor: str, app: Flask, scales: Scales, world: rounds.World) -> int:
    """Open every resident page as this visitor; how many there were."""
    client = scales.client
    rounds.come_in(client, world, visitor)
    rules = [
        rule for rule in rounds.routes(app, "GET") if rule.endpoint.startswith(("resident.", "verify.", "reading."))
    ]
    pages = [
        (address, answer)
        for rule in rules
        if rule.endpoint not in NOT_PAGES
        for address in world.addresses(app, rule)
        if (answer := client.get(address, headers=ZIPPED)).mimetype == "text/html"
    ]
    for address, answer in pages:
        assert answer.status_code >= 300 or scales.weight(answer) <= HEAVIEST, address
    return len(pages)


def test_a_page_is_compressed_for_strangers_only(
    app: Flask, client: LookingClient, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("consult.clock.now", lambda: people.MIDWAY)
    address = f"/c/{people.make_open_consultation(session).code}"
    first = client.get(address, headers=ZIPPED)
    assert first.headers["Content-Encoding"] == "gzip"
    assert b"csrf_token" in gzip.decompress(first.data)
    again = client.get(address, headers=ZIPPED)
    assert "Content-Encoding" not in again.headers, "a session came with the first page"
    stranger = app.test_client().get(address, headers=ZIPPED | {"Authorization": "Bearer x"})
    assert "Content-Encoding" not in stranger.headers


@pytest.mark.parametrize("asked", ["identity", "", "gzip;q=0, identity"])
def test_nobody_gets_what_they_cannot_read(client: LookingClient, asked: str) -> None:
    sent = client.get("/help", headers={"Accept-Encoding": asked})
    assert "Content-Encoding" not in sent.headers
    assert "Accept-Encoding" in sent.headers["Vary"]


def test_a_script_is_the_same_compressed_and_is_asked_for_once(client: LookingClient) -> None:
    path: Path = SCRIPTS / "offline.js"
    sent = client.get("/static/js/offline.js", headers=ZIPPED)
    assert gzip.decompress(sent.data) == path.read_bytes()
    assert sent.content_length == len(sent.data) < path.stat().st_size
    again = client.get("/static/js/offline.js", headers=ZIPPED | {"If-None-Match": sent.headers["ETag"]})
    assert again.status_code == 304
    part = client.get("/static/js/offline.js", headers=ZIPPED | {"Range": "bytes=0-99"})
    assert part.data == path.read_bytes()[:100] or gzip.decompress(part.data) == path.read_bytes()


def test_what_fits_into_a_packet_stays_as_it_is(client: LookingClient) -> None:
    sent = client.get("/static/js/focus_errors.js", headers=ZIPPED)
    assert len(sent.data) < SHORTEST
    assert "Content-Encoding" not in sent.headers


def test_the_styles_of_the_next_page_are_fetched_ahead(app: Flask, client: LookingClient) -> None:
    page = page_of(client.get("/help"))
    with app.test_request_context():
        assert page.xpath("//style/@data-file") == [stylesheet_url()]
