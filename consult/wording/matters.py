"""What a vote is about, in words; which rule the law asks for it, and why."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TypedDict

from consult.domain.consent import Rule
from consult.domain.matter import MATTERS, Matter, rule_for
from consult.domain.rules import CUSTOM, RULES
from consult.wording.language import Words
from consult.wording.marking import N_
from consult.wording.rules import RULE_NAMES

MATTER_NAMES = {
    "procedure-rules": N_("the owners' rules of procedure"),
    "covenant": N_("the management covenant"),
    "committee-election": N_("electing or replacing the committee"),
    "property-manager": N_("hiring or dismissing the property manager"),
    "fund-use": N_("using the repair fund"),
    "shed-material": N_("mending an existing shed, its roof or material"),
    "fund-raise": N_("paying into the repair fund anew"),
    "rebuild": N_("rebuilding a building or what belongs to it"),
    "common-space": N_("using a common space for something else, or for business"),
    "charger-places": N_("places for chargers on common land"),
    "new-shed": N_("a new shed on common land"),
    "new-parking": N_("new parking spaces on common land"),
    "parking-rules": N_("parking rules and parking fees"),
    "fee-change": N_("changing the property fee"),
    "other": N_("another important matter of all owners"),
    "lift": N_("adding a lift to an entrance"),
    "dwelling-business": N_("turning a dwelling into a business"),
    "residents-pact": N_("a residents' pact"),
    "garden": N_("planting and gardens"),
    "needs": N_("asking what residents need"),
    "satisfaction": N_("asking how satisfied residents are"),
}
"""Matter key → its name inside a sentence."""

_ITEMS = {
    1: N_("rules of procedure are item 1 of Article 278 of the Civil Code"),
    2: N_("the covenant is item 2 of Article 278 of the Civil Code"),
    3: N_("electing or replacing the committee is item 3 of Article 278 of the Civil Code"),
    4: N_("hiring or dismissing a manager is item 4 of Article 278 of the Civil Code"),
    5: N_("spending from the repair fund is item 5 of Article 278 of the Civil Code"),
    6: N_("raising money for the repair fund is item 6 of Article 278 of the Civil Code"),
    7: N_("rebuilding is item 7 of Article 278 of the Civil Code"),
    8: N_("changing the use of common parts, or doing business on them, is item 8 of Article 278 of the Civil Code"),
    9: N_("other important matters of common ownership are item 9 of Article 278 of the Civil Code"),
}
_OTHER_LAWS = {
    "lift": N_("for a lift Shanghai asks the owners of the entrance alone, by the shares for changing common parts"),
    "unanimous": N_("Article 279 of the Civil Code asks every other owner of the building, one by one"),
    "residents-meeting": N_("a pact among residents is made by the residents' meeting, not by the owners"),
}
_OPINION = N_("it asks for opinions and decides nothing")
_PART = N_("only the owners of these buildings share the part, so they alone decide")


@dataclass(frozen=True, slots=True)
class RuleSuggestion:
    """The rule that the law asks for a matter: its key and name, and the reason as one sentence."""

    rule: str
    name: str
    why: str


class Circumstances(TypedDict):
    """What a rule hangs on beside the matter."""

    is_binding: bool
    in_part: bool


def name_of_matter(words: Words, key: str) -> str:
    """A matter's name standing alone, as in a list."""
    name = matter_name(words, key)
    return name[:1].upper() + name[1:]


def matter_name(words: Words, key: str) -> str:
    """A matter's name inside a sentence."""
    return words.gettext(MATTER_NAMES[key])


def suggestion(words: Words, key: str, *, is_binding: bool, in_part: bool) -> RuleSuggestion | None:
    """The rule suggested for a matter; none while nobody has said what it is about, or for a strange key."""
    matter = MATTERS.get(key)
    if matter is None:
        return None
    rule = rule_for(matter, is_binding=is_binding, in_part=in_part)
    name = words.gettext(RULE_NAMES[rule])
    reason = words.gettext("Because %(reason)s.", reason=_reason(words, matter, rule))
    return RuleSuggestion(rule, name, reason)


def _reason(words: Words, matter: Matter, rule: str) -> str:
    if rule == "advisory":
        return words.gettext(_OPINION)
    if rule in _OTHER_LAWS:
        return words.gettext(_OTHER_LAWS[rule])
    item = words.gettext(_ITEMS[matter.item or 9])
    if rule == matter.rule or not matter.binds:
        return item
    return words.gettext("%(one)s; %(other)s", one=item, other=words.gettext(_PART))


def warning_of(words: Words, key: str, rule: Rule, *, is_binding: bool, in_part: bool) -> str:
    """What to say to a committee that chose another rule than the law's for its matter; '' where there is nothing.

    Under which rule a survey shows its figures is the committee's own affair.
    """
    held = suggestion(words, key, is_binding=is_binding, in_part=in_part) if is_binding else None
    if held is None or rule.key == held.rule:
        return ""
    said = words.gettext(
        "For %(matter)s the rule is “%(rule)s”. %(why)s", matter=matter_name(words, key), rule=held.name, why=held.why
    )
    more = words.gettext(_LESS if _asks_less(rule, RULES[held.rule]) else _OTHERWISE)
    return said + ("" if words.is_chinese else " ") + more


_LESS = N_("The rule you chose asks fewer to agree: an owner could have the decision set aside within a year.")
_OTHERWISE = N_("You may hold the vote by another rule; then be able to say what that rests on.")


def _asks_less(chosen: Rule, lawful: Rule) -> bool:
    """Whether a chosen rule lets a smaller share decide, or asks nobody to take part."""
    if chosen.key == CUSTOM:
        return False
    return _least(chosen) < _least(lawful) or bool(lawful.participation and not chosen.participation)


def _least(rule: Rule) -> Fraction:
    return min((requirement.share for requirement in rule.approval), default=Fraction())
