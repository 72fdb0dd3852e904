"""`consult print letters` and other batches: with its progress, gone on with by the same command after a stop."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from consult import clock
from consult.actions.fetch_printed_part import fetch_printed_part
from consult.actions.start_printing import Ordered, start_printing
from consult.cli.database import Opened
from consult.cli.paper_files import refuse_unwritable, write_paper
from consult.cli.paper_order import PaperOrder
from consult.cli.progress import progress_bar
from consult.cli.reader import is_watched, person, reader
from consult.domain.printing import Batch, PrintState, Which
from consult.domain.refusal import Refusal
from consult.press import folder as files
from consult.press.kinds import Job
from consult.press.work import PrintRoom, work_on
from consult.queries.batches import Chosen, batch_parts
from consult.queries.letter_counts import letters_by_building
from consult.queries.printings import PartView, PrintingView, parts_made, printing_of, printings_of
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

    Refuses as `batch_parts` and `work_on` do, and what stopped the printing; what was made before is handed out.
    """
    refuse_unwritable(order.folder)  # before any earlier letter is made worthless
    files.sweep(order.here.settings.instance, order.now)
    printing = _interrupted(order, batch) or _ordered(order, batch)
    room = print_room(order.here)
    with progress_bar(paper_name(reader(), batch.value)) as progress:
        ended = work_on(room, printing.estate_id, printing.id, progress)
    parts = parts_made(order.here.session, ended)
    endings = _endings(parts)
    paths = [
        _handed_out(order, ended, part, endings[part.part.number]) for part in parts if _lies_there(order, ended, part)
    ]
    if ended.state is PrintState.FAILED:
        for path in paths:
            click.echo(str(path))
        raise Refusal(ended.reason, code=order.view.code)
    return paths


def _chosen(order: PaperOrder) -> Chosen:
    which = Which.ALL if order.reissue else Which.NEW
    return Chosen(order.building, order.rooms, which, by_building=order.by_building)


def _interrupted(order: PaperOrder, batch: Batch) -> PrintingView | None:
    """The same order, if it was given before and not brought to its end."""
    chosen = _chosen(order)
    asked = (batch.value, chosen.building, chosen.rooms, order.short_language)
    for printing in printings_of(order.here.session, order.view.estate.id, order.view.id):
        same = (printing.kind, printing.building, printing.rooms, printing.language) == asked
        if same and printing.which in ("", chosen.which.value) and not printing.state.is_ended:
            _say("Going on where it stopped: %(done)s of %(total)s households are done.", printing.done, printing.total)
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
        _say_part(buildings_named(reader(), part.buildings), len(part.electors))
    key = start_printing(here.session, ordered, by=person(), now=order.now)
    return printing_of(here.session, view.estate.id, key)


def _say(sentence: str, done: int, total: int) -> None:
    if is_watched():
        words = reader()
        click.echo(words.gettext(sentence, done=words.integer(done), total=words.integer(total)), err=True)


def _say_part(buildings: str, sheets: int) -> None:
    """What will be printed, before it begins."""
    if is_watched():
        words = reader()
        said = words.gettext("Buildings %(names)s: %(n)s households", names=buildings, n=words.integer(sheets))
        click.echo(said, err=True)


def _lies_there(order: PaperOrder, printing: PrintingView, part: PartView) -> bool:
    return part.made_at is not None and _path(order, printing, part).exists()


def _path(order: PaperOrder, printing: PrintingView, part: PartView) -> Path:
    return files.part_path(files.folder_of(order.here.settings.instance, printing.id), part.part.number)


def _endings(parts: Sequence[PartView]) -> dict[int, str]:
    """How the files' names end: with a building's name where each file is one whole building, else with a number."""
    if len(parts) == 1:
        return {parts[0].part.number: ""}
    names = {part.part.buildings for part in parts}
    is_by_building = len(names) == len(parts) and all(len(name) == 1 for name in names)
    return {
        part.part.number: f"-{part.part.buildings[0]}" if is_by_building else f"-part-{part.part.number}"
        for part in parts
    }


def _handed_out(order: PaperOrder, printing: PrintingView, part: PartView, ending: str) -> Path:
    """Put a part where it was asked for; only then does it leave the folder where it waited."""
    waiting = _path(order, printing, part)
    name = _file_name(order, printing, ending)
    is_private = printing.batch is not None and printing.batch.is_private
    path = write_paper(order.folder, name, waiting.read_bytes(), is_private=is_private)
    fetch_printed_part(order.here.session, printing.estate_id, printing.id, part.part.number, now=clock.now())
    waiting.unlink(missing_ok=True)
    return path


def _file_name(order: PaperOrder, printing: PrintingView, ending: str) -> str:
    whom = printing.rooms[0] if len(printing.rooms) == 1 else ("rooms" if printing.rooms else printing.building)
    return "-".join(part for part in (order.view.code, printing.kind, whom) if part) + f"{ending}.pdf"
