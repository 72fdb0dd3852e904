"""The threshold calculator: figures in, outcome out, for anyone and without an estate. A GET form: it can be shared."""

from __future__ import annotations

from dataclasses import dataclass

from flask import render_template, request

from consult.domain.consent import Figures, Of, Outcome, Rule, Subject, Weight, judge
from consult.domain.figures_typed import read_area, read_heads
from consult.domain.refusal import Refusal
from consult.domain.rules import RULES, rule_named
from consult.web.access import allow
from consult.web.i18n import current_words
from consult.web.verify.book import verify
from consult.wording.language import Words
from consult.wording.marking import N_
from consult.wording.refusals import sentence
from consult.wording.rules import finding_words, needed_now, rule_name, rule_sentences
from consult.wording.verdicts import verdict_name

GROUPS = {
    "all": N_("All electors"),
    "took": N_("Taking part"),
    "agree": N_("Agree"),
    "oppose": N_("Oppose"),
}
"""Field prefix → what the figures of a group are called."""


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
    words = current_words()
    reckoned, problem = None, ""
    if "all_heads" in request.args:
        try:
            reckoned = _reckon(words)
        except Refusal as refusal:
            problem = sentence(words, refusal)
    page = render_template(
        "verify/calculator.html",
        rules=[(key, rule_name(words, rule)) for key, rule in RULES.items() if rule.decides],
        groups=[(prefix, words.gettext(name)) for prefix, name in GROUPS.items()],
        given=request.args,
        reckoned=reckoned,
        problem=problem,
    )
    return (page, 422) if problem else page


def _reckon(words: Words) -> Reckoned:
    rule = rule_named(request.args.get("rule", ""))
    whole, took, agree, oppose = (_weight(words, prefix, rule) for prefix in GROUPS)
    # Who neither agrees nor opposes has abstained: for a majority of those who chose, they stand outside.
    outcome = judge(rule, Figures(whole, took, agree + oppose, agree, oppose).check())
    return Reckoned(verdict_name(words, outcome.verdict, asks_turnout=bool(outcome.participation)), rule_sentences(words, rule, whole), _rows(words, outcome))


def _weight(words: Words, prefix: str, rule: Rule) -> Weight:
    named = words.gettext(GROUPS[prefix])
    heads = request.args.get(f"{prefix}_heads", "")
    area = request.args.get(f"{prefix}_area", "")
    is_optional = prefix == "oppose" and not _weighs_opposition(rule)
    return Weight(
        read_heads(heads or ("0" if is_optional else ""), named),
        read_area(area or ("0" if is_optional or not rule.weighs_area else ""), named),
    )


def _weighs_opposition(rule: Rule) -> bool:
    """Whether it matters who opposes and who only abstains: left open, one of the two would be guessed."""
    return any(one.of is Of.EXPRESSED or one.subject is Subject.OPPOSE for one in rule.approval)


def _rows(words: Words, outcome: Outcome) -> list[list[str]]:
    stages = ((words.gettext("Taking part"), outcome.participation), (words.gettext("Agreeing"), outcome.approval))
    return [
        [stage, needed_now(words, finding.requirement, finding.denominator), finding_words(words, finding)]
        for stage, findings in stages
        for finding in findings
    ]
