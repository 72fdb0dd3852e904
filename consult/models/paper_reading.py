"""A sheet of paper on its way into the book: the one path that entering and confirming take, under the book's lock.

Where the rules of procedure ask for two people, the first reading leaves a PAPER line that holds only a sealed
fingerprint, and every later one a PAPER_CONFIRM line: nobody can read on a page, in an export or in the published book
what another person read. As soon as two readings agree, the sheet has its effect through the casting path.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from consult.domain.consultation import Channel, State, refuse_ballot_unless_open
from consult.domain.keying import Found, Standing, standing_of
from consult.domain.ledger import LineType, canonical
from consult.domain.question import QuestionType
from consult.domain.question_json import answers_from_json, answers_to_json
from consult.domain.refusal import Refusal
from consult.domain.serial import sheet_mark
from consult.models.base import new_id
from consult.models.book import append
from consult.models.casting import Casting, begin
from consult.models.electorate import ElectorRow
from consult.models.paper_sheet import PaperKeying, PaperSheet
from consult.models.paper_taken import photo_from_the_door
from consult.models.photo import keep_photo
from consult.models.setting_aside import check_reason, elector_of_sheet, keep_invalid, refuse_entered
from consult.models.sheet_contested import is_contested
from consult.models.sheet_photo import refuse_photo_of_another
from consult.models.sheet_read import SheetRead, SheetTaken, sealed_reason
from consult.models.submission import Marked, PaperSlip, Submission, opening_of


def read_once(session: Session, read: SheetRead, *, by: str, now: datetime) -> SheetTaken | Refusal | None:
    """Take in a sheet that one person's entry suffices for; None where two people must enter it."""
    elector = elector_of_sheet(session, read.estate_id, read.consultation_id, read.serial)
    slip = PaperSlip(read.serial, read.photo, kept_photo=_photo_from_the_door(session, read))
    casting = begin(session, _submission(read, elector.id, by, slip), now)
    if casting.matter.paper_twice:
        return None
    if earlier := casting.sent_before():
        return SheetTaken(None, earlier.seq, "counted", earlier)
    if late := casting.refusal_of_the_hour():
        return late
    casting.refuse_unoffered()
    _check_photo(casting, read, slip.kept_photo)
    if not read.invalid:
        done = casting.record(casting.read_answers())
        return done if isinstance(done, Refusal) else SheetTaken(None, done.seq, "counted", done)
    refuse_entered(session, read.estate_id, read.consultation_id, read.serial)
    seq = keep_invalid(session, casting.head, casting.matter.code, elector, check_reason(read.invalid), by=by, now=now)
    return SheetTaken(None, seq, "invalid")


def read_by_two(
    session: Session, read: SheetRead, *, by: str, now: datetime, is_waited_for: bool
) -> SheetTaken | Refusal:
    """Take in one person's reading of a sheet that two must enter; whether it is the first is seen here.

    `is_waited_for`: refuse `paper-not-waiting` unless somebody else has entered the sheet already.
    """
    elector = elector_of_sheet(session, read.estate_id, read.consultation_id, read.serial)
    casting = begin(session, _submission(read, elector.id, by), now)
    reading = _Reading(session, read, elector, casting, by)
    if again := reading.taken_before():
        return again
    sheet = reading.sheet()
    if sheet is None:
        if is_waited_for:
            raise Refusal("paper-not-waiting", serial=read.serial)
        return reading.begin_sheet()
    return reading.go_on(sheet)


def _submission(read: SheetRead, elector_id: int, by: str, slip: PaperSlip | None = None) -> Submission:
    return Submission(
        id=read.id,
        estate_id=read.estate_id,
        consultation_id=read.consultation_id,
        elector_id=elector_id,
        answers=read.answers,
        channel=Channel.PAPER,
        entered_by=by,
        paper=slip or PaperSlip(read.serial, read.photo),
        text=read.text,
    )


def _photo_from_the_door(session: Session, read: SheetRead) -> str | None:
    return photo_from_the_door(session, read.estate_id, read.consultation_id, read.serial)


def _check_photo(casting: Casting, read: SheetRead, kept: str | None = None) -> None:
    if casting.matter.paper_photo and read.photo is None and kept is None:
        raise Refusal("paper-without-photo", serial=read.serial)
    refuse_photo_of_another(casting.session, read.estate_id, read.consultation_id, read.serial, read.photo)


@dataclass(frozen=True, slots=True)
class _Reading:
    """One person's reading on its way in."""

    session: Session
    read: SheetRead
    elector: ElectorRow
    casting: Casting
    by: str

    def taken_before(self) -> SheetTaken | None:
        """What this very reading came to, if it arrived already."""
        keying = self.session.scalar(
            select(PaperKeying).where(*self._mine(PaperKeying), PaperKeying.submission_id == self.read.id)
        )
        if keying is None:
            return None
        sheet = self.session.get_one(PaperSheet, (self.read.estate_id, keying.sheet_id))
        if sheet.serial != self.read.serial:
            raise Refusal("submission-reused")
        return SheetTaken(Standing(sheet.standing), sheet.settled_seq or keying.seq, sheet.outcome)

    def sheet(self) -> PaperSheet | None:
        """The sheet as it was entered before."""
        return self.session.scalar(
            select(PaperSheet).where(*self._mine(PaperSheet), PaperSheet.serial == self.read.serial)
        )

    def _mine(self, table: type[PaperSheet | PaperKeying]) -> tuple[ColumnElement[bool], ...]:
        return table.estate_id == self.read.estate_id, table.consultation_id == self.read.consultation_id

    def begin_sheet(self) -> SheetTaken | Refusal:
        """Keep the first reading: a PAPER line that tells nobody what was read."""
        if late := self.casting.refusal_of_the_hour():
            return late
        _check_photo(self.casting, self.read, self._photo_from_the_door())
        marked = self._marked()
        sheet = PaperSheet(
            estate_id=self.read.estate_id,
            id=new_id(),
            consultation_id=self.read.consultation_id,
            elector_id=self.elector.id,
            serial=self.read.serial,
            photo_sha256=self._kept_photo() or self._photo_from_the_door(),
            standing=Standing.PENDING.value,
            seq=self.casting.head.seq + 1,
        )
        self.session.add(sheet)
        said = {"serial": sheet_mark(self.casting.matter.sheet_key, sheet.serial), "photo": sheet.photo_sha256}
        seq = self._write(LineType.PAPER, sheet, marked, said, is_sealed=True)
        return SheetTaken(Standing.PENDING, seq)

    def go_on(self, sheet: PaperSheet) -> SheetTaken:
        """Hold another person's reading against those before it; two that agree settle the sheet."""
        self._refuse_closed()
        if Standing(sheet.standing).is_settled:
            raise Refusal("paper-entered-already", serial=sheet.serial)
        if is_contested(self.session, sheet):
            raise Refusal("sheet-contested", serial=sheet.serial)
        earlier = self._keyings(sheet)
        if any(keying.keyed_by == self.by for keying in earlier):
            raise Refusal("keyed-by-yourself", serial=sheet.serial)
        _check_photo(self.casting, self.read, sheet.photo_sha256)
        marked = self._marked()
        sheet.photo_sha256 = sheet.photo_sha256 or self._kept_photo()
        found = standing_of([*(self._form(keying.reading) for keying in earlier), self._form(self._said(marked))])
        said: dict[str, Any] = {"paper": sheet.seq}
        if found.agreeing is None:
            seq = self._write(LineType.PAPER_CONFIRM, sheet, marked, said, is_sealed=True)
            sheet.standing = found.standing.value
            return SheetTaken(found.standing, seq)
        agreed = earlier[found.agreeing[0]]
        self._write(LineType.PAPER_CONFIRM, sheet, marked, said | {"agrees": agreed.seq}, is_sealed=False)
        return self._settle(sheet, agreed, found)

    def _refuse_closed(self) -> None:
        """A sheet that came in time may be read again until CLOSE: it is the first reading that was timed."""
        matter = self.casting.matter
        refuse_ballot_unless_open(
            State(matter.state),
            opens_at=matter.opens_at,
            closes_at=matter.closes_at,
            closed_at=matter.closed_at,
            now=self.casting.now,
            may_be_late=True,
        )

    def _keyings(self, sheet: PaperSheet) -> Sequence[PaperKeying]:
        mine = (*self._mine(PaperKeying), PaperKeying.sheet_id == sheet.id)
        return self.session.scalars(select(PaperKeying).where(*mine).order_by(PaperKeying.seq)).all()

    def _marked(self) -> Marked | None:
        """The answers, checked; None for a sheet that is said not to count."""
        if not self.read.invalid:
            return self.casting.read_answers()
        self.casting.refuse_unoffered()
        check_reason(self.read.invalid)
        return None

    def _said(self, marked: Marked | None) -> dict[str, Any]:
        return {"invalid": self.read.invalid} if marked is None else {"answers": answers_to_json(marked.answers)}

    def _form(self, reading: Mapping[str, Any]) -> str:
        """A reading in the form in which it is compared: two people never spell a written remark alike."""
        if "invalid" in reading:
            return canonical(dict(reading))
        written = {str(q.number) for q in self.casting.questions() if q.type is QuestionType.TEXT}
        return canonical({number: number in written or said for number, said in reading["answers"].items()})

    def _kept_photo(self) -> str | None:
        photo = self.read.photo
        if photo is None:
            return None
        keep_photo(self.session, self.read.estate_id, photo, by=self.by, now=self.casting.now)
        return photo.sha256

    def _photo_from_the_door(self) -> str | None:
        return _photo_from_the_door(self.session, self.read)

    def _write(
        self, kind: LineType, sheet: PaperSheet, marked: Marked | None, said: dict[str, Any], *, is_sealed: bool
    ) -> int:
        """Write the reading's line and keep what was read beside it; answers the line's number."""
        salt = secrets.token_bytes(16)
        payload = {"elector": self.elector.number, "typist": self._typist(), "nonce": secrets.token_hex(16)} | said
        if is_sealed:
            payload["keyed"] = self._sealed(marked, salt)
        casting = self.casting
        append(self.session, casting.head, casting.matter.code, kind, payload, at=casting.now)
        self.session.add(
            PaperKeying(
                estate_id=self.read.estate_id,
                consultation_id=self.read.consultation_id,
                sheet_id=sheet.id,
                seq=casting.head.seq,
                submission_id=self.read.id,
                reading=self._said(marked),
                salt=salt.hex(),
                keyed_by=self.by,
                typist=payload["typist"],
                keyed_at=casting.now,
            )
        )
        return casting.head.seq

    def _sealed(self, marked: Marked | None, salt: bytes) -> str:
        if marked is not None:
            return marked.sealed(salt)
        return sealed_reason(self.read.invalid, salt)

    def _typist(self) -> int:
        """The number by which the book knows this person: names stay outside, and yet anyone can see that two read."""
        mine = self._mine(PaperKeying)
        known = self.session.scalar(select(PaperKeying.typist).where(*mine, PaperKeying.keyed_by == self.by).limit(1))
        return known or (self.session.scalar(select(func.max(PaperKeying.typist)).where(*mine)) or 0) + 1

    def _settle(self, sheet: PaperSheet, agreed: PaperKeying, found: Found) -> SheetTaken:
        """Give the sheet its effect: what the agreeing reading sealed is opened now, and nothing else."""
        salt = bytes.fromhex(agreed.salt)
        people = "、".join((agreed.keyed_by, self.by))
        if "invalid" in agreed.reading:
            taken = self._set_aside(sheet, found.standing, salt, people)
        else:
            taken = self._count(sheet, agreed, found.standing, salt, people)
        sheet.standing, sheet.outcome, sheet.settled_seq = found.standing.value, taken.outcome, taken.seq
        return taken

    def _set_aside(self, sheet: PaperSheet, standing: Standing, salt: bytes, people: str) -> SheetTaken:
        casting = self.casting
        seq = keep_invalid(
            self.session,
            casting.head,
            casting.matter.code,
            self.elector,
            self.read.invalid,
            by=people,
            now=casting.now,
            opened={"paper": sheet.seq, "opening": opening_of(salt)},
        )
        return SheetTaken(standing, seq, "invalid")

    def _count(
        self, sheet: PaperSheet, agreed: PaperKeying, standing: Standing, salt: bytes, people: str
    ) -> SheetTaken:
        slip = PaperSlip(sheet.serial, confirms=sheet.seq, kept_photo=sheet.photo_sha256)
        submission = _submission(self.read, self.elector.id, people, slip)
        casting = self.casting.carrying(submission)
        self.session.flush()
        done = casting.record(Marked(self.casting.questions(), answers_from_json(agreed.reading["answers"])), salt)
        if isinstance(done, Refusal):
            return SheetTaken(standing, casting.head.seq, "double", refusal=done)
        return SheetTaken(standing, done.seq, "counted", done)
