"""`consult nightly`: what has to be done once a day. Check every book, write checkpoints, forget old sign-ins.

`consult serve` does it by itself while it runs (`Daily`); the command is for installations that are served otherwise.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from datetime import date, datetime

import click
from sqlalchemy.orm import Session

from consult import clock
from consult.actions.forget_sign_ins import forget_sign_ins
from consult.actions.post_checkpoint import Posted, post_checkpoint
from consult.cli.checkpoint import checkpoint_line
from consult.cli.database import engine_of, opened
from consult.cli.ledger import Checked, check_every_book, refuse_broken, remember
from consult.cli.spoken import SpokenCommand
from consult.config import Settings
from consult.domain.refusal import Refusal
from consult.queries.checkpoints import open_books
from consult.queries.consultations import consultation_of_id
from consult.wording.marking import N_

_LOG = logging.getLogger("consult.daily")
_LOOKS_EVERY = 60.0
"""Seconds between two looks at the calendar."""


@click.command(
    cls=SpokenCommand,
    help=N_("Check every book and write the day's checkpoints. Run it once a night; a second time does no harm."),
)
def nightly() -> None:
    """Write the checkpoints that are due, check all books, and refuse `book-broken` where one is not whole."""
    with opened() as here:
        for code, posted in post_due(here.session, here.settings, clock.now()):
            click.echo(checkpoint_line(code, posted))
        forget_sign_ins(here.session, now=clock.now())
        refuse_broken(_checked(here.session, here.settings, clock.now()))


def _checked(session: Session, settings: Settings, now: datetime) -> Checked:
    """Check every book, and remember for all who serve what was found."""
    checked = check_every_book(session)
    remember(settings, checked, now, is_all=True)
    return checked


def post_due(session: Session, settings: Settings, now: datetime) -> Iterator[tuple[str, Posted]]:
    """Write today's checkpoint into every open book that has none yet; answers those that were written."""
    day = now.astimezone(settings.zone).date()
    for estate_id, consultation_id in open_books(session):
        posted = post_checkpoint(session, estate_id, consultation_id, day=day, once_a_day=True, now=now)
        if posted.is_new:
            yield consultation_of_id(session, estate_id, consultation_id).code, posted


class Daily:
    """A thread beside the server that does the day's work once, soon after midnight of the estate, and at its start."""

    def __init__(self, settings: Settings, read_clock: Callable[[], datetime] = clock.now) -> None:
        self._settings, self._now = settings, read_clock
        self._done: date | None = None
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="daily", daemon=True)

    def start(self) -> None:
        """Begin to look at the calendar."""
        self._thread.start()

    def end(self) -> None:
        """Stop, and wait until what is being done is done."""
        self._ended.set()
        self._thread.join(_LOOKS_EVERY)

    def _run(self) -> None:
        while not self._ended.is_set():
            try:
                self.look()
            except Exception:
                # Nobody who answers may suffer from it, and the next look tries again.
                _LOG.exception("the day's work was not done")
            self._ended.wait(_LOOKS_EVERY)

    def look(self) -> None:
        """Do the work of a day that has begun, unless it was done already."""
        now = self._now()
        day = now.astimezone(self._settings.zone).date()
        if day == self._done:
            return
        with engine_of(self._settings) as engine, Session(engine) as session:
            for code, posted in post_due(session, self._settings, now):
                _LOG.info("checkpoint of %s: no. %s, %s", code, "-" if posted.is_secret else posted.seq, posted.head)
            forget_sign_ins(session, now=now)
            # At the start too: what answers then has looked at the ends of the books only.
            _report(lambda: refuse_broken(_checked(session, self._settings, now)))
        self._done = day


def _report(check: Callable[[], None]) -> None:
    try:
        check()
    except Refusal as broken:
        _LOG.error("a book is not whole: %s", broken.details)
