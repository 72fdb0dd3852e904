"""Questions between their fields on a draft's form and themselves; what cannot be read is named by its field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from consult.domain.numbers_typed import read_number, written_number
from consult.domain.plain_words import SIMPLE, with_plain
from consult.domain.question import (
    METHODS,
    Bounds,
    Condition,
    Method,
    Option,
    Point,
    Question,
    QuestionType,
    Scale,
    Text,
)
from consult.domain.question_faults import MOST_STEPS
from consult.domain.refusal import Refusal
from consult.web.console.draft_fields import OptionFields, QuestionFields

_SEVERAL_PLANS = (QuestionType.CHOOSE_ONE, QuestionType.CHOOSE_SOME)
_WITH_LIMIT = (QuestionType.CHOOSE_SOME, QuestionType.RANK, QuestionType.BUDGET)
_YUAN_MARKS, _PERCENT_MARKS = "¥￥元 ", "%％ "
"""What people write beside a figure."""

WHOLE_PLAN = 10_000
"""The far edge of the plan's picture in 0.01 %."""


def question_fields(question: Question) -> QuestionFields:
    """A question as the fields of the form."""
    condition, bounds = question.show_if, question.bounds
    return QuestionFields(
        type=question.type.value,
        title_zh=question.title.get("zh", ""),
        title_en=question.title.get("en", ""),
        body_zh=question.body.get("zh", ""),
        body_en=question.body.get("en", ""),
        plain_zh=question.body.get(SIMPLE["zh"], ""),
        plain_en=question.body.get(SIMPLE["en"], ""),
        most=str(question.most or ""),
        show_if=f"{condition.question}:{condition.answer}" if condition else "",
        budget=_hundredths_written(question.budget),
        scale_low=str(question.scale.low),
        scale_high=str(question.scale.high),
        least=_number_written(bounds.least),
        largest=_number_written(bounds.most),
        step=_number_written(bounds.step),
        unit_zh=question.unit.get("zh", ""),
        unit_en=question.unit.get("en", ""),
        methods=tuple(method.value for method in question.methods),
        options=tuple(_option_fields(option) for option in question.options),
    )


def _option_fields(option: Option) -> OptionFields:
    return OptionFields(
        option.label.get("zh", ""),
        option.label.get("en", ""),
        _hundredths_written(option.cost),
        option.note.get("zh", ""),
        option.note.get("en", ""),
        _percent_written(option.point.x) if option.point else "",
        _percent_written(option.point.y) if option.point else "",
    )


def _hundredths_written(hundredths: int | None) -> str:
    return "" if hundredths is None else f"{hundredths // 100}.{hundredths % 100:02d}"


def _percent_written(hundredths: int) -> str:
    return written_number(Decimal(hundredths) / 100)


def _number_written(number: Decimal | None) -> str:
    return "" if number is None else written_number(number)


def text_of(zh: str, en: str) -> Text:
    """Words by language, of the languages that were written."""
    return {language: words for language, words in (("zh", zh), ("en", en)) if words}


@dataclass(frozen=True, slots=True)
class QuestionReader:
    """Reads the fields of one question; what it cannot read it adds to `faults`, each with the id of its field."""

    number: int
    typed: QuestionFields
    earlier: tuple[QuestionFields, ...]
    is_binding: bool
    faults: list[Refusal]

    def read(self) -> Question:
        """The question as far as it can be read."""
        typed, kind = self.typed, self.kind
        return Question(
            number=self.number,
            type=kind,
            title=text_of(typed.title_zh, typed.title_en),
            body=with_plain(text_of(typed.body_zh, typed.body_en), typed.plain_zh, typed.plain_en),
            options=tuple(self._options()) if typed.has_options else (),
            most=self._limit() if kind in _WITH_LIMIT else None,
            show_if=self._condition(),
            can_refuse=self.is_binding and kind in _SEVERAL_PLANS,
            methods=self._methods(),
            scale=self._scale() if kind is QuestionType.SCORE else Scale(),
            budget=self._sum(typed.budget, "budget") if kind is QuestionType.BUDGET else None,
            bounds=self._bounds() if kind is QuestionType.NUMBER else Bounds(),
            unit=text_of(typed.unit_zh, typed.unit_en) if kind is QuestionType.NUMBER else {},
        )

    @property
    def kind(self) -> QuestionType:
        """How it is answered; a type that is none reads as agreement."""
        return QuestionType(self.typed.type) if self.typed.is_known else QuestionType.CONSENT

    def _fault(self, reason: str, name: str, **details: object) -> None:
        self.faults.append(Refusal(reason, question=self.number, at=f"q{self.number}{name}", **details))

    def _options(self) -> Iterator[Option]:
        # Rows left wholly empty are not options; the keys of the others count on without gaps.
        for row, option in enumerate(self.typed.options, start=1):
            if not option.is_empty:
                yield Option(
                    option_key(self.typed, row),
                    text_of(option.label_zh, option.label_en),
                    text_of(option.note_zh, option.note_en),
                    self._cost(row, option),
                    self._point(row, option),
                )

    def _cost(self, row: int, option: OptionFields) -> int | None:
        cost = _hundredths(option.cost, _YUAN_MARKS)
        if option.cost and cost is None:
            self._fault("cost-unreadable", f"o{row}_cost", option=row, cost=option.cost[:40])
        return cost

    def _point(self, row: int, option: OptionFields) -> Point | None:
        if not option.x and not option.y:
            return None
        found = [self._share_of_plan(row, name, typed) for name, typed in (("x", option.x), ("y", option.y))]
        x, y = found
        return None if x is None or y is None else Point(x, y)

    def _share_of_plan(self, row: int, name: str, typed: str) -> int | None:
        found = _hundredths(typed, _PERCENT_MARKS)
        if found is None or found > WHOLE_PLAN:
            label = text_of(self.typed.options[row - 1].label_zh, self.typed.options[row - 1].label_en)
            self._fault("point-missing", f"o{row}_{name}", label=label or str(row))
            return None
        return found

    def _sum(self, typed: str, name: str) -> int | None:
        found = _hundredths(typed, _YUAN_MARKS)
        if typed and found is None:
            self._fault("number-unreadable", f"_{name}", answer=typed[:40])
        return found

    def _limit(self) -> int | None:
        typed = self.typed.most
        if not typed:
            return None
        found = read_number(typed)
        if found is None or found != int(found) or abs(found) > 9_999:
            self._fault("limit-unreadable", "_most", limit=typed[:40])
            return None
        return int(found)

    def _methods(self) -> tuple[Method, ...]:
        """The methods ticked. Where none is, all of the type are written down now, so that they stay."""
        known = METHODS.get(self.kind, ())
        ticked = dict.fromkeys(Method(name) for name in self.typed.methods if name in known)
        return tuple(ticked) or known

    def _scale(self) -> Scale:
        low, high = (self._step(name) for name in ("scale_low", "scale_high"))
        if low is None or high is None:
            return Scale()
        return Scale(low, high)

    def _step(self, name: str) -> int | None:
        found = self._number(name)
        if found is None and not getattr(self.typed, name):
            self._fault("scale-impossible", f"_{name}", limit=MOST_STEPS)
        if found is not None and found != int(found):
            self._fault("number-off-step", f"_{name}", step="1")
            return None
        return None if found is None else int(found)

    def _bounds(self) -> Bounds:
        step = self._number("step")
        return Bounds(self._number("least"), self._number("largest"), Bounds().step if step is None else step)

    def _number(self, name: str) -> Decimal | None:
        typed = getattr(self.typed, name)
        found = read_number(typed)
        if typed and found is None:
            self._fault("number-unreadable", f"_{name}", answer=typed[:40])
        return found

    def _condition(self) -> Condition | None:
        asked, _, answer = self.typed.show_if.partition(":")
        if not (asked.isascii() and asked.isdigit() and len(asked) < 5 and answer):
            return None
        number = int(asked)
        if not 1 <= number <= len(self.earlier) or not (answer.isascii() and answer.isdigit()):
            return Condition(number, answer[:40])
        return Condition(number, option_key(self.earlier[number - 1], int(answer[:5])) or answer[:5])


def option_key(question: QuestionFields, row: int) -> str:
    """The key that the option of a row gets; '' for a row that is empty or none."""
    filled = [at for at, option in enumerate(question.options, start=1) if not option.is_empty]
    return str(filled.index(row) + 1) if row in filled else ""


def _hundredths(typed: str, marks: str) -> int | None:
    """A figure of two decimals at most, not below zero, in hundredths: 38,000.00, ¥38000, 12.5%; else None."""
    found = read_number(typed.translate({ord(mark): None for mark in marks} | {ord("，"): ","}))
    if found is None or found < 0 or found * 100 != int(found * 100):
        return None
    return int(found * 100)


def read_questions(
    questions: tuple[QuestionFields, ...], faults: list[Refusal], *, is_binding: bool
) -> tuple[Question, ...]:
    """Every question of the form; faults are added with the ids of their fields."""
    return tuple(
        QuestionReader(number, typed, questions[: number - 1], is_binding, faults).read()
        for number, typed in enumerate(questions, start=1)
    )
