"""The invitation (邀请函) to those who may watch: the residents' committee and the housing office, one page each.

What nobody has said yet, such as the time of the count, is a line to write on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from consult.documents.headings import ordinal, term_said
from consult.documents.imprint import Imprint, Text
from consult.documents.pdf import ARCHIVE, lay_out_to_fit, write
from consult.domain.electorate import Basis
from consult.domain.question import Question
from consult.wording.households import words_by
from consult.wording.language import Words
from consult.wording.marking import N_

MOST_QUESTIONS = 8
"""Questions that an invitation of one page names; of more it says how many there are."""

_FITS = ("", "close", "closer", "small")


@dataclass(frozen=True, slots=True)
class InvitationSheet:
    """What both invitations say. `counted_at` and `counting_place` are lines to write on where nothing is known.

    `guests` are the two bodies' own names, in the order of `GUESTS`; an empty one is written in by hand.
    """

    estate: Text
    title: Text
    questions: Sequence[Question]
    scope: Text
    opens_at: datetime
    closes_at: datetime
    issuer: Text
    dated: date
    imprint: Imprint
    is_binding: bool = True
    counted_by: Basis = Basis.BY_OWNER
    term: Text = field(default_factory=dict)
    counted_at: datetime | None = None
    counting_place: Text = field(default_factory=dict)
    phone: str = ""
    guests: tuple[Text, Text] = ({}, {})


@dataclass(frozen=True, slots=True)
class _Letter:
    """Whom one letter greets: a name of their own, or what is written behind a line."""

    name: str
    kind: str


GUESTS = (N_("residents’ committee"), N_("housing office"))
"""Whom the owners invite to a vote."""


def invitations_pdf(sheet: InvitationSheet, words: Words) -> bytes:
    """Print both invitations, each on one page."""
    words = words_by(words, sheet.counted_by, is_binding=sheet.is_binding)
    document, _ = lay_out_to_fit(
        "invitation.html",
        words,
        {},
        _FITS,
        len(GUESTS),
        sheet=sheet,
        letters=[
            _Letter(words.pick(name), words.gettext(kind)) for name, kind in zip(sheet.guests, GUESTS, strict=True)
        ],
        opening=_opening(sheet, words),
        facts=_facts(sheet, words),
        asked=[words.pick(question.title) for question in sheet.questions[:MOST_QUESTIONS]],
        further=_further(sheet, words),
        wishes=_wishes(sheet, words),
        issuer=words.pick(sheet.issuer),
        term=term_said(words, words.pick(sheet.term), words.pick(sheet.issuer)),
        ordinal=lambda number: ordinal(words, number),
    )
    return write(document, sheet.imprint, variant=ARCHIVE)


def _opening(sheet: InvitationSheet, words: Words) -> str:
    about = {"estate": words.pick(sheet.estate), "title": words.pick(sheet.title)}
    if sheet.is_binding:
        return words.gettext(
            "The owners of %(estate)s are going to vote on “%(title)s”. We invite you, in writing and before voting"
            " begins, to guide the vote and to watch the count.",
            **about,
        )
    return words.gettext(
        "The residents of %(estate)s are going to be asked about “%(title)s”. We invite you to guide the survey and to"
        " watch the count.",
        **about,
    )


def _facts(sheet: InvitationSheet, words: Words) -> list[tuple[str, str]]:
    """Label and text; an empty text is a line to write on."""
    period = words.gettext(
        "%(first)s to %(last)s", first=words.moment(sheet.opens_at), last=words.moment(sheet.closes_at)
    )
    return [
        (words.gettext("Scope"), words.pick(sheet.scope)),
        (words.gettext("Answer from"), period),
        (words.gettext("Time of the count"), words.moment(sheet.counted_at) if sheet.counted_at else ""),
        (words.gettext("Place of the count"), words.pick(sheet.counting_place)),
    ]


def _further(sheet: InvitationSheet, words: Words) -> str:
    if len(sheet.questions) <= MOST_QUESTIONS:
        return ""
    return words.gettext(
        "and %(n)s more; all of them stand in the notice.", n=words.integer(len(sheet.questions) - MOST_QUESTIONS)
    )


def _wishes(sheet: InvitationSheet, words: Words) -> list[str]:
    said = [
        words.gettext("Please send somebody to the count, to see the seals, the ballots and the figures, and to sign."),
        words.gettext("Enclosed: the notice with the full texts, and the sheet of the rules for counting."),
    ]
    if sheet.phone:
        said.append(words.gettext("Questions, and who will come: %(phone)s.", phone=sheet.phone))
    return said
