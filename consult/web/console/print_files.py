"""The files of a batch: which there are and how far each is, and fetching one of them or all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from werkzeug.wrappers import Response

from consult.actions.fetch_printed_part import fetch_printed_part
from consult.domain.printing import KEPT_AFTER_FETCH, KEPT_FOR, PrintState
from consult.domain.refusal import Refusal
from consult.models.base import db
from consult.press import folder as files
from consult.press.parcel import Parcelled, zip_of
from consult.queries.consultations import ConsultationView
from consult.queries.printings import PartView, PrintingView, parts_made, printing_of
from consult.web.access import allow
from consult.web.console.pages import console, my_consultation, now
from consult.web.console.papers import paper_file
from consult.web.headers import mark_personal
from consult.web.i18n import current_words, settings
from consult.wording.printing import buildings_named, file_name, parcel_name


@dataclass(frozen=True, slots=True)
class File:
    """One file of a batch as the page shows it."""

    number: int
    buildings: str
    sheets: int
    kilobytes: int
    is_made: bool
    is_here: bool
    was_missed: bool
    other_text: str
    """The version of the text it shows, where that is not the one the batch was ordered with."""
    view: PartView


@console.post("/c/<code>/prints/<int:printing>/files/<int:number>")
@allow.staff("committee", fresh=True)
def fetch_print(code: str, printing: int, number: int) -> Response:
    """One file of a batch. It is a deed, not a look: a file with codes is deleted soon after."""
    view = my_consultation(code)
    found = my_printing(view, printing)
    path = files.part_path(files.folder_of(settings().instance, printing), number)
    if not path.exists():
        raise Refusal("file-gone" if _was_made(found, number) else "unknown-printing")
    try:
        until = fetch_printed_part(db.session(), view.estate.id, printing, number, now=now())
    except Refusal as refusal:
        if refusal.reason == "file-gone":
            path.unlink(missing_ok=True)
        raise
    content = path.read_bytes()
    files.keep_until(path, until)
    mark_personal()
    parts = parts_made(db.session(), found)
    part = next(one for one in parts if one.part.number == number)
    name = file_name(current_words(), found.kind, part.part.buildings, number, len(parts))
    return paper_file(content, name, keep=False)


@console.post("/c/<code>/prints/<int:printing>/files")
@allow.staff("committee", fresh=True)
def fetch_prints(code: str, printing: int) -> Response:
    """All files of a batch that are here, as one ZIP; each counts as fetched. Refuses `file-gone`."""
    view = my_consultation(code)
    found = my_printing(view, printing)
    parcelled = [file for file in map(_fetched, _here(found)) if file is not None]
    if not parcelled:
        raise Refusal("file-gone")
    mark_personal()
    name = parcel_name(current_words(), found.kind, view.code)
    response = Response(zip_of(parcelled), mimetype="application/zip")
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response


def _here(printing: PrintingView) -> list[tuple[PrintingView, PartView, int]]:
    parts = parts_made(db.session(), printing)
    return [(printing, one, len(parts)) for one in parts if one.is_kept(now()) and _path(printing, one).exists()]


def _fetched(asked: tuple[PrintingView, PartView, int]) -> Parcelled | None:
    """One file, noted as fetched; nothing where its time has ended in this moment."""
    printing, one, count = asked
    words, path = current_words(), _path(printing, one)
    try:
        until = fetch_printed_part(db.session(), printing.estate_id, printing.id, one.part.number, now=now())
        files.keep_until(path, until)
    except (Refusal, OSError):
        return None
    name = file_name(words, printing.kind, one.part.buildings, one.part.number, count)
    return Parcelled(path, name, (one.made_at or now()).astimezone(words.zone))


def _path(printing: PrintingView, part: PartView) -> Path:
    return files.part_path(files.folder_of(settings().instance, printing.id), part.part.number)


def _was_made(printing: PrintingView, number: int) -> bool:
    return any(one.part.number == number and one.made_at is not None for one in parts_made(db.session(), printing))


def my_printing(view: ConsultationView, printing: int) -> PrintingView:
    """A printing of this consultation; any other is missing."""
    found = printing_of(db.session(), view.estate.id, printing)
    if found.consultation_id != view.id:
        raise Refusal("unknown-printing")
    return found


def files_shown(printing: PrintingView) -> dict[str, object]:
    """What the page of a batch shows of its files."""
    shown: Sequence[File] = [_file(printing, part) for part in parts_made(db.session(), printing)]
    return {
        "files": shown,
        "fetchable": sum(file.is_here for file in shown),
        "done": _done(printing),
        "holds_codes": printing.batch is not None and printing.batch.holds_codes,
        "hours": int(KEPT_FOR.total_seconds() // 3600),
        "minutes": int(KEPT_AFTER_FETCH.total_seconds() // 60),
    }


def _done(printing: PrintingView) -> int:
    """Households done, with those of files that are not whole yet."""
    if printing.state is not PrintState.RUNNING:
        return printing.done
    unmade = {one.part.number for one in parts_made(db.session(), printing) if one.made_at is None}
    folder = files.folder_of(settings().instance, printing.id)
    return min(printing.total, printing.done + files.count_under_way(folder, unmade))


def _file(printing: PrintingView, part: PartView) -> File:
    is_here = part.is_kept(now()) and _path(printing, part).exists()
    return File(
        number=part.part.number,
        buildings=buildings_named(current_words(), part.part.buildings),
        sheets=len(part.part.electors),
        kilobytes=-(-part.size // 1024),
        is_made=part.made_at is not None,
        is_here=is_here,
        was_missed=part.made_at is not None and part.fetched_at is None and not is_here,
        other_text=part.text_hash[:8] if part.text_hash not in ("", printing.text_hash) else "",
        view=part,
    )
