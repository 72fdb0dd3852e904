"""Reading the form of a draft: what was sent, field by field, with nothing cut off and nothing judged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any

from werkzeug.datastructures import MultiDict

from consult.web.console.draft_fields import (
    AgreedFields,
    DraftFields,
    OptionFields,
    ProcedureFields,
    QuestionFields,
)
from consult.web.own_rule import RuleFields, read_rule_lines

MOST_ROWS = 200
"""Rows of one kind that are read; nobody can have typed more."""


def _texts(of: type[Any]) -> tuple[str, ...]:
    """The names of a row's one-line fields."""
    return tuple(one.name for one in fields(of) if one.type == "str")


_DRAFT_TEXTS, _QUESTION_TEXTS, _OPTION_TEXTS = _texts(DraftFields), _texts(QuestionFields), _texts(OptionFields)


def read_form(form: MultiDict[str, str]) -> DraftFields:
    """What was typed; line ends as one character."""
    typed = {name: _plain(form.get(name, "")) for name in _DRAFT_TEXTS}
    return DraftFields(
        **typed,
        places=tuple(form.getlist("place")),
        channels=tuple(form.getlist("channel")),
        own_rule=_read_rule(form),
        procedure=_read_procedure(form) if "proxy_cap" in form else None,
        questions=tuple(_read_questions(form)),
        agreed=tuple(_read_agreed(form)),
    )


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def _given(form: Mapping[str, str], stem: str, names: tuple[str, ...]) -> dict[str, str]:
    """The fields of a row that the form has; those it does not show are as usual."""
    return {name: _plain(form[f"{stem}_{name}"]) for name in names if f"{stem}_{name}" in form}


def _read_rule(form: Mapping[str, str]) -> RuleFields:
    return RuleFields(
        _plain(form.get("rule_basis", "")),
        "rule_allows_deeming" in form,
        tuple(read_rule_lines(form, "rp")),
        tuple(read_rule_lines(form, "ra")),
    )


def _read_procedure(form: MultiDict[str, str]) -> ProcedureFields:
    texts = {name: _plain(form.get(name, "")) for name in _texts(ProcedureFields)}
    return ProcedureFields(switches=tuple(form.getlist("procedure")), **texts)


def _read_questions(form: MultiDict[str, str]) -> Iterator[QuestionFields]:
    for number in range(1, MOST_ROWS + 1):
        if f"q{number}_type" not in form:
            return
        yield QuestionFields(
            **_given(form, f"q{number}", _QUESTION_TEXTS),
            methods=tuple(form.getlist(f"q{number}_method")),
            options=tuple(_read_options(form, number)),
        )


def _read_agreed(form: Mapping[str, str]) -> Iterator[AgreedFields]:
    for number in range(1, MOST_ROWS + 1):
        if f"a{number}_question_zh" not in form:
            return
        yield AgreedFields(**_given(form, f"a{number}", _texts(AgreedFields)))


def _read_options(form: Mapping[str, str], question: int) -> Iterator[OptionFields]:
    for number in range(1, MOST_ROWS + 1):
        stem = f"q{question}o{number}"
        if f"{stem}_label_zh" not in form:
            return
        yield OptionFields(**_given(form, stem, _OPTION_TEXTS))
