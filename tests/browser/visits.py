"""Hands a browser window the visit that somebody already holds, as the service's own signed cookie."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from playwright.sync_api import BrowserContext

LANGUAGES = {"zh": "zh_Hans_CN", "en": "en"}


def come_in(context: BrowserContext, app: Flask, address: str, visits: dict[str, tuple[str, datetime]]) -> None:
    """Hold these visits, audience → (key, last used at), and no others."""
    context.clear_cookies()
    put(context, address, app.config["SESSION_COOKIE_NAME"], signed(app, visits))


def signed(app: Flask, visits: dict[str, tuple[str, datetime]]) -> str | bytes:
    """The cookie that holds these visits."""
    held = {audience: [key, int(seen.timestamp())] for audience, (key, seen) in visits.items()}
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert signer is not None
    return signer.dumps(held)


def read_in(context: BrowserContext, address: str, language: str, text: str = "100") -> None:
    """Read in this language and text size, as if chosen before."""
    put(context, address, "consult_language", LANGUAGES[language])
    put(context, address, "consult_text", text)


def put(context: BrowserContext, address: str, name: str, value: Any) -> None:
    """Put one cookie."""
    context.add_cookies([{"name": name, "value": str(value), "url": address}])
