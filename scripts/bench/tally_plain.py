"""What counting costs a plain application: a row for each answer with its place, summed by SQL or by a loop.

Both baselines of the benchmark `tally` read this table; neither reads a book, checks a weight or knows a rule.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from sqlalchemy import Connection, select, text
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

Group = tuple[str, str, int, str]
"""Building, entrance, question and answer."""

Figures = Mapping[Group, tuple[int, int]]
"""Heads and area (0.01 m²) of every group."""


class Plain(DeclarativeBase):
    """The baselines' own table, apart from the product's."""


class AnswerRow(Plain):
    """One answer."""

    __tablename__ = "bare_answer"

    ballot: Mapped[int] = mapped_column(primary_key=True)
    question: Mapped[int] = mapped_column(primary_key=True)
    answer: Mapped[str]
    area: Mapped[int]
    building: Mapped[str]
    entrance: Mapped[str]


ADD_ANSWER = "INSERT INTO bare_answer (ballot, question, answer, area, building, entrance) VALUES (?, ?, ?, ?, ?, ?)"

_GROUPED = text(
    "SELECT building, entrance, question, answer, count(*), sum(area) FROM bare_answer "
    "GROUP BY building, entrance, question, answer"
)


def by_sql(connection: Connection) -> Figures:
    """One bare aggregate."""
    return {
        (building, entrance, question, answer): (heads, area)
        for building, entrance, question, answer, heads, area in connection.execute(_GROUPED)
    }


def by_objects(session: Session) -> Figures:
    """A loop over rows as objects, a thousand in memory at a time."""
    found: dict[Group, list[int]] = defaultdict(lambda: [0, 0])
    for row in session.scalars(select(AnswerRow).execution_options(yield_per=1_000)):
        sums = found[row.building, row.entrance, row.question, row.answer]
        sums[0] += 1
        sums[1] += row.area
    return {group: (heads, area) for group, (heads, area) in found.items()}
