"""A photo that came with a form: cleaned at the door, so that nothing behind it ever sees the file as it was sent."""

from __future__ import annotations

from contextlib import closing

from flask import request

from consult.domain.photo import Photo
from consult.scanning.photo import LARGEST, cleaned


def is_sent(name: str) -> bool:
    """Whether something was chosen in a file field."""
    file = request.files.get(name)
    return file is not None and bool(file.filename)


def sent_photo(name: str) -> Photo | None:
    """The photo of a file field, or None where nothing was chosen; refuses what `consult.domain.photo` names."""
    file = request.files.get(name)
    if file is None or not file.filename:
        return None
    with closing(file):
        # One byte more than is taken is enough to see that a file is too large.
        return cleaned(file.read(LARGEST + 1))
