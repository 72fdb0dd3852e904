"""Templates: read, filled in, left blank, refused when they are newer or do not hold together."""

from __future__ import annotations

from datetime import date

import pytest

from consult.domain.blanks import blanks_left, filled
from consult.domain.consultation import Plan
from consult.domain.consultation_template import Template, blank_faults, plan_of_template, read_template
from consult.domain.local_time import BEIJING
from consult.domain.refusal import Refusal

WRITTEN = """
format = 1
purpose.zh = "种树"
minutes = 10
notice_days = 15
window_days = 14
checklist = [{ zh = "问过一楼" }]
kind = "binding"
rule = "general"
matter = "other"
title.zh = "种{what}"
title.en = "Planting {what}"
[[blank]]
key = "what"
label = { zh = "什么树", en = "which tree" }
[[blank]]
key = "cost"
number = true
label = { zh = "费用（元）", en = "cost in yuan" }
[[question]]
type = "consent"
title.zh = "花{cost}元，同意吗？"
"""


def read(written: str = WRITTEN) -> Template:
    """The template as it is written."""
    return read_template(written.encode(), "tree")


def made(written: str) -> Plan:
    """The plan of a template of which nothing is filled in."""
    return plan_of_template(read(written), {}, notice_on=date(2026, 12, 1), zone=BEIJING)


def test_blanks_are_filled_in_both_languages() -> None:
    plan = plan_of_template(read(), {"what": " 桂花 ", "cost": "1200"}, notice_on=date(2026, 12, 1), zone=BEIJING)
    assert plan.title == {"zh": "种桂花", "en": "Planting 桂花"}
    assert plan.questions[0].title == {"zh": "花1200元，同意吗？"}
    assert (plan.opens_at.date(), plan.closes_at.date()) == (date(2026, 12, 16), date(2026, 12, 30))
    assert (plan.template, plan.matter) == ("tree", "other")


def test_blanks_left_stay_in_sight() -> None:
    plan = plan_of_template(read(), {"cost": ""}, notice_on=date(2026, 12, 1), zone=BEIJING)
    assert plan.title == {"zh": "种【请填：什么树】", "en": "Planting 【fill in: which tree】"}
    assert blanks_left(plan.title["en"]) == ["which tree"]


def test_braces_that_are_no_blank_stay() -> None:
    assert filled("{what} {else} {}", "zh", {"what": "{cost}"}, {"what": {}}) == "{cost} {else} {}"


@pytest.mark.parametrize(
    ("typed", "is_wrong"), [("1200", False), ("0.85", False), ("", False), ("一千二", True), ("12元", True)]
)
def test_a_number_is_a_number(typed: str, is_wrong: bool) -> None:
    faults = [fault.details["at"] for fault in blank_faults(read().blanks, {"cost": typed, "what": "12元"})]
    assert faults == (["blank_cost"] if is_wrong else [])


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        pytest.param("format = 1", "format = 2", "template-newer", id="of the next format"),
        pytest.param("format = 1", 'format = "1"', "wrong-value", id="a format that is no number"),
        pytest.param("种{what}", "种{whom}", "template-broken", id="a blank that nobody asks for"),
        pytest.param('key = "what"', 'key = "else"', "template-broken", id="a blank that stands nowhere"),
        pytest.param("window_days = 14", "window_days = 0", "template-broken", id="no day to answer"),
        pytest.param("minutes = 10", "", "wrong-value", id="no minutes"),
        pytest.param("format = 1", "format =", "file-not-toml", id="no TOML"),
        pytest.param('matter = "other"', 'matter = "moon"', "unknown-matter", id="a strange matter"),
        pytest.param('rule = "general"', 'rule = "general"\ncolour = "red"', "plan-faults", id="an unknown key"),
    ],
)
def test_what_is_no_template_is_refused(old: str, new: str, reason: str) -> None:
    with pytest.raises(Refusal) as refused:
        made(WRITTEN.replace(old, new))
    faults = refused.value.details.get("faults", ())
    assert reason in {refused.value.reason, *(fault.reason for fault in faults)}


def test_the_refusal_of_a_newer_template_says_both_formats() -> None:
    with pytest.raises(Refusal) as refused:
        read(WRITTEN.replace("format = 1", "format = 7"))
    assert refused.value.details == {"format": 7, "known": 1}
