"""Papers as a phone's camera and a careful reader have them: printed pages, decoded codes, typed codes."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from consult.wording.language import CHINESE, words_for
from consult.wording.places import place_name
from tests.documents import reading
from tests.people import UNITS

DPI = 150
Place = tuple[str, str, str]
_TYPED = re.compile(r"[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}")


@dataclass(frozen=True)
class Letter:
    """One household's letter: the code's address as scanned, the typed code, and whose door it is for."""

    link: str
    typed: str
    place: Place


def poster_address(pdf: bytes) -> str:
    """The one address that a phone reads off the poster."""
    ((address,),) = reading.codes(pdf, DPI)
    return address


def letters_of(pdf: bytes) -> list[Letter]:
    """Every letter, one a page."""
    letters = []
    for number, codes in enumerate(reading.codes(pdf, DPI), start=1):
        (link,) = codes
        text = reading.text_of(pdf, number)
        (typed,) = _TYPED.findall(text)
        letters.append(Letter(link, typed, place_on(text)))
    return letters


def place_on(text: str) -> Place:
    """The door that a paper of the cast's estate is for: the first that is named on it."""
    said = {place_name(words_for(CHINESE), *place): place for place in ((u.building, "", u.room) for u in UNITS)}
    return said[min((name for name in said if name in text), key=text.index)]


def serials_of(pdf: bytes) -> dict[Place, str]:
    """Door → serial number of its paper ballot, as scanned."""
    pages = enumerate(reading.codes(pdf, DPI), start=1)
    return {place_on(reading.text_of(pdf, number)): codes[0] for number, codes in pages}


def photographed(pdf: bytes) -> bytes:
    """The first page as a phone would photograph it, PNG."""
    photo = BytesIO()
    next(reading.pictures(pdf, DPI)).save(photo, "PNG")
    return photo.getvalue()


def attached_result(pdf: bytes) -> Any:
    """The result.json inside a result notice."""
    with reading.opened(pdf) as opened:
        return json.loads(opened.attachments["result.json"].get_file().read_bytes())
