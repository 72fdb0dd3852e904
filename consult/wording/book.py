"""The book in words: what each kind of line records."""

from __future__ import annotations

from consult.domain.ledger import LineType
from consult.wording.language import Words
from consult.wording.marking import N_

LINE_NAMES = {
    LineType.OPEN: N_("opened: texts, rule and list of electors fixed"),
    LineType.BALLOT: N_("ballot"),
    LineType.PAPER: N_("paper ballot"),
    LineType.DUPLICATE: N_("second ballot, not counted"),
    LineType.CHECKPOINT: N_("checkpoint"),
    LineType.CLOSE: N_("closed"),
    LineType.TALLY: N_("counted"),
}


def line_name(words: Words, kind: LineType) -> str:
    """What a kind of line records."""
    return words.gettext(LINE_NAMES[kind])
