"""The rule in words and figures, from the same data that decides.

"at least two thirds of 1 152 households: 768; at least two thirds of 124 799.30 m²: 83 199.54 m²".
"""

from __future__ import annotations

from fractions import Fraction

from consult.domain.consent import Finding, Measure, Of, Requirement, Rule, Weight
from consult.domain.rules import CUSTOM
from consult.wording.language import Words
from consult.wording.marking import N_

RULE_NAMES = {
    "general": N_("General matters: two thirds take part, more than half of those agree"),
    "special": N_("Special matters: two thirds take part, three quarters of those agree"),
    "partial-common": N_("Shared parts of some buildings, general matters: two thirds take part, more than half agree"),
    "partial-common-special": N_(
        "Shared parts of some buildings, special matters: two thirds take part, three quarters agree"
    ),
    "lift": N_("Adding a lift: two thirds take part, three quarters of those agree"),
    "unanimous": N_("Everyone concerned agrees"),
    "residents-meeting": N_("Residents' meeting: more than half attend, more than half of those agree"),
    "committee-meeting": N_("Committee meeting: more than half attend, more than half of all members agree"),
    "simple": N_("More agree than oppose"),
    "advisory": N_("Opinion survey without a threshold"),
    "custom": N_("The estate's own rule"),
}
"""Rule key → its name for a list to choose from."""

_SHARES = {
    Fraction(1, 2): N_("one half"),
    Fraction(2, 3): N_("two thirds"),
    Fraction(3, 4): N_("three quarters"),
    Fraction(1): N_("all"),
}

_WHOLES = {
    (Of.ELECTORATE, Measure.HEADS): N_("all electors"),
    (Of.ELECTORATE, Measure.AREA): N_("the whole floor area"),
    (Of.PARTICIPATING, Measure.HEADS): N_("the electors taking part"),
    (Of.PARTICIPATING, Measure.AREA): N_("the floor area taking part"),
    (Of.EXPRESSED, Measure.HEADS): N_("the electors who agree or oppose"),
    (Of.EXPRESSED, Measure.AREA): N_("the floor area that agrees or opposes"),
}


def rule_name(words: Words, rule: Rule) -> str:
    """A rule's name; the estate's own carries its version, since it can be changed."""
    name = words.gettext(RULE_NAMES[rule.key])
    if rule.key != CUSTOM:
        return name
    return words.gettext("%(rule)s, version %(version)s", rule=name, version=rule.version)


def share_words(words: Words, requirement: Requirement) -> str:
    """The share with its edge: "at least two thirds", "more than one half", "all"."""
    named = _SHARES.get(requirement.share)
    share = words.gettext(named) if named else _plain_share(words, requirement.share)
    if requirement.share == 1 and not requirement.is_ceiling:
        return share
    return words.gettext(_EDGES[requirement.is_ceiling, requirement.strict], share=share)


_EDGES = {
    (False, True): N_("more than %(share)s"),
    (False, False): N_("at least %(share)s"),
    (True, True): N_("less than %(share)s"),
    (True, False): N_("no more than %(share)s"),
}
"""(ceiling, strict) → how the edge is said."""


def _plain_share(words: Words, share: Fraction) -> str:
    """A share without a name of its own: 20 %, or 173/300 where no percentage with two decimals is exact."""
    if (share * 10_000).denominator != 1:
        return str(share)
    percent = words.percent(share)
    return percent.removesuffix(".00%") + "%" if percent.endswith(".00%") else percent


def amount(words: Words, measure: Measure, value: int) -> str:
    """So many electors, or so much area (0.01 m²)."""
    if measure is Measure.AREA:
        return words.area(value)
    return words.ngettext("%(n)s elector", "%(n)s electors", value)


def needed_now(words: Words, requirement: Requirement, denominator: int) -> str:
    """A requirement over a known whole, "at least two thirds of 1 152 electors: 768 electors"; of nobody no number."""
    if not denominator:
        return needed_later(words, requirement)
    edge = requirement.needed(denominator)
    return words.gettext(
        N_("%(share)s of %(whole)s: at most %(needed)s")
        if requirement.is_ceiling
        else N_("%(share)s of %(whole)s: %(needed)s"),
        share=share_words(words, requirement),
        whole=amount(words, requirement.measure, denominator),
        needed=amount(words, requirement.measure, edge if requirement.is_ceiling else max(1, edge)),
    )


def needed_later(words: Words, requirement: Requirement) -> str:
    """One requirement whose whole is not known before counting: "more than one half of the electors taking part"."""
    return words.gettext(
        "%(share)s of %(whole)s",
        share=share_words(words, requirement),
        whole=words.gettext(_WHOLES[requirement.of, requirement.measure]),
    )


def rule_sentences(words: Words, rule: Rule, electorate: Weight) -> list[str]:
    """The rule in plain words and figures over this electorate, one sentence a stage."""
    if not rule.decides:
        return [words.gettext("This is an opinion survey: no threshold is set, and the figures are the result.")]
    said = []
    if rule.participation:
        parts = [_part(words, r, electorate) for r in rule.participation]
        said.append(words.gettext("Must take part: %(parts)s.", parts=_joined(words, parts)))
    agreeing = [_part(words, r, electorate) for r in rule.approval if not r.is_ceiling]
    if agreeing:
        said.append(words.gettext("Must agree: %(parts)s.", parts=_joined(words, agreeing)))
    opposing = [_part(words, r, electorate) for r in rule.approval if r.is_ceiling]
    if opposing:
        said.append(words.gettext("May oppose: %(parts)s.", parts=_joined(words, opposing)))
    if not rule.approval:
        said.append(words.gettext("Nobody has to agree: once enough take part, the figures are the result."))
    return said


def _part(words: Words, requirement: Requirement, electorate: Weight) -> str:
    whole = electorate.on(requirement.measure)
    if requirement.of is Of.ELECTORATE and whole:
        return needed_now(words, requirement, whole)
    return needed_later(words, requirement)


def _joined(words: Words, parts: list[str]) -> str:
    return ("；" if words.is_chinese else "; ").join(parts)


def finding_words(words: Words, finding: Finding) -> str:
    """How one requirement stands: needed, reached, and met or how much is missing."""
    measure = finding.requirement.measure
    reached = amount(words, measure, finding.numerator)
    if finding.is_met:
        return words.gettext("%(reached)s: met", reached=reached)
    return words.gettext("%(reached)s: %(shortfall)s", reached=reached, shortfall=shortfall(words, finding))


def shortfall(words: Words, finding: Finding) -> str:
    """What an unmet requirement lacks: in the present turnout, and from people who have not taken part yet."""
    return words.gettext(
        _SHORT[finding.requirement.is_ceiling, _where_new(finding)],
        missing=amount(words, finding.requirement.measure, finding.missing),
        new=amount(words, finding.requirement.measure, finding.missing_from_new or 0),
    )


def _where_new(finding: Finding) -> str:
    """Whether newcomers matter: as much as anyone ("same"), otherwise than anyone ("more"), or not enough ("none").

    Of a share of everyone it is "late" where too few remain; opposition of a share of everyone nobody new undoes.
    """
    if finding.requirement.of is not Of.ELECTORATE:
        return "none" if finding.missing_from_new is None else "more"
    is_late = finding.missing_from_new is None and not finding.requirement.is_ceiling
    return "late" if is_late else "same"


_SHORT = {
    (False, "same"): N_("%(missing)s missing"),
    (False, "more"): N_("%(missing)s missing among those taking part, or %(new)s newly taking part and agreeing"),
    (False, "none"): N_(
        "%(missing)s missing among those taking part; even if everyone who has not taken part agreed, it would not be"
        " reached"
    ),
    (False, "late"): N_("%(missing)s missing; even if everyone who has not taken part agreed, it would not be reached"),
    (True, "same"): N_("%(missing)s too many"),
    (True, "more"): N_("%(missing)s too many, or %(new)s newly taking part and not opposing are missing"),
    (True, "none"): N_(
        "%(missing)s too many; even if everyone who has not taken part took part without opposing, it would be too many"
    ),
}
"""(ceiling, what newcomers can do) → what is missing."""
