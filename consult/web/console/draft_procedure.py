"""The rules of procedure on a draft's form: what holds, as fields; and what the draft then says otherwise."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from consult.domain.deemed import DeemedMode
from consult.domain.numbers_typed import read_number
from consult.domain.objection import MOST_DAYS, USUAL_DAYS
from consult.domain.procedure import (
    LARGEST_CAP,
    SWITCHES,
    Procedure,
    Said,
    check_cap,
    check_posting,
    procedure_from_json,
    procedure_json,
)
from consult.domain.refusal import Refusal
from consult.web.console.draft_fields import DraftFields, ProcedureFields
from consult.web.console.draft_questions import text_of


@dataclass(frozen=True, slots=True)
class Kept:
    """What a draft's procedure stands on: the estate's usual one, and what the draft has said for itself."""

    usual: Said = field(default_factory=dict)
    said: Said = field(default_factory=dict)


def procedure_fields(kept: Kept) -> ProcedureFields:
    """What the estate usually does and what the draft says otherwise, as the fields of the form."""
    held = procedure_from_json({**kept.usual, **kept.said})
    return ProcedureFields(
        switches=tuple(name for name in SWITCHES if getattr(held, name)),
        deemed=held.deemed.value,
        clause_zh=held.clause.get("zh", ""),
        clause_en=held.clause.get("en", ""),
        proxy_cap=str(held.proxy_cap),
        posted_days=str(held.posted_days),
    )


def with_procedure(typed: DraftFields, kept: Kept) -> DraftFields:
    """The form with the procedure that holds, where it has not been asked about yet."""
    if typed.procedure is not None:
        return typed
    return replace(typed, procedure=procedure_fields(kept))


def said_of(typed: ProcedureFields | None, kept: Kept, faults: list[Refusal]) -> dict[str, Any]:
    """What the draft says for itself: where it differs from the estate's usual, and whatever it said before.

    What it never said goes on following the estate until it is announced.
    """
    if typed is None:
        return dict(kept.said)
    chosen = procedure_json(_procedure(typed, faults))
    otherwise = procedure_json(procedure_from_json(kept.usual))
    return {key: value for key, value in chosen.items() if key in kept.said or value != otherwise[key]}


def _procedure(typed: ProcedureFields, faults: list[Refusal]) -> Procedure:
    return Procedure(
        **{name: name in typed.switches for name in SWITCHES},
        deemed=DeemedMode(typed.deemed) if typed.deemed in list(DeemedMode) else DeemedMode.OFF,
        clause=text_of(typed.clause_zh, typed.clause_en),
        proxy_cap=_cap(typed.proxy_cap, faults),
        posted_days=_days(typed.posted_days, faults),
    )


def _cap(typed: str, faults: list[Refusal]) -> int:
    found = read_number(typed)
    try:
        if found is None or found != int(found):
            raise Refusal("cap-outside", cap=typed[:20], most=LARGEST_CAP)
        return check_cap(int(found))
    except Refusal as refusal:
        faults.append(Refusal(refusal.reason, **refusal.details, at="proxy_cap"))
        return Procedure().proxy_cap


def _days(typed: str, faults: list[Refusal]) -> int:
    found = read_number(typed)
    try:
        if found is None or found != int(found):
            raise Refusal("posting-outside", days=typed[:20], least=USUAL_DAYS, most=MOST_DAYS)
        return check_posting(int(found))
    except Refusal as refusal:
        faults.append(Refusal(refusal.reason, **refusal.details, at="posted_days"))
        return USUAL_DAYS
