"""`consult doorstep`: who walks where with which phone, files from phones that could not send, and decisions."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click
from sqlalchemy.orm import Session

from consult import clock
from consult.actions.assign_buildings import add_leader, assign_buildings
from consult.actions.decide_doorstep_entries import decide_doorstep_entries
from consult.actions.enrol_device import make_enrolment, revoke_device
from consult.actions.receive_doorstep_bundle import (
    let_waiting_take_effect,
    receive_doorstep_file,
)
from consult.actions.retire_leader import retire_leader
from consult.cli.database import Opened, opened
from consult.cli.estate import estate_named
from consult.cli.reader import person, reader
from consult.cli.small_file import read_small_file
from consult.cli.spoken import SpokenCommand, SpokenGroup, as_json, option
from consult.domain.doorstep.bundle import read_file
from consult.domain.refusal import Refusal
from consult.queries.doorstep_devices import WalkerView, walkers
from consult.queries.doorstep_entries import EntryView, acknowledgements, entries_apart
from consult.wording.doorstep_entries import kind_name, status_name
from consult.wording.language import Words
from consult.wording.marking import N_
from consult.wording.places import place_name

LARGEST_FILE = 512 * 1024 * 1024
"""Bytes of a file from a phone: two thousand entries, most of them without a photo."""

estate_option = option("--estate", help=N_("The estate's code; may be left out where there is only one."))
building_option = option("--building", "buildings", multiple=True, help=N_("A building they walk; may be repeated."))


@click.group(cls=SpokenGroup, help=N_("Rounds at the door: leaders, phones, files, decisions."))
def doorstep() -> None:
    """Rounds at the door."""


@doorstep.command(cls=SpokenCommand, help=N_("Add a building leader."))
@click.argument("name")
@building_option
@estate_option
def add(name: str, buildings: tuple[str, ...], estate: str | None) -> None:
    """Add a leader, who needs no password."""
    with opened() as here:
        chosen = estate_named(here.session, estate)
        click.echo(add_leader(here.session, chosen.id, name, buildings, now=clock.now()))


@doorstep.command(cls=SpokenCommand, help=N_("Say which buildings somebody walks, instead of those before."))
@click.argument("leader")
@building_option
@estate_option
def buildings(leader: str, buildings: tuple[str, ...], estate: str | None) -> None:
    """Give somebody their buildings."""
    with opened() as here:
        chosen = estate_named(here.session, estate)
        assign_buildings(here.session, chosen.id, _walker(here.session, chosen.id, leader).staff_id, buildings)


@doorstep.command("list", cls=SpokenCommand, help=N_("List who walks where with which phone."))
@estate_option
@as_json
def list_(estate: str | None, is_json: bool) -> None:
    """Leaders, their buildings and phones."""
    with opened() as here:
        found = walkers(here.session, estate_named(here.session, estate).id)
    if is_json:
        click.echo(json.dumps([_walker_json(one) for one in found], ensure_ascii=False, indent=2))
        return
    for one in found:
        click.echo(f"{one.name}  {', '.join(one.buildings)}")
        for device in one.devices:
            state = reader().gettext("Switched off") if device.revoked_at else reader().gettext("In use")
            click.echo(f"  {device.id}  {device.name}  {state}")


def _walker_json(one: WalkerView) -> dict[str, Any]:
    devices = [{"id": str(d.id), "name": d.name, "in_use": d.revoked_at is None} for d in one.devices]
    return {"id": str(one.staff_id), "name": one.name, "buildings": list(one.buildings), "phones": devices}


@doorstep.command(cls=SpokenCommand, help=N_("Print an address that enrols one phone, once, within half an hour."))
@click.argument("leader")
@estate_option
def code(leader: str, estate: str | None) -> None:
    """Enrol a phone."""
    with opened() as here:
        chosen, secret = estate_named(here.session, estate), here.settings.secret_key
        staff_id = _walker(here.session, chosen.id, leader).staff_id
        token = make_enrolment(here.session, chosen.id, staff_id, by=person(), secret=secret, now=clock.now())
        click.echo(f"{here.settings.public_url}/doorstep/#e={token}")
    click.echo(reader().gettext("Hand this address to one phone only: whoever opens it first uses it up."), err=True)


@doorstep.command("switch-off", cls=SpokenCommand, help=N_("Switch a phone off, by its number in the list."))
@click.argument("phone", type=int)
@estate_option
def switch_off(phone: int, estate: str | None) -> None:
    """Switch a phone off."""
    with opened() as here:
        revoke_device(here.session, estate_named(here.session, estate).id, phone, by=person(), now=clock.now())


@doorstep.command(cls=SpokenCommand, help=N_("Let a building leader walk no more; all their phones are switched off."))
@click.argument("leader")
@estate_option
def remove(leader: str, estate: str | None) -> None:
    """Let a leader go."""
    with opened() as here:
        chosen = estate_named(here.session, estate)
        staff_id = _walker(here.session, chosen.id, leader).staff_id
        retire_leader(here.session, chosen.id, staff_id, by=person(), now=clock.now())


@doorstep.command("hand-in", cls=SpokenCommand, help=N_("Take in a file that a phone wrote because it could not send."))
@click.argument("file", type=click.Path(path_type=Path))
@estate_option
@as_json
def hand_in(file: Path, estate: str | None, is_json: bool) -> None:
    """Take in a file."""
    with opened() as here:
        chosen = estate_named(here.session, estate)
        handed_in = read_file(read_small_file(file, LARGEST_FILE))
        faults = receive_doorstep_file(here.session, chosen.id, handed_in, now=clock.now(), **_means(here))
        marks = [envelope.fingerprint for envelope in handed_in.envelopes]
        found = acknowledgements(here.session, chosen.id, marks, now=clock.now())
    rows = [{"fingerprint": mark, "status": found[mark].status.value} for mark in marks]
    lines = [f"{mark[:12]}  {status_name(reader(), found[mark].status)}" for mark in marks]
    click.echo(json.dumps(rows, indent=2) if is_json else "\n".join(lines))
    if faults:
        raise faults[0]


@doorstep.command(cls=SpokenCommand, help=N_("List what phones sent that needs a look."))
@estate_option
@as_json
def entries(estate: str | None, is_json: bool) -> None:
    """What did not simply take effect."""
    with opened() as here:
        found = entries_apart(here.session, estate_named(here.session, estate).id).entries
    if is_json:
        click.echo(json.dumps([_entry_json(one) for one in found], ensure_ascii=False, indent=2))
        return
    for one in found:
        click.echo("  ".join(_entry_said(reader(), one)))


def _entry_json(one: EntryView) -> dict[str, Any]:
    said = {"id": str(one.id), "status": one.status.value, "reason": one.reason, "kind": one.kind, "leader": one.leader}
    return said | {"consultation": one.consultation, "door": list(one.door) if one.door else None}


def _entry_said(words: Words, one: EntryView) -> list[str]:
    door = place_name(words, *one.door) if one.door else ""
    said = [str(one.id), status_name(words, one.status), kind_name(words, one.kind), one.consultation, door, one.leader]
    return [part for part in (*said, words.pick(one.sentence)) if part]


@doorstep.command(cls=SpokenCommand, help=N_("Let an entry in, or set it aside, by its number in the list."))
@click.argument("entry", type=int)
@option("--let-in/--set-aside", "let_in", required=True, help=N_("Let it take effect, or set it aside for good."))
@option("--why", required=True, help=N_("The reason, which is kept."))
@estate_option
def decide(entry: int, let_in: bool, why: str, estate: str | None) -> None:
    """Decide about one entry."""
    with opened() as here:
        estate_id, now = estate_named(here.session, estate).id, clock.now()
        decide_doorstep_entries(here.session, estate_id, [entry], let_in=let_in, note=why, by=person(), now=now)
        faults = let_waiting_take_effect(here.session, estate_id, now=now, **_means(here))
    if faults:
        raise faults[0]


def _means(here: Opened) -> dict[str, Any]:
    return {"secret": here.settings.secret_key, "zone": here.settings.zone}


def _walker(session: Session, estate_id: int, named: str) -> WalkerView:
    """Who is meant by a name or a number of the list; refuses `not-a-leader` where nobody is, or several are."""
    found = [one for one in walkers(session, estate_id) if named in (one.name, str(one.staff_id))]
    if len(found) != 1:
        raise Refusal("not-a-leader")
    return found[0]
