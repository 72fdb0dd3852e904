"""Benchmark `tally`: count a book of ballots with ten questions (performance.md).

Baselines in the same run: (a) the bare SQL aggregate over a table made for it, with the same grouping; (b) a loop
over ORM rows. All three count the same ballots, and their figures are compared before anything is printed.
"""

from __future__ import annotations

import random
import tempfile
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, insert, select, text, update
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from consult.actions.draft_consultation import draft_consultation
from consult.domain.consultation import Kind, Plan
from consult.domain.ledger import GENESIS, Line, LineType, next_line
from consult.domain.question import Question, QuestionType
from consult.models import everything as _all_tables  # noqa: F401
from consult.models.ballot import Ballot
from consult.models.base import Base, new_id
from consult.models.consultation import Consultation
from consult.models.electorate import ElectorRow
from consult.models.engine import prepare
from consult.models.ledger import LedgerHead, LedgerLine
from consult.models.place import Estate
from consult.queries.results import count_now
from scripts.bench.figures import Run, interleaved, medians, parser, peak_megabytes, show

QUESTIONS = 10
ANSWERS = ("agree", "oppose", "abstain")
OPENS = datetime(2026, 12, 1, 1, 0, tzinfo=UTC)
_AT_ONCE = 5_000


def main() -> None:
    """Make the data, measure, compare, print."""
    options = parser(__doc__ or "")
    options.add_argument("--ballots", type=int, nargs="+", default=[1_000, 100_000])
    chosen = options.parse_args()
    rows = [_measure(ballots, chosen.times, chosen.seed) for ballots in chosen.ballots]
    columns = ["ballots", "product s", "SQL aggregate s", "ORM loop s", "product / SQL", "product / ORM", "peak MB"]
    show(
        "Counting ballots with ten questions (ratios above 1 mean the product is faster)",
        columns,
        rows,
        as_json=chosen.json,
    )


def _measure(ballots: int, times: int, seed: int) -> list[object]:
    with tempfile.TemporaryDirectory() as folder:
        engine = create_engine(f"sqlite:///{Path(folder) / 'bench.sqlite3'}")
        prepare(engine)
        estate_id, consultation_id = _make(engine, ballots, random.Random(seed))
        found: dict[str, Counter[tuple[int, str]]] = {}

        def product() -> None:
            with Session(engine) as session:
                found["product"] = _figures(count_now(session, estate_id, consultation_id))

        def aggregate() -> None:
            with engine.connect() as connection:
                found["aggregate"] = _sql(connection)

        def orm() -> None:
            with Session(engine) as session:
                found["orm"] = _orm(session)

        runs = [Run("product", product), Run("aggregate", aggregate), Run("orm", orm)]
        took = medians(interleaved(runs, times=times))
        if not found["product"] == found["aggregate"] == found["orm"]:
            raise SystemExit("the three ways of counting disagree")
        engine.dispose()
    seconds = [took["product"], took["aggregate"], took["orm"]]
    return [ballots, *seconds, seconds[1] / seconds[0], seconds[2] / seconds[0], peak_megabytes()]


def _figures(result: dict[str, Any]) -> Counter[tuple[int, str]]:
    return Counter(
        {(q["number"], key): w["area"] for q in result["questions"] for key, w in q["counts"].items() if w["area"]}
    )


def _sql(connection: Any) -> Counter[tuple[int, str]]:
    grouped = "SELECT question, answer, count(*), sum(area) FROM bare_answer GROUP BY question, answer"
    return Counter({(question, answer): area for question, answer, _heads, area in connection.execute(text(grouped))})


class Plain(DeclarativeBase):
    """The baselines' own table, apart from the product's."""


class AnswerRow(Plain):
    """One answer a row, as a plain application would keep it: what both baselines read."""

    __tablename__ = "bare_answer"

    ballot: Mapped[int] = mapped_column(primary_key=True)
    question: Mapped[int] = mapped_column(primary_key=True)
    answer: Mapped[str]
    area: Mapped[int]


def _orm(session: Session) -> Counter[tuple[int, str]]:
    found: Counter[tuple[int, str]] = Counter()
    for row in session.scalars(select(AnswerRow).execution_options(yield_per=1_000)):
        found[row.question, row.answer] += row.area
    return found


def _make(engine: Engine, ballots: int, chance: random.Random) -> tuple[int, int]:
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        estate = Estate(code="bench", name={"zh": "测"}, committee={"zh": "测"})
        session.add(estate)
        session.commit()
        estate_id = estate.id
        drafted = draft_consultation(session, estate_id, _plan(), by="bench", now=OPENS)
        mine = {"estate_id": estate_id, "consultation_id": drafted.consultation_id}
        Plain.metadata.create_all(session.connection())
        _fill(session, mine, drafted.code, ballots, chance)
        session.execute(update(Consultation).values(state="open", opened_at=OPENS, electorate_heads=ballots))
        session.commit()
    return estate_id, mine["consultation_id"]


def _plan() -> Plan:
    asked = tuple(Question(n, QuestionType.CONSENT, {"zh": f"第{n}题"}) for n in range(1, QUESTIONS + 1))
    return Plan({"zh": "测"}, Kind.BINDING, "general", date(2026, 11, 1), OPENS, OPENS + timedelta(days=14), asked)


def _fill(session: Session, mine: dict[str, int], code: str, ballots: int, chance: random.Random) -> None:
    head, total = GENESIS, 0
    tables: tuple[Any, ...] = (ElectorRow, Ballot, LedgerLine)
    waiting: dict[Any, list[dict[str, Any]]] = {table: [] for table in tables}
    bare: list[dict[str, object]] = []
    for number, line, area, answers in _ballots(code, ballots, chance):
        elector = new_id()
        place = {"building": str(number % 12 + 1), "entrance": "", "room": str(number)}
        total += area
        head = line.head
        waiting[ElectorRow].append(
            mine
            | place
            | {"id": elector, "number": number, "area": area, "names": [], "units": [], "paper_serial": str(number)}
        )
        waiting[Ballot].append(
            mine
            | {
                "id": new_id(),
                "elector_id": elector,
                "submission_id": str(number),
                "seq": line.seq,
                "receipt": str(number),
            }
            | {"channel": "web", "answers": answers, "salt": "", "cast_at": OPENS, "entered_by": ""}
        )
        waiting[LedgerLine].append(
            mine
            | {
                "id": new_id(),
                "seq": line.seq,
                "type": line.type.value,
                "entry": line.entry,
                "leaf": line.leaf,
                "head": line.head,
            }
        )
        bare.extend({"ballot": number, "question": int(q), "answer": a, "area": area} for q, a in answers.items())
        if number % _AT_ONCE == 0 or number == ballots:
            for table in tables:
                session.execute(insert(table), waiting[table])
                waiting[table] = []
            session.execute(insert(AnswerRow), bare)
            bare = []
    session.execute(update(LedgerHead).values(seq=ballots, head=head, heads=ballots, area=total))
    session.execute(update(Consultation).values(electorate_area=total))


def _ballots(code: str, ballots: int, chance: random.Random) -> Iterator[tuple[int, Line, int, dict[str, str]]]:
    head = GENESIS
    for number in range(1, ballots + 1):
        area = chance.randrange(38_00, 140_00)
        answers = {str(q): chance.choice(ANSWERS) for q in range(1, QUESTIONS + 1)}
        payload = {"elector": number, "channel": "web", "answers": answers, "nonce": f"{chance.getrandbits(128):032x}"}
        line = next_line(consultation=code, seq=number, head=head, kind=LineType.BALLOT, at=OPENS, payload=payload)
        head = line.head
        yield number, line, area, answers


if __name__ == "__main__":
    main()
