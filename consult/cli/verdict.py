"""`consult verdict`: hold figures against a rule; needs no estate and no database."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import click

from consult.cli.reader import reader
from consult.cli.small_file import read_small_file
from consult.cli.spoken import SpokenCommand, as_json, option
from consult.domain.consent import Figures, Outcome, Rule, Verdict, Weight, judge
from consult.domain.figures_typed import read_area, read_heads, read_pair
from consult.domain.refusal import Refusal
from consult.domain.result import outcome_json, weight_json
from consult.domain.rule_file import read_rule
from consult.domain.rules import rule_named
from consult.wording.language import Words
from consult.wording.marking import N_
from consult.wording.rules import finding_words, needed_now
from consult.wording.verdicts import staged, verdict_name

_PAIR = "HEADS,AREA"


@click.command(
    cls=SpokenCommand,
    help=N_(
        "Hold figures against a rule: the outcome, each requirement, and what is still missing. Areas in m². "
        "RULE is a rule's key, or a TOML file with a [rule] table."
    ),
)
@click.argument("rule", metavar="RULE")
@option("--heads", required=True, help=N_("How many electors there are."))
@option("--area", default="", help=N_("The whole floor area, like 124799.30; needed for rules that weigh area."))
@option("--took-part", required=True, metavar=_PAIR, help=N_("Who took part, like 768,83199.54."))
@option("--agree", required=True, metavar=_PAIR, help=N_("Who agrees."))
@option("--oppose", default="", metavar=_PAIR, help=N_("Who opposes; needed for rules with a veto."))
@option(
    "--expressed",
    default="",
    metavar=_PAIR,
    help=N_(
        "Who agrees or opposes. If left out: --agree and --oppose together; without --oppose, everyone taking part."
    ),
)
@as_json
def verdict(
    rule: str, heads: str, area: str, took_part: str, agree: str, oppose: str, expressed: str, is_json: bool
) -> None:
    """Say the verdict and its reasons."""
    chosen = _rule(rule)
    participating = _pair(took_part, "--took-part", chosen)
    agreeing = _pair(agree, "--agree", chosen)
    opposing = _opposing(oppose, chosen)
    taking_sides = agreeing + opposing if oppose else participating
    figures = _fitting(
        electorate=Weight(read_heads(heads, "--heads"), _whole_area(area, chosen)),
        participating=participating,
        expressed=_pair(expressed, "--expressed", chosen) if expressed else taking_sides,
        agree=agreeing,
        oppose=opposing,
    )
    outcome = judge(chosen, figures)
    click.echo(_as_json(chosen, figures, outcome) if is_json else "\n".join(_lines(reader(), outcome)))


_OPTIONS = {
    "electorate": "--heads, --area",
    "participating": "--took-part",
    "expressed": "--expressed",
    "agree": "--agree",
    "oppose": "--oppose",
}
"""Figure → the option that it is typed with."""


def _fitting(**given: Weight) -> Figures:
    """The figures, refused by the option of what does not fit."""
    try:
        return Figures(**given).check()
    except Refusal as refusal:
        raise Refusal(refusal.reason, field=_OPTIONS[refusal.details["field"]]) from None


def _rule(named: str) -> Rule:
    """A rule by its key, or a covenant's own from the [rule] table of a TOML file."""
    if not named.endswith(".toml"):
        return rule_named(named)
    try:
        table = tomllib.loads(read_small_file(Path(named)).decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise Refusal("file-unreadable") from error
    except tomllib.TOMLDecodeError as error:
        raise Refusal("file-not-toml", detail=str(error)) from error
    written = table.get("rule")
    if isinstance(written, str):
        return rule_named(written)
    if not isinstance(written, dict):
        raise Refusal("key-missing", key="rule", where="")
    return read_rule(written)


def _opposing(typed: str, rule: Rule) -> Weight:
    if typed:
        return _pair(typed, "--oppose", rule)
    if any(requirement.is_ceiling for requirement in rule.approval):
        raise Refusal("figure-unreadable", field="--oppose", given="")
    return Weight()


def _whole_area(typed: str, rule: Rule) -> int:
    if not typed and rule.weighs_area:
        raise Refusal("figure-unreadable", field="--area", given="")
    return read_area(typed, "--area") if typed else 0


def _pair(typed: str, field: str, rule: Rule) -> Weight:
    """Heads and area; heads alone will do where the rule weighs no area."""
    if not rule.weighs_area and "," not in typed:
        return Weight(read_heads(typed, field))
    return read_pair(typed, field)


def _as_json(rule: Rule, figures: Figures, outcome: Outcome) -> str:
    said = {
        "rule": {"key": rule.key, "version": rule.version, "basis": list(rule.basis)},
        "electorate": weight_json(figures.electorate),
        "participating": weight_json(figures.participating),
        "expressed": weight_json(figures.expressed),
        "agree": weight_json(figures.agree),
        "oppose": weight_json(figures.oppose),
    }
    return json.dumps(said | outcome_json(outcome), ensure_ascii=False, indent=2)


def _lines(words: Words, outcome: Outcome) -> list[str]:
    lines = [verdict_name(words, outcome.verdict, asks_turnout=bool(outcome.participation))]
    for label, finding in staged(words, outcome):
        needed = needed_now(words, finding.requirement, finding.denominator)
        lines.append(f"  {label} · {needed} → {finding_words(words, finding)}")
    if outcome.verdict is Verdict.FIGURES and not outcome.participation:
        lines.append(words.gettext("This is an opinion survey: no threshold is set, and the figures are the result."))
    return lines
