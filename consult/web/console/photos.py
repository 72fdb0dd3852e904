"""One kept photo, for staff of its estate only."""

from __future__ import annotations

from flask import abort, current_app
from werkzeug.wrappers import Response

from consult.models.base import db
from consult.queries.photos import jpeg_of
from consult.web.access import allow, staff
from consult.web.console.pages import READERS, console


@console.get("/photos/<sha256>")
@allow.staff(*READERS)
def photo(sha256: str) -> Response:
    """The picture with this hash; another estate's answers exactly like a missing one."""
    jpeg = jpeg_of(db.session(), staff().estate_id, sha256)
    if jpeg is None:
        abort(404)
    return current_app.response_class(jpeg, mimetype="image/jpeg")
