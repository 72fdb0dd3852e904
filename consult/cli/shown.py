"""A consultation as a command shows it: lines for a reader; JSON for a program is the same everywhere."""

from __future__ import annotations

from consult.queries.consultation_json import consultation_json
from consult.queries.consultations import ConsultationView
from consult.queries.papers import scope_said
from consult.wording.answers import choice_label
from consult.wording.language import Words
from consult.wording.rules import rule_name, rule_sentences
from consult.wording.states import BASES, KINDS, state_name

__all__ = ["consultation_json", "consultation_lines"]


def consultation_lines(words: Words, view: ConsultationView) -> list[str]:
    """A consultation for a reader."""
    lines = [
        f"{view.code}  {words.pick(view.title)}",
        f"{words.pick(view.estate.name)} · {state_name(words, view.state)} · {words.gettext(KINDS[view.kind])}",
        words.gettext(BASES[view.basis]),
        words.gettext(
            "%(opens_at)s to %(closes_at)s",
            opens_at=words.moment(view.opens_at),
            closes_at=words.moment(view.closes_at),
        ),
        rule_name(words, view.rule),
        *rule_sentences(words, view.rule, view.electorate),
    ]
    if view.scope or view.left_out or view.members:
        lines.insert(3, scope_said(words, view))
    if view.picture:
        lines.append(words.gettext("Picture: %(description)s", description=words.pick(view.picture.description)))
    for question in view.questions:
        choices = " / ".join(choice_label(words, question, key) for key in question.choices)
        lines.append(f"{question.number}. {words.pick(question.title)}" + (f"  [{choices}]" if choices else ""))
    return lines
