"""The files of a batch, brought from where they were made to where `consult print` was asked to put them.

A file leaves the folder where it waited only when it lies safely in the other one: its codes work already.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import click

from consult import clock
from consult.actions.fetch_printed_part import fetch_printed_part
from consult.cli.paper_files import write_paper
from consult.cli.paper_order import PaperOrder
from consult.domain.printing import KEPT_FOR
from consult.domain.refusal import Refusal
from consult.models.fullness import full_refused
from consult.press import folder as files
from consult.queries.printings import PartView, PrintingView, parts_made

_LONGEST_WHOM = 40
"""Characters of a file's name that say for whom it is."""


def waiting_parts(order: PaperOrder, printing: PrintingView) -> list[PartView]:
    """The files that are made and still lie where they were made."""
    parts = parts_made(order.here.session, printing)
    return [part for part in parts if part.made_at is not None and _path(order, printing, part).exists()]


def hand_out(order: PaperOrder, printing: PrintingView) -> list[Path]:
    """Put every waiting file where it was asked for.

    Refuses `hand-out-full` and `hand-out-stopped`, which say where the others lie; those that got there are named.
    """
    waiting, paths = waiting_parts(order, printing), list[Path]()
    endings = _endings(parts_made(order.here.session, printing))
    for part in waiting:
        try:
            paths.append(_handed_out(order, printing, part, endings[part.part.number]))
        except Refusal as refusal:
            say_paths(paths)
            raise _stopped(order, printing, len(waiting) - len(paths), refusal) from refusal
    return paths


def say_paths(paths: Sequence[Path]) -> None:
    """Name files that were written, on standard output."""
    for path in paths:
        click.echo(str(path))


def _stopped(order: PaperOrder, printing: PrintingView, left: int, refusal: Refusal) -> Refusal:
    return Refusal(
        "hand-out-full" if refusal.reason == "disk-full" else "hand-out-stopped",
        n=left,
        folder=str(order.folder),
        waiting=str(files.folder_of(order.here.settings.instance, printing.id)),
        hours=int(KEPT_FOR.total_seconds() // 3600),
    )


def _handed_out(order: PaperOrder, printing: PrintingView, part: PartView, ending: str) -> Path:
    waiting = _path(order, printing, part)
    is_private = printing.batch is not None and printing.batch.is_private
    name = _file_name(order, printing, ending)
    path = write_paper(order.folder, name, waiting.read_bytes(), is_private=is_private, replaces=False)
    waiting.unlink(missing_ok=True)  # first, for on a full disk the note may need its room
    with suppress(Refusal), full_refused():
        fetch_printed_part(order.here.session, printing.estate_id, printing.id, part.part.number, now=clock.now())
    return path


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


def _file_name(order: PaperOrder, printing: PrintingView, ending: str) -> str:
    about = (order.view.code, printing.kind, printing.language, _whom(printing))
    return "-".join(part for part in about if part) + f"{ending}.pdf"


def _whom(printing: PrintingView) -> str:
    """The building or the rooms; of rooms too many for a name the first, and how many more there are."""
    named = "+".join(printing.rooms) or printing.building
    if not printing.rooms or len(named) <= _LONGEST_WHOM:
        return named
    return f"{printing.rooms[0]}+{len(printing.rooms) - 1}"
