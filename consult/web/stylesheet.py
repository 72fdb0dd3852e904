"""The one stylesheet: many small files, kept apart for people and joined for phones, in the order of the house.

The order is what `@layer reset, tokens, base, components, print` would say; see docs/decisions/0005-css-layers.md for
why the layers are an order of files. The address carries a hash of the content, so that a browser keeps it for good.

Whoever arrives from elsewhere, by a scan or a chat, finds the rules in the page itself: one journey to the server
instead of two before anything is shown. A script then fetches the file for the pages that follow.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from flask import Request, Response, request, url_for
from markupsafe import Markup

CSS = Path(__file__).resolve().parents[1] / "static" / "css"
LAYERS = ("reset.css", "tokens.css", "base.css", "components/*.css", "print.css")
KEPT_FOR = 365 * 24 * 3600

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Stylesheet:
    """The joined rules, plain and compressed, and the hash that names them.

    `in_page` is how they stand inside a page, where no rule of ours can end the element, and `policy` what the page's
    security policy says so that these very rules may stand there.
    """

    plain: bytes
    compressed: bytes
    version: str
    in_page: Markup
    policy: str


def layered_files(folder: Path = CSS) -> list[Path]:
    """Every stylesheet in the order in which a later rule wins."""
    return [path for layer in LAYERS for path in sorted(folder.glob(layer))]


def join(folder: Path = CSS) -> Stylesheet:
    """Join the files without comments and needless space."""
    rules = "".join(path.read_text("utf-8") for path in layered_files(folder))
    plain = _SPACE.sub(" ", _COMMENT.sub("", rules)).strip().encode("utf-8")
    named = hashlib.sha256(plain)
    return Stylesheet(
        plain,
        gzip.compress(plain, 9, mtime=0),
        named.hexdigest()[:12],
        in_page=Markup(plain.decode("utf-8")),  # noqa: S704
        policy=f"'sha256-{base64.b64encode(named.digest()).decode()}'",
    )


@cache
def stylesheet() -> Stylesheet:
    """The stylesheet as the files stood when it was first asked for: looking again costs half a millisecond a page."""
    return join()


def arrives(asked: Request) -> bool:
    """Whether the reader comes from outside, as far as the browser says, so that the file is hardly at hand."""
    came_from = asked.headers.get("Referer", "")
    try:
        return urlsplit(came_from).netloc.lower() != asked.host.lower()
    except ValueError:
        return True


def stylesheet_url() -> str:
    """The address of the present stylesheet, hash included."""
    return url_for("reading.style", version=stylesheet().version)


def answer_stylesheet() -> Response:
    """Send it, compressed where the browser says it may be."""
    sheet = stylesheet()
    may_compress = "gzip" in request.headers.get("Accept-Encoding", "")
    response = Response(sheet.compressed if may_compress else sheet.plain, mimetype="text/css")
    if may_compress:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["Cache-Control"] = f"public, max-age={KEPT_FOR}, immutable"
    return response
