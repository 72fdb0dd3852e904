"""What the own rule on a draft's form asks for, from the same data that will decide: sentences and exact figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from consult.domain.consent import Weight
from consult.domain.electorate import Basis, CountingSettings, Unit
from consult.domain.rules import CUSTOM
from consult.web.console.draft_fields import DraftFields
from consult.web.console.draft_plan import known, members_of, read_doors, scope_of
from consult.web.console.roll_figures import electorate_in_force
from consult.web.own_rule import rule_of
from consult.wording.language import Words
from consult.wording.rule_sheet import Row, requirement_rows
from consult.wording.rules import rule_sentences


@dataclass(frozen=True, slots=True)
class RulePreview:
    """The rule in sentences, and its figures over the roll in force (none without one)."""

    sentences: Sequence[str]
    rows: Sequence[Row]


def rule_preview(words: Words, typed: DraftFields, units: tuple[Unit, ...]) -> RulePreview | None:
    """What the own rule means; None while another rule is chosen or this one cannot be read yet."""
    rule = rule_of(typed.own_rule, []) if typed.rule == CUSTOM else None
    if rule is None:
        return None
    basis = known(Basis, typed.basis, Basis.BY_OWNER)
    scope = scope_of(typed), read_doors(typed.left_out, "left_out", []), members_of(typed, [])
    whole = electorate_in_force(units, *scope, basis, _counting(typed)) if units else Weight()
    rows = requirement_rows(words, rule, whole, basis) if whole.heads else ()
    return RulePreview(rule_sentences(words, rule, whole), rows)


def _counting(typed: DraftFields) -> CountingSettings:
    ticked = typed.procedure.switches if typed.procedure else ()
    return CountingSettings("parking" in ticked, "storage" in ticked)
