"""The forms that pages really offer: what each sends, where, and with which values; for sending them askew."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.exceptions import HTTPException

from tests.routes.neighbours import Visitor

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
_NAME = re.compile(r'name="([a-z][a-z0-9_-]{1,40})"')

Fields = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Form:
    """One form of one page: its address, endpoint, fields in order, and the names under which it takes files."""

    page: str
    address: str
    endpoint: str
    fields: Fields
    files: tuple[str, ...] = ()


@dataclass
class _Found:
    action: str
    method: str
    fields: list[tuple[str, str]] = field(default_factory=list)
    files: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    """Forms with their fields; a select gives its first value, a group of radio buttons each of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[_Found] = []
        self._open: _Found | None = None
        self._choice = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._open = _Found(told.get("action", ""), told.get("method", "get").lower())
            self.forms.append(self._open)
        elif tag == "option" and self._choice and self._open:
            self._open.fields.append((self._choice, told.get("value", "")))
            self._choice = ""
        elif tag == "select":
            self._choice = told.get("name", "")
        elif tag in ("input", "textarea", "button") and told.get("name") and self._open:
            self._field(self._open, told)

    def _field(self, form: _Found, told: dict[str, str]) -> None:
        if told.get("type") == "file":
            form.files.append(told["name"])
        elif told["name"] != "csrf_token":
            form.fields.append((told["name"], told.get("value", "on" if told.get("type") == "checkbox" else "")))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None


def forms_on(app: Flask, client: FlaskClient, visitor: Visitor, addresses: Iterable[str]) -> dict[str, list[Form]]:
    """Endpoint → the forms that send to it, on the pages that this visitor may open."""
    found: dict[str, list[Form]] = defaultdict(list)
    for page in addresses:
        answer = client.get(page, headers=dict(visitor.headers), buffered=True)
        if answer.status_code == 200 and answer.mimetype == "text/html":
            for form in _read(app, page, answer.get_data(as_text=True)):
                if form not in found[form.endpoint]:
                    found[form.endpoint].append(form)
    return found


def _read(app: Flask, page: str, markup: str) -> Iterable[Form]:
    reader = _Reader()
    reader.feed(markup)
    for one in reader.forms:
        address = urlsplit(urljoin(f"http://localhost{page}", one.action)).path
        try:
            endpoint, _ = app.url_map.bind("localhost").match(address, method=one.method.upper())
        except HTTPException:
            continue
        yield Form(page, address, endpoint, tuple(one.fields), tuple(one.files))


def names_in_templates() -> list[str]:
    """Every name that a field of some template has."""
    return sorted({name for file in TEMPLATES.rglob("*.html") for name in _NAME.findall(file.read_text("utf-8"))})
