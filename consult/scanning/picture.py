"""Taking a committee's picture or plan in: cleaned like every photo, and refused in words about pictures."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from consult.domain import picture as _declares  # noqa: F401  (the reasons given here)
from consult.domain.photo import Photo
from consult.domain.refusal import Refusal
from consult.scanning.photo import cleaned

_SAID: Mapping[str, str] = MappingProxyType(
    {
        "photo-unreadable": "picture-of-no-kind",
        "photo-damaged": "picture-damaged",
        "photo-empty": "picture-empty",
        "photo-heic": "picture-heic",
        "photo-pdf": "picture-pdf",
        "photo-too-large": "picture-too-large",
        "photo-too-many-pixels": "picture-too-many-pixels",
    }
)
"""What is wrong with a photo → the same of a picture: who sends a plan has photographed no sheet."""


def cleaned_picture(raw: bytes) -> Photo:
    """The picture as it may be kept; refuses what `consult.domain.picture` names, each for its own reason."""
    try:
        return cleaned(raw)
    except Refusal as refusal:
        raise Refusal(_SAID[refusal.reason], **refusal.details) from refusal
