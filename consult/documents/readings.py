"""The appendix of disputed readings (不同理解下的结果): a count read otherwise, to file beside it."""

from __future__ import annotations

from dataclasses import dataclass

from consult.documents.headings import ordinal
from consult.documents.imprint import Imprint
from consult.documents.pdf import ARCHIVE, lay_out, write
from consult.wording.language import Words


@dataclass(frozen=True, slots=True)
class ReadingsSheet:
    """What the appendix says, ready in one reader's language.

    `rows` hold what is read differently, what comes of it, and how that compares; `reasons` say why a verdict changes.
    """

    estate: str
    title: str
    rows: tuple[tuple[str, str, str], ...]
    reasons: tuple[str, ...]
    issuer: str
    dated: str
    imprint: Imprint


def readings_pdf(sheet: ReadingsSheet, words: Words) -> bytes:
    """Print the appendix."""
    document = lay_out("readings.html", words, sheet=sheet, ordinal=lambda number: ordinal(words, number))
    return write(document, sheet.imprint, variant=ARCHIVE)
