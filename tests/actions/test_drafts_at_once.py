"""A hundred editors of one draft: each save lands on the version it was made from, or is refused."""

from __future__ import annotations

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from consult.actions.draft_consultation import change_draft
from consult.domain.refusal import Refusal
from consult.queries.consultations import ConsultationView, consultation_of_id
from consult.wording.language import SHANGHAI
from tests import people
from tests.actions.test_cast_at_once import at_once
from tests.people import OPENS_AT

EDITORS, AT_ONCE = 100, 10


def _saving(view: ConsultationView, title: str, made_from: int) -> object:
    plan = people.a_plan(title={"zh": title})

    def save(session: Session) -> tuple[int, str]:
        version = change_draft(
            session, view.estate.id, view.id, plan, made_from=made_from, by=title, now=OPENS_AT, zone=SHANGHAI
        )
        return version, title

    return save


def test_of_a_hundred_saves_each_lands_on_its_version_or_is_refused(engine: Engine, session: Session) -> None:
    draft = people.make_draft(session)
    session.commit()
    version, landed = draft.version, []
    for group in range(EDITORS // AT_ONCE):
        # All of a group opened the same version; the last of them opened an older one still.
        made_from = [version] * (AT_ONCE - 1) + [version - 1]
        jobs = [_saving(draft, f"编辑{group}-{n}", of) for n, of in enumerate(made_from)]
        answers = at_once(engine, jobs)  # type: ignore[arg-type]
        saved = [answer for answer in answers if isinstance(answer, tuple)]
        refused = [answer for answer in answers if isinstance(answer, Refusal)]
        assert len(saved) == 1, answers
        assert [one.reason for one in refused] == ["draft-changed"] * (AT_ONCE - 1), answers
        landed += saved
        session.rollback()
        view = consultation_of_id(session, draft.estate.id, draft.id)
        assert (view.version, view.title["zh"], view.changed_by) == (version + 1, saved[0][1], saved[0][1])
        version = view.version
        session.commit()
    assert [number for number, _title in landed] == list(range(2, EDITORS // AT_ONCE + 2))
