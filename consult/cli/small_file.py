"""Reading a file that a person wrote: small, and there."""

from __future__ import annotations

from pathlib import Path

import consult.domain.consultation_file  # noqa: F401  declares the reasons given here and for files like it
from consult.domain.refusal import Refusal

LARGEST = 1024 * 1024
"""Bytes; nobody writes more than this by hand."""


def read_small_file(path: Path, largest: int = LARGEST) -> bytes:
    """The bytes of a file; refuses `file-unreadable` when it is missing or unreadable, `file-too-large`."""
    try:
        with path.open("rb") as file:
            content = file.read(largest + 1)
    except OSError as error:
        raise Refusal("file-unreadable") from error
    if len(content) > largest:
        raise Refusal("file-too-large", limit=largest // 1024)
    return content
