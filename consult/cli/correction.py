"""`consult correction`: propose what an entered ballot should say, and confirm or refuse what somebody else proposed.

Two people: whoever proposed from this machine's account confirms nothing from it. Numbers of lines are left out: beside
a door they would tell whose choice a line of the book is.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from consult import clock
from consult.actions.decide_correction import Confirming, decide_correction
from consult.actions.propose_correction import Proposal, propose_correction
from consult.cli.answers_typed import read_typed_answers
from consult.cli.database import Opened, opened
from consult.cli.reader import person, reader
from consult.cli.small_file import read_small_file
from consult.cli.spoken import SpokenCommand, SpokenGroup, as_json, option
from consult.domain.ledger import utc_text
from consult.domain.objection import objections_end
from consult.domain.question_json import answers_to_json
from consult.queries.consultations import ConsultationView, consultation_of_code
from consult.queries.corrections import CorrectionView, corrections
from consult.queries.electors_typed import elector_typed
from consult.queries.photos import jpeg_of
from consult.scanning.photo import LARGEST, cleaned
from consult.wording.answers import answer_said
from consult.wording.corrections import note_said, verdict_name
from consult.wording.language import Words
from consult.wording.marking import N_
from consult.wording.places import place_name


@click.group(cls=SpokenGroup, help=N_("Corrections of entered ballots: propose, list, decide."))
def correction() -> None:
    """Corrections of entered ballots."""


@correction.command("list", cls=SpokenCommand, help=N_("List corrections, those that wait for somebody else first."))
@click.argument("code", metavar="CONSULTATION")
@option("--photos", type=click.Path(path_type=Path), help=N_("Write the photos that prove them into this folder."))
@as_json
def list_corrections(code: str, photos: Path | None, is_json: bool) -> None:
    """List them, with what each changes once somebody else has read the paper."""
    with opened() as here:
        view = consultation_of_code(here.session, code)
        ends = objections_end(view.closed_at, here.settings.zone, days=view.procedure.posted_days)
        is_over = ends is not None and clock.now() >= ends
        found = corrections(here.session, view.estate.id, view.id, is_over=is_over)
        if photos is not None:
            _keep_photos(here, view, found, photos)
    if is_json:
        click.echo(json.dumps([_plain(one) for one in found], ensure_ascii=False, indent=2))
        return
    words = reader()
    lines = [line for one in found for line in _lines(words, view, one)]
    click.echo("\n".join(lines) or words.gettext("No correction has been proposed."))


def _keep_photos(here: Opened, view: ConsultationView, found: Sequence[CorrectionView], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for sha256 in {one.evidence for one in found}:
        if jpeg := jpeg_of(here.session, view.estate.id, sha256):
            (folder / f"{sha256}.jpg").write_bytes(jpeg)


@correction.command(
    cls=SpokenCommand,
    help=N_("Propose what an entered ballot should say; it counts once somebody else has confirmed it."),
)
@click.argument("code", metavar="CONSULTATION")
@click.argument("room", metavar="ROOM")
@option(
    "--answer",
    "answers",
    multiple=True,
    required=True,
    metavar="N=ANSWER",
    help=N_("One for each answer on the paper: 1=agree; 2=1,3 for several options; 3=1:2,2:1 by option."),
)
@option("--reason", required=True, help=N_("What was entered wrongly, and how."))
@option(
    "--photo",
    type=click.Path(path_type=Path),
    help=N_("A photo that proves it: JPEG, PNG or WebP. Without it, the one kept with the ballot does."),
)
@as_json
def propose(code: str, room: str, answers: tuple[str, ...], reason: str, photo: Path | None, is_json: bool) -> None:
    """Keep a proposal for the second person."""
    with opened() as here:
        view = consultation_of_code(here.session, code)
        keys = (view.estate.id, view.id)
        elector_id = elector_typed(here.session, *keys, room).id
        proposal = Proposal(
            *keys,
            elector_id,
            read_typed_answers(view.questions, answers),
            reason,
            cleaned(read_small_file(photo, LARGEST)) if photo else None,
        )
        made = propose_correction(here.session, proposal, by=person(), now=clock.now(), zone=here.settings.zone)
        (kept,) = [one for one in corrections(here.session, *keys, elector_id) if one.id == made]
    said = reader().gettext("Kept. It counts once somebody else has confirmed it.")
    click.echo(json.dumps(_plain(kept, is_mine=True), ensure_ascii=False, indent=2) if is_json else said)


@correction.command(cls=SpokenCommand, help=N_("Confirm or refuse the correction that somebody else proposed."))
@click.argument("code", metavar="CONSULTATION")
@click.argument("room", metavar="ROOM")
@option("--confirm/--refuse", "confirms", required=True, help=N_("Whether the paper says so."))
@option("--note", default="", help=N_("Why not, where it is refused."))
@option(
    "--answer",
    "answers",
    multiple=True,
    metavar="N=ANSWER",
    help=N_("What you read on the paper yourself, to confirm; if it differs from what was proposed, that is refused."),
)
@as_json
def decide(code: str, room: str, confirms: bool, note: str, answers: tuple[str, ...], is_json: bool) -> None:
    """Confirm or refuse the one that waits for a household's ballot."""
    with opened() as here:
        view = consultation_of_code(here.session, code)
        keys = (view.estate.id, view.id)
        elector_id = elector_typed(here.session, *keys, room).id
        which = _waiting(corrections(here.session, *keys, elector_id))
        read = read_typed_answers(view.questions, answers) if answers else None
        confirming = Confirming(which, confirms, note, read)
        decide_correction(here.session, *keys, confirming, by=person(), now=clock.now(), zone=here.settings.zone)
        (decided,) = [one for one in corrections(here.session, *keys, elector_id) if one.id == which]
    words = reader()
    confirmed = words.gettext("Confirmed: it stands in the book, and the household reads it on its page.")
    differs = words.gettext("You read something else on the paper than was proposed, so it was refused.")
    refused = differs if confirms else words.gettext("Refused. What was entered stands.")
    said = confirmed if decided.seq else refused
    click.echo(json.dumps(_plain(decided), ensure_ascii=False, indent=2) if is_json else said)


def _waiting(found: Sequence[CorrectionView]) -> int:
    """The proposal that waits, about the ballot that counts if several do; else the last one; 0 where there is none."""
    if not found:
        return 0
    return max(found, key=lambda one: (one.waits, one.ballot.is_counted, one.proposed_at)).id


def _lines(words: Words, view: ConsultationView, one: CorrectionView) -> Iterator[str]:
    yield f"{place_name(words, *one.door)} · {verdict_name(words, one.verdict)}"
    for question in () if one.waits else view.questions:
        before, after = one.before.get(question.number), one.answers.get(question.number)
        if before != after:
            yield f"  {question.number}. {answer_said(words, question, before)} → {answer_said(words, question, after)}"
    yield f"  {words.gettext('Proposed')}: {one.proposed_by}, {words.moment(one.proposed_at)}"
    if not one.waits:
        yield f"  {one.reason}"
    if one.decided_at:
        yield f"  {words.gettext('Decided')}: {one.decided_by}, {words.moment(one.decided_at)}"
    if one.note:
        yield f"  {note_said(words, one.note)}"


def _plain(one: CorrectionView, *, is_mine: bool = False) -> dict[str, Any]:
    """One correction; what it says only to whoever proposed it, until somebody else has read the paper."""
    may_see = is_mine or not one.waits
    return {
        "room": list(one.door),
        "state": one.verdict.value,
        "before": answers_to_json(one.before) if may_see else None,
        "answers": answers_to_json(one.answers) if may_see else None,
        "reason": one.reason if may_see else None,
        "photo": one.evidence,
        "proposed_by": one.proposed_by,
        "proposed_at": utc_text(one.proposed_at),
        "decided_by": one.decided_by or None,
        "decided_at": utc_text(one.decided_at) if one.decided_at else None,
        "note": one.note or None,
    }
