"""An open consultation of the cast, its letters, and a clock that tests set."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from consult.actions.issue_letters import IssuedLetter, issue_letters
from consult.config import Settings
from consult.domain.question import Condition, Option, Question, QuestionType
from consult.queries.consultations import ConsultationView
from tests import people
from tests.looking_client import LookingClient

PLACES = Question(
    3,
    QuestionType.CHOOSE_SOME,
    {"zh": "充电桩装在哪里？", "en": "Where shall the chargers stand?"},
    options=tuple(Option(str(n), {"zh": f"{n}号位", "en": f"Place {n}"}) for n in (1, 2, 3)),
    most=2,
    can_refuse=True,
    show_if=Condition(1, "agree"),
)
WISH = Question(4, QuestionType.TEXT, {"zh": "还有什么要说的？", "en": "Anything else?"})
QUESTIONS = (people.CONSENT, people.CHOICE, PLACES, WISH)


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Set the clock that the pages read."""

    def set_clock(moment: datetime) -> None:
        monkeypatch.setattr("consult.clock.now", lambda: moment)

    set_clock(people.MIDWAY)
    return set_clock


@pytest.fixture
def consultation(session: Session, at: Callable[[datetime], None]) -> ConsultationView:
    """An open consultation with a question of each type; it is three days after opening."""
    return people.make_open_consultation(session, questions=QUESTIONS)


@pytest.fixture
def letters(
    session: Session, consultation: ConsultationView, settings: Settings
) -> Mapping[tuple[str, str, str], IssuedLetter]:
    """Every household's letter, by its door."""
    issued = issue_letters(
        session,
        consultation.estate.id,
        consultation.id,
        secret=settings.secret_key,
        by=people.SECRETARY.name,
        now=people.OPENS_AT,
    )
    return {letter.place: letter for letter in issued}


@pytest.fixture
def chen(letters: Mapping[tuple[str, str, str], IssuedLetter]) -> IssuedLetter:
    """The letter of 陈阿姨."""
    return letters[people.CHEN_AYI.place]


@pytest.fixture
def signed_in(client: LookingClient, chen: IssuedLetter) -> LookingClient:
    """陈阿姨's phone after the one button on her letter's page."""
    from tests.web.forms import submit

    assert submit(client, client.get(f"/h/{chen.token}")).status_code == 303
    return client
