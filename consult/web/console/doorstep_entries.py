"""What phones sent that did not simply take effect: quarantine, conflicts, late entries; and files handed in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from contextlib import closing, nullcontext
from dataclasses import dataclass

from flask import current_app, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from consult.actions.decide_doorstep_entries import decide_doorstep_entries
from consult.actions.receive_doorstep_bundle import (
    Sender,
    keep_torn_bundle,
    let_waiting_take_effect,
    receive_doorstep_file,
)
from consult.domain.doorstep.bundle import HandedIn, read_file
from consult.domain.doorstep.outcome import TO_DECIDE, Status
from consult.domain.refusal import Refusal
from consult.models.base import db
from consult.queries.doorstep_entries import (
    EntryView,
    acknowledgements,
    entries_apart,
    undecided_by_phone,
    undecided_of,
)
from consult.queries.doorstep_sheets import sheet_of_entry
from consult.web.access import allow, staff
from consult.web.console.pages import READERS, console, may_change, now, tell
from consult.web.errors import status_of
from consult.web.i18n import current_words, settings
from consult.wording.doorstep_entries import kind_name, status_name
from consult.wording.language import Words
from consult.wording.places import place_name
from consult.wording.refusals import sentence

LOOKS = {
    Status.QUARANTINED: "warning",
    Status.REFUSED: "warning",
    Status.CONFLICT: "warning",
    Status.RECORDED: "good",
}


ON_A_PAGE = 50
"""Entries on one page."""

MOST_AT_ONCE = 200
"""Entries of a phone decided with one press: each that is let in takes effect in a transaction of its own."""


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One entry on the page. `may_be_let_in`: it might take effect after all; else a sheet is entered at the desk."""

    id: int
    anchor: str
    title: str
    status: str
    look: str
    sender: str
    sentence: str
    decided: str
    note: str
    is_open: bool
    may_be_let_in: bool
    desk: str
    photo: str


@console.get("/doorstep/entries")
@allow.staff(*READERS)
def doorstep_entries() -> str:
    """All entries that need a look, those to decide first."""
    return _page()


@console.post("/doorstep/entries")
@allow.staff("committee", fresh=True)
def decide_entries() -> Response:
    """Let what is ticked in, or set it aside, for one reason."""
    let_in, note = request.form.get("decision") == "let-in", request.form.get("note", "")
    try:
        marks = decide_doorstep_entries(
            db.session(), staff().estate_id, _ticked(let_in), let_in=let_in, note=note, by=staff().name, now=now()
        )
    except Refusal as refusal:
        field = "note" if refusal.reason == "decision-note-missing" else "entries"
        return _refused(refusal, field)
    words = current_words()
    tell(words.ngettext("Written down for %(n)s entry.", "Written down for %(n)s entries.", len(marks)))
    if let_in:
        _take_effect(marks)
        tell(_came_to(marks))
    return redirect(url_for("console.doorstep_entries"), 303)


def _ticked(let_in: bool) -> list[int]:
    """The entries that are ticked, and those of every phone that is."""
    devices = [int(one) for one in request.form.getlist("device") if _is_key(one)]
    found = undecided_of(db.session(), staff().estate_id, devices, that_may_take_effect=let_in, most=MOST_AT_ONCE)
    return sorted({*found, *(_key(one) for one in request.form.getlist("entry"))})


@console.post("/doorstep/file")
@allow.staff("committee")
def hand_in_file() -> Response:
    """Take in a file that a phone wrote because it could not send."""
    upload = request.files.get("file")
    with closing(upload) if upload else nullcontext():
        sent = upload.read() if upload else b""
    try:
        handed_in = _read(sent)
    except Refusal as refusal:
        return _refused(refusal)
    chosen, estate_id = settings(), staff().estate_id
    faults = receive_doorstep_file(
        db.session(), estate_id, handed_in, secret=chosen.secret_key, zone=chosen.zone, now=now()
    )
    _log(faults)
    marks = [envelope.fingerprint for envelope in handed_in.envelopes]
    found = acknowledgements(db.session(), estate_id, marks, now=now())
    recorded = sum(one.status is Status.RECORDED for one in found.values())
    words = current_words()
    tell(words.ngettext("%(n)s entry is kept.", "%(n)s entries are kept.", len(found)))
    tell(words.ngettext("%(n)s has taken effect.", "%(n)s have taken effect.", recorded))
    return redirect(url_for("console.doorstep_entries"), 303)


def _read(sent: bytes) -> HandedIn:
    try:
        return read_file(sent)
    except Refusal as refusal:
        if refusal.reason == "bundle-torn" and sent:
            keep_torn_bundle(db.session(), Sender(staff().estate_id, 0, True), sent, zone=settings().zone, now=now())
        raise


def _take_effect(marks: Sequence[str]) -> None:
    """Let the entries decided about take effect now, before whatever else waits."""
    chosen = settings()
    estate_id, secret = staff().estate_id, chosen.secret_key
    _log(let_waiting_take_effect(db.session(), estate_id, marks, secret=secret, zone=chosen.zone, now=now()))


def _came_to(marks: Sequence[str]) -> str:
    """What became of the entries: of one in a sentence, of several how many came to what."""
    words = current_words()
    found = acknowledgements(db.session(), staff().estate_id, marks, now=now())
    if len(marks) == 1:
        [one] = found.values()
        said = words.pick(one.sentence) if one.sentence else ""
        outcome = words.gettext("The entry has come to: %(status)s.", status=status_name(words, one.status))
        return f"{outcome}{'' if words.is_chinese else ' '}{said}"
    counted = Counter(one.status for one in found.values())
    joint = "，" if words.is_chinese else ", "
    said = joint.join(f"{status_name(words, status)} {words.integer(n)}" for status, n in counted.most_common())
    return words.gettext("The entries have come to: %(statuses)s.", statuses=said)


def _log(faults: list[Exception]) -> None:
    for one in faults:
        current_app.logger.error("an entry from a phone waits for us", exc_info=one)


def _is_key(typed: str) -> bool:
    return typed.isascii() and typed.isdigit() and len(typed) <= 16


def _key(typed: str) -> int:
    return int(typed) if _is_key(typed) else 0


def _refused(refusal: Refusal, field: str = "file") -> Response:
    return make_response(_page((field, sentence(current_words(), refusal))), status_of(refusal))


def _page(*errors: tuple[str, str]) -> str:
    words = current_words()
    page = max(1, request.args.get("page", 1, type=int))
    found = entries_apart(db.session(), staff().estate_id, skip=(page - 1) * ON_A_PAGE, most=ON_A_PAGE)
    pages = -(-found.total // ON_A_PAGE)
    return render_template(
        "console/doorstep_entries.html",
        rows=[_row(words, one, at) for at, one in enumerate(found.entries, start=1)],
        phones=_phones(words),
        errors=errors,
        wrong=dict(errors),
        ticked=request.form.getlist("entry") + [f"phone {key}" for key in request.form.getlist("device")],
        note=request.form.get("note", ""),
        page=page,
        pages=pages,
        previous=url_for("console.doorstep_entries", page=page - 1) if page > 1 else "",
        following=url_for("console.doorstep_entries", page=page + 1) if page < pages else "",
    )


def _phones(words: Words) -> list[tuple[str, str]]:
    """The phones of which entries wait, to tick: key and label, with how many."""
    if not may_change():
        return []
    return [
        (str(one.device_id), f"{_sender(words, one.leader, one.device)} · {words.integer(one.count)}")
        for one in undecided_by_phone(db.session(), staff().estate_id)
    ]


def _sender(words: Words, leader: str, device: str) -> str:
    joint = "，" if words.is_chinese else ", "
    return joint.join(part for part in (leader or words.gettext("unknown phone"), device) if part)


def _row(words: Words, one: EntryView, at: int) -> EntryRow:
    joint = "，" if words.is_chinese else ", "
    door = place_name(words, *one.door) if one.door else ""
    by_file = words.gettext("in a file") if one.by_file else ""
    sender = (_sender(words, one.leader, one.device), by_file, words.moment(one.received_at))
    decided = (one.decided_by, words.moment(one.decided_at)) if one.decided_at else ()
    is_open = one.status in TO_DECIDE and may_change()
    desk, photo = _sheet(one) if is_open and not one.may_be_let_in and one.kind == "paper" else ("", "")
    return EntryRow(
        id=one.id,
        anchor=f"entry-{at}",
        title=" · ".join(part for part in (kind_name(words, one.kind), door, one.consultation) if part),
        status=status_name(words, one.status),
        look=LOOKS.get(one.status, ""),
        sender=joint.join(part for part in sender if part),
        sentence=words.pick(one.sentence),
        decided=joint.join(decided),
        note=one.note,
        is_open=is_open,
        may_be_let_in=one.may_be_let_in,
        desk=desk,
        photo=photo,
    )


def _sheet(one: EntryView) -> tuple[str, str]:
    """Where the desk enters the sheet of an entry, and where its photo is; '' for what there is not."""
    told = sheet_of_entry(db.session(), staff().estate_id, one.id, secret=settings().secret_key)
    if told is None:
        return "", ""
    desk = url_for("console.paper", code=one.consultation, serial=told.serial)
    return desk, url_for("console.entry_photo", entry=one.id) if told.photo else ""
