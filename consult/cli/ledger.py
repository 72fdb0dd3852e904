"""`consult ledger check`: walk the numbered book and name everything that does not fit."""

from __future__ import annotations

import json
import logging
from datetime import datetime
from typing import Any

import click
from sqlalchemy.orm import Session

from consult import clock
from consult.cli.accept_loss import accept_loss_command
from consult.cli.database import opened
from consult.cli.progress import Progress, progress_bar
from consult.cli.reader import reader
from consult.cli.spoken import SpokenCommand, SpokenGroup, as_json
from consult.config import Settings
from consult.domain.privacy import turnout_step
from consult.domain.refusal import Refusal
from consult.models.check_file import CheckFile
from consult.models.one_moment import read_as_of_one_moment
from consult.queries.book import BookCheck, check_book, lines_in
from consult.queries.consultations import ConsultationView, consultation_of_code, consultations_of, estates
from consult.wording.book import break_sentence
from consult.wording.marking import N_

_LOG = logging.getLogger("consult.books")


@click.group(cls=SpokenGroup, help=N_("The numbered book: check, accept a loss."))
def ledger() -> None:
    """The numbered book."""


ledger.add_command(accept_loss_command)


@ledger.command(
    cls=SpokenCommand, help=N_("Check the book of one consultation, or of all: nothing changed, dropped or added.")
)
@click.argument("code", metavar="[CONSULTATION]", required=False)
@as_json
def check(code: str | None, is_json: bool) -> None:
    """Check, name every break, and refuse where there is one."""
    with opened() as here:
        checked = check_every_book(here.session, code)
        remember(here.settings, checked, clock.now(), is_all=code is None)
    click.echo(_as_json(checked) if is_json else "\n".join(_lines(checked)))
    refuse_broken(checked)


def remember(settings: Settings, checked: Checked, now: datetime, *, is_all: bool) -> None:
    """Keep what a check found where the service sees it; a file that cannot be written spoils no check."""
    found = {view.code: len(result.breaks) for view, result in checked}
    try:
        CheckFile(settings.check_file).keep(found, at=now, is_all=is_all)
    except OSError as error:
        _LOG.error("what the check found cannot be kept: %s", error.strerror)


Checked = list[tuple[ConsultationView, BookCheck]]


def check_every_book(session: Session, code: str | None = None) -> Checked:
    """Check the book of one consultation, or all of them."""
    views = _views(session, code)
    total = sum(lines_in(session, view) for view in views)
    checked: Checked = []
    with progress_bar(reader().gettext("Reading the books")) as progress:
        before = 0
        for view in views:
            read_as_of_one_moment(session)
            found = check_book(session, view, _going_on(progress, before, total))
            before += found.lines
            checked.append((view, found))
    return checked


def _going_on(progress: Progress, before: int, total: int) -> Progress:
    """The progress of one book among all."""
    return lambda done, _all: progress(before + done, total)


def refuse_broken(checked: Checked) -> None:
    """Refuse `book-broken` for the first one that is not whole."""
    for view, found in checked:
        if not found.is_whole:
            raise Refusal("book-broken", code=view.code, n=len(found.breaks))


def _views(session: Session, code: str | None) -> list[ConsultationView]:
    if code is not None:
        return [consultation_of_code(session, code)]
    return [view for estate in estates(session) for view in consultations_of(session, estate.id)]


def _as_json(checked: Checked) -> str:
    written: list[dict[str, Any]] = [
        {
            "consultation": view.code,
            "lines": None if view.is_rounded else found.lines,
            "ballots": _told_ballots(view, found),
            "whole": found.is_whole,
            "breaks": [{"seq": broken.seq, "fault": broken.fault} for broken in found.breaks],
        }
        for view, found in checked
    ]
    return json.dumps(written, ensure_ascii=False, indent=2)


def _told_ballots(view: ConsultationView, found: BookCheck) -> int:
    """How many ballots; of a secret poll that runs whole tens, as everywhere: whoever runs the check reads it too."""
    return turnout_step(found.ballots) if view.is_rounded else found.ballots


def _lines(checked: Checked) -> list[str]:
    words = reader()
    lines = []
    for view, found in checked:
        ballots = words.integer(_told_ballots(view, found))
        counts = {"code": view.code, "lines": words.integer(found.lines), "ballots": ballots}
        lines.append(words.gettext(_frame(view, found), **counts))
        # Of a broken book everything is told, also where: finding the hand in it matters more than one number.
        lines += [f"  {break_sentence(words, broken)}" for broken in found.breaks]
    return lines or [words.gettext("There is no book yet.")]


def _frame(view: ConsultationView, found: BookCheck) -> str:
    if view.is_rounded and found.is_whole:
        return N_("%(code)s: whole, at least %(ballots)s ballots (secret, still running)")
    if view.is_rounded:
        return N_("%(code)s: BROKEN, at least %(ballots)s ballots (secret, still running)")
    if found.is_whole:
        return N_("%(code)s: whole, %(lines)s lines, %(ballots)s ballots")
    return N_("%(code)s: BROKEN, %(lines)s lines, %(ballots)s ballots")
