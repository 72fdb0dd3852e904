"""Parts of a page that its own script asks for anew: the same again is answered with 304 and nothing else."""

from __future__ import annotations

from flask import current_app, request
from werkzeug.wrappers import Response


def renewed(part: str) -> Response:
    """A part of a page, marked by what it says; whoever holds the very same is told so.

    It is sent as plain text: it is no page, and nobody who opens its address should be shown half of one.
    """
    answer = current_app.response_class(part, mimetype="text/plain")
    answer.add_etag()
    answer.headers["X-Robots-Tag"] = "noindex"
    answer.vary.update(("Cookie", "Accept-Language"))
    return answer.make_conditional(request)
