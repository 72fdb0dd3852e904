"""What closing leaves behind, said before it is done: entries, cases and sheets that would have to come first."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy.orm import Session

from consult.queries.consultations import ConsultationView
from consult.queries.contests import undecided
from consult.queries.doorstep_entries import still_to_come
from consult.queries.sheets import unconfirmed_sheets
from consult.wording.language import Words


def left_behind(words: Words, session: Session, view: ConsultationView) -> list[str]:
    """One line for each thing that would count otherwise, or no more, once the consultation is closed."""
    return [*_on_phones(words, session, view), *_waiting(words, session, view)]


def _on_phones(words: Words, session: Session, view: ConsultationView) -> Iterator[str]:
    coming = still_to_come(session, view)
    if coming.by_leader:
        by_leader = [
            words.ngettext("%(leader)s: %(n)s entry", "%(leader)s: %(n)s entries", n, leader=leader)
            for leader, n in coming.by_leader.items()
        ]
        yield _joined(
            words,
            words.gettext("Phones still hold entries that were registered in time"),
            ("；" if words.is_chinese else "; ").join(by_leader),
            words.gettext(
                "They count if they arrive before you close, and not afterwards. "
                "Ask these leaders to open the page where there is a network."
            ),
        )
    if n := coming.undecided:
        yield _joined(
            words,
            words.ngettext("%(n)s entry from a phone is not decided", "%(n)s entries from phones are not decided", n),
            words.gettext("Look at them first: consult doorstep entries"),
        )


def _waiting(words: Words, session: Session, view: ConsultationView) -> Iterator[str]:
    keys = (view.estate.id, view.id)
    if n := undecided(session, *keys):
        yield _joined(
            words,
            words.ngettext("%(n)s contested ballot is not decided", "%(n)s contested ballots are not decided", n),
            words.gettext(
                "Decide before the count if you can: afterwards the household cannot answer anew, "
                "and the result has to be published again."
            ),
        )
    if n := unconfirmed_sheets(session, *keys):
        yield _joined(
            words,
            words.ngettext("%(n)s paper ballot is not confirmed", "%(n)s paper ballots are not confirmed", n),
            words.gettext("They count nothing unless a second person enters them before the count."),
        )


def _joined(words: Words, *said: str) -> str:
    """Sentences of which the first ones lack their full stop."""
    stop = "。" if words.is_chinese else ". "
    return stop.join(one.rstrip("。.") for one in said) + stop.strip()
