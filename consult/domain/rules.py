"""The rules there are, as data (voting rules §2), and the making of a committee's own.

Every rule is versioned: a rule that changes gets a new version, and a consultation keeps the one it was announced with.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from consult.domain.consent import Measure, Of, Requirement, Rule, Subject
from consult.domain.refusal import Refusal, reasons

reasons(
    unknown_rule="rule, known: a key that names no rule; the keys there are",
    rule_without_basis="a committee's own rule that does not say what it rests on",
    rule_without_requirement="a committee's own rule that requires nothing",
    share_outside="share: a share that is no fraction above 0 and up to 1",
    share_above_all="share: a share of which more than everyone would be needed",
    ceiling_of_all="share: a ceiling that everyone together would keep to",
    requirement_strange="requirement: a requirement whose words do not fit together",
    silence_on_special_matter="share: an own rule that counts silence and asks for a special matter's share",
)

CUSTOM = "custom"
_CIVIL_CODE_278 = "《中华人民共和国民法典》第二百七十八条"
_SHANGHAI_18 = "《上海市住宅物业管理规定》第十八条"


def _both(share: Fraction, of: Of, *, strict: bool) -> tuple[Requirement, ...]:
    return tuple(Requirement(measure, share, of, strict) for measure in (Measure.AREA, Measure.HEADS))


def _heads(share: Fraction, of: Of, *, strict: bool) -> tuple[Requirement, ...]:
    return (Requirement(Measure.HEADS, share, of, strict),)


_HALF, _TWO_THIRDS, _THREE_QUARTERS = Fraction(1, 2), Fraction(2, 3), Fraction(3, 4)
SPECIAL_SHARE = _THREE_QUARTERS
"""From this share of agreement on a matter is one on which no law lets silence be counted (voting rules §4)."""
_QUORUM = _both(_TWO_THIRDS, Of.ELECTORATE, strict=False)
_MORE_THAN_HALF = _both(_HALF, Of.PARTICIPATING, strict=True)
_THREE_QUARTERS_AGREE = _both(_THREE_QUARTERS, Of.PARTICIPATING, strict=False)
_MORE_THAN_HALF_ATTEND = _heads(_HALF, Of.ELECTORATE, strict=True)

_ALL = (
    Rule("general", 1, _QUORUM, _MORE_THAN_HALF, (_CIVIL_CODE_278, _SHANGHAI_18)),
    Rule("special", 1, _QUORUM, _THREE_QUARTERS_AGREE, (_CIVIL_CODE_278, _SHANGHAI_18), allows_deeming=False),
    Rule("partial-common", 1, _QUORUM, _MORE_THAN_HALF, (_CIVIL_CODE_278, "《上海市住宅物业管理规定》第六十九条")),
    Rule(
        "partial-common-special",
        1,
        _QUORUM,
        _THREE_QUARTERS_AGREE,
        (_CIVIL_CODE_278, "《上海市住宅物业管理规定》第六十九条"),
        allows_deeming=False,
    ),
    Rule(
        "lift",
        1,
        _QUORUM,
        _THREE_QUARTERS_AGREE,
        (_CIVIL_CODE_278, "沪建房管联〔2019〕749号"),
        allows_deeming=False,
    ),
    Rule(
        "unanimous",
        1,
        (),
        _heads(Fraction(1), Of.ELECTORATE, strict=False),
        ("《中华人民共和国民法典》第二百七十九条",),
        allows_deeming=False,
    ),
    Rule(
        "residents-meeting",
        1,
        _MORE_THAN_HALF_ATTEND,
        _heads(_HALF, Of.PARTICIPATING, strict=True),
        ("《中华人民共和国城市居民委员会组织法》第九条",),
        allows_deeming=False,
    ),
    Rule(
        "committee-meeting",
        1,
        _MORE_THAN_HALF_ATTEND,
        _heads(_HALF, Of.ELECTORATE, strict=True),
        ("《上海市住宅物业管理规定》第二十六条",),
        allows_proxies=False,
        allows_deeming=False,
    ),
    Rule("simple", 1, (), _heads(_HALF, Of.EXPRESSED, strict=True), ()),
    Rule("advisory", 1, (), (), ()),
)

RULES = MappingProxyType({rule.key: rule for rule in _ALL})
"""The rules there are, by key."""


def rule_named(key: str) -> Rule:
    """The rule of a key; refuses `unknown-rule`."""
    if key not in RULES:
        raise Refusal("unknown-rule", rule=key, known=tuple(RULES))
    return RULES[key]


def custom_rule(
    participation: tuple[Requirement, ...],
    approval: tuple[Requirement, ...],
    basis: tuple[str, ...],
    *,
    allows_deeming: bool = False,
) -> Rule:
    """A committee's own rule: any requirements, what they rest on, and whether silence may be counted under it.

    Refuses `rule-without-basis`, `rule-without-requirement`, what `check_share` does, `requirement-strange`, and
    `silence-on-special-matter`.
    """
    if not any(line.strip() for line in basis):
        raise Refusal("rule-without-basis")
    if not participation and not approval:
        raise Refusal("rule-without-requirement")
    for requirement in participation + approval:
        check_share(requirement)
    strange = [r for r in participation if not _fits_participation(r)]
    strange += [r for r in approval if (r.subject is Subject.OPPOSE) is not r.is_ceiling]
    for one in strange:
        raise Refusal("requirement-strange", requirement=f"{one.measure} {one.share} {one.of}")
    if allows_deeming:
        refuse_silence_on_special(approval)
    return Rule(CUSTOM, 1, participation, approval, basis, allows_deeming=allows_deeming)


def refuse_silence_on_special(approval: tuple[Requirement, ...]) -> None:
    """Special matters, lifts and shops in homes are known by their shares: written anew they are what they were.

    Refuses `silence-on-special-matter`.
    """
    for requirement in approval:
        if not requirement.is_ceiling and requirement.share >= SPECIAL_SHARE:
            raise Refusal("silence-on-special-matter", share=str(requirement.share))


def check_share(requirement: Requirement) -> Requirement:
    """The requirement itself, if it can be met and can be missed.

    Refuses `share-outside`, `share-above-all` and `ceiling-of-all`.
    """
    if not 0 < requirement.share <= 1:
        raise Refusal("share-outside", share=str(requirement.share))
    if requirement.share == 1 and requirement.strict and not requirement.is_ceiling:
        # More than everyone can never be met; who writes it means everyone.
        raise Refusal("share-above-all", share="100%")
    if requirement.share == 1 and requirement.is_ceiling and not requirement.strict:
        # A veto that nobody can use would let a vote pass in which nobody has to agree.
        raise Refusal("ceiling-of-all", share="100%")
    return requirement


def _fits_participation(requirement: Requirement) -> bool:
    return requirement.of is Of.ELECTORATE and not requirement.is_ceiling and requirement.subject is not Subject.OPPOSE


_SHARE = re.compile(r"([0-9]{1,9}(?:/[0-9]{1,9}|\.[0-9]{1,9})?) ?(%?)")


def read_share(written: str) -> Fraction:
    """The share meant by "2/3", "20%" or "0.2", as people type it; refuses `share-outside`."""
    found = _SHARE.fullmatch(unicodedata.normalize("NFKC", written).strip())
    try:
        share = Fraction(found[1]) / (100 if found[2] else 1) if found else Fraction(0)
    except ZeroDivisionError:
        raise Refusal("share-outside", share=written[:40]) from None
    if not 0 < share <= 1:
        raise Refusal("share-outside", share=written[:40])
    return share


def requirement_json(requirement: Requirement) -> dict[str, Any]:
    """A requirement as plain JSON; what is usual is left out, so that the usual reads short."""
    written: dict[str, Any] = {
        "measure": requirement.measure.value,
        "share": f"{requirement.share.numerator}/{requirement.share.denominator}",
        "of": requirement.of.value,
        "strict": requirement.strict,
    }
    if requirement.subject is not Subject.AGREE:
        written["subject"] = requirement.subject.value
    if requirement.is_ceiling:
        written["ceiling"] = True
    return written


def requirement_from_json(kept: Mapping[str, Any]) -> Requirement:
    """The requirement kept as plain JSON."""
    return Requirement(
        Measure(kept["measure"]),
        Fraction(kept["share"]),
        Of(kept["of"]),
        bool(kept["strict"]),
        Subject(kept.get("subject", Subject.AGREE)),
        bool(kept.get("ceiling", False)),
    )


def rule_json(rule: Rule) -> dict[str, Any]:
    """A rule as plain JSON: how it is kept, frozen into the book's first line, and published."""
    return {
        "key": rule.key,
        "version": rule.version,
        "participation": [requirement_json(requirement) for requirement in rule.participation],
        "approval": [requirement_json(requirement) for requirement in rule.approval],
        "basis": list(rule.basis),
        "allows_proxies": rule.allows_proxies,
        "allows_deeming": rule.allows_deeming,
    }


def rule_from_json(kept: Mapping[str, Any]) -> Rule:
    """The rule kept as plain JSON."""
    return Rule(
        kept["key"],
        kept["version"],
        tuple(map(requirement_from_json, kept["participation"])),
        tuple(map(requirement_from_json, kept["approval"])),
        tuple(kept["basis"]),
        kept["allows_proxies"],
        kept["allows_deeming"],
    )
