"""What the tests of the doorstep share: an open consultation, a leader of building 1, and an enrolled phone."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.actions.assign_buildings import add_leader
from consult.actions.enrol_device import Phone as Enrolling
from consult.actions.enrol_device import enrol_device, make_enrolment
from consult.actions.receive_doorstep_bundle import Sender, receive_doorstep_bundle
from consult.domain.consultation import Channel
from consult.domain.doorstep.bundle import read_bundle
from consult.models.doorstep import DoorstepEntry
from consult.models.electorate import ElectorRow
from consult.queries.consultations import ConsultationView
from consult.queries.doorstep_entries import Acknowledgement, acknowledgements
from consult.queries.doorstep_round import sealing_key
from consult.wording.language import SHANGHAI
from tests import people
from tests.doorstep.phone import Pending, Phone, point
from tests.people import MIDWAY

SECRET = "s" * 48
CHANNELS = (Channel.WEB, Channel.PAPER, Channel.DOORSTEP)
LEADER = "马建国"


@dataclass
class Round:
    """A leader's round as a test walks it."""

    session: Session
    view: ConsultationView
    leader_id: int
    phone: Phone
    secret: str = SECRET

    @property
    def estate_id(self) -> int:
        return self.view.estate.id

    def door(self, person: people.Person) -> ElectorRow:
        return people.elector_of(self.session, self.view, person)

    def visit(self, person: people.Person, outcome: str = "served", **told: Any) -> Pending:
        return self.phone.record(self.view.code, self.door(person).id, "visit", outcome=outcome, **told)

    def answers(self, person: people.Person, **told: Any) -> Pending:
        said = {"text": self.view.text_hash, "answers": {"1": "agree", "2": "1"}} | told
        return self.phone.record(self.view.code, self.door(person).id, "answers", **said)

    def paper(self, person: people.Person, **told: Any) -> Pending:
        door = self.door(person)
        return self.phone.record(self.view.code, door.id, "paper", **({"serial": door.paper_serial} | told))

    def send(self, *entries: Pending, now: datetime = MIDWAY, device_id: int | None = None) -> list[Acknowledgement]:
        """Send entries (all that are pending, if none is named) past the door, straight to the deed."""
        envelopes = read_bundle(json.dumps(self.phone.bundle(*entries)).encode())
        sender = Sender(self.estate_id, int(self.phone.device) if device_id is None else device_id)
        faults = receive_doorstep_bundle(self.session, sender, envelopes, secret=self.secret, zone=SHANGHAI, now=now)
        assert not faults, faults
        found = acknowledgements(self.session, self.estate_id, [one.fingerprint for one in envelopes], now=now)
        return [found[envelope.fingerprint] for envelope in envelopes]

    def row(self, entry: Pending) -> DoorstepEntry:
        self.session.expire_all()
        return self.session.scalars(select(DoorstepEntry).where(DoorstepEntry.fingerprint == entry.fingerprint)).one()


def begin_round(
    session: Session,
    *,
    buildings: tuple[str, ...] = ("1",),
    view: ConsultationView | None = None,
    secret: str = SECRET,
    now: datetime = MIDWAY,
    **plan: Any,
) -> Round:
    """An open consultation that also takes answers at the door, and a leader of building 1 with a phone."""
    view = view or people.make_open_consultation(session, **({"channels": CHANNELS} | plan))
    leader_id = add_leader(session, view.estate.id, LEADER, buildings, now=now)
    phone = enrolled_phone(session, view.estate.id, leader_id, secret=secret, now=now)
    return Round(session, view, leader_id, phone, secret)


def enrolled_phone(
    session: Session, estate_id: int, leader_id: int, *, secret: str = SECRET, now: datetime = MIDWAY
) -> Phone:
    phone = Phone(clock=now, offset_ms=0)
    token = make_enrolment(session, estate_id, leader_id, by="钱敏", secret=secret, now=now)
    enrolling = Enrolling(phone.secret, point(phone.signing), "旧华为")
    phone.device = str(enrol_device(session, token, enrolling, address="192.0.2.7", secret=secret, now=now))
    key = sealing_key(session, estate_id)
    assert key is not None
    phone.key_id, phone.public = key
    return phone
