"""The agreed answers of a draft's form: from its rows to the plan and back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from consult.domain.agreed_answer import AgreedAnswer
from consult.web.console.draft_fields import AgreedFields
from consult.web.console.draft_questions import text_of


def agreed_fields(agreed: Iterable[AgreedAnswer]) -> tuple[AgreedFields, ...]:
    """Kept answers as rows of the form."""
    return tuple(
        AgreedFields(
            one.question.get("zh", ""), one.question.get("en", ""), one.answer.get("zh", ""), one.answer.get("en", "")
        )
        for one in agreed
    )


def agreed_of(rows: Iterable[AgreedFields]) -> tuple[AgreedAnswer, ...]:
    """The rows in which anything was typed, as they stand."""
    return tuple(_agreed(rows))


def _agreed(rows: Iterable[AgreedFields]) -> Iterator[AgreedAnswer]:
    for row in rows:
        if not row.is_empty:
            yield AgreedAnswer(text_of(row.question_zh, row.question_en), text_of(row.answer_zh, row.answer_en))
