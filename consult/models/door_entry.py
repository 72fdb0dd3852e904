"""An entry from a phone takes effect, whole or not at all: opened, understood, and written where it belongs.

A ballot takes the one path of every ballot (`models.casting`), a visit goes into the service log, and a sheet waits
with its photo to be keyed. What cannot take effect stays as it came, with the reason.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.domain.consultation import Channel, State
from consult.domain.doorstep.entry import AnswersTold, Entry, PaperTold, VisitTold, read_entry
from consult.domain.doorstep.outcome import TO_DECIDE, Status, status_of
from consult.domain.photo import Photo
from consult.domain.refusal import Refusal
from consult.domain.service import Attempt
from consult.models.batch import register, registration
from consult.models.book import lock_book
from consult.models.casting import begin
from consult.models.consultation import Consultation
from consult.models.doorstep import DoorstepEntry, EstateKey, RegisteredFingerprint
from consult.models.electorate import ElectorRow
from consult.models.kept_secret import unlocked
from consult.models.paper_taken import take_paper
from consult.models.sealed_entry import KeyPair, opened
from consult.models.service_log import announced_at, note_attempt
from consult.models.submission import BatchMark, Receipt, Submission
from consult.models.walker import Walker, walker_of
from consult.wording.language import CHINESE, ENGLISH, words_for
from consult.wording.refusals import sentence

KEY_PURPOSE = "estate key"
"""What an estate's private key is locked for."""


@dataclass(frozen=True, slots=True)
class Means:
    """What is needed to let entries take effect: the installation's secret and zone, and how photos are cleaned."""

    secret: str
    zone: tzinfo
    clean: Callable[[bytes], Photo]


def take_effect(session: Session, row: DoorstepEntry, means: Means, *, now: datetime) -> None:
    """Within a deed that holds the row: let an entry take effect, or note why it does not."""
    try:
        arrived = _understood(session, row, means, now)
        with session.begin_nested():
            done = arrived.take_effect()
    except Refusal as refusal:
        done = refusal
    if isinstance(done, Refusal):
        _note_refusal(session, row, done, means, now)
    else:
        row.status, row.reason, row.sentence = Status.RECORDED.value, None, None
        row.receipt = done.code if done and arrived.entry.is_fresh(now) else None
    row.applied_at = now


def _note_refusal(session: Session, row: DoorstepEntry, refusal: Refusal, means: Means, now: datetime) -> None:
    row.status, row.reason = status_of(refusal).value, refusal.reason
    said = _at_the_door(refusal)
    row.sentence = {
        language: sentence(words_for(locale, means.zone), said)
        for language, locale in (("zh", CHINESE), ("en", ENGLISH))
    }
    if Status(row.status) in TO_DECIDE:
        _hold_in_time(session, row, now)


def _at_the_door(refusal: Refusal) -> Refusal:
    """What a leader may read: a household's slip code and line would lead to its answers in the published book."""
    if refusal.reason != "already-answered":
        return refusal
    return Refusal("answered-before", channel=refusal.details["channel"], at=refusal.details["at"])


def _hold_in_time(session: Session, row: DoorstepEntry, now: datetime) -> None:
    """What waits for a person is not to be late only because the person is."""
    consultation = consultation_of(session, row.estate_id, row.consultation)
    if consultation is not None and consultation.state == State.OPEN and now < consultation.closes_at:
        register(session, consultation, row.device_id, (row.fingerprint,), now=now)


def consultation_of(session: Session, estate_id: int, code: str) -> Consultation | None:
    """The consultation of a code in this estate and no other."""
    return session.scalar(select(Consultation).where(Consultation.estate_id == estate_id, Consultation.code == code))


def _understood(session: Session, row: DoorstepEntry, means: Means, now: datetime) -> _Arrived:
    """The entry opened and read, and whose door it was; refuses, and writes nothing but what could be read."""
    found = _looked_into(session, row, means)
    # Who may not send is told only that, whatever is inside; what is inside is noted for whoever decides.
    walker = _walker(session, row)
    if isinstance(found, Refusal):
        raise found
    consultation, entry, elector = found
    # A door of a building that is not the leader's reads exactly like one that is not there.
    if elector.building not in walker.buildings and not _was_let_in(row):
        raise Refusal("unknown-elector")
    return _Arrived(session, row, means, now, walker, consultation, entry, elector)


_Found = tuple[Consultation, Entry, ElectorRow]


def _looked_into(session: Session, row: DoorstepEntry, means: Means) -> _Found | Refusal:
    """What the entry is about, so far as it can be read."""
    consultation = consultation_of(session, row.estate_id, row.consultation)
    if consultation is None:
        return Refusal("consultation-unknown")
    try:
        entry = opened_entry(session, row, means.secret)
    except Refusal as unreadable:
        return unreadable
    row.kind, row.made_at = entry.kind.value, entry.made_at
    elector = session.get(ElectorRow, (row.estate_id, entry.elector_id))
    if elector is None or elector.consultation_id != consultation.id:
        return Refusal("unknown-elector")
    row.elector_id = elector.id
    return consultation, entry, elector


def _was_let_in(row: DoorstepEntry) -> bool:
    return row.decided_by is not None


def _walker(session: Session, row: DoorstepEntry) -> Walker:
    """Who sent it; refuses a phone that is switched off, unless somebody has let its entry in."""
    walker = walker_of(session, row.estate_id, row.device_id)
    if _was_let_in(row):
        return walker or Walker(row.decided_by or "", frozenset(), is_active=False)
    if walker is None:
        raise Refusal("device-foreign")
    if not walker.is_active:
        raise Refusal("device-revoked")
    _refuse_reused(session, row)
    return walker


def _refuse_reused(session: Session, row: DoorstepEntry) -> None:
    """Of different entries under one key, the first that was looked at is the one that the key means."""
    # Of two that wait together either may be the first, as long as it is always the same one.
    waits_before = DoorstepEntry.applied_at.is_(None) & (
        (DoorstepEntry.received_at < row.received_at)
        | ((DoorstepEntry.received_at == row.received_at) & (DoorstepEntry.id < row.id))
    )
    others = select(DoorstepEntry.id).where(
        DoorstepEntry.estate_id == row.estate_id,
        DoorstepEntry.submission_id == row.submission_id,
        DoorstepEntry.id != row.id,
        DoorstepEntry.reason.is_distinct_from("entry-reused"),
        DoorstepEntry.applied_at.is_not(None) | waits_before,
    )
    if session.scalar(others.limit(1)) is not None:
        raise Refusal("entry-reused")


def opened_entry(session: Session, row: DoorstepEntry, secret: str) -> Entry:
    """What a kept entry says; refuses `seal-unreadable`, `key-locked` and `entry-torn`."""
    mine = (EstateKey.estate_id == row.estate_id, EstateKey.key_id == row.key_id)
    key = session.scalar(select(EstateKey).where(*mine))
    if key is None:
        raise Refusal("seal-unreadable")
    pair = KeyPair(key.public, unlocked(secret, KEY_PURPOSE, key.private_locked))
    return read_entry(opened(pair, row.sealed, row.bound))


@dataclass(frozen=True, slots=True)
class _Arrived:
    """One entry that was understood, on its way to where it belongs."""

    session: Session
    row: DoorstepEntry
    means: Means
    now: datetime
    walker: Walker
    consultation: Consultation
    entry: Entry
    elector: ElectorRow

    def take_effect(self) -> Receipt | Refusal | None:
        """Write what it tells; answers a ballot's receipt. Where it refuses, nothing of it was written."""
        match self.entry.told:
            case VisitTold() as visit:
                self._visit(visit)
            case PaperTold() as paper:
                self._paper(paper)
            case AnswersTold() as answers:
                return self._answers(answers)
        return None

    def _visit(self, told: VisitTold) -> None:
        at = self._in_time("visit-late")
        attempt = Attempt(told.method, at, told.recipient, told.relation, told.note)
        note_attempt(self.session, self.consultation, (self.elector.id,), attempt, by=self.walker.name, now=self.now)

    def _in_time(self, refused: str) -> datetime:
        """When it happened, as far as can be believed; refuses what came after the end and was not registered before.

        The book is held meanwhile: what the count reads as silence must not change under it.
        """
        lock_book(self.session, self.row.estate_id, self.consultation.id)
        self.session.refresh(self.consultation)
        ends, batch = self.consultation.closes_at, self._registration()
        if self.now >= ends and batch is None:
            raise Refusal(refused, closes_at=ends)
        return self._moment(min(self.now, batch.registered_at) if batch else self.now)

    def _moment(self, latest: datetime) -> datetime:
        return self.entry.moment(earliest=announced_at(self.consultation), latest=latest)

    def _registration(self) -> RegisteredFingerprint | None:
        return registration(self.session, self.consultation, self.row.fingerprint)

    def _paper(self, told: PaperTold) -> None:
        at, by = self._in_time("sheet-late"), self.walker.name
        photo = None if told.photo is None else self.means.clean(told.photo)
        take_paper(self.session, self.consultation, self.elector, told, photo, at=at, by=by, now=self.now)

    def _answers(self, told: AnswersTold) -> Receipt | Refusal:
        casting = begin(self.session, self._submission(told), self.now)
        if earlier := casting.sent_before():
            return earlier
        if late := casting.refusal_of_the_hour():
            return late
        return casting.record(casting.read_answers())

    def _submission(self, told: AnswersTold) -> Submission:
        batch = self._registration()
        return Submission(
            id=self.row.submission_id,
            estate_id=self.row.estate_id,
            consultation_id=self.consultation.id,
            elector_id=self.elector.id,
            answers=told.answers,
            channel=Channel.DOORSTEP,
            entered_by=self.walker.name,
            text=told.text,
            batch=BatchMark(batch.seq, batch.fingerprint) if batch else None,
            assistant=told.assistant,
        )
