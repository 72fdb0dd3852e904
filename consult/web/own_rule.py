"""An own rule between the lines of a form and the rule itself; every line that does not fit is named.

The console's drafts and the public calculator both have such lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from fractions import Fraction
from types import MappingProxyType

from consult.domain.consent import Measure, Of, Requirement, Rule, Subject
from consult.domain.refusal import Refusal
from consult.domain.rules import CUSTOM, RULES, check_share, custom_rule, read_share
from consult.wording.language import Words
from consult.wording.marking import N_

MOST_LINES = 200
"""Lines of one kind that are read; nobody can have typed more."""


@dataclass(frozen=True, slots=True)
class RequirementFields:
    """One line of an own rule as typed; a line without a share is none."""

    demand: str = "least"
    measure: str = "heads"
    share: str = ""
    of: str = "participating"


@dataclass(frozen=True, slots=True)
class RuleFields:
    """The estate's own rule as typed; `basis` has one source in each line."""

    basis: str = ""
    allows_deeming: bool = False
    participation: tuple[RequirementFields, ...] = ()
    approval: tuple[RequirementFields, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed into it."""
        return not self.basis and not any(line.share for line in self.participation + self.approval)


DEMANDS = MappingProxyType(
    {
        "least": (Subject.AGREE, False, False),
        "more": (Subject.AGREE, False, True),
        "agree-least": (Subject.AGREE, False, False),
        "agree-more": (Subject.AGREE, False, True),
        "oppose-most": (Subject.OPPOSE, True, False),
        "oppose-less": (Subject.OPPOSE, True, True),
    }
)
"""What a line asks for → whose weight it looks at, whether it is a ceiling, whether the share itself is not enough."""

PARTICIPATION_DEMANDS = ("least", "more")
APPROVAL_DEMANDS = ("agree-least", "agree-more", "oppose-most", "oppose-less")

STAND_IN = RULES["general"]
"""What a plan holds while its own rule cannot be read, so that the rest of it can be looked at all the same."""


_DEMANDS_SAID = {
    "least": N_("at least this share must take part"),
    "more": N_("more than this share must take part"),
    "agree-least": N_("at least this share must agree"),
    "agree-more": N_("more than this share must agree"),
    "oppose-most": N_("no more than this share may oppose"),
    "oppose-less": N_("less than this share may oppose"),
}
_MEASURES = {Measure.HEADS: N_("by heads"), Measure.AREA: N_("by floor area")}
_WHOLES = {
    Of.ELECTORATE: N_("of all"),
    Of.PARTICIPATING: N_("of those taking part"),
    Of.EXPRESSED: N_("of those who agree or oppose"),
}

Choices = list[tuple[str, str]]
"""What is sent, and what is read."""


def rule_lists(words: Words) -> dict[str, Choices]:
    """What a line lets people choose from."""
    return {
        "participation_demands": [(key, words.gettext(_DEMANDS_SAID[key])) for key in PARTICIPATION_DEMANDS],
        "approval_demands": [(key, words.gettext(_DEMANDS_SAID[key])) for key in APPROVAL_DEMANDS],
        "measures": [(measure.value, words.gettext(said)) for measure, said in _MEASURES.items()],
        "wholes": [(of.value, words.gettext(said)) for of, said in _WHOLES.items()],
    }


def read_rule_lines(form: Mapping[str, str], stem: str) -> Iterator[RequirementFields]:
    """The lines that a form has under `rp1_share`, `rp2_share` … (taking part) or `ra1_share` … (agreeing)."""
    names = [one.name for one in fields(RequirementFields)]
    for number in range(1, MOST_LINES + 1):
        if f"{stem}{number}_share" not in form:
            return
        keys = {name: f"{stem}{number}_{name}" for name in names}
        yield RequirementFields(**{name: form[key].strip() for name, key in keys.items() if key in form})


def rule_fields(rule: Rule) -> RuleFields:
    """An own rule as the lines of the form."""
    if rule.key != CUSTOM:
        return RuleFields()
    return RuleFields(
        "\n".join(rule.basis),
        rule.allows_deeming,
        tuple(_fields(requirement, PARTICIPATION_DEMANDS) for requirement in rule.participation),
        tuple(_fields(requirement, APPROVAL_DEMANDS) for requirement in rule.approval),
    )


def _fields(requirement: Requirement, demands: Iterable[str]) -> RequirementFields:
    asked = (requirement.subject, requirement.is_ceiling, requirement.strict)
    demand = next((name for name in demands if DEMANDS[name] == asked), "")
    return RequirementFields(demand, requirement.measure.value, written_share(requirement.share), requirement.of.value)


def written_share(share: Fraction) -> str:
    """A share as people write it: 2/3, 20%; always read back as the same share."""
    percent = share * 100
    return f"{percent}%" if percent.denominator == 1 and share.denominator > 4 else str(share)


def rule_of(typed: RuleFields, faults: list[Refusal]) -> Rule | None:
    """The rule that the lines describe; None where something about them has to be mended, which `faults` then say."""
    found: list[Refusal] = []
    participation = tuple(_requirements(typed.participation, "rp", PARTICIPATION_DEMANDS, found))
    approval = tuple(_requirements(typed.approval, "ra", APPROVAL_DEMANDS, found))
    basis = tuple(line.strip() for line in typed.basis.splitlines() if line.strip())
    if not basis:
        found.insert(0, Refusal("rule-without-basis", at="rule_basis"))
    faults += found
    if found:
        return None
    try:
        return custom_rule(participation, approval, basis, allows_deeming=typed.allows_deeming)
    except Refusal as refusal:
        at = "rule_allows_deeming" if refusal.reason == "silence-on-special-matter" else "rp1_share"
        faults.append(Refusal(refusal.reason, **refusal.details, at=at))
        return None


def _requirements(
    lines: Iterable[RequirementFields], stem: str, demands: Iterable[str], faults: list[Refusal]
) -> Iterator[Requirement]:
    for number, line in enumerate(lines, start=1):
        if not line.share:
            continue
        try:
            yield _requirement(line, tuple(demands), f"{stem}{number}")
        except Refusal as refusal:
            faults.append(refusal)


def _requirement(line: RequirementFields, demands: tuple[str, ...], at: str) -> Requirement:
    is_participation = demands == PARTICIPATION_DEMANDS
    of = Of.ELECTORATE.value if is_participation else line.of
    if line.demand not in demands or line.measure not in list(Measure) or of not in list(Of):
        raise Refusal("requirement-strange", requirement=f"{line.demand} {line.measure} {of}"[:60], at=f"{at}_share")
    subject, is_ceiling, strict = DEMANDS[line.demand]
    try:
        share = read_share(line.share)
        return check_share(Requirement(Measure(line.measure), share, Of(of), strict, subject, is_ceiling))
    except Refusal as refusal:
        raise Refusal(refusal.reason, **refusal.details, at=f"{at}_share") from None
