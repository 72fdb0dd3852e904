"""The form of a draft as plain text fields, exactly as they are typed; nothing here is read or judged yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields, replace
from datetime import datetime, timedelta, tzinfo
from types import MappingProxyType

from consult.domain.consultation import Channel, Kind
from consult.domain.electorate import Basis
from consult.domain.privacy import Secrecy
from consult.domain.question import METHODS, WITH_OPTIONS, QuestionType
from consult.web.own_rule import RequirementFields, RuleFields

MOST_QUESTIONS = 20
MOST_OPTIONS = 20
MOST_REQUIREMENTS = 10
"""How far the buttons of the form add; a draft from a file may have more, and keeps them."""

NOTICE_DAYS = 15
WINDOW_DAYS = 14

_OWN_FIELDS = MappingProxyType(
    {
        QuestionType.CHOOSE_SOME.value: ("most",),
        QuestionType.RANK.value: ("most",),
        QuestionType.BUDGET.value: ("most", "budget"),
        QuestionType.SCORE.value: ("scale_low", "scale_high"),
        QuestionType.NUMBER.value: ("least", "largest", "step", "unit_zh", "unit_en"),
    }
)
"""Question type → the fields that only some types have."""


@dataclass(frozen=True, slots=True)
class OptionFields:
    """One option as typed; `x` and `y` are its point on the plan in per cent."""

    label_zh: str = ""
    label_en: str = ""
    cost: str = ""
    note_zh: str = ""
    note_en: str = ""
    x: str = ""
    y: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all was typed: an empty row is no option."""
        return not any(getattr(self, one.name) for one in fields(self))


@dataclass(frozen=True, slots=True)
class QuestionFields:
    """One question as typed; `show_if` is `1:agree`, or `2:3` for row 3 of question 2's options, or empty for always.

    `largest` is the greatest number allowed, `most` how many options may be chosen.
    """

    type: str = QuestionType.CONSENT.value
    title_zh: str = ""
    title_en: str = ""
    body_zh: str = ""
    body_en: str = ""
    plain_zh: str = ""
    plain_en: str = ""
    most: str = ""
    show_if: str = ""
    budget: str = ""
    scale_low: str = "1"
    scale_high: str = "5"
    least: str = ""
    largest: str = ""
    step: str = "1"
    unit_zh: str = ""
    unit_en: str = ""
    methods: tuple[str, ...] = ()
    options: tuple[OptionFields, ...] = ()

    @property
    def has_options(self) -> bool:
        """Whether this kind of question offers options of its own."""
        return self.type in WITH_OPTIONS

    @property
    def has_points(self) -> bool:
        """Whether its options stand on a plan; points once typed stay in sight."""
        return self.type == QuestionType.PLACE.value or any(option.x or option.y for option in self.options)

    @property
    def shown(self) -> tuple[str, ...]:
        """The fields that only some types have and this one shows."""
        return _OWN_FIELDS.get(self.type, ())

    @property
    def hidden(self) -> Iterator[tuple[str, str]]:
        """What was typed for another kind of answer travels along unseen: changing one's mind costs nothing."""
        usual = QuestionFields()
        for name in dict.fromkeys(name for names in _OWN_FIELDS.values() for name in names):
            value = getattr(self, name)
            if name not in self.shown and value != getattr(usual, name):
                yield name, value

    @property
    def method_choices(self) -> tuple[str, ...]:
        """The ways of counting to choose from: those chosen first, in their order, then the others of the type."""
        known = [method.value for method in METHODS.get(QuestionType(self.type), ())] if self.is_known else []
        chosen = [name for name in self.methods if name in known]
        return tuple(dict.fromkeys([*chosen, *known]))

    @property
    def other_methods(self) -> tuple[str, ...]:
        """Ways of counting ticked for another kind of answer."""
        return tuple(name for name in self.methods if name not in self.method_choices)

    @property
    def is_known(self) -> bool:
        """Whether its type is one there is."""
        return self.type in list(QuestionType)


@dataclass(frozen=True, slots=True)
class AgreedFields:
    """One question that residents ask, with its answer, as typed."""

    question_zh: str = ""
    question_en: str = ""
    answer_zh: str = ""
    answer_en: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all was typed: an empty row is no answer."""
        return not any(getattr(self, one.name) for one in fields(self))


@dataclass(frozen=True, slots=True)
class ProcedureFields:
    """The rules of procedure of this vote as typed; `switches` are the names of those ticked."""

    switches: tuple[str, ...] = ()
    deemed: str = "off"
    clause_zh: str = ""
    clause_en: str = ""
    proxy_cap: str = ""
    posted_days: str = ""


@dataclass(frozen=True, slots=True)
class DraftFields:
    """The whole form as typed; times are local, as `datetime-local` writes them.

    `left_out` and `members` have one unit in each line, its parts between slashes: 3/502, or 3/1/502 with an entrance.
    """

    title_zh: str = ""
    title_en: str = ""
    intro_zh: str = ""
    intro_en: str = ""
    plain_zh: str = ""
    plain_en: str = ""
    matter: str = ""
    kind: str = Kind.BINDING.value
    rule: str = "general"
    basis: str = Basis.BY_OWNER.value
    secrecy: str = Secrecy.NAMED.value
    scope: str = "all"
    places: tuple[str, ...] = ()
    left_out: str = ""
    members: str = ""
    notice_on: str = ""
    opens_at: str = ""
    closes_at: str = ""
    window_clause: str = ""
    channels: tuple[str, ...] = (Channel.WEB.value, Channel.PAPER.value)
    own_rule: RuleFields = field(default_factory=RuleFields)
    procedure: ProcedureFields | None = None
    """None where the form did not ask about it: what the draft said before then stays."""
    questions: tuple[QuestionFields, ...] = (QuestionFields(),)
    agreed: tuple[AgreedFields, ...] = ()


def blank_form(now: datetime, zone: tzinfo) -> DraftFields:
    """A new draft: the notice tomorrow, open after its fifteen days, two weeks to answer."""
    notice = now.astimezone(zone) + timedelta(days=1)
    opens = (notice + timedelta(days=NOTICE_DAYS)).replace(hour=9, minute=0, second=0, microsecond=0)
    closes = (opens + timedelta(days=WINDOW_DAYS)).replace(hour=18)
    return DraftFields(
        notice_on=notice.date().isoformat(), opens_at=local_time(opens, zone), closes_at=local_time(closes, zone)
    )


def local_time(moment: datetime, zone: tzinfo) -> str:
    """A moment as `datetime-local` writes it: to the minute, unless it is finer than that."""
    local = moment.astimezone(zone).replace(tzinfo=None)
    return local.isoformat(timespec="auto" if local.second or local.microsecond else "minutes")


def with_room(typed: DraftFields) -> DraftFields:
    """The form with two option rows at least wherever options are asked for, and a line of each kind in the rule."""
    return replace(
        typed,
        questions=tuple(_roomy(question) for question in typed.questions),
        own_rule=replace(
            typed.own_rule,
            participation=typed.own_rule.participation or (RequirementFields(),),
            approval=typed.own_rule.approval or (RequirementFields("agree-more"),),
        ),
    )


def _roomy(question: QuestionFields) -> QuestionFields:
    missing = 2 - len(question.options) if question.has_options else 0
    return replace(question, options=question.options + (OptionFields(),) * max(0, missing))
