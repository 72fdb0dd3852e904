"""One kept photo, for staff of its estate only; and the photo inside an entry that waits for the committee."""

from __future__ import annotations

from flask import abort, current_app
from werkzeug.wrappers import Response

from consult.domain.refusal import Refusal
from consult.models.base import db
from consult.queries.doorstep_sheets import sheet_of_entry
from consult.queries.photos import jpeg_of
from consult.scanning.photo import cleaned
from consult.web.access import allow, staff
from consult.web.console.pages import READERS, console
from consult.web.i18n import settings


@console.get("/photos/<sha256>")
@allow.staff(*READERS)
def photo(sha256: str) -> Response:
    """The picture with this hash; another estate's answers exactly like a missing one."""
    jpeg = jpeg_of(db.session(), staff().estate_id, sha256)
    if jpeg is None:
        abort(404)
    return current_app.response_class(jpeg, mimetype="image/jpeg")


@console.get("/doorstep/entries/<int:entry>/photo")
@allow.staff("committee")
def entry_photo(entry: int) -> Response:
    """The photo of a sheet whose entry waits for a person, opened for this look; another estate's is not there."""
    sheet = sheet_of_entry(db.session(), staff().estate_id, entry, secret=settings().secret_key)
    if sheet is None or sheet.photo is None:
        abort(404)
    try:
        photo = cleaned(sheet.photo)
    except Refusal:
        abort(404)
    return current_app.response_class(photo.jpeg, mimetype="image/jpeg")
