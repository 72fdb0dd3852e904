"""What phones sent that did not simply take effect: quarantine, conflicts, late entries; and files handed in."""

from __future__ import annotations

from contextlib import closing, nullcontext
from dataclasses import dataclass

from flask import current_app, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from consult.actions.receive_doorstep_bundle import (
    Sender,
    decide_doorstep_entry,
    keep_torn_bundle,
    let_waiting_take_effect,
    receive_doorstep_file,
)
from consult.domain.doorstep.bundle import HandedIn, read_file
from consult.domain.doorstep.outcome import TO_DECIDE, Status
from consult.domain.refusal import Refusal
from consult.models.base import db
from consult.queries.doorstep_entries import EntryView, acknowledgements, entries_apart
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


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One entry on the page. `may_let_in`: it can be read so far that it may take effect after all."""

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
    may_let_in: bool


@console.get("/doorstep/entries")
@allow.staff(*READERS)
def doorstep_entries() -> str:
    """All entries that need a look, those to decide first."""
    return _page()


@console.post("/doorstep/entries")
@allow.staff("committee")
def decide_entry() -> Response:
    """Let one entry in, or set it aside."""
    entry_id, let_in = _key(request.form.get("entry", "")), request.form.get("decision") == "let-in"
    note = request.form.get("note", "")
    try:
        mark = decide_doorstep_entry(
            db.session(), staff().estate_id, entry_id, let_in=let_in, note=note, by=staff().name, now=now()
        )
    except Refusal as refusal:
        return _refused(refusal, entry_id)
    tell(current_words().gettext("Your decision has been written down."))
    if let_in:
        _take_effect(mark)
        tell(_came_to(mark))
    return redirect(url_for("console.doorstep_entries"), 303)


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


def _take_effect(mark: str) -> None:
    """Let the entry decided about take effect now, before whatever else waits."""
    chosen = settings()
    estate_id, secret = staff().estate_id, chosen.secret_key
    _log(let_waiting_take_effect(db.session(), estate_id, (mark,), secret=secret, zone=chosen.zone, now=now()))


def _came_to(mark: str) -> str:
    """What became of the entry, in a sentence."""
    words = current_words()
    found = acknowledgements(db.session(), staff().estate_id, [mark], now=now())[mark]
    said = words.pick(found.sentence) if found.sentence else ""
    outcome = words.gettext("The entry has come to: %(status)s.", status=status_name(words, found.status))
    return f"{outcome}{'' if words.is_chinese else ' '}{said}"


def _log(faults: list[Exception]) -> None:
    for one in faults:
        current_app.logger.error("an entry from a phone waits for us", exc_info=one)


def _key(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= 16 else 0


def _refused(refusal: Refusal, entry_id: int = 0) -> Response:
    return make_response(_page(entry_id, sentence(current_words(), refusal)), status_of(refusal))


def _page(entry_id: int = 0, said: str = "") -> str:
    words = current_words()
    found = entries_apart(db.session(), staff().estate_id)
    ordered = sorted(found, key=lambda one: one.status not in TO_DECIDE)
    rows = [_row(words, one, at) for at, one in enumerate(ordered, start=1)]
    wrong_at = next((row.anchor for row in rows if row.id == entry_id), "file")
    return render_template(
        "console/doorstep_entries.html",
        rows=rows,
        errors=[(wrong_at, said)] if said else [],
        wrong_at=wrong_at if said else "",
        said=said,
        typed=request.form,
    )


def _row(words: Words, one: EntryView, at: int) -> EntryRow:
    joint = "，" if words.is_chinese else ", "
    door = place_name(words, *one.door) if one.door else ""
    by_file = words.gettext("in a file") if one.by_file else ""
    sender = (one.leader or words.gettext("unknown phone"), one.device, by_file, words.moment(one.received_at))
    decided = (one.decided_by, words.moment(one.decided_at)) if one.decided_at else ()
    is_open = one.status in TO_DECIDE and may_change()
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
        may_let_in=is_open and one.is_readable,
    )
