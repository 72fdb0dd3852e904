"""What the appendix of disputed readings says of a closed consultation."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from consult.documents.readings import ReadingsSheet
from consult.domain.consultation import State
from consult.domain.refusal import Refusal
from consult.queries.consultations import ConsultationView
from consult.queries.disputed import disputed_readings
from consult.queries.papers import imprint
from consult.wording.language import Words
from consult.wording.readings import decisive_lines, reading_rows


def readings_sheet(session: Session, view: ConsultationView, words: Words, now: datetime) -> ReadingsSheet:
    """The appendix, with every reading counted again; refuses `nothing-disputed` before the end or without a rule."""
    if view.state is not State.CLOSED or not view.rule.decides:
        raise Refusal("nothing-disputed", code=view.code)
    reads = disputed_readings(session, view)
    return ReadingsSheet(
        estate=words.pick(view.estate.name),
        title=words.pick(view.title),
        rows=tuple((what, outcome, change) for what, outcome, change in reading_rows(words, view.questions, reads)),
        reasons=tuple(decisive_lines(words, view.questions, reads)),
        issuer=words.pick(view.estate.committee),
        dated=words.date((view.closed_at or now).astimezone(words.zone).date()),
        imprint=imprint(view, now),
    )
