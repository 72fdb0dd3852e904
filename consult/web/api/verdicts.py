"""The threshold calculator for programs: figures held against a rule; nothing is kept."""

from __future__ import annotations

from typing import Any

from flask import Response

from consult.domain.consent import Figures, Weight, judge
from consult.domain.result import outcome_json
from consult.domain.rules import RULES, rule_named
from consult.web.access import allow
from consult.web.api.blueprint import answer, api
from consult.web.api.compound import Fields
from consult.web.api.operation import Operation, described
from consult.web.api.shapes import OneOf, Whole
from consult.web.api.taken import body
from consult.web.api.told import VERDICT

_MOST = 10**14
GROUP = Fields(
    {"heads": Whole(most=_MOST)},
    {"area": Whole(most=_MOST, says="In 0.01 m²; 0 where it is left out.")},
    name="Group",
)
FIGURES = Fields(
    {"rule": OneOf(sorted(RULES)), "electorate": GROUP, "participating": GROUP, "agree": GROUP},
    {"oppose": GROUP, "expressed": GROUP},
    name="Figures",
    says="`expressed` is `agree` and `oppose` together where it is left out.",
)


@api.post("/verdicts")
@allow.program()
@described(Operation(VERDICT, sends=FIGURES))
def verdict() -> Response:
    """The outcome, each requirement, and what is still missing."""
    sent = body()
    agree, oppose = _weight(sent["agree"]), _weight(sent.get("oppose", {"heads": 0}))
    rule = rule_named(sent["rule"])
    figures = Figures(
        electorate=_weight(sent["electorate"]),
        participating=_weight(sent["participating"]),
        expressed=_weight(sent["expressed"]) if "expressed" in sent else agree + oppose,
        agree=agree,
        oppose=oppose,
    ).check()
    return answer({"rule": rule.key, **outcome_json(judge(rule, figures))})


def _weight(sent: dict[str, Any]) -> Weight:
    return Weight(int(sent["heads"]), int(sent.get("area", 0)))
