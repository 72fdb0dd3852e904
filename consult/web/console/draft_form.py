"""The form of a draft as plain text fields, and the edits its buttons make; nothing typed is ever thrown away."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo
from itertools import count
from urllib.parse import quote, unquote

from werkzeug.datastructures import MultiDict

from consult.domain.consultation import Channel, Kind, Place
from consult.domain.electorate import Basis
from consult.domain.question import Question, QuestionType
from consult.queries.consultations import ConsultationView

LONGEST = 2_000
FORM_TYPES = ("consent", "choose-one", "choose-some", "text")
"""The question types that this form can show; others come from a consultation file."""

MOST_QUESTIONS = 20
MOST_OPTIONS = 20
NOTICE_DAYS = 15
WINDOW_DAYS = 14


@dataclass(frozen=True, slots=True)
class OptionFields:
    """One option as typed."""

    label_zh: str = ""
    label_en: str = ""
    cost: str = ""
    note_zh: str = ""
    note_en: str = ""


@dataclass(frozen=True, slots=True)
class QuestionFields:
    """One question as typed; `show_if` is `1:agree`, or empty for always."""

    type: str = QuestionType.CONSENT.value
    title_zh: str = ""
    title_en: str = ""
    body_zh: str = ""
    body_en: str = ""
    most: str = ""
    show_if: str = ""
    options: tuple[OptionFields, ...] = ()

    @property
    def has_options(self) -> bool:
        """Whether this kind of question offers options of its own."""
        return self.type in (QuestionType.CHOOSE_ONE.value, QuestionType.CHOOSE_SOME.value)


@dataclass(frozen=True, slots=True)
class DraftFields:
    """The whole form as typed; times are local, as `datetime-local` writes them."""

    title_zh: str = ""
    title_en: str = ""
    intro_zh: str = ""
    intro_en: str = ""
    kind: str = Kind.BINDING.value
    rule: str = "general"
    basis: str = Basis.BY_OWNER.value
    places: tuple[str, ...] = ()
    notice_on: str = ""
    opens_at: str = ""
    closes_at: str = ""
    channels: tuple[str, ...] = (Channel.WEB.value, Channel.PAPER.value)
    questions: tuple[QuestionFields, ...] = (QuestionFields(),)


def blank_form(now: datetime, zone: tzinfo) -> DraftFields:
    """A new draft: the notice tomorrow, open after its fifteen days, two weeks to answer."""
    notice = now.astimezone(zone) + timedelta(days=1)
    opens = (notice + timedelta(days=NOTICE_DAYS)).replace(hour=9, minute=0)
    closes = (opens + timedelta(days=WINDOW_DAYS)).replace(hour=18)
    return DraftFields(
        notice_on=notice.date().isoformat(), opens_at=_local(opens, zone), closes_at=_local(closes, zone)
    )


def form_of(view: ConsultationView, zone: tzinfo) -> DraftFields:
    """A kept draft as its form."""
    return DraftFields(
        title_zh=view.title.get("zh", ""),
        title_en=view.title.get("en", ""),
        intro_zh=view.intro.get("zh", ""),
        intro_en=view.intro.get("en", ""),
        kind=view.kind.value,
        rule=view.rule.key,
        basis=view.basis.value,
        places=tuple(place_value(place) for place in view.scope),
        notice_on=view.notice_on.isoformat(),
        opens_at=_local(view.opens_at, zone),
        closes_at=_local(view.closes_at, zone),
        channels=tuple(channel.value for channel in view.channels),
        questions=tuple(_question_fields(question) for question in view.questions),
    )


def _local(moment: datetime, zone: tzinfo) -> str:
    return moment.astimezone(zone).strftime("%Y-%m-%dT%H:%M")


def _question_fields(question: Question) -> QuestionFields:
    condition = question.show_if
    return QuestionFields(
        type=question.type.value,
        title_zh=question.title.get("zh", ""),
        title_en=question.title.get("en", ""),
        body_zh=question.body.get("zh", ""),
        body_en=question.body.get("en", ""),
        most=str(question.most or ""),
        show_if=f"{condition.question}:{condition.answer}" if condition else "",
        options=tuple(
            OptionFields(
                option.label.get("zh", ""),
                option.label.get("en", ""),
                "" if option.cost is None else f"{option.cost // 100}.{option.cost % 100:02d}",
                option.note.get("zh", ""),
                option.note.get("en", ""),
            )
            for option in question.options
        ),
    )


def place_value(place: Place) -> str:
    """A building or entrance as the value of its box."""
    return f"{quote(place.building, safe='')}/{quote(place.entrance, safe='')}"


def place_of(value: str) -> Place:
    """The building or entrance of a ticked box."""
    building, _, entrance = value.partition("/")
    return Place(unquote(building), unquote(entrance))


def read_form(form: MultiDict[str, str]) -> DraftFields:
    """What was typed, field by field; line ends as one character."""
    typed = {name: _plain(form.get(name, "")) for name in _TEXTS}
    return DraftFields(
        **typed,
        places=tuple(form.getlist("place")) if form.get("scope") == "places" else (),
        channels=tuple(form.getlist("channel")),
        questions=tuple(_read_questions(form)),
    )


_TEXTS = (
    "title_zh",
    "title_en",
    "intro_zh",
    "intro_en",
    "kind",
    "rule",
    "basis",
    "notice_on",
    "opens_at",
    "closes_at",
)


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").strip()[:LONGEST]


def _read_questions(form: Mapping[str, str]) -> Iterator[QuestionFields]:
    for number in range(1, MOST_QUESTIONS + 1):
        if f"q{number}_type" not in form:
            return
        fields = {
            name: _plain(form.get(f"q{number}_{name}", ""))
            for name in ("type", "title_zh", "title_en", "body_zh", "body_en", "most", "show_if")
        }
        yield QuestionFields(**fields, options=tuple(_read_options(form, number)))


def _read_options(form: Mapping[str, str], question: int) -> Iterator[OptionFields]:
    for number in range(1, MOST_OPTIONS + 1):
        stem = f"q{question}o{number}"
        if f"{stem}_label_zh" not in form:
            return
        yield OptionFields(*(_plain(form.get(f"{stem}_{name}", "")) for name in _OPTION_TEXTS))


_OPTION_TEXTS = ("label_zh", "label_en", "cost", "note_zh", "note_en")


def edited(fields: DraftFields, deed: str) -> DraftFields:
    """The form after one of its buttons: `add-question`, `remove-question-2`, `up-2`, `add-option-2`, …"""
    name, _, places = deed.rpartition("-") if deed[-1:].isdigit() else (deed, "", "")
    if name.startswith("remove-option"):
        question = int(name.rpartition("-")[2])
        return _change(fields, question, lambda q: _without_option(q, int(places)))
    match name:
        case "add-question" if len(fields.questions) < MOST_QUESTIONS:
            return replace(fields, questions=(*fields.questions, QuestionFields()))
        case "remove-question":
            return _rearranged(fields, [n for n in _numbers(fields) if n != int(places)])
        case "up":
            return _rearranged(fields, _moved_up(_numbers(fields), int(places)))
        case "add-option":
            return _change(fields, int(places), _with_option)
    return fields


def _numbers(fields: DraftFields) -> list[int]:
    return list(range(1, len(fields.questions) + 1))


def _moved_up(numbers: list[int], number: int) -> list[int]:
    if number in numbers[1:]:
        at = number - 1
        numbers[at - 1], numbers[at] = numbers[at], numbers[at - 1]
    return numbers


def _rearranged(fields: DraftFields, order: list[int]) -> DraftFields:
    """Questions in a new order; a condition follows its question, and is dropped where that no longer comes earlier."""
    new_number = dict(zip(order, count(1), strict=False))

    def follow(question: QuestionFields, new: int) -> QuestionFields:
        asked, _, answer = question.show_if.partition(":")
        target = new_number.get(int(asked)) if asked.isdigit() else None
        is_kept = target is not None and target < new
        return replace(question, show_if=f"{target}:{answer}" if is_kept else "")

    questions = (follow(fields.questions[old - 1], new) for new, old in enumerate(order, start=1))
    return replace(fields, questions=tuple(questions))


def _change(fields: DraftFields, number: int, change: Callable[[QuestionFields], QuestionFields]) -> DraftFields:
    questions = list(fields.questions)
    if 1 <= number <= len(questions):
        questions[number - 1] = change(questions[number - 1])
    return replace(fields, questions=tuple(questions))


def _with_option(question: QuestionFields) -> QuestionFields:
    if len(question.options) >= MOST_OPTIONS:
        return question
    return replace(question, options=(*question.options, OptionFields()))


def _without_option(question: QuestionFields, number: int) -> QuestionFields:
    return replace(question, options=tuple(o for at, o in enumerate(question.options, start=1) if at != number))


def with_room_for_options(fields: DraftFields) -> DraftFields:
    """The form with at least two option rows wherever options are asked for."""

    def roomy(question: QuestionFields) -> QuestionFields:
        missing = 2 - len(question.options) if question.has_options else 0
        return replace(question, options=question.options + (OptionFields(),) * max(0, missing))

    return replace(fields, questions=tuple(roomy(question) for question in fields.questions))
