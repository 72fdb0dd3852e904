"""Forms of staff that may bring large files: room is made before anything of them is read.

A photo of 40 MB, or a phone's file after a week without a line, must get its sentence beside its field, with everything
that was typed; the limit that holds everywhere else answers with a bare page.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from flask import request

from consult.web.access import current_staff
from consult.web.console.pages import console

FOR_A_PHOTO = 96 * 1024 * 1024
"""Bytes: much more than a photo or picture may have."""
FOR_A_PHONE = 256 * 1024 * 1024
"""Bytes: a few hundred photographed sheets; what is larger is handed in on the command line."""

ROOM: Mapping[str, int] = MappingProxyType(
    {
        "console.send_picture": FOR_A_PHOTO,
        "console.enter_paper": FOR_A_PHOTO,
        "console.confirm_paper": FOR_A_PHOTO,
        "console.enter_proxy": FOR_A_PHOTO,
        "console.note_service": FOR_A_PHOTO,
        "console.settle": FOR_A_PHOTO,
        "console.propose": FOR_A_PHOTO,
        "console.enter_objection": FOR_A_PHOTO,
        "console.hand_in_file": FOR_A_PHONE,
    }
)
"""Endpoint → the bytes that its request may have."""


@console.url_value_preprocessor
def make_room(endpoint: str | None, values: object) -> None:
    """Let staff, and nobody else, send a large file there."""
    room = ROOM.get(endpoint or "")
    if room is not None and request.method == "POST" and current_staff() is not None:
        request.max_content_length = room
