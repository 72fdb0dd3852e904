"""The rule sheet (计票规则) as a paper: one A4 page in the formal layout, to read before voting."""

from __future__ import annotations

from dataclasses import dataclass, field

from consult.documents.headings import ordinal
from consult.documents.imprint import Imprint
from consult.documents.pdf import ARCHIVE, code_picture, lay_out_to_fit, write
from consult.domain.electorate import Basis
from consult.wording.households import words_by
from consult.wording.language import Words

_FITS = ("roomy", "ample", "normal", "close", "closer", "tight", "tighter", "small")
"""How tight the page is set, roomiest first."""


@dataclass(frozen=True, slots=True)
class RuleSheet:
    """Everything a rule sheet says, ready in one reader's language; page and paper show the same object.

    Two sheets that say the same are the same, whenever they were made.
    """

    estate: str
    title: str
    whole: tuple[tuple[str, str], ...]
    requirements: tuple[tuple[str, str, str], ...]
    figures: tuple[str, ...]
    people: tuple[str, ...]
    ballots: tuple[str, ...]
    questions: tuple[tuple[str, str], ...]
    basis: tuple[str, ...]
    address: str
    issuer: str
    term: str
    dated: str
    imprint: Imprint = field(compare=False)
    counted_by: Basis = Basis.BY_OWNER
    is_binding: bool = True


def rule_sheet_pdf(sheet: RuleSheet, words: Words) -> bytes:
    """Print a rule sheet; set tighter where many questions ask for it, so that it stays one page."""
    words = words_by(words, sheet.counted_by, is_binding=sheet.is_binding)
    document, _ = lay_out_to_fit(
        "rule_sheet.html",
        words,
        {"qr": code_picture(sheet.address)},
        _FITS,
        1,
        sheet=sheet,
        ordinal=lambda number: ordinal(words, number),
    )
    return write(document, sheet.imprint, variant=ARCHIVE)
