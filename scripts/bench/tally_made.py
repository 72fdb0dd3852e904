"""A book of ballots for the benchmark `tally`, and the same answers as a plain application keeps them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, insert, update
from sqlalchemy.orm import Session

from consult.actions.draft_consultation import draft_consultation
from consult.domain.consultation import Kind, Plan
from consult.domain.ledger import GENESIS, Line, LineType, next_line
from consult.domain.question import Question, QuestionType
from consult.models import everything as _all_tables  # noqa: F401
from consult.models.ballot import Ballot
from consult.models.base import Base, new_id
from consult.models.consultation import Consultation
from consult.models.electorate import ElectorRow
from consult.models.ledger import LedgerHead, LedgerLine
from consult.models.place import Estate
from consult.wording.language import SHANGHAI
from scripts.bench.tally_plain import ADD_ANSWER, Plain

QUESTIONS = 10
BUILDINGS, ENTRANCES = 25, 4
"""An estate of 3 000 households has about so many."""

ANSWERS = ("agree", "oppose", "abstain")
OPENS = datetime(2026, 12, 1, 1, 0, tzinfo=UTC)
_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class Cast:
    """One made ballot: its elector and place, and its line in the book."""

    number: int
    building: str
    entrance: str
    area: int
    answers: dict[str, str]
    line: Line


def make(engine: Engine, ballots: int, chance: random.Random) -> tuple[int, int]:
    """Fill an empty database; answers the keys of estate and consultation."""
    Base.metadata.create_all(engine)
    Plain.metadata.create_all(engine)
    with Session(engine) as session:
        estate = Estate(code="bench", name={"zh": "测"}, committee={"zh": "测"})
        session.add(estate)
        session.commit()
        drafted = draft_consultation(session, estate.id, _plan(), by="bench", now=OPENS, zone=SHANGHAI)
        mine = {"estate_id": estate.id, "consultation_id": drafted.consultation_id}
        _fill(session, mine, drafted.code, ballots, chance)
        session.execute(update(Consultation).values(state="open", opened_at=OPENS, electorate_heads=ballots))
        session.commit()
    return mine["estate_id"], mine["consultation_id"]


def _plan() -> Plan:
    asked = tuple(Question(n, QuestionType.CONSENT, {"zh": f"第{n}题"}) for n in range(1, QUESTIONS + 1))
    return Plan({"zh": "测"}, Kind.BINDING, "general", date(2026, 11, 1), OPENS, OPENS + timedelta(days=14), asked)


def _fill(session: Session, mine: dict[str, int], code: str, ballots: int, chance: random.Random) -> None:
    waiting: list[Cast] = []
    total, head = 0, GENESIS
    for cast in _ballots(code, ballots, chance):
        waiting.append(cast)
        total, head = total + cast.area, cast.line.head
        if len(waiting) == _AT_ONCE:
            _write(session.connection(), mine, waiting)
            waiting = []
    if waiting:
        _write(session.connection(), mine, waiting)
    session.execute(update(LedgerHead).values(seq=ballots, head=head, heads=ballots, area=total))
    session.execute(update(Consultation).values(electorate_area=total))


def _ballots(code: str, ballots: int, chance: random.Random) -> Iterator[Cast]:
    """Ballots as they come: elector numbers are drawn, so they stand in the book in no order."""
    head = GENESIS
    numbers = list(range(1, ballots + 1))
    chance.shuffle(numbers)
    for seq, number in enumerate(numbers, start=1):
        answers = {str(q): chance.choice(ANSWERS) for q in range(1, QUESTIONS + 1)}
        payload = {"elector": number, "channel": "web", "answers": answers, "nonce": f"{chance.getrandbits(128):032x}"}
        line = next_line(consultation=code, seq=seq, head=head, kind=LineType.BALLOT, at=OPENS, payload=payload)
        head = line.head
        building, entrance = str(seq % BUILDINGS + 1), str(seq // BUILDINGS % ENTRANCES + 1)
        yield Cast(number, building, entrance, chance.randrange(38_00, 140_00), answers, line)


def _write(connection: Connection, mine: dict[str, int], made: list[Cast]) -> None:
    ids = [new_id() for _ in made]
    connection.execute(insert(ElectorRow), [mine | _elector(id_, cast) for id_, cast in zip(ids, made, strict=True)])
    connection.execute(insert(Ballot), [mine | _ballot(id_, cast) for id_, cast in zip(ids, made, strict=True)])
    connection.execute(insert(LedgerLine), [mine | _line(cast) for cast in made])
    bare = [
        (cast.line.seq, int(question), answer, cast.area, cast.building, cast.entrance)
        for cast in made
        for question, answer in cast.answers.items()
    ]
    connection.exec_driver_sql(ADD_ANSWER, bare)


def _elector(id_: int, cast: Cast) -> dict[str, Any]:
    return {
        "id": id_,
        "number": cast.number,
        "building": cast.building,
        "entrance": cast.entrance,
        "room": str(cast.number),
        "area": cast.area,
        "names": [],
        "units": [],
        "paper_serial": str(cast.number),
        # Who answers on the web has signed in with the letter.
        "issued_at": OPENS,
        "served_at": OPENS,
    }


def _ballot(elector_id: int, cast: Cast) -> dict[str, Any]:
    return {
        "id": new_id(),
        "elector_id": elector_id,
        "submission_id": str(cast.number),
        "seq": cast.line.seq,
        "receipt": str(cast.number),
        "channel": "web",
        "answers": cast.answers,
        "salt": "",
        "cast_at": OPENS,
        "entered_by": "",
    }


def _line(cast: Cast) -> dict[str, Any]:
    line = cast.line
    kept = {"seq": line.seq, "type": line.type.value, "entry": line.entry, "leaf": line.leaf, "head": line.head}
    return kept | {"id": new_id()}
