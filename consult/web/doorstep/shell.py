"""The doorstep app itself: one page, its worker, its sentences, and the list of files that a phone keeps.

Nothing here is about anybody: the same bytes for everyone, so that a phone may keep them. What is personal comes
through the api, to an enrolled device only.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path

from flask import Response, current_app, jsonify, render_template, url_for

from consult.web.access import allow
from consult.web.doorstep.pages import doorstep
from consult.web.i18n import current_words
from consult.web.stylesheet import CSS, stylesheet_url
from consult.wording.doorstep import doorstep_words
from consult.wording.language import CHINESE, ENGLISH, words_for

STATIC = CSS.parent
_KEPT = (
    "css/doorstep/*.css",
    "doorstep/*.js",
    "js/read_aloud.js",
    "vendor/*/*.js",
    "img/mark.svg",
    "img/doorstep-*.png",
)
_WORKER = STATIC / "doorstep" / "worker.js"
_PAGE = Path("doorstep", "app.html")


def kept_files() -> list[Path]:
    """The files of the app that a phone keeps, in a steady order; the worker itself is kept by the browser."""
    return [path for pattern in _KEPT for path in sorted(STATIC.glob(pattern)) if path != _WORKER]


@cache
def _version(stylesheet: str, templates: str) -> str:
    """A hash over everything that a phone keeps, so that whatever changes makes a new version."""
    words = json.dumps(_sentences(), sort_keys=True, ensure_ascii=False)
    page = Path(templates, _PAGE).read_text("utf-8")
    whole = hashlib.sha256(f"{stylesheet}\n{words}\n{page}".encode())
    for path in (*kept_files(), _WORKER):
        whole.update(path.read_bytes())
    return whole.hexdigest()[:12]


def app_version() -> str:
    """Which version of the app this server gives out."""
    return _version(stylesheet_url(), str(current_app.template_folder))


def _sentences() -> dict[str, dict[str, str]]:
    return {"zh": doorstep_words(words_for(CHINESE)), "en": doorstep_words(words_for(ENGLISH))}


@doorstep.get("/")
@allow.anyone
def app() -> str:
    """The app's one page; everything else happens on the phone."""
    return render_template(_PAGE.as_posix(), version=app_version(), styles=_styles())


def _styles() -> list[str]:
    return [_address(path) for path in kept_files() if path.suffix == ".css"]


def _address(path: Path) -> str:
    return url_for("static", filename=path.relative_to(STATIC).as_posix())


@doorstep.get("/words.json")
@allow.anyone
def words() -> Response:
    """Every sentence of the app in both languages: it must speak without the server."""
    return jsonify(_sentences())


@doorstep.get("/manifest.webmanifest")
@allow.anyone
def manifest() -> Response:
    """What a phone needs to put the app on its home screen."""
    icons = [
        {"src": url_for("static", filename=f"img/doorstep-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png"}
        for size in (192, 512)
    ]
    maskable = {**icons[-1], "src": url_for("static", filename="img/doorstep-maskable-512.png"), "purpose": "maskable"}
    start = url_for("doorstep.app")
    return Response(
        json.dumps(
            {
                "id": start,
                "start_url": start,
                "scope": start,
                "name": current_words().gettext("Doorstep visits"),
                "short_name": current_words().gettext("Doorstep visits"),
                "lang": current_words().html_lang,
                "display": "standalone",
                "background_color": "#f6f4ee",
                "theme_color": "#2a6b3e",
                "icons": [*icons, maskable],
            },
            ensure_ascii=False,
        ),
        mimetype="application/manifest+json",
    )


@doorstep.get("/sw.js")
@allow.anyone
def worker() -> Response:
    """The service worker, told its version and the files it keeps."""
    pages = [url_for("doorstep.app"), url_for("doorstep.words"), url_for("doorstep.manifest"), stylesheet_url()]
    files = [*pages, *map(_address, kept_files())]
    told = f"self.KEPT = {json.dumps({'version': app_version(), 'files': files})};\n"
    return Response(told + _WORKER.read_text("utf-8"), mimetype="text/javascript")
