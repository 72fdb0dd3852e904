"""A draft as the procedure guards look at it: every text of it by the field in which it is written."""

from __future__ import annotations

from collections.abc import Iterator

from consult.domain.procedure_guards import Draft
from consult.domain.question import Question, Text
from consult.queries.consultations import ConsultationView


def guarded(view: ConsultationView) -> Draft:
    """The consultation for the guards of `domain.procedure_guards`."""
    return Draft(
        is_binding=view.is_binding,
        rule=view.rule.key,
        channels=view.channels,
        notice_on=view.notice_on,
        opens_at=view.opens_at,
        closes_at=view.closes_at,
        questions=view.questions,
        texts=dict(texts_of(view)),
        preparation=view.preparation,
    )


def texts_of(view: ConsultationView) -> Iterator[tuple[str, Text]]:
    """All words of a consultation by the stem of their field on the draft's form: title, q1_body, q1o2_label."""
    yield "title", view.title
    yield "intro", view.intro
    for question in view.questions:
        yield from _question_texts(question)
    for number, agreed in enumerate(view.agreed, start=1):
        yield f"a{number}_question", agreed.question
        yield f"a{number}_answer", agreed.answer


def _question_texts(question: Question) -> Iterator[tuple[str, Text]]:
    stem = f"q{question.number}"
    yield f"{stem}_title", question.title
    yield f"{stem}_body", question.body
    for row, option in enumerate(question.options, start=1):
        yield f"{stem}o{row}_label", option.label
        yield f"{stem}o{row}_note", option.note
