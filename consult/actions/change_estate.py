"""Deed: change what is known of an estate: its names, whom to reach, and what its rules of procedure count."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

import consult.domain.installation  # noqa: F401  declares estate-name-missing
from consult.domain.procedure import Said
from consult.domain.procedure_change import procedure_with
from consult.domain.question import Text
from consult.domain.refusal import Refusal
from consult.models.base import deed
from consult.models.place import CLOSES_ALONE, Estate


@dataclass(frozen=True, slots=True)
class EstateChange:
    """What to change, by language or key; what is left out stays, and an empty text takes away what was there.

    `reach` are the texts of `contact` by key (see `queries.papers`); `procedure` what the rules of procedure say, as
    plain JSON (see `domain.procedure_change`); `closes_alone` whether one person may close a binding vote.
    Consultations already announced keep what was frozen for them.
    """

    name: Text = field(default_factory=dict)
    committee: Text = field(default_factory=dict)
    term: str | None = None
    phone: str | None = None
    reach: Mapping[str, Text] = field(default_factory=dict)
    procedure: Said = field(default_factory=dict)
    closes_alone: bool | None = None


@deed
def change_estate(session: Session, code: str, change: EstateChange) -> None:
    """Keep the change; refuses `unknown-estate`, `estate-name-missing` where no name or committee would be left, and
    what `procedure_with` does.
    """
    estate = session.scalar(select(Estate).where(Estate.code == code.strip().lower()).with_for_update())
    if estate is None:
        known = list(session.scalars(select(Estate.code).order_by(Estate.code).limit(20)))
        raise Refusal("unknown-estate", estate=code, known=known)
    name, committee = merged(estate.name, change.name), merged(estate.committee, change.committee)
    if not name or not committee:
        raise Refusal("estate-name-missing")
    estate.name, estate.committee = name, committee
    estate.term = estate.term if change.term is None else change.term.strip()
    estate.contact = contact_with(estate.contact, change.phone, change.reach)
    estate.settings = _settings_with(estate.settings, change.procedure)
    if change.closes_alone is not None:
        estate.settings = {**estate.settings, CLOSES_ALONE: change.closes_alone}


def _settings_with(kept: Mapping[str, Any], said: Said) -> dict[str, Any]:
    return {**kept, "procedure": procedure_with(kept.get("procedure", {}), said)} if said else dict(kept)


def merged(kept: Text, said: Text) -> dict[str, str]:
    """A text with some of its languages said anew; an empty one takes a language away."""
    whole = {**kept, **{language: one.strip() for language, one in said.items()}}
    return {language: one for language, one in whole.items() if one}


def contact_with(kept: Mapping[str, object], phone: str | None, reach: Mapping[str, Text]) -> dict[str, object]:
    """The contact of an estate with some of it said anew; what ends up empty is left out."""
    said: dict[str, object] = {key: merged(_text(kept.get(key)), text) for key, text in reach.items()}
    if phone is not None:
        said["phone"] = phone.strip()
    return {key: value for key, value in {**kept, **said}.items() if value}


def _text(value: object) -> Text:
    """A text by language; a bare one was written in Chinese."""
    if isinstance(value, Mapping):
        return value
    return {"zh": str(value)} if value else {}
