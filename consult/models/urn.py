"""The urn of a secret poll: a ballot goes in beside the line that says who took part, and nothing leads back.

Both are written in one commit. When the poll is closed all of its rows are written anew in random order, with fresh
keys: until then a database shows by the order of its pages or by its transactions which rows came together.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, delete, event, insert, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from consult.domain.question import Answer, Question, QuestionType
from consult.domain.question_json import answers_from_json, answers_to_json
from consult.domain.secret_count import Openings, Urn
from consult.models.ballot import Ballot
from consult.models.base import new_id
from consult.models.secret_poll import SecretBallot, SecretSeal, SecretWords

_LOG = logging.getLogger("consult.books")

Keys = tuple[int, int]
"""Estate and consultation."""


def drop_in(connection: Connection, keys: Keys, questions: Sequence[Question], answers: Mapping[int, Answer]) -> None:
    """Put a ballot into the urn: its choices in one row, each of its written answers in another."""
    written = {question.number for question in questions if question.type is QuestionType.TEXT}
    chosen = {number: answer for number, answer in answers.items() if number not in written}
    mine = {"estate_id": keys[0], "consultation_id": keys[1]}
    connection.execute(insert(SecretBallot), mine | {"id": new_id(), "answers": answers_to_json(chosen)})
    words = [(number, str(answer)) for number, answer in answers.items() if number in written]
    if words:
        rows = [mine | {"id": new_id(), "number": number, "words": said} for number, said in words]
        connection.execute(insert(SecretWords), rows)


def look_into(session: Session, keys: Keys) -> Urn:
    """Everything in the urn, in the order of the rows' random keys."""
    ballots = session.scalars(select(SecretBallot.answers).where(*_of(SecretBallot, keys)).order_by(SecretBallot.id))
    found: dict[int, list[str]] = {}
    wanted = select(SecretWords.number, SecretWords.words).where(*_of(SecretWords, keys)).order_by(SecretWords.id)
    for number, said in session.execute(wanted):
        found.setdefault(number, []).append(said)
    return Urn([answers_from_json(answers) for answers in ballots], found)


def keep_openings(session: Session, keys: Keys, openings: Openings) -> None:
    """Keep what opens the seals of CLOSE."""
    said = {name: opening.hex() for name, opening in openings.items()}
    session.add(SecretSeal(estate_id=keys[0], consultation_id=keys[1], openings=said))
    session.flush()


def openings_of(session: Session, keys: Keys) -> Openings:
    """What opens the seals; nothing before CLOSE."""
    kept = session.scalar(select(SecretSeal.openings).where(*_of(SecretSeal, keys)))
    return {name: bytes.fromhex(opening) for name, opening in (kept or {}).items()}


def shuffle(session: Session, keys: Keys) -> None:
    """Write ballots, words and who took part anew: fresh keys, random order, all by the transaction that closes.

    PostgreSQL keeps rows that were deleted until they are vacuumed away, which is tried once that is committed.
    """
    session.flush()
    for table in (SecretBallot, SecretWords, Ballot):
        _write_anew(session.connection(), table, keys)
    session.expire_all()
    engine = session.get_bind().engine
    if engine.dialect.name == "postgresql":
        event.listen(session, "after_commit", lambda _session: _sweep(engine), once=True)


def _sweep(engine: Engine) -> None:
    """Best effort: the poll is closed already, and the table's owner can do the same (docs/operate.md)."""
    try:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM secret_ballot, secret_words, ballot")
    except SQLAlchemyError:
        _LOG.warning("the old rows of a secret poll could not be vacuumed away")


def _write_anew(connection: Connection, table: type[SecretBallot | SecretWords | Ballot], keys: Keys) -> None:
    rows = [dict(row) for row in connection.execute(select(table.__table__).where(*_of(table, keys))).mappings()]
    connection.execute(delete(table).where(*_of(table, keys)))
    secrets.SystemRandom().shuffle(rows)
    if rows:
        connection.execute(insert(table), [row | {"id": new_id()} for row in rows])


def _of(table: Any, keys: Keys) -> tuple[ColumnElement[bool], ...]:
    return table.estate_id == keys[0], table.consultation_id == keys[1]
