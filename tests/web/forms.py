"""Forms filled in and sent as a person would: what stands on the page goes along, the token included."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import lxml.html
from flask.testing import FlaskClient
from lxml.html import HtmlElement
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

SKIPPED = {"submit", "button", "file"}


def page_of(response: TestResponse) -> HtmlElement:
    """The page as a tree."""
    return lxml.html.document_fromstring(response.get_data(as_text=True))


def text_of(response: TestResponse) -> str:
    """What a reader sees of the main part, in one line."""
    return " ".join(page_of(response).xpath("string(//main)").split())


def main_form(response: TestResponse) -> HtmlElement:
    """The first form of the main part."""
    forms = page_of(response).xpath("//main//form")
    assert forms, "no form on this page"
    found: HtmlElement = forms[0]
    return found


def fields_of(form: HtmlElement) -> MultiDict[str, str]:
    """What the form would send as it stands."""
    return MultiDict(_standing(form))


def _standing(form: HtmlElement) -> Iterator[tuple[str, str]]:
    for control in form.xpath(".//input[@name] | .//textarea[@name] | .//select[@name]"):
        kind = control.get("type", "text") if control.tag == "input" else control.tag
        if kind in SKIPPED or (kind in ("radio", "checkbox") and control.get("checked") is None):
            continue
        if kind == "textarea":
            yield control.get("name"), control.text or ""
        elif kind == "select":
            yield control.get("name"), (control.xpath("string(.//option[@selected]/@value)") or "")
        else:
            yield control.get("name"), control.get("value", "")


def submit(client: FlaskClient, response: TestResponse, **filled: Any) -> TestResponse:
    """Send the main form of a page with these fields filled in; a list ticks several boxes."""
    form = main_form(response)
    sent = fields_of(form)
    for name, value in filled.items():
        sent.setlist(name, value if isinstance(value, list) else [value])
    return client.post(urlsplit(form.get("action")).path, data=sent)
