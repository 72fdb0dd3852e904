"""A consultation at a moment: who is in it, what has happened so far, and the dice that say what happens next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from random import Random
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.actions.cast_ballot import Submission
from consult.domain.question import VOID, QuestionType
from consult.domain.question_json import answers_to_json
from consult.domain.refusal import Refusal
from consult.models.ballot import Ballot
from consult.queries.consultations import ConsultationView
from tests.doorstep.phone import Pending
from tests.doorstep.rounds import Round
from tests.verifier import questions

WHO = range(9)
"""Few of the electors, so that much happens to each of them."""


@dataclass
class Past:
    """What has happened so far, as far as later events come back to it."""

    sent: list[Submission] = field(default_factory=list)
    contests: list[tuple[int, int]] = field(default_factory=list)
    proposals: list[int] = field(default_factory=list)
    held: list[Pending] = field(default_factory=list)
    """Entries that the phone has registered and not sent."""
    boxed: set[str] = field(default_factory=set)


@dataclass
class Story:
    """A consultation at a moment, with the dice that say what happens to it next."""

    session: Session
    view: ConsultationView
    electors: Sequence[tuple[int, str, tuple[str, str, str]]]
    """Id, serial and door of each, in walking order."""
    walk: Round
    chance: Random
    now: datetime
    past: Past = field(default_factory=Past)
    told: list[str] = field(default_factory=list)
    """What happened and how it ended, one line an event."""
    names: Any = field(default_factory=lambda: count(1))

    @property
    def keys(self) -> tuple[int, int]:
        """Estate and consultation."""
        return (self.view.estate.id, self.view.id)

    def name(self) -> str:
        """The key of a new submission."""
        return f"sent-{next(self.names)}"

    def deed(self, act: Callable[..., Any], *given: object, **more: object) -> Any:
        """Do something now and note how it ended; only a refusal may stop it. What it answered, or None."""
        try:
            done = act(self.session, *given, now=self.now, **more)
        except Refusal as refusal:
            self.session.rollback()
            self.told.append(f"{self.now:%d %H:%M} {act.__name__}: {refusal.reason}")
            return None
        self.told.append(f"{self.now:%d %H:%M} {act.__name__}")
        return done

    def somebody(self) -> tuple[int, str, tuple[str, str, str]]:
        """One of the few."""
        return self.electors[self.chance.choice(WHO)]

    def answers(self, *, on_paper: bool = False) -> dict[int, Any]:
        """What one ballot says to the questions, as a form would send it."""
        said: dict[int, Any] = {}
        while not said:
            said = dict(questions.answers(self.chance, self.view.questions, None, 5, on_paper=on_paper))
        for question in self.view.questions:
            if question.type is QuestionType.TEXT and said.get(question.number) not in (None, VOID):
                said[question.number] = f"门口太暗 {self.chance.randrange(9)}"
        return {int(number): one for number, one in answers_to_json(said).items()}

    def counted(self) -> dict[int, int]:
        """Elector → the line of the counted ballot."""
        self.session.rollback()
        mine = (Ballot.estate_id == self.keys[0], Ballot.consultation_id == self.keys[1])
        found = self.session.execute(select(Ballot.elector_id, Ballot.seq).where(*mine).order_by(Ballot.seq)).all()
        return dict(map(tuple, found))
