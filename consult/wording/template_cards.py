"""A template on a card: what it is for, how long it takes, and which majority the law wants."""

from __future__ import annotations

from dataclasses import dataclass

from consult.domain.consultation_template import Template
from consult.wording.language import Words
from consult.wording.marking import N_
from consult.wording.matters import name_of_matter, suggestion
from consult.wording.rules import RULE_NAMES

_BINDS = N_("Owners' vote")
_RESIDENTS = N_("Residents' vote")
_ASKS = N_("Survey")


@dataclass(frozen=True, slots=True)
class TemplateCard:
    """What a card says; `takes` is how long preparing and holding it takes, `rule` the majority, `why` its reason."""

    key: str
    name: str
    sort: str
    purpose: str
    takes: str
    rule: str
    why: str


def card_of(words: Words, template: Template) -> TemplateCard:
    """A template's card."""
    matter = template.matter
    held = suggestion(words, matter.key, is_binding=matter.binds, in_part=False) if matter else None
    return TemplateCard(
        key=template.key,
        name=name_of_matter(words, matter.key) if matter else template.key,
        sort=words.gettext(_sort(template)),
        purpose=words.pick(template.purpose),
        takes=words.gettext(
            "About %(minutes)s minutes to write; %(days)s days from posting the notice to the end.",
            minutes=template.minutes,
            days=template.days,
        ),
        rule=words.gettext(RULE_NAMES[template.rule]),
        why=held.why if held else "",
    )


def _sort(template: Template) -> str:
    if template.rule == "residents-meeting":
        return _RESIDENTS
    return _BINDS if template.matter and template.matter.binds else _ASKS
