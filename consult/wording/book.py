"""The book in words: what each kind of line records, and what a broken book has wrong with it."""

from __future__ import annotations

from consult.domain.book_walk import Break
from consult.domain.ledger import LineType
from consult.wording.language import Words
from consult.wording.marking import N_

LINE_NAMES = {
    LineType.OPEN: N_("opened: texts, rule and list of electors fixed"),
    LineType.BALLOT: N_("ballot"),
    LineType.PARTICIPATED: N_("took part in a secret poll"),
    LineType.PAPER: N_("paper ballot"),
    LineType.PAPER_CONFIRM: N_("paper ballot entered once more by another person"),
    LineType.BATCH: N_("entries that a phone held, registered before the end"),
    LineType.RECONCILE: N_("sheets of paper reconciled"),
    LineType.DUPLICATE: N_("second ballot, not counted"),
    LineType.INVALID: N_("paper ballot set aside as invalid"),
    LineType.RESOLVE: N_("two ballots of one elector, or a contest: decided"),
    LineType.OPINION: N_("tenants’ opinion, counted apart"),
    LineType.SERVED: N_("who was served"),
    LineType.CONTEST: N_("a household contests the ballot recorded for it"),
    LineType.ANNUL: N_("ballot annulled, no longer counted"),
    LineType.CORRECT: N_("ballot corrected"),
    LineType.CHECKPOINT: N_("checkpoint"),
    LineType.LOSS: N_("lines before it were lost, and the loss was accepted"),
    LineType.CLOSE: N_("closed"),
    LineType.TALLY: N_("counted"),
    LineType.REPUBLISH: N_("counted anew after a correction"),
    LineType.AUDIT_LIST: N_("sample of paper ballots: list fixed"),
    LineType.AUDIT_SEED: N_("sample of paper ballots: digits thrown in public"),
    LineType.AUDIT_RESULT: N_("sample of paper ballots: compared with the paper"),
}

BREAKS = {
    "number-missing": N_("Line %(seq)s: a number before it is missing, or stands twice."),
    "line-changed": N_("Line %(seq)s: its words were changed after it was written."),
    "chain-broken": N_("Line %(seq)s: it does not follow the line before it."),
    "line-misplaced": N_("Line %(seq)s: it says that it belongs elsewhere."),
    "open-misplaced": N_("Line %(seq)s: the opening must be the first line, and only the first."),
    "after-close": N_("Line %(seq)s: it was added after closing."),
    "close-missing": N_("The consultation is closed, but its book has no closing line: its end was cut off."),
    "tail-missing": N_("The book ends otherwise than its head says (line %(seq)s): lines are missing at its end."),
    "counter-differs": N_("The running counts differ from the ballots in the book."),
    "urn-differs": N_("The ballots of this secret poll are not as many as took part, or not those that were sealed."),
    "text-differs": N_("What is asked, or its picture, is not what was fixed when it opened."),
    "serials-differ": N_("The serials of the paper ballots are not those that were fixed when it opened."),
    "ballot-differs": N_("Line %(seq)s: the ballot kept beside the book is missing or says something else."),
    "opinion-differs": N_("Line %(seq)s: the tenants’ opinion kept beside the book is missing or says something else."),
    "batch-differs": N_("Line %(seq)s: the fingerprints registered by a phone are not those kept beside the book."),
}
"""Fault of a book → its sentence."""


def break_sentence(words: Words, broken: Break) -> str:
    """One fault of a book in a sentence."""
    return words.gettext(BREAKS[broken.fault], seq=words.integer(broken.seq))


def gap_sentence(words: Words, code: str, last_seq: int, remembered: int) -> str:
    """A book that went backwards: which numbers are missing, or that its lines are others."""
    if last_seq == 0:
        said = N_("%(code)s: not here any more; it reached no. %(to)s.")
    elif last_seq + 1 == remembered:
        said = N_("%(code)s: no. %(to)s is missing.")
    elif last_seq < remembered:
        said = N_("%(code)s: no. %(from_)s to %(to)s are missing.")
    else:
        said = N_("%(code)s: no. %(to)s is not the line it was.")
    return words.gettext(said, code=code, from_=last_seq + 1, to=remembered)


def line_name(words: Words, kind: LineType) -> str:
    """What a kind of line records."""
    return words.gettext(LINE_NAMES[kind])
