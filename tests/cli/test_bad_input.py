"""What the counting core refuses, said on the command line in the reader's language; the same reasons as on pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from consult.domain.consultation import Channel
from consult.domain.question import Bounds, Question, QuestionType
from tests import people
from tests.cli.conftest import Ran, Run
from tests.people import MIDWAY

LANGUAGES = pytest.mark.parametrize("language", ["en_GB.UTF-8", "zh_CN.UTF-8"])
HOW_MANY = Question(2, QuestionType.NUMBER, {"zh": "几辆车？"}, bounds=Bounds(Decimal(0), Decimal(4)))
RULE = """
[rule]
basis = ["议事规则第十二条"]
approval = [{ measure = "heads", share = "1/2", of = "expressed", strict = true }]
"""


@LANGUAGES
@pytest.mark.parametrize(
    ("old", "new", "english", "chinese"),
    [
        pytest.param('"1/2"', '"3/2"', "“3/2” is not a share", "“3/2”不是比例", id="a share above 1"),
        pytest.param('"1/2"', '"101%"', "“101%” is not a share", "“101%”不是比例", id="a share above 100 %"),
        pytest.param('"1/2"', '"0"', "“0” is not a share", "“0”不是比例", id="a share of nothing"),
        pytest.param(
            '["议事规则第十二条"]', "[]", "does not say what it rests on", "没有写明依据", id="a rule without a basis"
        ),
        pytest.param('"议事规则第十二条"', '" "', "does not say what it rests on", "没有写明依据", id="a blank basis"),
    ],
)
def test_an_own_rule_that_cannot_be(
    consult: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    language: str,
    old: str,
    new: str,
    english: str,
    chinese: str,
) -> None:
    monkeypatch.setenv("LANG", language)
    file = tmp_path / "own.toml"
    file.write_text(RULE.replace(old, new), "utf-8")
    said = consult("verdict", str(file), "--heads", "9", "--took-part", "5", "--agree", "3").refused()
    assert (chinese if language.startswith("zh") else english) in said


@LANGUAGES
def test_a_rule_that_weighs_area_on_a_roll_without(
    installed: Run, kept: Session, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.setenv("LANG", language)
    monkeypatch.setattr("consult.clock.now", lambda: people.OPENS_AT - timedelta(days=20))
    units = (*people.UNITS[:-1], replace(people.UNITS[0], room="999", area=None))
    view = people.make_draft(kept, people.make_estate(kept, units))
    said = installed("consultation", "announce", view.code).refused()
    assert ("缺少面积" if language.startswith("zh") else "have no floor area") in said


def enter(installed: Run, code: str, principal: str, agent: str, *more: str) -> Ran:
    papers = ("--signed-on", "2026-12-10", "--valid-until", "2026-12-30", "--filed", "委托书第7号")
    people_named = ("--principal", principal, "--agent", agent)
    return installed("proxy", "enter", code, *people_named, *papers, "--answer", "1=agree", *more)


@pytest.fixture
def offered(kept: Session, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Opens a consultation that takes proxies and asks for consent, and these questions too; its code."""
    monkeypatch.setattr("consult.clock.now", lambda: MIDWAY)

    def open_one(*questions: Question) -> str:
        channels = (Channel.WEB, Channel.PAPER, Channel.PROXY)
        return people.make_open_consultation(kept, channels=channels, questions=(people.CONSENT, *questions)).code

    return open_one


@LANGUAGES
def test_a_proxy_for_oneself_or_in_a_circle(
    installed: Run, offered: Callable[..., str], monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.setenv("LANG", language)
    chinese, code = language.startswith("zh"), offered()
    own = enter(installed, code, "1-101", "1-101").refused()
    assert ("不能委托自己" if chinese else "cannot be their own agent") in own
    assert enter(installed, code, "1-101", "1-102").status == 0
    circle = enter(installed, code, "1-102", "1-101").refused()
    assert ("不能转委托" if chinese else "An agent must vote in person") in circle


@LANGUAGES
@pytest.mark.parametrize(
    ("typed", "english", "chinese"),
    [
        pytest.param("5", "must be at most 4", "不能大于4", id="above"),
        pytest.param("-1", "must be at least 0", "不能小于0", id="below"),
        pytest.param("1.5", "steps of 1", "只能按1递增", id="between two steps"),
        pytest.param("几辆", "“几辆” is not a number", "“几辆”不是数字", id="no number"),
    ],
)
def test_an_answer_outside_its_bounds(
    installed: Run,
    offered: Callable[..., str],
    monkeypatch: pytest.MonkeyPatch,
    language: str,
    typed: str,
    english: str,
    chinese: str,
) -> None:
    monkeypatch.setenv("LANG", language)
    said = enter(installed, offered(HOW_MANY), "1-101", "1-102", "--answer", f"2={typed}").refused()
    assert (chinese if language.startswith("zh") else english) in said
