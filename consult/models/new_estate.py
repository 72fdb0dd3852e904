"""Entering an estate, by itself or together with its first account."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.domain.estate_code import check_estate_code
from consult.domain.procedure import Said
from consult.domain.procedure_change import procedure_with
from consult.domain.question import Text
from consult.domain.refusal import Refusal
from consult.models.base import new_id
from consult.models.place import Estate


@dataclass(frozen=True, slots=True)
class NewEstate:
    """What is known of an estate when it is entered.

    `term` is the committee's term of office, `procedure` what its rules of procedure say, as plain JSON.
    """

    code: str
    name: Text
    committee: Text = field(default_factory=dict)
    term: str = ""
    contact: Mapping[str, Any] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)
    procedure: Said = field(default_factory=dict)


def enter_estate(session: Session, new: NewEstate) -> int:
    """Add the estate and answer its id; refuses `estate-code-unfit`, `estate-code-taken`, `estate-name-missing`, and
    what `procedure_with` does.
    """
    code = check_estate_code(new.code)
    if not any(name.strip() for name in new.name.values()):
        raise Refusal("estate-name-missing")
    if session.scalar(select(Estate.id).where(Estate.code == code)) is not None:
        raise Refusal("estate-code-taken", estate=code)
    estate_id = new_id()
    session.add(
        Estate(
            id=estate_id,
            code=code,
            name=dict(new.name),
            committee=dict(new.committee) or _committee_of(new.name),
            term=new.term,
            contact=dict(new.contact),
            settings=_settings(new),
        )
    )
    return estate_id


def _settings(new: NewEstate) -> dict[str, Any]:
    return {**new.settings, "procedure": procedure_with({}, new.procedure)} if new.procedure else dict(new.settings)


def _committee_of(name: Text) -> dict[str, str]:
    """What a committee is called where nobody said otherwise."""
    frames = {"zh": "%s业主委员会", "en": "Owners’ committee of %s"}
    return {language: frames[language] % said for language, said in name.items() if said}
