"""`consult print letters` and other batches: with its progress, gone on with by the same command after a stop."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import click

from consult import clock
from consult.actions.end_printing import end_printing
from consult.actions.start_printing import Ordered, start_printing
from consult.cli.database import Opened
from consult.cli.handing_out import hand_out, say_paths, waiting_parts
from consult.cli.paper_files import refuse_unwritable
from consult.cli.paper_order import PaperOrder
from consult.cli.progress import progress_bar
from consult.cli.reader import is_watched, person, reader
from consult.domain.printing import Batch, Part, PrintState, Which
from consult.domain.refusal import Refusal
from consult.models.fullness import full_refused
from consult.press import folder as files
from consult.press.kinds import Job
from consult.press.work import PrintRoom, work_on
from consult.queries.batches import Chosen, batch_parts
from consult.queries.letter_counts import letters_by_building
from consult.queries.printings import PrintingView, holds_working_codes, printing_of, printings_of
from consult.wording.printing import buildings_named, paper_name


def print_room(here: Opened) -> PrintRoom:
    """The print room of this installation."""
    settings = here.settings
    return PrintRoom(
        session=here.session,
        instance=settings.instance,
        secret=settings.secret_key,
        public_url=settings.public_url,
        zone=settings.zone,
        locale=settings.locale,
        clock=clock.now,
    )


def print_batch(order: PaperOrder, batch: Batch) -> list[Path]:
    """Print it whole, or what an earlier run left of it, and answer its files.

    Refuses as `batch_parts`, `work_on` and `hand_out` do, and what stopped the printing; what was made before is
    handed out. Letters that were printed and never fetched are handed out instead of being replaced.
    """
    refuse_unwritable(order.folder)  # before any earlier letter is made worthless
    files.sweep(order.here.settings.instance, order.now)
    if lying := _lying(order, batch):
        return hand_out(order, lying)
    printing = _interrupted(order, batch) or _ordered(order, batch)
    room = print_room(order.here)
    with progress_bar(paper_name(reader(), batch.value)) as progress:
        ended = work_on(room, printing.estate_id, printing.id, progress)
    paths = hand_out(order, ended)
    if ended.state is PrintState.FAILED:
        say_paths(paths)
        _note_end(order, ended)
        raise Refusal(ended.reason, code=order.view.code)
    return paths


def _note_end(order: PaperOrder, ended: PrintingView) -> None:
    """Say once more why it stopped: on a full disk there may be room for it now that the files have gone."""
    with suppress(Refusal), full_refused():
        end_printing(order.here.session, ended.estate_id, ended.id, now=clock.now(), reason=ended.reason)


def _chosen(order: PaperOrder) -> Chosen:
    which = Which.ALL if order.reissue else Which.NEW
    return Chosen(order.building, order.rooms, which, by_building=order.by_building)


def _ordered_before(order: PaperOrder, batch: Batch) -> Iterator[PrintingView]:
    """Earlier orders of the same, newest first."""
    chosen = _chosen(order)
    asked = (batch.value, chosen.building, chosen.rooms, order.short_language)
    for printing in printings_of(order.here.session, order.view.estate.id, order.view.id):
        same = (printing.kind, printing.building, printing.rooms, printing.language) == asked
        if same and printing.which in ("", chosen.which.value):
            yield printing


def _interrupted(order: PaperOrder, batch: Batch) -> PrintingView | None:
    """The same order, if it was given before and not brought to its end."""
    for printing in _ordered_before(order, batch):
        if not printing.state.is_ended:
            words = reader()
            done, total = words.integer(printing.done), words.integer(printing.total)
            going = words.gettext(
                "Going on where it stopped: %(done)s of %(total)s households are done.", done=done, total=total
            )
            _say(going)
            return printing
    return None


def _lying(order: PaperOrder, batch: Batch) -> PrintingView | None:
    """The same order of letters, if it is finished and some of its files, whose codes work, are still to be fetched."""
    for printing in _ordered_before(order, batch) if batch.holds_codes else ():
        waiting = waiting_parts(order, printing) if printing.state is PrintState.DONE else []
        if any(holds_working_codes(order.here.session, printing, part) for part in waiting):
            n = len(waiting)
            said = reader().ngettext(
                "%(n)s file printed before and not fetched yet is handed out; nothing is printed anew.",
                "%(n)s files printed before and not fetched yet are handed out; nothing is printed anew.",
                n,
            )
            click.echo(said, err=True)
            return printing
    return None


def _ordered(order: PaperOrder, batch: Batch) -> PrintingView:
    here, view, chosen = order.here, order.view, _chosen(order)
    Job(here.session, view, batch, here.settings.public_url).refuse_unless_wanted(order.now)
    try:
        parts = batch_parts(here.session, view, batch, chosen)
    except Refusal as refusal:
        if refusal.reason != "letters-none-left":
            raise
        counts = letters_by_building(here.session, view.estate.id, view.id)
        asked = [row.issued for row in counts if order.building in ("", row.building)]
        raise Refusal("letters-issued", letters=len(order.rooms) or sum(asked)) from refusal
    ordered = Ordered(
        view.estate.id, view.id, batch, order.short_language, view.text_hash, parts,
        building=chosen.building, rooms=chosen.rooms, which=chosen.which,
    )  # fmt: skip
    for part in parts:
        _say(_said_of(part))
    key = start_printing(here.session, ordered, by=person(), now=order.now)
    return printing_of(here.session, view.estate.id, key)


def _say(sentence: str) -> None:
    if is_watched():
        click.echo(sentence, err=True)


def _said_of(part: Part) -> str:
    """What will be printed, before it begins."""
    words = reader()
    named, sheets = buildings_named(words, part.buildings), words.integer(len(part.electors))
    return words.gettext("Buildings %(names)s: %(n)s households", names=named, n=sheets)
