"""The consultation as a committee plans it, and its life: draft → announced → open → closed.

Announcing freezes texts, rule and electorate; opening writes the first line of the book; closing the last but one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, tzinfo
from enum import StrEnum

from consult.domain.agreed_answer import AgreedAnswer, agreed_faults
from consult.domain.consent import Rule
from consult.domain.electorate import Basis
from consult.domain.matter import matter_named
from consult.domain.picture import NamedPicture, description_faults
from consult.domain.privacy import Secrecy
from consult.domain.procedure import Said, check_procedure, procedure_from_json
from consult.domain.question import Question, Text
from consult.domain.question_faults import LONGEST_TITLE, deciding_faults, question_faults
from consult.domain.refusal import Refusal, reasons
from consult.domain.rules import CUSTOM, rule_named
from consult.domain.same_person import is_among
from consult.domain.scope import Door, Place, scope_faults
from consult.domain.secret_poll import secrecy_faults, secret_faults

reasons(
    title_missing="a consultation without a title",
    no_questions="a consultation that asks nothing",
    closes_before_opening="opens_at, closes_at: a consultation that would close before it opens",
    opens_before_notice="notice_on, opens_at: opening before the notice is posted",
    time_without_zone="field: a moment without a time zone",
    no_channels="a consultation that nobody could answer: neither on the web nor on paper",
    rule_not_for_kind="rule, kind: a binding consultation needs a rule that decides",
    rule_without_approval="a binding consultation whose rule asks nobody to agree or not to oppose",
    already_closed="code: the consultation has been closed",
    closing_needs_another="a binding vote closed by one person, where two have to",
    closing_own="by: closing confirmed by the person who proposed it",
    not_announced="code: the consultation is still a draft",
    draft_changed="name, saved_at: the draft was saved anew after what was sent had been made from it",
    already_announced="code: the consultation is announced or further, so its text stands still",
    already_open="code: the consultation is open already",
    not_open="code: the consultation is not open",
    opens_later="opens_at: too early to open",
    closes_later="closes_at: too early to close",
    closed="closed_at: a ballot after the end",
    not_yet_open="opens_at: a ballot before the beginning",
    channel_not_offered="channel: a ballot over a channel this consultation does not use",
    unknown_consultation="code: no consultation of this code in this estate",
    unknown_estate="estate, known: no estate of this code",
    no_roll="a consultation that needs a roll before any was imported",
    area_missing="units: how many units in scope have no area although the rule weighs area",
    unknown_elector="an elector of another consultation, or none",
    unknown_serial="serial: a paper ballot's serial that was never issued to this elector",
    already_answered="receipt, channel, at: a second ballot for an elector whose ballot is counted",
    book_still_open="closes_at: the entries of a book whose consultation is not closed",
)


class Kind(StrEnum):
    """Whether the outcome binds the owners."""

    ADVISORY = "advisory"
    BINDING = "binding"


class State(StrEnum):
    """Where a consultation stands in its life."""

    DRAFT = "draft"
    ANNOUNCED = "announced"
    OPEN = "open"
    CLOSED = "closed"


class Channel(StrEnum):
    """How a ballot reached the count."""

    WEB = "web"
    PAPER = "paper"
    DOORSTEP = "doorstep"
    PROXY = "proxy"


IN_PERSON = frozenset({Channel.WEB, Channel.PAPER})
"""The ways by which an elector can really answer; a consultation needs one of them, whatever else it announces."""

SERVED_NOW = IN_PERSON | {Channel.DOORSTEP, Channel.PROXY}
"""The ways by which a ballot can really come in."""

HANDED_IN = frozenset({Channel.PAPER, Channel.PROXY})
"""Ways that leave a sheet in the committee's hands, which somebody types in; perhaps only after the end."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything a committee decides about a consultation before it is announced."""

    title: Text
    kind: Kind
    rule: str
    notice_on: date
    opens_at: datetime
    closes_at: datetime
    questions: tuple[Question, ...]
    intro: Text = field(default_factory=dict)
    basis: Basis = Basis.BY_OWNER
    scope: tuple[Place, ...] = ()
    left_out: tuple[Door, ...] = ()
    """Units of the scope that are not asked: of who asks the others for their consent."""
    members: tuple[Door, ...] = ()
    """The homes of a meeting's members, where only they are asked."""
    secrecy: str = Secrecy.NAMED.value
    own_rule: Rule | None = None
    """The committee's own rule, where `rule` is "custom"."""
    channels: tuple[Channel, ...] = (Channel.WEB, Channel.PAPER)
    procedure: Said = field(default_factory=dict)
    """Where this consultation's procedure differs from the estate's usual one, as plain JSON."""
    picture: NamedPicture | None = None
    """The picture that a file names beside it; a form sends its picture by itself."""
    agreed: tuple[AgreedAnswer, ...] = ()
    """What residents ask, and what the committee has agreed to answer."""
    matter: str = ""
    """What it is about (`domain.matter`), '' where nobody has said."""
    window_clause: str = ""
    """The clause of the rules of procedure by which it may be open for an unusual time."""
    template: str = ""
    """The key of the template that it is begun from."""

    @property
    def is_binding(self) -> bool:
        """Whether the outcome binds the owners."""
        return self.kind is Kind.BINDING

    @property
    def decision(self) -> Rule:
        """The rule that decides; refuses `unknown-rule`."""
        return self.own_rule if self.rule == CUSTOM and self.own_rule else rule_named(self.rule)


def check_plan(plan: Plan, zone: tzinfo) -> Plan:
    """Answer the plan itself, or refuse `plan-faults` with everything that is wrong with it.

    `zone` is the estate's, by whose calendar the notice is posted; a plan may write its moments in any other.
    """
    faults = [*_title_faults(plan), *_time_faults(plan, zone), *_rule_faults(plan), *_scope_faults(plan)]
    faults += [*_secrecy_faults(plan), *_matter_faults(plan)]
    if not plan.questions:
        faults.append(Refusal("no-questions"))
    if plan.picture is not None:
        faults.extend(description_faults(plan.picture.description))
    faults.extend(agreed_faults(plan.agreed))
    for question in plan.questions:
        faults.extend(question_faults(question, plan.questions, is_binding=plan.is_binding))
    if plan.is_binding:
        faults.extend(deciding_faults(plan.questions))
    if faults:
        raise Refusal("plan-faults", faults=tuple(faults))
    return plan


def _title_faults(plan: Plan) -> Iterable[Refusal]:
    if not any(plan.title.values()):
        yield Refusal("title-missing")
    if any(len(words) > LONGEST_TITLE for words in plan.title.values()):
        yield Refusal("title-too-long", field="title", limit=LONGEST_TITLE)


def _time_faults(plan: Plan, zone: tzinfo) -> Iterable[Refusal]:
    for name, moment in (("opens_at", plan.opens_at), ("closes_at", plan.closes_at)):
        if moment.tzinfo is None:
            yield Refusal("time-without-zone", field=name)
            return
    # In one zone Python compares the hands of the clock, which are put twice a year.
    if plan.closes_at.astimezone(UTC) <= plan.opens_at.astimezone(UTC):
        yield Refusal("closes-before-opening", opens_at=plan.opens_at, closes_at=plan.closes_at)
    if plan.notice_on > plan.opens_at.astimezone(zone).date():
        yield Refusal("opens-before-notice", notice_on=plan.notice_on, opens_at=plan.opens_at)


def _rule_faults(plan: Plan) -> Iterable[Refusal]:
    try:
        rule = plan.decision
    except Refusal as unknown:
        yield unknown
    else:
        if plan.is_binding and not rule.decides:
            yield Refusal("rule-not-for-kind", rule=plan.rule, kind=plan.kind.value)
        elif plan.is_binding and not rule.approval:
            yield Refusal("rule-without-approval")
        yield from _procedure_faults(plan, rule)
        if Channel.PROXY in plan.channels and not rule.allows_proxies:
            yield Refusal("proxies-not-allowed", rule=plan.rule)
    if not IN_PERSON.intersection(plan.channels):
        yield Refusal("no-channels")


def _matter_faults(plan: Plan) -> Iterable[Refusal]:
    try:
        matter_named(plan.matter)
    except Refusal as unknown:
        yield unknown


def _secrecy_faults(plan: Plan) -> Iterable[Refusal]:
    yield from secrecy_faults(plan.secrecy)
    if plan.secrecy == Secrecy.UNNAMED:
        yield from secret_faults(
            is_binding=plan.is_binding,
            rule=plan.rule,
            channels=[channel.value for channel in plan.channels],
            procedure=plan.procedure,
            questions=plan.questions,
        )


def _scope_faults(plan: Plan) -> Iterable[Refusal]:
    asked = (plan.scope, plan.left_out, plan.members)
    return scope_faults(*asked, rule=plan.rule, basis=plan.basis, is_binding=plan.is_binding)


def _procedure_faults(plan: Plan, rule: Rule) -> Iterable[Refusal]:
    try:
        check_procedure(procedure_from_json(plan.procedure), rule)
    except Refusal as cannot_hold:
        yield cannot_hold


def refuse_ballot_unless_open(
    state: State,
    *,
    opens_at: datetime,
    closes_at: datetime,
    closed_at: datetime | None,
    now: datetime,
    may_be_late: bool = False,
) -> None:
    """A ballot counts from OPEN until the announced end, or CLOSE if that comes first; else refuses why.

    `may_be_late`: a sheet handed in before the end may, by the rules of procedure, still be entered until CLOSE.
    """
    is_waited_for = may_be_late and state is State.OPEN
    if state is State.CLOSED or (now >= closes_at and not is_waited_for):
        raise Refusal("closed", closed_at=min(closes_at, closed_at or closes_at))
    if state is not State.OPEN:
        raise Refusal("not-yet-open", opens_at=opens_at)


def refuse_open_unless_due(state: State, *, code: str, opens_at: datetime, closes_at: datetime, now: datetime) -> None:
    """Opening needs an announced consultation and its announced time; a passed end is refused as closed."""
    if state is State.OPEN:
        raise Refusal("already-open", code=code)
    if state is State.CLOSED or now >= closes_at:
        raise Refusal("already-closed", code=code)
    if now < opens_at:
        raise Refusal("opens-later", opens_at=opens_at)


def refuse_close_unless_due(state: State, *, code: str, closes_at: datetime, now: datetime, all_in: bool) -> None:
    """Closing waits for the announced end, unless every elector has answered."""
    if state is State.CLOSED:
        raise Refusal("already-closed", code=code)
    if state is not State.OPEN:
        raise Refusal("not-open", code=code)
    if now < closes_at and not all_in:
        raise Refusal("closes-later", closes_at=closes_at)


def refuse_closing_alone(by: str, confirmed_by: str) -> None:
    """Two people close a binding vote. Ballots after the announced end are late all the same, whenever that is."""
    if not confirmed_by:
        raise Refusal("closing-needs-another")
    if is_among(confirmed_by, [by]):
        raise Refusal("closing-own", by=by)
