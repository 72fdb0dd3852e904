"""A consultation's picture as an answer: known by its hash, so that a browser fetches it once and never wrongly."""

from __future__ import annotations

from flask import abort, current_app, request
from werkzeug.wrappers import Response

from consult.models.base import db
from consult.queries.consultations import ConsultationView
from consult.queries.pictures import picture_of

_A_YEAR = 365 * 24 * 3600


def picture_answer(view: ConsultationView, sha256: str) -> Response:
    """The picture of this hash (hex); another one, or none, is missing."""
    jpeg = picture_of(db.session(), view) if view.picture is not None and view.picture.sha256 == sha256 else None
    if jpeg is None:
        abort(404)
    # The name says nothing that anybody wrote, and the type is ours: it was written afresh when it was taken in.
    response = current_app.response_class(jpeg, mimetype="image/jpeg")
    response.headers["Content-Disposition"] = f'inline; filename="{view.code}-picture.jpg"'
    response.headers["Cache-Control"] = f"public, max-age={_A_YEAR}, immutable"
    response.set_etag(sha256)
    return response.make_conditional(request)
