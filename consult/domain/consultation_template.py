"""A template: a consultation file without its dates, with blanks to fill in and a checklist for the committee.

`format` says by which version of this reading it was written, so that a newer template is refused with a sentence
rather than read wrongly.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, tzinfo
from types import MappingProxyType
from typing import Any

from consult.domain.blanks import all_blanks, filled
from consult.domain.consultation import Plan, check_plan
from consult.domain.consultation_file import plan_of_table, read_toml
from consult.domain.local_time import typed_moment
from consult.domain.matter import Matter, matter_named
from consult.domain.numbers_typed import read_number
from consult.domain.question import Text
from consult.domain.refusal import Refusal, reasons
from consult.domain.toml_values import refuse_unknown, string, text, whole, wrong

reasons(
    template_newer="format, known: a template of a newer format than this version reads",
    template_broken="detail: a template whose parts do not fit together",
    unknown_template="template: a key that names no template",
    blank_not_number="label: words in a blank of a template that asks for a number",
)

FORMAT = 1
"""The newest format read here."""

_OWN_KEYS = frozenset({"format", "purpose", "minutes", "notice_days", "window_days", "blank", "checklist"})
_LANGUAGES = frozenset({"zh", "en", "zh-simple", "en-simple"})
_OPENS, _CLOSES = time(9), time(18)


@dataclass(frozen=True, slots=True)
class Blank:
    """Something that only the committee knows: its key in the text, what is wanted, and whether that is a number."""

    key: str
    label: Text
    hint: Text
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Template:
    """A template as it was read.

    `purpose` says in one sentence what it is for, `minutes` how long preparing it takes, `notice_days` and
    `window_days` how long its notice hangs and its vote is open. `table` is the consultation file without its dates.
    """

    key: str
    purpose: Text
    minutes: int
    notice_days: int
    window_days: int
    blanks: tuple[Blank, ...]
    checklist: tuple[Text, ...]
    table: Mapping[str, Any]

    @property
    def title(self) -> Text:
        """Its title, with its blanks still named by their keys."""
        return text(self.table, "title", needed=True)

    @property
    def matter(self) -> Matter | None:
        """What it is about."""
        return matter_named(string(self.table, "matter", ""))

    @property
    def rule(self) -> str:
        """The key of its rule."""
        return string(self.table, "rule")

    @property
    def days(self) -> int:
        """How many days pass from posting the notice to the end."""
        return self.notice_days + self.window_days


def is_template(table: Mapping[str, Any]) -> bool:
    """Whether a file's table is a template rather than a consultation file."""
    return "format" in table


def read_template(content: bytes, key: str) -> Template:
    """The template of a file; refuses `template-newer`, `template-broken`, and what a consultation file's values do."""
    return template_of(read_toml(content), key)


def template_of(table: Mapping[str, Any], key: str) -> Template:
    """The template that a file's table says; refuses as `read_template` does."""
    written = whole(table.get("format"), "format")
    if written > FORMAT:
        raise Refusal("template-newer", format=written, known=FORMAT)
    template = Template(
        key=key,
        purpose=text(table, "purpose", needed=True),
        minutes=whole(table.get("minutes"), "minutes"),
        notice_days=whole(table.get("notice_days"), "notice_days"),
        window_days=whole(table.get("window_days"), "window_days"),
        blanks=tuple(_blanks(table.get("blank", []))),
        checklist=tuple(_checklist(table.get("checklist", []))),
        table=MappingProxyType({name: value for name, value in table.items() if name not in _OWN_KEYS}),
    )
    _refuse_unless_whole(template)
    return template


def _blanks(value: object) -> Iterator[Blank]:
    if not isinstance(value, list):
        raise wrong("blank", value)
    for one in value:
        if not isinstance(one, dict):
            raise wrong("blank", one)
        refuse_unknown(one, frozenset({"key", "label", "hint", "number"}), where="blank")
        yield Blank(string(one, "key"), text(one, "label", needed=True), text(one, "hint"), one.get("number") is True)


def _checklist(value: object) -> Iterator[Text]:
    if not isinstance(value, list):
        raise wrong("checklist", value)
    for line in value:
        yield text({"line": line}, "line", needed=True)


def _refuse_unless_whole(template: Template) -> None:
    """Every blank is asked for, every one asked for stands in the text, and no day is of the past."""
    named = all_blanks(words for _language, words in _words_in(template.table))
    known = {blank.key for blank in template.blanks}
    for key in sorted(named ^ known):
        raise Refusal("template-broken", detail=f"{{{key}}}")
    if not 0 <= template.notice_days <= 365 or not 1 <= template.window_days <= 365:
        raise Refusal("template-broken", detail=f"{template.notice_days} + {template.window_days}")


def _words_in(value: object, language: str = "") -> Iterator[tuple[str, str]]:
    """All words of a table, with the language they stand under."""
    if isinstance(value, str) and language:
        yield language, value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _words_in(inner, key if key in _LANGUAGES else "")
    elif isinstance(value, list):
        for inner in value:
            yield from _words_in(inner)


def _filled(value: Any, given: Mapping[str, str], labels: Mapping[str, Text], language: str = "") -> Any:
    if isinstance(value, str):
        return filled(value, language, given, labels) if language else value
    if isinstance(value, Mapping):
        return {key: _filled(v, given, labels, key if key in _LANGUAGES else "") for key, v in value.items()}
    if isinstance(value, list):
        return [_filled(inner, given, labels) for inner in value]
    return value


def blank_faults(blanks: Iterable[Blank], given: Mapping[str, str]) -> Iterator[Refusal]:
    """What was typed into a blank and cannot stand there; the blank is named by its label in every language."""
    for blank in blanks:
        typed = given.get(blank.key, "")
        if blank.is_number and typed and read_number(typed) is None:
            yield Refusal("blank-not-number", label=blank.label, at=f"blank_{blank.key}")


def plan_of_template(template: Template, given: Mapping[str, str], *, notice_on: date, zone: tzinfo) -> Plan:
    """The plan of a template with what was given filled in; its notice hangs from `notice_on` in the estate's `zone`.

    Blanks without anything given stay marked in the text. Refuses `plan-faults`.
    """
    labels = {blank.key: blank.label for blank in template.blanks}
    opens_on = notice_on + timedelta(days=template.notice_days)
    closes_on = opens_on + timedelta(days=template.window_days)
    table = _filled(template.table, {key: typed.strip() for key, typed in given.items()}, labels)
    table |= {
        "notice_on": notice_on,
        "opens_at": _moment(opens_on, _OPENS, zone),
        "closes_at": _moment(closes_on, _CLOSES, zone),
    }
    return check_plan(replace(plan_of_table(table), template=template.key), zone)


def _moment(day: date, hour: time, zone: tzinfo) -> datetime:
    return typed_moment(datetime.combine(day, hour), zone)
