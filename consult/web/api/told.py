"""Shapes of what is answered, by the names under which the document keeps them. Areas are in 0.01 m², times in UTC."""

from __future__ import annotations

from consult.domain.consultation import Channel, Kind, State
from consult.domain.electorate import Basis
from consult.domain.ledger import LineType
from consult.domain.result_objection import Matter, Outcome
from consult.domain.service import Method
from consult.web.api.compound import Fields, Free, Keyed, Listed, OrNull
from consult.web.api.shapes import Day, Flag, Moment, OneOf, Shape, Text, Whole

CODE = Text(6, 6, "[0-9A-Za-z]{6}", "A consultation's code, as printed on the poster.")
ID = Whole(1, says="A key; it means something to this service alone.")
SAID = Keyed(Text(most=20_000), "[a-z-]{2,20}")
"""The committee's words, by language: `zh`, `en`, and plain words of each."""
AREA = Whole(says="In 0.01 m².")
DOOR = Listed(Text(most=200), 3, 3)
"""Building, entrance ('' where it has none) and room."""

WEIGHT = Fields({"heads": Whole(), "area": AREA}, name="Weight", says="Electors, and their floor area in 0.01 m².")

SENTENCES = Fields({"zh": Text(), "en": Text()}, name="Sentences")
PLACE = Fields({"at": Text(), "fault": Text()})
PROBLEM = Fields(
    {
        "type": Text(says="The address at which this kind of refusal is explained."),
        "title": Text(),
        "status": Whole(400, 599),
        "detail": Text(says="What to do, in the language of `Accept-Language`."),
        "reason": Text(says="The name of the refusal: it never changes, its sentences may."),
        "sentences": SENTENCES,
        "request": Text(says="The number of this request in the service's log."),
    },
    {
        "places": Listed(PLACE, most=100),
        "faults": Listed(Fields({"reason": Text(), "sentences": SENTENCES}), most=1_000),
    },
    name="Problem",
    says="RFC 9457.",
)

PROBLEM_KIND = Fields({"reason": Text(), "title": Text()}, name="ProblemKind")

ESTATE = Fields(
    {"code": Text(), "name": SAID, "committee": SAID, "term": Text()},
    name="Estate",
)

CONSULTATION = Fields(
    {
        "code": CODE,
        "number": Whole(),
        "estate": Text(),
        "state": OneOf(list(State)),
        "kind": OneOf(list(Kind)),
        "rule": Text(),
        "basis": OneOf(list(Basis)),
        "scope": Listed(Fields({"building": Text(), "entrance": Text()})),
        "left_out": Listed(DOOR),
        "members": Listed(DOOR),
        "channels": Listed(OneOf(list(Channel))),
        "title": SAID,
        "answers": Listed(Fields({"question": SAID, "answer": SAID})),
        "picture": OrNull(Free()),
        "notice_on": Day(),
        "opens_at": Moment(),
        "closes_at": Moment(),
        "opened_at": OrNull(Moment()),
        "closed_at": OrNull(Moment()),
        "electorate": WEIGHT,
        "text": Text(says="The fingerprint of all texts."),
        "version": Whole(says="Of a draft: which of its saved texts this is; a new one names it."),
        "questions": Listed(Free()),
    },
    name="Consultation",
)

REQUIREMENT = Free("A requirement of the rule held against the figures, as in `result.json` of the public package.")

TURNOUT = Fields(
    {
        "state": OneOf(list(State)),
        "is_rounded": Flag("Of a secret poll that runs only whole tens of heads are told, no area and no building."),
        "electorate": WEIGHT,
        "returned": Fields({"heads": Whole(), "area": OrNull(AREA)}),
        "requirements": Listed(REQUIREMENT),
        "is_quorate": Flag(),
        "buildings": Listed(Fields({"building": Text(), "returned": WEIGHT, "electorate": WEIGHT})),
    },
    name="Turnout",
)

RESULT = Free("`result.json`, as in the public package.")

LINE = Fields(
    {"seq": Whole(1), "type": OneOf(list(LineType)), "at": Moment(), "leaf": Text(64, 64, "[0-9a-f]{64}")},
    name="BookLine",
)
CHECKPOINT = Fields(
    {
        "seq": OrNull(Whole(says="Null while a secret poll runs: it would tell how many have answered.")),
        "head": Text(64, 64, "[0-9a-f]{64}"),
        "is_new": Flag("Whether a line was written for it now."),
    },
    name="Checkpoint",
)

RECORDED = Fields(
    {
        "receipt": Text(),
        "consultation": CODE,
        "seq": OrNull(Whole(1, says="Null while a secret poll runs.")),
        "at": Moment(),
        "channel": OneOf(list(Channel)),
        "is_opinion": Flag("A tenant's opinion, which is counted apart."),
        "ended": OrNull(Fields({"seq": Whole(1), "at": Moment(), "cause": Text()})),
    },
    name="Recorded",
    says="That a ballot stands in the book; never what was chosen.",
)

ROLL = Fields(
    {"version": Whole(1), "imported_at": Moment(), "file_name": Text(), "summary": Free()},
    name="Roll",
)
FAULT = Free("Sheet, row and column (from 1), what is wrong, and whether it keeps the roll from being imported.")
ROLL_CHECK = Fields(
    {
        "file": Text(),
        "can_be_imported": Flag(),
        "rows": Whole(),
        "units": Keyed(Whole(), "[a-z-]{1,40}"),
        "area": AREA,
        "units_without_area": Whole(),
        "electors": Whole(),
        "choices": Listed(Free("What each way of counting asks for.")),
        "unknown_columns": Listed(Free()),
        "faults": Listed(FAULT),
    },
    name="RollCheck",
)
ROLL_IMPORT = Fields(
    {
        "estate": Text(),
        "version": Whole(1),
        "rows": Whole(),
        "units": Keyed(Whole(), "[a-z-]{1,40}"),
        "area": AREA,
        "units_without_area": Whole(),
        "electors": Whole(),
        "choices": Listed(Free()),
        "changes": OrNull(Free("Units added, removed and changed against the version before.")),
    },
    name="RollImport",
)

ATTEMPT: dict[str, Shape] = {
    "method": OneOf(list(Method)),
    "at": Moment(),
    "recipient": Text(most=200),
    "relation": Text(most=200),
    "evidence": Text(most=200),
}
LOGGED = Fields(
    {"id": ID, **ATTEMPT, "recorded_by": Text(), "recorded_at": Moment(), "withdrawn_at": OrNull(Moment())},
    name="ServiceAttempt",
)
SERVED = Fields(
    {
        "elector": ID,
        "door": DOOR,
        "serial": Text(),
        "service": Text(),
        "is_served": Flag(),
        "attempts": Listed(LOGGED),
    },
    name="ServedElector",
)
NOTED = Fields({"electors": Whole(says="For how many an attempt was noted.")}, name="Noted")

SHEET = Fields(
    {
        "serial": Text(),
        "standing": OrNull(Text(says="How far the two readings of the sheet are; null where one suffices.")),
        "outcome": OneOf(("", "counted", "double", "invalid"), "'' while the sheet counts nothing yet."),
        "seq": Whole(says="The line of the book that says so."),
        "receipt": OrNull(Text()),
    },
    name="Sheet",
)

OBJECTION = Fields(
    {
        "number": Whole(1),
        "matter": OneOf(list(Matter)),
        "said": Text(most=20_000),
        "door": OrNull(DOOR),
        "raised_by": Text(),
        "received_on": Day(),
        "outcome": OrNull(OneOf(list(Outcome))),
        "reason": Text(most=20_000),
        "decided_by": Text(),
        "decided_at": OrNull(Moment()),
    },
    name="Objection",
)

VERDICT = Fields(
    {"outcome": Text(), "requirements": Listed(REQUIREMENT), "rule": Text()},
    name="Verdict",
)
