"""Deeds that come in crowds share a commit: who waits to write in a book is taken along by whoever writes in it.

A commit waits for the disk, which takes as long for ten ballots as for one. So the first who comes leads: it does its
own deed, then, apart from each other, those of all who have come to wait meanwhile, commits once, and only then is
anybody answered. The next of those who wait leads on. Whoever comes alone notices nothing of this.

What one of them does wrong touches none of the others (a savepoint each). Where the whole cannot be kept, each goes
alone. So only deeds belong here that know their own submission when it comes again, and answer with plain values.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Hashable
from contextvars import Context, copy_context
from copy import deepcopy
from dataclasses import dataclass, field
from functools import wraps
from threading import Event, Lock
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError, PendingRollbackError
from sqlalchemy.exc import TimeoutError as TooLong
from sqlalchemy.orm import Session

from consult.models.base import WRITES, deed, is_asked_again, turn_of
from consult.models.trouble import Trouble, trouble_of

P = ParamSpec("P")
R = TypeVar("R")

AT_MOST = 64
"""How many deeds share a commit at most, so that whoever leads is answered too."""


@dataclass(slots=True, eq=False)
class _Guest:
    """One who waits: what to do, and what came of it."""

    act: Callable[[Session], Any]
    context: Context = field(default_factory=copy_context)
    woken: Event = field(default_factory=Event)
    leads: bool = False
    is_done: bool = False
    answer: Any = None
    fault: BaseException | None = None

    @property
    def goes_alone(self) -> bool:
        """Whether nothing of its deed was kept, through no fault of its own."""
        return not self.is_done and self.fault is None

    def run(self, session: Session) -> None:
        """Do the deed with the leader's session, in the name of whoever waits for the answer."""
        self.answer = self.context.run(self.act, session)
        session.flush()

    def settle(self, fault: Exception) -> None:
        """Keep what went wrong for whoever waits; where it was none of its doing, the deed is tried again alone.

        That is so where the database asks for it, and where the connection broke before this deed began.
        """
        self.fault = None if is_asked_again(fault) or isinstance(fault, PendingRollbackError) else fault


class _Queues:
    """Who waits for which book of a database; a book that nobody leads has no queue."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._waiting: dict[Hashable, deque[_Guest]] = {}
        self._stuck: set[Hashable] = set()

    def must_lead(self, book: Hashable, guest: _Guest) -> bool:
        """Lead where nobody does; else wait until the deed is done, or it is one's turn to lead.

        Where the last leader waited in vain for the database, one tries, and nobody waits behind it.
        """
        with self._lock:
            queue = self._waiting.get(book)
            if queue is None:
                self._waiting[book] = deque()
                return True
            if book in self._stuck:
                guest.fault = TooLong("somebody else keeps the book, and one is waiting for it already")
                return False
            queue.append(guest)
        guest.woken.wait()
        return guest.leads

    def waiting(self) -> int:
        """How many wait now."""
        with self._lock:
            return sum(map(len, self._waiting.values()))

    def note(self, book: Hashable, *, is_stuck: bool) -> None:
        """Remember whether the last leader waited in vain."""
        with self._lock:
            (self._stuck.add if is_stuck else self._stuck.discard)(book)

    def next_guest(self, book: Hashable) -> _Guest | None:
        """Take the one who has waited longest along."""
        with self._lock:
            queue = self._waiting[book]
            return queue.popleft() if queue else None

    def hand_over(self, book: Hashable) -> None:
        """Let the one who has waited longest lead on."""
        with self._lock:
            if not self._waiting[book]:
                del self._waiting[book]
                return
            guest = self._waiting[book].popleft()
        guest.leads = True
        guest.woken.set()


_queues: WeakKeyDictionary[Engine, _Queues] = WeakKeyDictionary()
_queues_guard = Lock()


def _queues_of(engine: Engine) -> _Queues:
    with _queues_guard:
        return _queues.setdefault(engine, _Queues())


def how_many_wait(engine: Engine) -> int:
    """How many deeds of this process wait to be taken along, or to lead."""
    return _queues_of(engine).waiting()


class OfBook(Protocol):
    """What arrives for one book."""

    @property
    def estate_id(self) -> int:
        """The estate's key."""
        ...

    @property
    def consultation_id(self) -> int:
        """The consultation's key."""
        ...


S = TypeVar("S", bound=OfBook)


def sharing_commit(act: Callable[Concatenate[Session, S, P], R]) -> Callable[Concatenate[Session, S, P], R]:
    """A deed like `deed` about something sent, which may share its commit with others of the same book."""
    alone = deed(act)

    @wraps(act)
    def whole(session: Session, sent: S, /, *args: P.args, **kwargs: P.kwargs) -> R:
        # Whoever waits holds no connection, and reads nothing that goes stale meanwhile.
        session.rollback()
        guest = _Guest(lambda leading: act(leading, sent, *args, **kwargs))
        _take_part(session, sent, guest)
        if guest.goes_alone:
            return alone(session, sent, *args, **kwargs)
        if guest.fault is not None:
            raise guest.fault
        done: R = guest.answer
        return done

    return whole


def _take_part(session: Session, sent: OfBook, guest: _Guest) -> None:
    engine = session.get_bind().engine
    # An SQLite file has one writer, whatever the book; on PostgreSQL books never wait on each other.
    book = (sent.estate_id, sent.consultation_id) if engine.dialect.name == "postgresql" else None
    queues = _queues_of(engine)
    if queues.must_lead(book, guest):
        try:
            is_stuck = _Journey(session, lambda: queues.next_guest(book)).lead(guest)
            queues.note(book, is_stuck=is_stuck)
        finally:
            queues.hand_over(book)


@dataclass(slots=True)
class _Journey:
    """One transaction of one or more deeds, under the lead of the first."""

    session: Session
    next_guest: Callable[[], _Guest | None]
    aboard: list[_Guest] = field(default_factory=list)

    def lead(self, first: _Guest) -> bool:
        """Do what waits, commit, and only then let everybody go; raises nothing but what ends the program.

        Answers whether it waited in vain for the database.
        """
        met = [first]
        try:
            with turn_of(self.session):
                self._take_along(met)
                self.session.commit()
            for guest in self.aboard:
                guest.is_done = True
        except Exception as fault:
            self.session.rollback()
            return self._break_off(fault, met)
        except BaseException:
            self.session.rollback()
            raise
        finally:
            for guest in met[1:]:
                guest.woken.set()
        return False

    def _take_along(self, met: list[_Guest]) -> None:
        guest: _Guest | None = met[0]
        while guest is not None:
            (self._do_apart if self.aboard else self._do_first)(guest)
            guest = self.next_guest() if len(met) < AT_MOST else None
            if guest is not None:
                met.append(guest)

    def _do_first(self, guest: _Guest) -> None:
        """Nobody else is in this transaction yet: what goes wrong ends it, and the next one begins another.

        Where somebody else keeps the database locked, none that follows would fare better: that is raised.
        """
        try:
            self.session.connection(execution_options={WRITES: True})
            guest.run(self.session)
        except Exception as fault:
            if _is_kept_from_us(fault):
                raise
            self.session.rollback()
            guest.settle(fault)
        else:
            self.aboard.append(guest)

    def _do_apart(self, guest: _Guest) -> None:
        """What goes wrong is undone alone; where the database gave up the whole, undoing raises and all break off."""
        noted = deepcopy(self.session.info)
        part = self.session.begin_nested()
        try:
            guest.run(self.session)
        except Exception as fault:
            guest.settle(fault)
            part.rollback()
            self.session.info.clear()
            self.session.info.update(noted)
        else:
            part.commit()
            self.aboard.append(guest)

    def _break_off(self, fault: Exception, met: list[_Guest]) -> bool:
        """Nothing was kept. Each tries alone, unless the commit may have landed, or there was nobody else.

        Where the database was kept from us, all who wait are told now, not each after waiting as long as the first;
        answers whether that was so.
        """
        is_lost = isinstance(fault, DBAPIError) and fault.connection_invalidated
        for guest in self.aboard:
            if is_lost or len(self.aboard) == 1:
                guest.settle(fault)
        if self.aboard or not _is_kept_from_us(fault):
            return False
        while (guest_behind := self.next_guest()) is not None:
            met.append(guest_behind)
        for guest in met:
            if guest.fault is None:
                guest.settle(fault)
        return True


def _is_kept_from_us(fault: Exception) -> bool:
    return trouble_of(fault) is Trouble.BUSY and not is_asked_again(fault)
