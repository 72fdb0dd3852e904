"""Forms of households that may bring a large photo: room is made before anything of them is read.

A photo of 40 MB must get its sentence beside its field, with every word that was typed; the limit that holds everywhere
else can only answer with a page that says to go back. Only for who is signed in, so that nobody fills the disk.
"""

from __future__ import annotations

from flask import render_template, request

from consult.web.access import allow, current_household
from consult.web.resident.pages import resident

FOR_A_PHOTO = 96 * 1024 * 1024
"""Bytes: more than a photo may have, so that one too large gets its sentence beside its field."""

ROOMY = frozenset({"resident.object_to_result", "resident.send_an_idea"})
"""Endpoints that take a photo from a household."""


@resident.url_value_preprocessor
def make_room(endpoint: str | None, values: object) -> None:
    """Let a signed-in household, and nobody else, send a large photo there."""
    if endpoint in ROOMY and request.method == "POST" and current_household() is not None:
        request.max_content_length = FOR_A_PHOTO


@resident.get("/too-large")
@allow.anyone
def too_large() -> str:
    """The page for what is too large: a web server in front shows it, with its own 413, for what never came here."""
    return render_template("errors/413.html")
