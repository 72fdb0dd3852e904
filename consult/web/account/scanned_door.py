"""The code at a door on the walking list: a short address, so that its squares are large, for whoever is signed in."""

from __future__ import annotations

from flask import redirect, url_for
from werkzeug.wrappers import Response

from consult.web.access import allow
from consult.web.account.pages import staff


@staff.get("/p/<code>/<serial>")
@allow.staff("committee")
def scanned_door(code: str, serial: str) -> Response:
    """Go on to the form for this ballot, its serial filled in."""
    return redirect(url_for("console.paper", code=code.upper(), serial=serial))


staff.add_url_rule("/P/<code>/<serial>", "scanned_door_in_capitals", scanned_door)
