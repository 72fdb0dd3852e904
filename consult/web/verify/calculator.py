"""The threshold calculator: figures in, outcome out, for anyone and without an estate. A GET form: it can be shared."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask import render_template, request

from consult.domain.consent import Figures, Of, Outcome, Rule, Subject, Weight, judge
from consult.domain.figures_typed import read_area, read_heads
from consult.domain.refusal import Refusal, reasons
from consult.domain.rules import CUSTOM, RULES, rule_named
from consult.web.access import allow
from consult.web.i18n import current_words
from consult.web.own_rule import RequirementFields, RuleFields, read_rule_lines, rule_lists, rule_of
from consult.web.verify.book import verify
from consult.wording.language import Words
from consult.wording.marking import N_
from consult.wording.refusals import sentence
from consult.wording.rules import RULE_NAMES, finding_words, needed_now, rule_name, rule_sentences
from consult.wording.verdicts import staged, verdict_name

reasons(
    figure_missing="group, figure: a figure that the rule of a calculation needs and nobody typed",
)

GROUPS = {
    "all": N_("All electors"),
    "took": N_("Taking part"),
    "agree": N_("Agree"),
    "oppose": N_("Oppose"),
}
"""Field prefix → what the figures of a group are called."""

FIGURES = {"heads": N_("Number of people"), "area": N_("Floor area in m²")}
"""Field ending → what the figure is called."""

LINES = (2, 4)
"""Lines of an own rule that the form shows: on taking part, and on agreeing or opposing."""


@dataclass(frozen=True, slots=True)
class Reckoned:
    """An outcome in words: verdict, the rule's sentences, and a row for each requirement."""

    verdict: str
    sentences: list[str]
    rows: list[list[str]]


@verify.get("/calculator")
@allow.anyone
def calculator() -> str | tuple[str, int]:
    """The form, and below it the outcome once figures are given."""
    words, own_rule = current_words(), _own_rule(request.args)
    faults: list[Refusal] = []
    reckoned = _reckon(words, own_rule, faults) if "all_heads" in request.args else None
    errors = [(fault.details.get("at", "rule"), sentence(words, fault)) for fault in faults]
    page = render_template(
        "verify/calculator.html",
        rules=[(key, rule_name(words, rule)) for key, rule in RULES.items() if rule.decides]
        + [(CUSTOM, words.gettext(RULE_NAMES[CUSTOM]))],
        own_rule=own_rule,
        choices=rule_lists(words),
        groups=[(prefix, words.gettext(name)) for prefix, name in GROUPS.items()],
        given=request.args,
        reckoned=reckoned,
        errors=errors,
        error_of=dict(reversed(errors)),
    )
    return (page, 422) if errors else page


_NO_BASIS = "—"


def _own_rule(given: Mapping[str, str]) -> RuleFields:
    """The lines that were typed, and as many as the form shows; nobody asks here what the rule rests on."""
    participation, approval = tuple(read_rule_lines(given, "rp")), tuple(read_rule_lines(given, "ra"))
    return RuleFields(
        basis=_NO_BASIS,
        participation=participation + (RequirementFields(),) * (LINES[0] - len(participation)),
        approval=approval + (RequirementFields("agree-more"),) * (LINES[1] - len(approval)),
    )


def _reckon(words: Words, own_rule: RuleFields, faults: list[Refusal]) -> Reckoned | None:
    """The outcome; None where something has to be mended, which `faults` then say."""
    try:
        rule = rule_of(own_rule, faults) if request.args.get("rule") == CUSTOM else rule_named(_rule_asked())
        if rule is None:
            return None
        whole, took, agree, oppose = (_weight(words, prefix, rule, faults) for prefix in GROUPS)
        if faults:
            return None
        # Who neither agrees nor opposes has abstained: for a majority of those who chose, they stand outside.
        outcome = judge(rule, Figures(whole, took, agree + oppose, agree, oppose).check())
    except Refusal as refusal:
        faults.append(_placed(words, refusal))
        return None
    verdict = verdict_name(words, outcome.verdict, asks_turnout=bool(outcome.participation))
    return Reckoned(verdict, rule_sentences(words, rule, whole), _rows(words, outcome))


def _rule_asked() -> str:
    return request.args.get("rule", "")


def _placed(words: Words, refusal: Refusal) -> Refusal:
    """A refusal beside its field; figures that do not fit together stand by the part that is too large."""
    said = str(refusal.details.get("field"))
    group = _PART_OF.get(said, said)
    if group not in GROUPS:
        return Refusal(refusal.reason, **refusal.details, at="rule")
    return Refusal(refusal.reason, field=words.gettext(GROUPS[group]), at=f"{group}_heads")


_PART_OF = {"electorate": "all", "participating": "took", "expressed": "took"}
"""Figures of a verdict → the group of fields they were typed into."""


def _weight(words: Words, prefix: str, rule: Rule, faults: list[Refusal]) -> Weight:
    is_optional = prefix == "oppose" and not _weighs_opposition(rule)
    return Weight(
        _figure(words, f"{prefix}_heads", read_heads, is_optional=is_optional, faults=faults),
        _figure(words, f"{prefix}_area", read_area, is_optional=is_optional or not rule.weighs_area, faults=faults),
    )


def _figure(
    words: Words, name: str, read: Callable[[str, str], int], *, is_optional: bool, faults: list[Refusal]
) -> int:
    """A figure of the form; one that is missing or unreadable is a fault beside its field."""
    group, _, measure = name.partition("_")
    typed, named = request.args.get(name, ""), words.gettext(GROUPS[group])
    if not typed.strip():
        if not is_optional:
            faults.append(Refusal("figure-missing", group=named, figure=words.gettext(FIGURES[measure]), at=name))
        return 0
    try:
        return read(typed, named)
    except Refusal as refusal:
        faults.append(Refusal(refusal.reason, **refusal.details, at=name))
        return 0


def _weighs_opposition(rule: Rule) -> bool:
    """Whether it matters who opposes and who only abstains: left open, one of the two would be guessed."""
    return any(one.of is Of.EXPRESSED or one.subject is Subject.OPPOSE for one in rule.approval)


def _rows(words: Words, outcome: Outcome) -> list[list[str]]:
    return [
        [stage, needed_now(words, finding.requirement, finding.denominator), finding_words(words, finding)]
        for stage, finding in staged(words, outcome)
    ]
