"""The paper ballot (表决票, or 征询意见表): one for each elector, in walking order, to be filled in with a pen.

It carries the serial number, in print and as a code, and nothing secret: whoever finds one learns a room and a number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from weasyprint import Document

from consult.documents.batch import Progress, joined_pdf
from consult.documents.imprint import Imprint, Text
from consult.documents.pdf import code_picture, lay_out, write
from consult.domain.question import Question, QuestionType
from consult.domain.walking_order import in_walking_order
from consult.wording.answers import choice_label, yuan
from consult.wording.language import Words
from consult.wording.places import place_name

_FITS = ("roomy", "ample", "normal", "tight", "dense")
_LONGEST_ROW = 24
"""Characters of all choices together that still stand side by side; longer ones stand one under the other."""


@dataclass(frozen=True, slots=True)
class PaperBallot:
    """One elector's ballot; `area` in 0.01 m², None where the vote does not weigh it."""

    building: str
    entrance: str
    room: str
    serial: str
    area: int | None = None

    @property
    def place(self) -> tuple[str, str, str]:
        """Building, entrance and room."""
        return (self.building, self.entrance, self.room)


@dataclass(frozen=True, slots=True)
class BallotSheet:
    """What every ballot of a consultation says. `basis` names the laws and rules the vote stands on."""

    estate: Text
    title: Text
    questions: Sequence[Question]
    closes_at: datetime
    issuer: Text
    issued_on: date
    imprint: Imprint
    is_binding: bool = True
    intro: Text = field(default_factory=dict)
    basis: Text = field(default_factory=dict)
    return_place: Text = field(default_factory=dict)
    deemed: Text = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Row:
    """One question as it is printed."""

    number: int
    title: str
    note: str
    choices: Sequence[str]
    is_written: bool
    is_list: bool


@dataclass(frozen=True, slots=True)
class _Door:
    """One elector as the template sees it."""

    place: str
    weight: str
    serial: str
    picture: str


def ballots_pdf(
    sheet: BallotSheet,
    ballots: Sequence[PaperBallot],
    words: Words,
    progress: Progress | None = None,
    *,
    large_print: bool = False,
) -> bytes:
    """Print all ballots as one PDF in walking order; `large_print` sets them at 22 pt on as many pages as it takes."""
    walked = in_walking_order(ballots, lambda ballot: ballot.place)
    fit = "large" if large_print else _fit(sheet, walked, words)
    return joined_pdf(
        walked,
        lambda some: write(_lay_out(sheet, some, words, fit), sheet.imprint),
        title=f"{_heading(sheet, words)} · {words.pick(sheet.title)}",
        author=words.pick(sheet.issuer),
        lang=words.html_lang,
        progress=progress,
    )


def _fit(sheet: BallotSheet, ballots: Sequence[PaperBallot], words: Words) -> str:
    """The roomiest layout that keeps a ballot to one page; with too many questions the smallest goes on overleaf."""
    longest = sorted(ballots, key=lambda ballot: len("".join(ballot.place)))[-1:]
    for fit in _FITS:
        if len(_lay_out(sheet, longest, words, fit).pages) <= 1:
            break
    return fit


def _lay_out(sheet: BallotSheet, ballots: Sequence[PaperBallot], words: Words, fit: str) -> Document:
    doors = [_door(ballot, words, f"qr{at}") for at, ballot in enumerate(ballots)]
    pictures = {door.picture: code_picture(ballot.serial) for door, ballot in zip(doors, ballots, strict=True)}
    return lay_out(
        "ballot_paper.html",
        words,
        pictures,
        fit=fit,
        sheet=sheet,
        doors=doors,
        rows=[_row(question, words) for question in sheet.questions],
        notes=_notes(sheet, words),
        said=_said(sheet, words),
    )


def _door(ballot: PaperBallot, words: Words, picture: str) -> _Door:
    weight = "" if ballot.area is None else words.gettext("one head, %(area)s", area=words.area(ballot.area))
    return _Door(place_name(words, *ballot.place), weight, ballot.serial, picture)


def _row(question: Question, words: Words) -> _Row:
    choices = [_choice(words, question, key) for key in question.choices]
    return _Row(
        number=question.number,
        title=words.pick(question.title),
        note=_note(question, words),
        choices=choices,
        is_written=question.type is QuestionType.TEXT,
        is_list=sum(map(len, choices)) > _LONGEST_ROW,
    )


def _choice(words: Words, question: Question, key: str) -> str:
    """A choice with its cost, where it has one."""
    costs = {option.key: option.cost for option in question.options}
    cost = costs.get(key)
    label = choice_label(words, question, key)
    if cost is None:
        return label
    return f"{label}（{yuan(words, cost)}）" if words.is_chinese else f"{label} ({yuan(words, cost)})"


def _note(question: Question, words: Words) -> str:
    said = [words.pick(question.body)]
    if question.type is QuestionType.CHOOSE_SOME:
        said.append(words.gettext("Mark up to %(limit)s.", limit=words.integer(question.limit)))
    if question.show_if is not None:
        said.append(
            words.gettext("Only if your answer to question %(number)s calls for it.", number=question.show_if.question)
        )
    return " ".join(part for part in said if part)


def _notes(sheet: BallotSheet, words: Words) -> list[str]:
    """How to fill it in, who signs, where it goes."""
    place = words.pick(sheet.return_place)
    return [
        words.gettext(
            "Tick one box a row with a pen, or more where the row allows it. "
            "Too many ticks, or a changed one, void that row only."
        ),
        words.gettext(
            "Signed by the owner, by one of the co-owners for all, or with the seal of the organisation that owns it. "
            "Whoever signs for an owner adds the written proxy."
        ),
        words.gettext("One ballot for each owner: who has answered on the web page does not hand in paper as well."),
        words.gettext("Return it by %(time)s: %(place)s.", time=words.moment(sheet.closes_at), place=place)
        if place
        else words.gettext(
            "Return it by %(time)s to your building leader or the issuer.", time=words.moment(sheet.closes_at)
        ),
        *filter(None, [words.pick(sheet.deemed)]),
    ]


def _heading(sheet: BallotSheet, words: Words) -> str:
    return words.gettext("Ballot") if sheet.is_binding else words.gettext("Answer sheet")


def _said(sheet: BallotSheet, words: Words) -> dict[str, str]:
    """The sentences around the table."""
    basis = words.pick(sheet.basis)
    opening = [words.pick(sheet.intro)]
    if basis:
        opening.append(words.gettext("Under %(basis)s you are asked for your decision.", basis=basis))
    return {
        "estate": words.pick(sheet.estate),
        "title": words.pick(sheet.title),
        "heading": _heading(sheet, words),
        "salutation": words.gettext("Dear owner,") if sheet.is_binding else words.gettext("Dear neighbour,"),
        "opening": " ".join(part for part in opening if part),
        "until": words.gettext("Please hand it in by %(time)s.", time=words.moment(sheet.closes_at)),
        "issuer": words.pick(sheet.issuer),
    }
