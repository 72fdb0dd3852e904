"""A consultation's picture or plan: which one, by its hash, and its description for whoever cannot see it.

The picture belongs to the announced text: what residents saw can be held against the hash in the book's first line.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from consult.domain.question import Text
from consult.domain.refusal import Refusal, reasons

reasons(
    picture_missing="a paper with a picture of which there are no bytes",
    picture_unreadable="a picture for a paper that is of no printable kind, or damaged",
    picture_too_many_pixels="limit: a picture of more millions of pixels than are unpacked",
    picture_not_chosen="a consultation's picture to be kept, and no file with it",
    picture_of_no_kind="a file that is no JPEG, PNG or WebP picture",
    picture_damaged="a picture that begins like one and breaks off, or holds nonsense",
    picture_empty="a picture file without a single byte in it",
    picture_heic="a picture in the format that newer phones use among themselves (HEIC, HEIF, AVIF)",
    picture_pdf="a PDF where a picture is asked for",
    picture_too_large="limit_mb: a picture file over the limit",
    picture_not_beside="name: a picture that a consultation file names, and that does not lie beside it",
    picture_undescribed="a picture without a description in words",
    picture_description_too_long="limit: a description longer than a line",
)

LONGEST_DESCRIPTION = 160
"""Characters of a description in one language: it is read aloud in the place of the picture."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A consultation's picture: the SHA-256 of its bytes in hex, its sides in pixels, and what it shows in words."""

    sha256: str
    width: int
    height: int
    description: Text


@dataclass(frozen=True, slots=True)
class NamedPicture:
    """A picture as a consultation file names it: a file beside it, and what it shows in words."""

    file: str
    description: Text


def described(typed: Text) -> Text:
    """A description of one line in each language that was written; refuses none at all, and one that is too long."""
    said = {language: " ".join(words.split()) for language, words in typed.items()}
    kept = {language: words for language, words in said.items() if words}
    for fault in description_faults(kept):
        raise fault
    return kept


def description_faults(description: Text) -> Iterable[Refusal]:
    """What is wrong with a description, by name."""
    if not any(words.strip() for words in description.values()):
        yield Refusal("picture-undescribed")
    if any(len(words) > LONGEST_DESCRIPTION for words in description.values()):
        yield Refusal("picture-description-too-long", limit=LONGEST_DESCRIPTION)


def picture_json(picture: Picture) -> dict[str, Any]:
    """What the announced text says of a picture; its sides follow from its bytes."""
    return {"sha256": picture.sha256, "alt": dict(picture.description)}


def kept_json(picture: Picture) -> dict[str, Any]:
    """A picture as plain JSON with all that is kept of it beside its bytes."""
    return picture_json(picture) | {"width": picture.width, "height": picture.height}


def picture_from_json(kept: Mapping[str, Any] | None) -> Picture | None:
    """The picture kept as plain JSON; None where there is none."""
    return Picture(kept["sha256"], kept["width"], kept["height"], kept["alt"]) if kept else None
