"""Deeds: tick a line of a draft's checklist, and write down what was found at a place for the ballot."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from consult.domain.preparation import Preparation, preparation_from_json, preparation_json
from consult.domain.refusal import Refusal
from consult.domain.siting import Siting
from consult.models.base import deed
from consult.models.consultation import Consultation
from consult.models.drafts import held_draft


@deed
def tick_checklist(session: Session, estate_id: int, consultation_id: int, done: Iterable[str]) -> None:
    """Keep which lines of the checklist are done; refuses `already-announced`."""
    draft = held_draft(session, estate_id, consultation_id)
    _keep(draft, replace(preparation_from_json(draft.preparation), done=tuple(sorted(set(done)))))


@deed
def record_siting(
    session: Session, estate_id: int, consultation_id: int, found: Mapping[str, Siting], *, today: date
) -> None:
    """Keep what was found at each place, by its name; a place not named keeps what was found before.

    Refuses `reviewed-later` for a day that has not come, and `already-announced`.
    """
    for one in found.values():
        if one.reviewed_on is not None and one.reviewed_on > today:
            raise Refusal("reviewed-later", day=one.reviewed_on)
    draft = held_draft(session, estate_id, consultation_id)
    kept = preparation_from_json(draft.preparation)
    _keep(draft, replace(kept, siting={**kept.siting, **found}))


def _keep(draft: Consultation, preparation: Preparation) -> None:
    draft.preparation = preparation_json(preparation)
