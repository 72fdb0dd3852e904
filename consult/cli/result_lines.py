"""A result as a command shows it to a reader: what came back, and every question's figures and outcome."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from consult.documents.result_figures import Condition, PlanFigures, QuestionFigures, Row, question_figures
from consult.documents.returned_figures import returned_rows
from consult.wording.deeming import Beside
from consult.wording.language import Words
from consult.wording.tenants import TenantsSaid, tenants_said


def result_lines(words: Words, result: Mapping[str, Any]) -> list[str]:
    """A result (`result.json`) in lines."""
    about = result["consultation"]
    lines = [f"{about['code']}  {words.pick(about['title'])}"]
    lines += [f"  {label}: {figure}" for label, figure in returned_rows(words, result)]
    for figures in question_figures(words, result):
        lines.extend(_question(words, figures))
    if tenants := tenants_said(words, result):
        lines.extend(_tenants(tenants))
    return lines


def _question(words: Words, figures: QuestionFigures) -> Iterator[str]:
    yield f"{figures.number}. {figures.title}"
    yield f"   {figures.took_part}"
    yield from (f"   {_row(words, row)}" for row in figures.rows)
    if figures.table:
        yield f"   ({figures.table})"
    for method in figures.methods:
        yield f"   {method.name}"
        yield from (f"     {line}" for line in method.lines)
    for condition in (*figures.turnout, *figures.conditions):
        if condition.needed:
            yield f"   {_said(condition)}"
    for plan in figures.plans:
        yield from _plan(words, plan)
    if figures.verdict:
        yield f"   → {figures.verdict}"
    for beside in figures.beside:
        yield from _beside(words, beside)


def _beside(words: Words, beside: Beside) -> Iterator[str]:
    """Returned and deemed side by side, and both outcomes."""
    if beside.name:
        yield f"   {beside.name}"
    for label, *cells in beside.rows:
        said = [f"{title} {cell}" for (title, _), cell in zip(beside.columns, cells, strict=True) if cell]
        yield f"   {label}: {', '.join(said)}"
    if beside.note:
        yield f"   {beside.note}"
    yield from (f"   → {one.rests_on}: {one.verdict}" for one in beside.outcomes)


def _plan(words: Words, plan: PlanFigures) -> Iterator[str]:
    yield f"   {plan.name}: {plan.verdict}" if plan.verdict else f"   {plan.name}"
    if plan.took_part:
        yield f"     {plan.took_part}"
    yield from (f"     {_row(words, row)}" for row in plan.rows)
    yield from (f"     {_said(condition)}" for condition in plan.conditions)


def _tenants(tenants: TenantsSaid) -> Iterator[str]:
    yield ""
    yield tenants.heading
    yield from (f"  {said}" for said in tenants.said)
    for question in tenants.questions:
        yield f"{question.number}. {question.title}"
        yield f"   {question.answered}"
        for part in question.tables:
            if part.name:
                yield f"   {part.name}"
            yield from (f"   {label}: {homes} ({share})" for label, homes, share in part.rows)


def _row(words: Words, row: Row) -> str:
    area = f", {row.area} {words.area_unit} ({row.area_share})" if row.area else ""
    figure = f"{row.heads} ({row.heads_share}){area}"
    return f"{row.label}: {figure} {row.verdict}".rstrip()


def _said(condition: Condition) -> str:
    return f"{condition.measure} · {condition.needed} → {condition.reached}: {condition.said}"
