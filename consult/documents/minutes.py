"""Minutes (会议纪要) of a hearing, a coordination or a review meeting (听证会、协调会、评议会), to be written in.

The agenda comes from the questions; who came, what was said, what was concluded and who does what next are written in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from consult.documents.headings import ordinal, term_said
from consult.documents.imprint import Imprint, Text
from consult.documents.pdf import ARCHIVE, lay_out, write
from consult.domain.question import Question
from consult.wording.language import Words
from consult.wording.marking import N_


class Meeting(StrEnum):
    """The three meetings of residents' self-government that a consultation can be prepared or followed up in."""

    HEARING = "hearing"
    COORDINATION = "coordination"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class _Form:
    """What one kind of meeting writes down in its own words."""

    name: str
    purpose: str
    present: tuple[tuple[str, int], ...]
    """Roles, and how many lines each has."""
    views: str
    sides: tuple[str, ...]
    conclusion: tuple[str, ...]


_FORMS: Mapping[Meeting, _Form] = MappingProxyType(
    {
        Meeting.HEARING: _Form(
            N_("Minutes of a hearing"),
            N_("Before anything is decided: the plan is explained, and everybody it touches is heard."),
            (
                (N_("Chair"), 1),
                (N_("Explains the plan"), 1),
                (N_("Residents heard"), 4),
                (N_("Observers"), 1),
                (N_("Recorder"), 1),
            ),
            N_("What was said on each question"),
            (N_("For"), N_("Against or doubtful"), N_("Changes proposed")),
            (N_("goes to the vote as it is"), N_("is changed first"), N_("is put off")),
        ),
        Meeting.COORDINATION: _Form(
            N_("Minutes of a coordination meeting"),
            N_("Where interests collide: the parties look for something that all of them can live with."),
            (
                (N_("Chair"), 1),
                (N_("First party"), 3),
                (N_("Second party"), 3),
                (N_("Invited"), 1),
                (N_("Recorder"), 1),
            ),
            N_("Where the parties stand on each question"),
            (N_("First party"), N_("Second party"), N_("Proposed by the chair")),
            (N_("agreed"), N_("agreed in part"), N_("not agreed")),
        ),
        Meeting.REVIEW: _Form(
            N_("Minutes of a review meeting"),
            N_("Afterwards: residents judge what was promised, what was done, and what is still missing."),
            (
                (N_("Chair"), 1),
                (N_("Reports"), 1),
                (N_("Residents reviewing"), 4),
                (N_("Invited"), 1),
                (N_("Recorder"), 1),
            ),
            N_("The review of each question"),
            (N_("What was done"), N_("What is missing"), N_("What residents wish")),
            (N_("satisfied"), N_("mostly satisfied"), N_("not satisfied")),
        ),
    }
)


@dataclass(frozen=True, slots=True)
class MinutesSheet:
    """What is known before the meeting: its kind and what it is about."""

    meeting: Meeting
    estate: Text
    title: Text
    questions: Sequence[Question]
    issuer: Text
    imprint: Imprint
    scope: Text
    term: Text = field(default_factory=dict)


def minutes_pdf(sheet: MinutesSheet, words: Words) -> bytes:
    """Print the form of a meeting's minutes."""
    form = _FORMS[sheet.meeting]
    document = lay_out(
        "minutes.html",
        words,
        sheet=sheet,
        name=words.gettext(form.name),
        purpose=words.gettext(form.purpose),
        present=[(words.gettext(role), seats) for role, seats in form.present],
        views=words.gettext(form.views),
        sides=[words.gettext(side) for side in form.sides],
        conclusion=[words.gettext(one) for one in form.conclusion],
        titles=[words.pick(question.title) for question in sheet.questions],
        issuer=words.pick(sheet.issuer),
        term=term_said(words, words.pick(sheet.term), words.pick(sheet.issuer)),
        ordinal=lambda number: ordinal(words, number),
    )
    return write(document, sheet.imprint, variant=ARCHIVE)
