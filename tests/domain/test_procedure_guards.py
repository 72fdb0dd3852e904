"""Each guard stops what it must and lets pass what it must not stop, on both sides of its edge."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from consult.domain.consultation import Channel
from consult.domain.local_time import BEIJING
from consult.domain.matter import MATTERS
from consult.domain.preparation import Preparation, preparation_from_json, preparation_json
from consult.domain.procedure_guards import (
    Draft,
    EstateStanding,
    Resolution,
    guard_faults,
    standing_from_json,
    standing_json,
)
from consult.domain.question import Option, Question, QuestionType
from consult.domain.siting import CHECKS, FIT, UNFIT, WHOLE, Siting

NOTICE = date(2026, 12, 1)
OPENS = datetime(2026, 12, 16, 9, tzinfo=BEIJING)
ADOPTED = EstateStanding(adopted=Resolution("2025-4", date(2025, 9, 28)))
ELECTING = replace(ADOPTED, is_re_electing=True)

AGREE = Question(1, QuestionType.CONSENT, {"zh": "同意吗？"})
PLACES = Question(
    1,
    QuestionType.EACH_PLAN,
    {"zh": "哪里？"},
    options=(Option("1", {"zh": "东门"}), Option("2", {"zh": "北墙"})),
)
FOUND = Siting(dict.fromkeys(CHECKS, FIT), 650, "钱敏", NOTICE)
BAD = replace(FOUND, found=FOUND.found | {"escape": UNFIT})

DRAFT = Draft(
    is_binding=True,
    rule="general",
    channels=(Channel.WEB, Channel.PAPER),
    notice_on=NOTICE,
    opens_at=OPENS,
    closes_at=OPENS + timedelta(days=14),
    questions=(AGREE,),
    texts={"title": {"zh": "标题"}},
    preparation=Preparation(matter="parking-rules"),
)
SURVEY = replace(DRAFT, is_binding=False, rule="advisory", preparation=Preparation())


def stopped(draft: Draft, estate: EstateStanding = ADOPTED, today: date = NOTICE) -> list[str]:
    """The reasons for which a draft cannot be announced."""
    return [fault.reason for fault in guard_faults(draft, estate, today, BEIJING)]


def test_a_sound_draft_passes() -> None:
    assert stopped(DRAFT) == []


@pytest.mark.parametrize(
    ("changed", "today", "is_stopped"),
    [
        pytest.param({}, NOTICE, False, id="exactly fifteen days"),
        pytest.param({"opens_at": OPENS.replace(hour=0)}, NOTICE, False, id="the first minute of the day"),
        pytest.param({"opens_at": OPENS.replace(hour=0) - timedelta(minutes=1)}, NOTICE, True, id="a minute before"),
        pytest.param({}, NOTICE + timedelta(days=1), True, id="announced a day after the notice was planned"),
        pytest.param({}, NOTICE - timedelta(days=9), False, id="announced before the notice goes up"),
        pytest.param({"rule": "special"}, NOTICE + timedelta(days=1), True, id="a special matter"),
        pytest.param({"rule": "lift"}, NOTICE + timedelta(days=1), True, id="a lift"),
        pytest.param({"rule": "custom"}, NOTICE + timedelta(days=1), False, id="an own rule says itself"),
        pytest.param({"rule": "unanimous"}, NOTICE + timedelta(days=1), False, id="consents one by one"),
        pytest.param({"rule": "residents-meeting"}, NOTICE + timedelta(days=9), False, id="a residents' meeting"),
        pytest.param({"is_binding": False}, NOTICE + timedelta(days=9), False, id="a survey"),
    ],
)
def test_the_notice_hangs_for_fifteen_days(changed: dict[str, object], today: date, is_stopped: bool) -> None:
    found = stopped(replace(DRAFT, **changed), today=today)  # type: ignore[arg-type]
    assert ("notice-too-short" in found) is is_stopped


def test_the_earliest_day_is_named() -> None:
    (fault,) = guard_faults(DRAFT, ADOPTED, NOTICE + timedelta(days=2), BEIJING)
    assert fault.details["earliest"] == date(2026, 12, 18)
    assert fault.details["days"] == 13


@pytest.mark.parametrize(
    ("window", "clause", "rule", "is_stopped"),
    [
        (timedelta(days=5), "", "general", False),
        (timedelta(days=5, minutes=-1), "", "general", True),
        (timedelta(days=60), "", "general", False),
        (timedelta(days=60, minutes=1), "", "general", True),
        (timedelta(days=3), "第八条", "general", False),
        (timedelta(days=3), "", "residents-meeting", False),
        (timedelta(days=3), "", "custom", False),
    ],
    ids=[
        "exactly five days",
        "a minute less",
        "exactly sixty",
        "a minute more",
        "a clause allows it",
        "a meeting",
        "an own rule",
    ],
)
def test_the_length_of_the_vote(window: timedelta, clause: str, rule: str, is_stopped: bool) -> None:
    prepared = replace(DRAFT.preparation, window_clause=clause)
    found = stopped(replace(DRAFT, rule=rule, closes_at=OPENS + window, preparation=prepared))
    assert ("window-unusual" in found) is is_stopped


@pytest.mark.parametrize("key", MATTERS)
def test_a_re_election_stops_managers_fees_and_works_alone(key: str) -> None:
    found = stopped(replace(DRAFT, preparation=Preparation(matter=key)), ELECTING)
    assert ("re-election-under-way" in found) is MATTERS[key].waits_for_election


def test_what_waits_for_an_election() -> None:
    assert {key for key, matter in MATTERS.items() if matter.waits_for_election} == {
        "property-manager", "fee-change", "fund-use", "shed-material", "rebuild", "common-space", "charger-places",
        "new-shed", "new-parking",
    }  # fmt: skip


def test_during_a_re_election_a_vote_says_what_it_is_about() -> None:
    unsaid = replace(DRAFT, preparation=Preparation())
    assert stopped(unsaid, ELECTING) == ["matter-missing"]
    assert stopped(unsaid) == []
    assert stopped(SURVEY, ELECTING) == []


@pytest.mark.parametrize(
    ("changed", "estate", "is_stopped"),
    [
        pytest.param({}, ADOPTED, False, id="adopted"),
        pytest.param({}, EstateStanding(), True, id="not adopted"),
        pytest.param({"channels": (Channel.PAPER,)}, EstateStanding(), False, id="on paper only"),
        pytest.param({"is_binding": False, "rule": "advisory"}, EstateStanding(), False, id="a survey"),
        pytest.param({"rule": "committee-meeting"}, EstateStanding(), False, id="a committee's meeting"),
        pytest.param({"rule": "unanimous"}, EstateStanding(), True, id="consents one by one"),
    ],
)
def test_the_web_counts_once_the_owners_adopted_it(
    changed: dict[str, object], estate: EstateStanding, is_stopped: bool
) -> None:
    found = stopped(replace(DRAFT, **changed), estate)  # type: ignore[arg-type]
    assert ("electronic-voting-not-adopted" in found) is is_stopped


@pytest.mark.parametrize(
    ("questions", "siting", "found"),
    [
        pytest.param((PLACES,), {}, ["site-unchecked", "site-unchecked"], id="nothing looked at"),
        pytest.param((PLACES,), {"东门": FOUND}, ["site-unchecked"], id="one of two"),
        pytest.param((PLACES,), {"东门": FOUND, "北墙": FOUND}, [], id="both"),
        pytest.param((PLACES,), {"东门": FOUND, "北墙": BAD}, ["site-unfit"], id="one narrows an escape route"),
        pytest.param((PLACES,), {"东门": FOUND, "北": FOUND}, ["site-unchecked"], id="one renamed since"),
        pytest.param(
            (PLACES,),
            {"东门": FOUND, "北墙": replace(FOUND, distance=None)},
            ["site-unchecked"],
            id="a distance not measured",
        ),
        pytest.param(
            (PLACES,), {"东门": FOUND, "北墙": replace(FOUND, reviewer="")}, ["site-unchecked"], id="by nobody"
        ),
        pytest.param((PLACES,), {"东门": FOUND, "北墙": Siting(is_none=True)}, [], id="one option is no place"),
        pytest.param(
            (PLACES,),
            {"东门": Siting(is_none=True), "北墙": Siting(is_none=True)},
            ["site-unchecked"],
            id="no option is a place, so the whole matter is",
        ),
        pytest.param((AGREE,), {}, ["site-unchecked"], id="a place told in words"),
        pytest.param((AGREE,), {WHOLE: FOUND}, [], id="a place told in words, looked at"),
        pytest.param(
            (replace(PLACES, type=QuestionType.PLACE),),
            {"东门": FOUND, "北墙": Siting(is_none=True)},
            ["site-unchecked"],
            id="a pin on a plan is always a place",
        ),
    ],
)
def test_places_pass_their_checklist(
    questions: tuple[Question, ...], siting: dict[str, Siting], found: list[str]
) -> None:
    prepared = Preparation(matter="charger-places", siting=siting)
    assert stopped(replace(DRAFT, rule="special", questions=questions, preparation=prepared)) == found
    assert stopped(replace(SURVEY, questions=questions, preparation=prepared)) == found
    other = replace(prepared, matter="common-space")
    assert stopped(replace(DRAFT, questions=questions, preparation=other)) == []


def test_blanks_left_in_any_language_stop_even_a_survey() -> None:
    texts = {
        "title": {"zh": "标题", "en": "Title"},
        "q1_title": {"zh": "【请填：价格】？", "en": "【fill in: price】?"},
    }
    (fault,) = guard_faults(replace(SURVEY, texts=texts), ADOPTED, NOTICE, BEIJING)
    assert fault.reason == "blanks-left"
    assert fault.details["blanks"] == ("价格", "price")
    assert stopped(replace(SURVEY, texts={"title": {"zh": "【重要】请看"}})) == []


def test_a_preparation_comes_back_as_it_was_kept() -> None:
    whole = Preparation("charger-places", "第八条", "charger-places", ("1",), {"东门": FOUND, "北墙": Siting()})
    assert preparation_from_json(preparation_json(whole)) == whole
    assert preparation_json(Preparation()) == {}
    assert preparation_from_json({}) == Preparation()


@pytest.mark.parametrize("standing", [EstateStanding(), ADOPTED, ELECTING], ids=["nothing", "adopted", "electing"])
def test_what_an_estate_says_comes_back(standing: EstateStanding) -> None:
    kept = {key: value for key, value in standing_json(standing).items() if value is not None}
    assert standing_from_json(kept) == standing
