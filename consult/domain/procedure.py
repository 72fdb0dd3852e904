"""What the rules of procedure (业主大会议事规则) say where the law leaves it to them (voting rules §2–4).

An estate keeps its usual answers, a consultation may say otherwise, and announcing freezes what then holds: it stands
in the book's first line, on the rule sheet and on every paper.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from consult.domain.consent import Rule
from consult.domain.counting.tally import BallotReading
from consult.domain.deemed import Clause, DeemedMode, refuse_unless_deemable
from consult.domain.electorate import CountingSettings
from consult.domain.objection import MOST_DAYS, USUAL_DAYS
from consult.domain.proxy import USUAL_CAP
from consult.domain.question import Question, QuestionType, Text
from consult.domain.refusal import Refusal, reasons
from consult.domain.rules import CUSTOM, refuse_silence_on_special
from consult.domain.toml_values import member, refuse_unknown, text, whole, wrong

reasons(
    cap_outside="cap, most: how many principals one agent may represent, outside what makes sense",
    posting_outside="days, least, most: how long a result is posted, outside what makes sense",
    follow_not_allowed="rule: following the majority offered where silence and it can never be counted",
)

LARGEST_CAP = 20
SWITCHES = (
    "parking",
    "storage",
    "blank_abstains",
    "invalid_takes_part",
    "late_paper",
    "follow",
    "tenants",
    "paper_twice",
    "paper_photo",
    "replace",
    "assisted",
)
_KEYS = frozenset([*SWITCHES, "deemed", "proxy_cap", "posted_days"])

Said = Mapping[str, Any]
"""Some of a procedure as plain JSON: only the keys about which something is said."""


@dataclass(frozen=True, slots=True)
class Procedure:
    """The rules of procedure that one consultation is held under.

    `parking` and `storage`: such units weigh. `blank_abstains`: a question left blank beside answered ones is an
    abstention on it. `invalid_takes_part`: void rows and invalid papers take part without agreeing. `late_paper`: paper
    handed in before the end may be entered after it, until the count. `deemed` and `clause`: what silence after
    effective service means, and the clause that says so. `follow`: following the majority is offered as a choice.
    `proxy_cap`: principals one agent may represent. `tenants`: their opinions are collected in a tally of their own.
    `paper_twice`: a paper ballot counts once two people have read it alike, neither seeing what the other read; the
    sheets are reconciled before the count. `paper_photo`: every sheet is photographed. `replace`: an elector may
    answer anew on the web until the end, and the last answer counts. `assisted`: the web asks who helped to answer.
    `posted_days`: how long the result is posted, and a household may contest a ballot that was not its own.
    """

    parking: bool = False
    storage: bool = False
    blank_abstains: bool = False
    invalid_takes_part: bool = False
    late_paper: bool = False
    deemed: DeemedMode = DeemedMode.OFF
    clause: Text = field(default_factory=dict)
    follow: bool = False
    proxy_cap: int = USUAL_CAP
    tenants: bool = False
    paper_twice: bool = False
    paper_photo: bool = False
    replace: bool = False
    assisted: bool = False
    posted_days: int = USUAL_DAYS

    @property
    def counting(self) -> CountingSettings:
        """Which units weigh."""
        return CountingSettings(counts_parking=self.parking, counts_storage=self.storage)

    @property
    def reading(self) -> BallotReading:
        """What a blank question and an invalid mark mean."""
        return BallotReading(blank_abstains=self.blank_abstains, invalid_takes_part=self.invalid_takes_part)

    @property
    def silence(self) -> Clause:
        """What silence means; every paper made here prints the clause and its consequence."""
        return Clause(self.deemed, self.clause, stood_on_papers=True)

    @property
    def deems(self) -> bool:
        """Whether silence is given a meaning at all."""
        return self.deemed is not DeemedMode.OFF


def procedure_json(procedure: Procedure) -> dict[str, Any]:
    """A procedure as plain JSON with every key: how it is kept, frozen into the book's first line, and published."""
    switches: dict[str, Any] = {key: getattr(procedure, key) for key in SWITCHES}
    return switches | {
        "deemed": {"mode": procedure.deemed.value, "clause": dict(procedure.clause)},
        "proxy_cap": procedure.proxy_cap,
        "posted_days": procedure.posted_days,
    }


USUAL: Said = MappingProxyType(procedure_json(Procedure()))
"""What holds where neither the estate nor the consultation says anything."""


NEW_BINDING: Said = MappingProxyType({"paper_twice": True})
"""What a new draft of a binding vote says where neither it nor its estate says otherwise; older ones are as kept."""


def procedure_from_json(kept: Said) -> Procedure:
    """The procedure kept as plain JSON; what it does not say is as usual."""
    whole_of_it = {**USUAL, **kept}
    deemed = whole_of_it["deemed"]
    return Procedure(
        **{key: bool(whole_of_it[key]) for key in SWITCHES},
        deemed=DeemedMode(deemed["mode"]),
        clause=dict(deemed.get("clause", {})),
        proxy_cap=int(whole_of_it["proxy_cap"]),
        posted_days=int(whole_of_it["posted_days"]),
    )


def in_force(estate: Said, said: Said, rule: Rule) -> Procedure:
    """What holds for a consultation under `rule`: what it says itself, else what the estate usually does.

    Refuses what `check_procedure` does.
    """
    return check_procedure(planned(estate, said, rule), rule)


def planned(estate: Said, said: Said, rule: Rule) -> Procedure:
    """The same unchecked, to show a draft as it was written.

    The estate's usual meaning of silence is left aside under a rule that gives silence none; only a consultation that
    asks for it itself is at fault.
    """
    usual = dict(estate)
    if not rule.allows_deeming:
        usual.pop("deemed", None)
        usual.pop("follow", None)
    return procedure_from_json({**usual, **said})


def offering(procedure: Procedure, questions: Iterable[Question]) -> tuple[Question, ...]:
    """The questions as the procedure has them asked: following the majority is offered beside agree and oppose, or not.

    Only a question of agree or oppose has a majority that can be followed.
    """
    return tuple(
        replace(question, can_follow=procedure.follow and question.type is QuestionType.CONSENT)
        for question in questions
    )


def check_procedure(procedure: Procedure, rule: Rule) -> Procedure:
    """Answer the procedure itself, or refuse what cannot hold under this rule.

    Refuses `deeming-not-allowed`, `deeming-without-clause`, `follow-not-allowed`, and `silence-on-special-matter` of an
    own rule that was kept before it had to say whether silence may be counted.
    """
    refuse_unless_deemable(rule, procedure.silence)
    if procedure.follow and not rule.allows_deeming:
        raise Refusal("follow-not-allowed", rule=rule.key)
    if rule.key == CUSTOM and (procedure.deems or procedure.follow):
        refuse_silence_on_special(rule.approval)
    return procedure


def read_procedure(table: Mapping[str, Any]) -> dict[str, Any]:
    """What a `[procedure]` table says, as plain JSON; refuses unknown keys and values of the wrong kind."""
    refuse_unknown(table, _KEYS, where="procedure")
    said: dict[str, Any] = {key: _switch(table[key], key) for key in SWITCHES if key in table}
    if "deemed" in table:
        said["deemed"] = _deemed(table["deemed"])
    if "proxy_cap" in table:
        said["proxy_cap"] = check_cap(whole(table["proxy_cap"], "procedure.proxy_cap"))
    if "posted_days" in table:
        said["posted_days"] = check_posting(whole(table["posted_days"], "procedure.posted_days"))
    return said


def check_cap(cap: int) -> int:
    """The cap itself; refuses `cap-outside`."""
    if not 1 <= cap <= LARGEST_CAP:
        raise Refusal("cap-outside", cap=cap, most=LARGEST_CAP)
    return cap


def check_posting(days: int) -> int:
    """The days themselves; refuses `posting-outside`."""
    if not USUAL_DAYS <= days <= MOST_DAYS:
        raise Refusal("posting-outside", days=days, least=USUAL_DAYS, most=MOST_DAYS)
    return days


def _switch(value: object, key: str) -> bool:
    if not isinstance(value, bool):
        raise wrong(f"procedure.{key}", value, ("true", "false"))
    return value


def _deemed(value: object) -> dict[str, Any]:
    """A bare mode, or a table of mode and clause."""
    table = value if isinstance(value, Mapping) else {"mode": value}
    refuse_unknown(table, frozenset({"mode", "clause"}), where="procedure.deemed")
    mode = member(DeemedMode, table.get("mode"), "procedure.deemed.mode")
    return {"mode": mode.value, "clause": dict(text(table, "clause"))}
