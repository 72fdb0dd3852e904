"""One history from the roll to the public package, the same on every database that keeps the same promises."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from random import Random
from tempfile import NamedTemporaryFile
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from consult.actions.announce_consultation import announce_consultation
from consult.actions.close_consultation import close_consultation
from consult.actions.draft_consultation import draft_consultation
from consult.actions.have_signing_key import have_signing_key
from consult.actions.open_consultation import open_consultation
from consult.domain.consultation import Channel, Plan
from consult.domain.privacy import Secrecy
from consult.domain.refusal import Refusal
from consult.domain.rules import RULES
from consult.packaging.public_package import write_package
from consult.queries.book import check_book
from consult.queries.consultations import ConsultationView, consultation_of_id
from consult.queries.package import public_package
from consult.verifier import verify
from consult.wording.language import SHANGHAI
from tests import people
from tests.doorstep.rounds import SECRET, begin_round
from tests.histories.deeds import AFTERWARDS, WHILE_OPEN, audit, sign_for_the_sheets
from tests.histories.dice import seeded
from tests.histories.story import Story
from tests.verifier.questions import questions

CHANNELS = tuple(Channel)
_SWITCHES = ("blank_abstains", "invalid_takes_part", "late_paper", "tenants", "paper_twice", "replace")
_CLAUSE = {"zh": "送达后未表决的，视为弃权。", "en": "Silence after service is an abstention."}


@dataclass(frozen=True, slots=True)
class Told:
    """What a history came to: how each deed ended, the public package, and whatever is wrong with it."""

    events: tuple[str, ...]
    package: bytes
    faults: tuple[str, ...]

    @property
    def sha256(self) -> str:
        """The package's fingerprint in hex."""
        return hashlib.sha256(self.package).hexdigest()


def play(engine: Engine, seed: int, *, code: str, events: int = 40) -> Told:
    """Play the history of a seed on a database; `code` is the estate's."""
    with seeded(seed) as chance, Session(engine) as session:
        story = _opened(session, chance, code)
        for _ in range(events):
            story.now += timedelta(minutes=chance.randint(1, 400))
            if story.now < story.view.closes_at:
                chance.choice(WHILE_OPEN)(story)
        _end(story, events)
        view = consultation_of_id(session, *story.keys)
        package = _packed(session, view)
        check = check_book(session, view)
        faults = [] if check.is_whole else [f"the book is not whole: {check.breaks}"]
        return Told(tuple(story.told), package, (*faults, *_recounted(package)))


def _end(story: Story, events: int) -> None:
    """Sheets after the end, signed for, closed, and everything that may still happen then."""
    story.now = story.view.closes_at
    for _ in range(events // 8):
        story.now += timedelta(minutes=story.chance.randint(0, 90))
        story.chance.choice(AFTERWARDS)(story)
    sign_for_the_sheets(story)
    story.deed(close_consultation, *story.keys, by=people.SECRETARY.name)
    if story.chance.random() < 0.6:
        audit(story)
    for _ in range(events // 4):
        story.now += timedelta(minutes=story.chance.randint(1, 600))
        story.chance.choice(AFTERWARDS)(story)


def _opened(session: Session, chance: Random, code: str) -> Story:
    estate = people.make_estate(session, code=code)
    have_signing_key(session, estate, secret=SECRET, now=people.OPENS_AT - timedelta(days=30))
    view = _drafted(session, estate, chance)
    announce_consultation(session, *_keys(view), by=people.SECRETARY.name, now=people.OPENS_AT - timedelta(days=20))
    open_consultation(session, *_keys(view), by=people.SECRETARY.name, now=people.OPENS_AT)
    view = consultation_of_id(session, *_keys(view))
    rows = [
        (row.id, row.paper_serial, (row.building, row.entrance, row.room)) for row in people.electors(session, view)
    ]
    walk = begin_round(session, view=view, buildings=("1", "2"), now=people.OPENS_AT)
    return Story(session, view, rows, walk, chance, people.OPENS_AT)


def _keys(view: ConsultationView) -> tuple[int, int]:
    return (view.estate.id, view.id)


def _drafted(session: Session, estate: int, chance: Random) -> ConsultationView:
    """Plans are drawn until one may be drafted: what no committee could ask is refused on both databases alike."""
    while True:
        try:
            drafted = draft_consultation(
                session,
                estate,
                _plan(chance),
                by=people.SECRETARY.name,
                now=people.OPENS_AT - timedelta(days=30),
                zone=SHANGHAI,
            )
        except Refusal:
            continue
        return consultation_of_id(session, estate, drafted.consultation_id)


def _plan(chance: Random) -> Plan:
    procedure: dict[str, Any] = {switch: chance.random() < 0.4 for switch in _SWITCHES}
    procedure["follow"] = follow = chance.random() < 0.2
    if chance.random() < 0.3:
        procedure["deemed"] = {"mode": chance.choice(("abstain", "majority")), "clause": _CLAUSE}
    channels = CHANNELS if chance.random() < 0.8 else (Channel.WEB, Channel.PAPER)
    rule, asked = chance.choice(list(RULES)), questions(chance, follow=follow)
    if chance.random() < 0.6:
        return people.a_plan(questions=asked, rule=rule, procedure=procedure, channels=channels)
    # A secret poll knows no paper and no agents.
    secret = {"secrecy": Secrecy.UNNAMED.value, "channels": (Channel.WEB,)}
    return people.a_plan(questions=asked, rule="advisory", procedure={}, **secret)


def _packed(session: Session, view: ConsultationView) -> bytes:
    written = io.BytesIO()
    write_package(public_package(session, view, SHANGHAI), written)
    return written.getvalue()


def _recounted(package: bytes) -> list[str]:
    """What the second counter, which shares no code with the first, finds wrong."""
    with NamedTemporaryFile(suffix=".zip") as file:
        file.write(package)
        file.flush()
        return [str(fault) for fault in verify.examine(Path(file.name)).faults]
