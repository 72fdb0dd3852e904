"""The database: one declarative base, column types that keep their meaning on both databases, and the deed.

Every table that grows carries the estate's key first in its primary key, so that a foreign key can never reach into
another estate and a city can be sharded by estate. Ids are random, so that row order tells nothing.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import UTC, datetime
from functools import wraps
from threading import Lock
from typing import Any, Concatenate, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Date,
    DateTime,
    ForeignKeyConstraint,
    MetaData,
    String,
    Table,
    event,
)
from sqlalchemy.engine import Dialect, Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as TooLong
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy.types import TypeDecorator

from consult.models.deed_note import Noted, is_noted, noted
from consult.models.trouble import Trouble, trouble_of

P = ParamSpec("P")
R = TypeVar("R")

ATTEMPTS = 5
"""How often a deed is tried again when PostgreSQL asks for it (serialization failure, deadlock)."""

PATIENCE = 10.0
"""Seconds for which a writer waits its turn; whoever voted behind a stuck one gets an answer all the same."""

BRIEFLY = 0.2
"""Seconds, once one has waited in vain: while one writer tries, the others leave their threads to those who read."""

WRITES = "consult_writes"
"""Execution option that makes SQLite begin with the write lock (`BEGIN IMMEDIATE`)."""

_TRY_AGAIN = {"40001", "40P01"}


def _strict_type(python_type: type, ddl: str) -> None:
    """STRICT tables know five types; say which one a SQLAlchemy type is kept in."""

    @compiles(python_type, "sqlite")
    def _compile(_element: Any, _compiler: Any, **_kw: Any) -> str:
        return ddl


for _type, _ddl in (
    (String, "TEXT"),
    (BigInteger, "INTEGER"),
    (Boolean, "INTEGER"),
    (DateTime, "TEXT"),
    (Date, "TEXT"),
    (JSON, "TEXT"),
):
    _strict_type(_type, _ddl)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment, kept in UTC; refuses naive ones, which would mean eight hours' difference."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Hand the database UTC; SQLite has no zones, so the zone is left out there."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Answer an aware moment in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """All tables; constraints are named, so that a broken promise can be explained in a sentence."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012  (read by SQLAlchemy, never changed)
        datetime: UtcDateTime(),
        int: BigInteger(),
        dict[str, Any]: JSON(),
        list[Any]: JSON(),
    }


@event.listens_for(Table, "after_parent_attach")
def _keep_strict(table: Table, _parent: Any) -> None:
    table.dialect_options["sqlite"]["strict"] = True


def new_id() -> int:
    """A random key of 53 bits: exact in JavaScript too, and telling nothing about order or number."""
    return secrets.randbits(53) | 1


class OfEstate:
    """Mixin: a row of one estate, keyed by the estate first."""

    estate_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, default=new_id)


def belongs_to(table: str, column: str, *, on_delete: str | None = None) -> ForeignKeyConstraint:
    """A foreign key within the estate: (estate_id, column) → table(estate_id, id)."""
    return ForeignKeyConstraint(
        ["estate_id", column], [f"{table}.estate_id", f"{table}.id"], ondelete=on_delete, name=f"fk_{column}"
    )


db = SQLAlchemy(metadata=Base.metadata)


def deed(
    act: Callable[Concatenate[Session, P], R],
) -> Callable[Concatenate[Session, P], R]:
    """One transaction around an action: all of it is durable when it returns, or none of it ever was.

    Takes the write lock first (SQLite), so that nothing read goes stale before it is written. PostgreSQL's
    serialization failures and deadlocks are tried again; a lost connection never is, for the commit may have landed.
    What somebody signs for is noted in the same transaction (`consult.models.deed_log`).
    """
    is_signed = is_noted(act)

    def done_and_noted(session: Session, *args: P.args, **kwargs: P.kwargs) -> R:
        done = act(session, *args, **kwargs)
        if is_signed:
            _note(session, noted(act, args, kwargs, done), kwargs.get("now"))
        return done

    @wraps(act)
    def whole(session: Session, /, *args: P.args, **kwargs: P.kwargs) -> R:
        for attempt in range(1, ATTEMPTS + 1):
            session.rollback()
            try:
                with turn_of(session):
                    return _carry_out(session, lambda: done_and_noted(session, *args, **kwargs))
            except DBAPIError as error:
                if attempt == ATTEMPTS or not is_asked_again(error):
                    raise
        raise AssertionError("unreachable")

    return whole


def _note(session: Session, line: Noted | None, at: object) -> None:
    """One line of the log; its table is known by name, for it is made of what stands here."""
    if line is not None and isinstance(at, datetime):
        values = {field: getattr(line, field) for field in line.__slots__}
        session.execute(Base.metadata.tables["staff_deed"].insert().values(id=new_id(), at=at, **values))


def is_asked_again(error: BaseException) -> bool:
    """Whether PostgreSQL asks for the whole deed once more (serialization failure, deadlock); it kept nothing."""
    return isinstance(error, DBAPIError) and getattr(error.orig, "sqlstate", None) in _TRY_AGAIN


def _carry_out(session: Session, act: Callable[[], R]) -> R:
    try:
        session.connection(execution_options={WRITES: True})
        done = act()
        session.commit()
    except BaseException:
        session.rollback()
        raise
    return done


class _Turns:
    """Whose turn it is to write in one SQLite file, among the threads of this process."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._is_stuck = False

    @contextmanager
    def take(self) -> Iterator[None]:
        """Have the turn. Raises `TooLong` where it does not come."""
        patience = BRIEFLY if self._is_stuck else PATIENCE
        if not self._lock.acquire(timeout=patience):
            self._is_stuck = True
            raise TooLong(f"another writer kept the database for {patience} seconds")
        try:
            yield
        except BaseException as error:
            self._is_stuck = trouble_of(error) is Trouble.BUSY
            raise
        else:
            self._is_stuck = False
        finally:
            self._lock.release()


_turns: WeakKeyDictionary[Engine, _Turns] = WeakKeyDictionary()
_turns_guard = Lock()


def turn_of(session: Session) -> AbstractContextManager[None]:
    """Writers of one process wait their turn here: SQLite itself lets them sleep up to a tenth of a second.

    Raises `TooLong` where the turn does not come.
    """
    engine = session.get_bind().engine
    if engine.dialect.name != "sqlite":
        return nullcontext()
    with _turns_guard:
        return _turns.setdefault(engine, _Turns()).take()
