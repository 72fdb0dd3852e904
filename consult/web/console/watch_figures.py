"""What the page that watches a consultation shows: turnout as it grew, by building and by way, delivery, objections."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from itertools import accumulate
from operator import add

from consult.domain.consent import Measure, Weight
from consult.domain.consultation import State
from consult.domain.time_steps import is_by_hour, step_ends
from consult.models.base import db
from consult.queries.consultations import ConsultationView
from consult.queries.service import service_by_building
from consult.queries.turnout import BuildingStanding, Standing, by_building
from consult.queries.turnout_over_time import Growth, turnout_over_time
from consult.web.line_chart import growing, height
from consult.wording.language import Words
from consult.wording.states import CHANNELS


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the chart: its name, how far it has come in words, its points, and where it has to come to."""

    name: str
    stands: str
    points: str
    needed: float | None
    needed_said: str


@dataclass(frozen=True, slots=True)
class Curve:
    """Turnout as it grew: its lines, the two ends of its time in words, and the same as rows of a table."""

    lines: tuple[Line, ...]
    begins: str
    ends: str
    rows: tuple[list[str], ...]


def grown(words: Words, view: ConsultationView, now: datetime) -> tuple[list[datetime], Growth]:
    """The steps from the opening until now (or the end), and who came in each."""
    if view.opened_at is None:
        return [], Growth((), ())
    until = max(view.closes_at, view.closed_at) if view.closed_at else now
    ends = step_ends(view.opened_at, until, words.zone)
    return ends, turnout_over_time(db.session(), view, ends)


def curve(words: Words, view: ConsultationView, stands: Standing, ends: list[datetime], growth: Growth) -> Curve | None:
    """The chart and its table; None where nothing may be told, or nothing has passed."""
    if not growth.steps or view.opened_at is None:
        return None
    sums = list(accumulate(growth.steps, add))
    last = max(view.closes_at, ends[-1])
    whole = last - view.opened_at
    along = [Fraction((end - view.opened_at) // _SECOND, whole // _SECOND) for end in ends]
    return Curve(
        lines=tuple(_line(words, measure, stands, along, sums) for measure in (Measure.HEADS, Measure.AREA)),
        begins=words.moment(view.opened_at),
        ends=words.moment(last),
        rows=_rows(words, is_by_hour(view.opened_at, ends[-1]), ends, growth, sums),
    )


_SECOND = datetime.resolution * 1_000_000


def _line(words: Words, measure: Measure, stands: Standing, along: list[Fraction], sums: list[Weight]) -> Line:
    whole = stands.electorate.on(measure)
    shares = [Fraction(one.on(measure), whole) if whole else Fraction(0) for one in sums]
    wanted = next((one for one in stands.participation if one.requirement.measure is measure), None)
    needed = Fraction(wanted.needed, wanted.denominator) if wanted and wanted.denominator else None
    share = words.percent(wanted.requirement.share) if wanted else ""
    return Line(
        name=words.gettext("Owners") if measure is Measure.HEADS else words.gettext("Area"),
        stands=words.percent(shares[-1]),
        points=growing(list(zip(along, shares, strict=True))),
        needed=height(needed, 1) if needed is not None else None,
        needed_said=words.gettext("%(percent)s needed", percent=share) if needed is not None else "",
    )


def _rows(
    words: Words, by_hour: bool, ends: list[datetime], growth: Growth, sums: list[Weight]
) -> tuple[list[str], ...]:
    """Newest last, as the line runs: until when, how many came, and how many are in then."""
    return tuple(
        [
            _until(words, end, is_whole=not by_hour and end is not ends[-1]),
            words.integer(came.heads),
            words.integer(total.heads),
            words.square_metres(total.area),
        ]
        for end, came, total in zip(ends, growth.steps, sums, strict=True)
    )


def _until(words: Words, end: datetime, *, is_whole: bool) -> str:
    """A step's end; that of a whole day by its date, which is the day before the midnight that ends it."""
    if not is_whole:
        return words.moment(end)
    return words.day((end - datetime.resolution).astimezone(words.zone).date())


def channel_rows(words: Words, growth: Growth) -> list[list[str]]:
    """How many ballots came by each way, with their share."""
    whole = sum(heads for _, heads in growth.channels)
    return [
        [
            words.gettext(CHANNELS[channel]),
            words.integer(heads),
            words.percent(Fraction(heads, whole)) if whole else "–",
        ]
        for channel, heads in growth.channels
    ]


@dataclass(frozen=True, slots=True)
class Building:
    """One building's line: written out, and how far its bar reaches."""

    name: str
    heads: str
    area: str
    filled: float


def building_lines(words: Words, view: ConsultationView) -> list[Building]:
    """Every building in walking order; of a secret poll none."""
    return [_building(words, row) for row in by_building(db.session(), view)]


def _building(words: Words, row: BuildingStanding) -> Building:
    returned, whole = row.returned, row.electorate
    return Building(
        name=row.building,
        heads=f"{words.integer(returned.heads)}/{words.integer(whole.heads)}",
        area=words.percent(Fraction(returned.area, whole.area)) if whole.area else "–",
        filled=float(returned.heads * 100 // whole.heads) if whole.heads else 0.0,
    )


def service_said(words: Words, view: ConsultationView) -> str:
    """How many ballots have been delivered; untold where it would tell who answered."""
    if view.state is State.DRAFT:
        return ""
    rows = service_by_building(db.session(), view)
    served, electors = sum(row.served for row in rows), sum(row.electors for row in rows)
    return words.gettext(
        "%(served)s of %(all)s electors have been served.", served=words.integer(served), all=words.integer(electors)
    )
