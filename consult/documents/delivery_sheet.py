"""The delivery sheet (送达签收表): one line for each elector in walking order, filled in while ballots are brought.

What the service log holds already is printed; the rest is left for a pen. It names people and stays with the committee.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from consult.documents.batch import Progress
from consult.documents.imprint import Imprint, Text
from consult.documents.ruled import Columns, Line, RuledPage, RuledRun, halves, pages_of, ruled_run, stamped
from consult.domain.deemed import Service
from consult.domain.service import EFFECTIVE, Attempt, Method
from consult.wording.language import Words
from consult.wording.marking import N_
from consult.wording.places import Door, further_rooms, place_name
from consult.wording.service import METHODS

MOST_ATTEMPTS = 3
"""Attempts that a line names; of more, the latest."""


@dataclass(frozen=True, slots=True)
class DeliveryLine:
    """One elector: the door their ballot is brought to, its serial, and what the log holds (newest attempt first).

    `area` in 0.01 m², None where the rule does not weigh it.
    """

    place: Door
    serial: str
    area: int | None
    units: Sequence[Door]
    service: Service
    has_returned: bool
    attempts: Sequence[Attempt]

    @property
    def is_served(self) -> bool:
        """Whether nothing more has to be brought."""
        return self.has_returned or self.service.is_effective


@dataclass(frozen=True, slots=True)
class DeliverySheet:
    """What heads every page."""

    estate: Text
    title: Text
    issuer: Text
    closes_at: datetime
    imprint: Imprint


MOST_NAMED = 2
"""Further rooms that a line has place for; the ballot names more of them."""

COLUMNS = Columns(
    names=(
        *("no", "room", "further1", "further2", "area", "serial", "method1", "method2", "method3", "who1", "who2"),
        *("relation1", "relation2", "date", "try1", "try2", "try3", "result1", "result2", "result3"),
    ),
    per_page=12,
    bold=frozenset({"room", "serial"}),
    soft=frozenset({"no", "further1", "further2"}),
)
"""The cells of a line; those that need two lines of text have two."""

_BOX = "□"
_METHODS = (N_("in person"), N_("registered"), N_("letterbox"))
_RESULTS = (N_("served"), N_("not at home"), N_("not accepted"))
_TRIED = {
    Method.IN_PERSON: N_("in person"),
    Method.REGISTERED_POST: N_("registered"),
    Method.LETTERBOX: N_("letterbox"),
    Method.NOT_HOME: N_("not at home"),
    Method.REFUSED: N_("not accepted"),
}
_SERVED_BY = {
    Service.IN_PERSON: N_("in person"),
    Service.REGISTERED_POST: N_("registered"),
    Service.SIGNED_IN: N_("has signed in"),
}


Building = tuple[str, Sequence[DeliveryLine]]
"""A building and its lines, in the order in which they stand."""


@dataclass(frozen=True, slots=True)
class DeliveryRun:
    """How all sheets of a batch are made, whichever part and process makes them."""

    sheet: DeliverySheet
    ruled: RuledRun


def delivery_sheets_pdf(sheet: DeliverySheet, buildings: Sequence[Building], words: Words) -> bytes:
    """Print the sheets of these buildings, each beginning on a page of its own; lines stand in the order given."""
    return delivery_part(delivery_run(sheet, buildings, words), buildings, words)


def delivery_run(sheet: DeliverySheet, buildings: Sequence[Building], words: Words) -> DeliveryRun:
    """Lay a sheet out once for a batch."""
    has_area = any(line.area is not None for _, lines in buildings for line in lines)
    columns = COLUMNS if has_area else replace(COLUMNS, names=tuple(name for name in COLUMNS.names if name != "area"))
    values: dict[str, object] = {"sheet": sheet, "has_area": has_area}
    pages = _pages(columns, buildings, words)
    return DeliveryRun(sheet, ruled_run("delivery_sheet.html", words, columns, pages, values))


def delivery_part(
    run: DeliveryRun, buildings: Sequence[Building], words: Words, progress: Progress | None = None
) -> bytes:
    """Print these buildings of a batch as one PDF."""
    mould = stamped(run.ruled, words, _pages(run.ruled.columns, buildings, words), progress=progress)
    title = f"{words.gettext('Delivery sheet')} · {words.pick(run.sheet.title)}"
    return mould.finished(title=title, author=words.pick(run.sheet.issuer), lang=words.html_lang)


def _pages(columns: Columns, buildings: Sequence[Building], words: Words) -> list[RuledPage]:
    return pages_of(columns, [(place_name(words, name, "", ""), _lines(lines, words)) for name, lines in buildings])


def _lines(lines: Sequence[DeliveryLine], words: Words) -> list[Line]:
    return [Line(_texts(words.integer(number), line, words)) for number, line in enumerate(lines, 1)]


def _texts(number: str, line: DeliveryLine, words: Words) -> dict[str, str]:
    told = _telling(line.attempts)
    _, entrance, room = line.place
    return {
        "no": number,
        "room": place_name(words, "", entrance, room),
        **_numbered("further", halves(further_rooms(words, line.place, line.units, MOST_NAMED), 26)),
        "area": "" if line.area is None else words.square_metres(line.area),
        "serial": line.serial,
        **_numbered("method", _method(line, told, words)),
        **_numbered("who", halves(told.recipient if told else "", 24)),
        **_numbered("relation", halves(told.relation if told else "", 13)),
        "date": words.date(told.at.astimezone(words.zone)) if told else "",
        **_numbered("try", _tries(line, words)),
        **_numbered("result", _result(line, words)),
    }


def _numbered(name: str, lines: Sequence[str]) -> dict[str, str]:
    return {f"{name}{at}": said for at, said in enumerate(lines, 1)}


def _telling(attempts: Sequence[Attempt]) -> Attempt | None:
    """The attempt that served, the latest of them; what failed is listed, and leaves the line to the pen."""
    return next((attempt for attempt in attempts if attempt.method in EFFECTIVE), None)


def _method(line: DeliveryLine, told: Attempt | None, words: Words) -> Sequence[str]:
    if told:
        return halves(words.gettext(METHODS[told.method]), 20)
    return () if line.is_served else _boxes(_METHODS, words)


def _boxes(labels: Sequence[str], words: Words) -> Sequence[str]:
    """Boxes to tick, one below the other."""
    return [f"{_BOX} {words.gettext(label)}" for label in labels]


def _tries(line: DeliveryLine, words: Words) -> list[str]:
    """What was tried, in order, and numbers to go on with while nothing has been served."""
    made = [_tried(attempt, words) for attempt in reversed(line.attempts[:MOST_ATTEMPTS])]
    left = 0 if line.is_served else MOST_ATTEMPTS - len(made)
    return [f"{at}. {said}" for at, said in enumerate([*made, *[""] * left], 1)]


def _tried(attempt: Attempt, words: Words) -> str:
    at, said = attempt.at.astimezone(words.zone), words.gettext(_TRIED[attempt.method])
    return f"{at.month}月{at.day}日 {said}" if words.is_chinese else f"{at.day}/{at.month} {said}"


def _result(line: DeliveryLine, words: Words) -> Sequence[str]:
    if line.service.is_effective:
        return words.gettext("Served"), words.gettext(_SERVED_BY[line.service])
    if line.has_returned:
        return words.gettext("Served"), words.gettext("a ballot came back")
    return _boxes(_RESULTS, words)
