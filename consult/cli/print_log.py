"""`consult print log`: what was printed of a consultation, when, by whom, and of which version of its text."""

from __future__ import annotations

import json
from typing import Any

from consult.domain.ledger import utc_text
from consult.queries.printings import PrintingView
from consult.wording.language import Words
from consult.wording.printing import LANGUAGES, paper_name, print_state, printed_for, why_stopped


def log_lines(words: Words, printings: list[PrintingView], code: str) -> list[str]:
    """One line for each printing, newest first."""
    if not printings:
        return [words.gettext("Nothing has been printed yet.")]
    return [_line(words, printing, code) for printing in printings]


def _line(words: Words, printing: PrintingView, code: str) -> str:
    said = [
        words.moment(printing.at),
        paper_name(words, printing.kind),
        printed_for(words, printing.building, printing.rooms) if printing.batch else "",
        LANGUAGES[printing.language],
        words.ngettext("%(n)s page", "%(n)s pages", printing.pages),
        print_state(words, printing.state),
        why_stopped(words, printing.reason, code),
        words.gettext("text %(hash)s", hash=printing.text_hash[:8]),
        words.gettext("file %(hash)s", hash=printing.sha256[:16]) if printing.sha256 else "",
        printing.by,
    ]
    return " · ".join(part for part in said if part)


def log_json(printings: list[PrintingView]) -> str:
    """The log for programs."""
    return json.dumps([_plain(printing) for printing in printings], ensure_ascii=False, indent=2)


def _plain(printing: PrintingView) -> dict[str, Any]:
    return {
        "kind": printing.kind,
        "language": printing.language,
        "building": printing.building,
        "rooms": list(printing.rooms),
        "text": printing.text_hash,
        "sheets": {"done": printing.done, "total": printing.total},
        "pages": printing.pages,
        "sha256": printing.sha256 or None,
        "state": printing.state.value,
        "reason": printing.reason or None,
        "by": printing.by,
        "at": utc_text(printing.at),
        "ended_at": utc_text(printing.ended_at) if printing.ended_at else None,
    }
