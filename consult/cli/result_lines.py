"""A result as a command shows it to a reader: what came back, and every question's figures and outcome."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from consult.documents.result_figures import Condition, QuestionFigures, question_figures, returned_rows
from consult.wording.language import Words


def result_lines(words: Words, result: Mapping[str, Any]) -> list[str]:
    """A result (`result.json`) in lines."""
    about = result["consultation"]
    lines = [f"{about['code']}  {words.pick(about['title'])}"]
    lines += [f"  {label}: {figure}" for label, figure in returned_rows(words, result)]
    for figures in question_figures(words, result):
        lines.extend(_question(words, figures))
    return lines


def _question(words: Words, figures: QuestionFigures) -> Iterator[str]:
    yield f"{figures.number}. {figures.title}"
    yield f"   {figures.took_part}"
    unit = words.area_unit
    for row in figures.rows:
        figure = f"{row.heads} ({row.heads_share}), {row.area} {unit} ({row.area_share})"
        yield f"   {row.label}: {figure} {row.verdict}".rstrip()
    if figures.table:
        yield f"   ({figures.table})"
    for method in figures.methods:
        yield f"   {method.name}"
        yield from (f"     {line}" for line in method.lines)
    for condition in (*figures.turnout, *figures.conditions):
        if condition.needed:
            yield f"   {_said(condition)}"
    for plan, conditions, verdict in figures.plans:
        yield f"   {plan}: {verdict}"
        yield from (f"     {_said(condition)}" for condition in conditions)
    yield f"   → {figures.verdict}"


def _said(condition: Condition) -> str:
    return f"{condition.measure} · {condition.needed} → {condition.reached}: {condition.said}"
