"""Seeing to it that the books never go backwards: heads are kept apart after each commit, and nothing is written to a
database that knows less than the file does.

A deed notes the heads it moved; the commit hands them to the file. Before the first line is written by a process, and
whenever the file knew more than was just committed, file and database are compared anew: so several processes agree,
and one lets go of the lock as soon as another has accepted the loss.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, event, select
from sqlalchemy.orm import Session

from consult.domain.ledger import Line
from consult.domain.refusal import Refusal, reasons
from consult.models.consultation import Consultation
from consult.models.head_file import HeadFile, Kept
from consult.models.ledger import LedgerHead, LedgerLine

reasons(books_went_back="codes: books that reach less far, or read otherwise, than the file kept apart remembers")

_LOG = logging.getLogger("consult.books")
_MOVED = "consult_moved_heads"


@dataclass(frozen=True, slots=True)
class Gap:
    """A book that is not what it was: how it was remembered, and its last number now (0 where it is not there)."""

    code: str
    remembered: Kept
    last_seq: int

    @property
    def missing(self) -> tuple[int, int] | None:
        """First and last of the numbers that are gone; None where as many are there, but others."""
        return (self.last_seq + 1, self.remembered.seq) if self.last_seq < self.remembered.seq else None


@dataclass(slots=True)
class HeadsApart:
    """What one process knows of the file kept apart."""

    file: HeadFile
    doubted: set[str] | None = None
    """Codes of books about which file and database were seen to differ; None before they were first compared."""
    trouble: str = ""
    """Why the file could not be used last time."""

    def look(self, session: Session) -> list[Gap]:
        """Compare now, what is doubted or else everything; a file that cannot be read finds nothing."""
        try:
            remembered = self.file.read()
            self.trouble = ""
        except OSError as error:
            self._note(error)
            return []
        if self.doubted:
            remembered = {code: kept for code, kept in remembered.items() if code in self.doubted}
        found = gaps(session, remembered)
        self.doubted = {gap.code for gap in found}
        return found

    def keep(self, moved: Mapping[str, Kept]) -> None:
        """Keep what was just committed. What is durable stays so, whatever becomes of the file: nothing is raised."""
        try:
            # A later head in the file is that of another process, or of a database that was here before this one.
            doubted = {code for code, kept in moved.items() if not self.file.keep(code, kept)}
            self.trouble = ""
        except OSError as error:
            self._note(error)
            return
        if self.doubted is not None:
            self.doubted |= doubted

    def _note(self, error: OSError) -> None:
        if not self.trouble:
            _LOG.error("the file of heads cannot be used: %s", error)
        self.trouble = error.strerror or type(error).__name__


_apart: WeakKeyDictionary[Engine, HeadsApart] = WeakKeyDictionary()


def keep_heads_apart(engine: Engine, file: HeadFile) -> None:
    """Keep the heads of this database's books in a file, too, from now on."""
    _apart[engine] = HeadsApart(file)


def heads_apart(session: Session) -> HeadsApart | None:
    """What is kept apart of a session's database, if anything is."""
    return _apart.get(session.get_bind().engine)


def refuse_backwards(session: Session) -> None:
    """Refuse `books-went-back` while the file remembers more than the database holds."""
    apart = heads_apart(session)
    if apart is not None and apart.doubted != set() and (found := apart.look(session)):
        raise Refusal("books-went-back", codes=[gap.code for gap in found])


def note_moved(session: Session, line: Line) -> None:
    """Remember until the commit that a book goes up to this line now."""
    if heads_apart(session) is not None:
        code = json.loads(line.entry)["consultation"]
        session.info.setdefault(_MOVED, {})[code] = Kept(line.seq, line.head.hex())


@event.listens_for(Session, "after_commit")
def _keep(session: Session) -> None:
    # A part that ends is not durable yet, and one that is undone takes nobody else's notes along.
    if session.in_nested_transaction():
        return
    moved = session.info.pop(_MOVED, None)
    apart = heads_apart(session) if moved else None
    if moved and apart is not None:
        apart.keep(moved)


@event.listens_for(Session, "after_rollback")
def _forget(session: Session) -> None:
    if not session.in_nested_transaction():
        session.info.pop(_MOVED, None)


def gaps(session: Session, remembered: Mapping[str, Kept]) -> list[Gap]:
    """The books that do not go on from where they were remembered, by code."""
    if not remembered:
        return []
    rows = session.execute(
        select(Consultation.code, LedgerHead.estate_id, LedgerHead.consultation_id, LedgerHead.seq)
        .join(
            Consultation,
            (Consultation.estate_id == LedgerHead.estate_id) & (Consultation.id == LedgerHead.consultation_id),
        )
        # Most of the time a single book is in doubt, among thousands.
        .where(Consultation.code.in_(remembered))
    )
    here = {code: (estate_id, consultation_id, seq) for code, estate_id, consultation_id, seq in rows}
    found = []
    for code, kept in sorted(remembered.items()):
        estate_id, consultation_id, seq = here.get(code, (0, 0, 0))
        if seq < kept.seq or _head_at(session, estate_id, consultation_id, kept.seq) != kept.head:
            found.append(Gap(code, kept, seq))
    return found


def _head_at(session: Session, estate_id: int, consultation_id: int, seq: int) -> str | None:
    head = session.scalar(
        select(LedgerLine.head).where(
            LedgerLine.estate_id == estate_id,
            LedgerLine.consultation_id == consultation_id,
            LedgerLine.seq == seq,
        )
    )
    return None if head is None else head.hex()


def heads_now(session: Session) -> dict[str, Kept]:
    """Where every book that was begun stands now."""
    rows = session.execute(
        select(Consultation.code, LedgerHead.seq, LedgerHead.head)
        .join(
            Consultation,
            (Consultation.estate_id == LedgerHead.estate_id) & (Consultation.id == LedgerHead.consultation_id),
        )
        .where(LedgerHead.seq > 0)
    )
    return {code: Kept(seq, head.hex()) for code, seq, head in rows}
