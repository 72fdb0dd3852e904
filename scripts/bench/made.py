"""The estate and the open consultation that a benchmark's voters answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from consult.actions.announce_consultation import announce_consultation
from consult.actions.draft_consultation import draft_consultation
from consult.actions.issue_letters import issue_letters
from consult.actions.open_consultation import open_consultation
from consult.config import Settings
from consult.domain.consultation import Kind, Plan
from consult.domain.procedure_guards import ADOPTED
from consult.domain.question import Question, QuestionType
from consult.models import everything as _all_tables  # noqa: F401
from consult.models import schema
from consult.models.base import new_id
from consult.models.engine import prepare
from consult.models.place import Estate
from consult.models.roll import Roll, RollUnit
from consult.wording.language import SHANGHAI


@dataclass(frozen=True, slots=True)
class Made:
    """The consultation that the voters answer."""

    estate_id: int
    consultation_id: int
    code: str
    tokens: list[str]


def make(settings: Settings, ballots: int, *, letters: bool = True) -> Made:
    """Bring a database to life with as many electors as ballots; everybody has a letter, or none is needed."""
    engine = create_engine(settings.database_url)
    prepare(engine)
    schema.upgrade(engine)
    now = datetime.now(UTC)
    with Session(engine) as session:
        estate_id = _estate(session, ballots, now)
        drafted = draft_consultation(session, estate_id, _plan(now), by="bench", now=now, zone=SHANGHAI)
        announce_consultation(session, estate_id, drafted.consultation_id, by="bench", now=now - timedelta(days=20))
        open_consultation(session, estate_id, drafted.consultation_id, by="bench", now=now)
        tokens = _tokens(session, settings, estate_id, drafted.consultation_id, now) if letters else []
    engine.dispose()
    return Made(estate_id, drafted.consultation_id, drafted.code, tokens)


def _tokens(session: Session, settings: Settings, estate_id: int, consultation_id: int, now: datetime) -> list[str]:
    issued = issue_letters(session, estate_id, consultation_id, secret=settings.secret_key, by="bench", now=now)
    return [letter.token for letter in issued]


def _plan(now: datetime) -> Plan:
    asked = tuple(Question(n, QuestionType.CONSENT, {"zh": f"第{n}题"}) for n in (1, 2))
    opens = now - timedelta(minutes=1)
    return Plan(
        {"zh": "测"}, Kind.BINDING, "general", opens.date() - timedelta(days=20), opens, now + timedelta(days=7), asked
    )


def _estate(session: Session, ballots: int, now: datetime) -> int:
    estate_id, roll_id = new_id(), new_id()
    adopted = {ADOPTED: {"number": "1", "on": "2025-01-01"}}
    session.add(Estate(id=estate_id, code="bench", name={"zh": "测"}, committee={"zh": "测"}, settings=adopted))
    session.flush()
    imported = {"imported_at": now, "imported_by": "bench", "file_name": "bench", "file_sha256": "", "rows": ballots}
    session.add(Roll(estate_id=estate_id, id=roll_id, version=1, **imported))
    session.flush()
    for number in range(ballots):
        place = {"building": str(number % 12 + 1), "entrance": "", "room": str(number)}
        owned = {"owner_kind": "person", "owners": [[f"业主{number}", str(number)]], "phones": [], "note": ""}
        unit = RollUnit(estate_id=estate_id, roll_id=roll_id, kind="dwelling", area=80_00, **place, **owned)
        session.add(unit)
    session.commit()
    return estate_id
