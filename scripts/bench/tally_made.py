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
class Home:
    """One made elector; the area in 0.01 m²."""

    number: int
    id: int
    building: str
    entrance: str
    area: int


@dataclass(frozen=True, slots=True)
class Cast:
    """One made ballot: its elector, and its line in the book."""

    home: Home
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
    homes = _write_homes(session.connection(), mine, ballots, chance)
    waiting: list[Cast] = []
    total, head = 0, GENESIS
    for cast in _ballots(code, homes, chance):
        waiting.append(cast)
        total, head = total + cast.home.area, cast.line.head
        if len(waiting) == _AT_ONCE:
            _write(session.connection(), mine, waiting)
            waiting = []
    if waiting:
        _write(session.connection(), mine, waiting)
    session.execute(update(LedgerHead).values(seq=ballots, head=head, heads=ballots, area=total))
    session.execute(update(Consultation).values(electorate_area=total))


def _write_homes(connection: Connection, mine: dict[str, int], electors: int, chance: random.Random) -> list[Home]:
    """The electorate as announcing keeps it: in the order of the numbers, which are drawn."""
    homes = [Home(n, new_id(), *_place(n), chance.randrange(38_00, 140_00)) for n in range(1, electors + 1)]
    for first in range(0, electors, _AT_ONCE):
        connection.execute(insert(ElectorRow), [mine | _elector(home) for home in homes[first : first + _AT_ONCE]])
    return homes


def _place(number: int) -> tuple[str, str]:
    """A building and an entrance."""
    return str(number % BUILDINGS + 1), str(number // BUILDINGS % ENTRANCES + 1)


def _ballots(code: str, homes: list[Home], chance: random.Random) -> Iterator[Cast]:
    """Ballots as they come: elector numbers are drawn, so they stand in the book in no order."""
    head = GENESIS
    for seq, home in enumerate(chance.sample(homes, len(homes)), start=1):
        answers = {str(q): chance.choice(ANSWERS) for q in range(1, QUESTIONS + 1)}
        said = {
            "elector": home.number,
            "channel": "web",
            "answers": answers,
            "nonce": f"{chance.getrandbits(128):032x}",
        }
        line = next_line(consultation=code, seq=seq, head=head, kind=LineType.BALLOT, at=OPENS, payload=said)
        head = line.head
        yield Cast(home, answers, line)


def _write(connection: Connection, mine: dict[str, int], made: list[Cast]) -> None:
    connection.execute(insert(Ballot), [mine | _ballot(cast) for cast in made])
    connection.execute(insert(LedgerLine), [mine | _line(cast) for cast in made])
    bare = [
        (cast.line.seq, int(question), answer, cast.home.area, cast.home.building, cast.home.entrance)
        for cast in made
        for question, answer in cast.answers.items()
    ]
    connection.exec_driver_sql(ADD_ANSWER, bare)


def _elector(home: Home) -> dict[str, Any]:
    return {
        "id": home.id,
        "number": home.number,
        "building": home.building,
        "entrance": home.entrance,
        "room": str(home.number),
        "area": home.area,
        "names": [],
        "units": [],
        "paper_serial": str(home.number),
        # Who answers on the web has signed in with the letter.
        "issued_at": OPENS,
        "served_at": OPENS,
    }


def _ballot(cast: Cast) -> dict[str, Any]:
    return {
        "id": new_id(),
        "elector_id": cast.home.id,
        "submission_id": str(cast.home.number),
        "seq": cast.line.seq,
        "receipt": str(cast.home.number),
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
