"""The life of a consultation from the command line, and what a bad file gets."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from consult.queries.consultations import consultation_of_code, consultations_of
from tests import people
from tests.cli.conftest import Run

GOOD = """
title.zh = "非机动车棚改造与充电桩位置征询"
title.en = "Bicycle-shed renewal and charger places"
kind = "binding"
rule = "general"
notice_on = 2026-12-01
opens_at = 2026-12-16T09:00:00+08:00
closes_at = 2026-12-30T18:00:00+08:00
channels = ["web", "paper"]

[[question]]
type = "consent"
title.zh = "是否同意在3号车棚内增设充电桩？"

[[question]]
type = "choose-one"
title.zh = "车棚顶材质"
options = [{ label.zh = "彩钢板", cost = "38000.00" }, { label.zh = "阳光板" }]
show_if = { question = 1, answer = "agree" }
"""


@pytest.fixture
def estate(kept: Session) -> int:
    return people.make_estate(kept)


def written(folder: Path, text: str) -> str:
    file = folder / "matter.toml"
    file.write_text(text, "utf-8")
    return str(file)


def test_from_a_file_to_a_sealed_result(
    installed: Run, kept: Session, estate: int, at: Callable[[datetime], None], tmp_path: Path
) -> None:
    at(people.OPENS_AT - timedelta(days=30))
    drafted = installed("consultation", "create", written(tmp_path, GOOD), "--estate", "lilong", "--json")
    assert drafted.status == 0
    code = drafted.json["code"]
    assert drafted.json["state"] == "draft"

    at(people.OPENS_AT - timedelta(days=16))
    announced = installed("consultation", "announce", code)
    assert "15 electors and 1604.09" in announced.out.replace("\N{NO-BREAK SPACE}", " ")
    assert "too early" in installed("consultation", "open", code).refused()

    at(people.OPENS_AT)
    assert installed("consultation", "open", code.lower()).status == 0
    view = consultation_of_code(kept, code)
    for elector in people.electors(kept, view):
        people.vote(kept, view, elector, {1: "agree", 2: "1"})

    at(people.CLOSES_AT)
    assert "not reconciled" in installed("consultation", "close", code).refused()
    assert installed("reconcile", code, "--unused", "0", "--in-box", "0").status == 0
    closed = installed("consultation", "close", code, "--json")
    assert closed.status == 0
    assert [question["outcome"] for question in closed.json["questions"]] == ["passed", "passed"]
    assert installed("tally", code, "--json").json == closed.json
    assert "over" in installed("consultation", "close", code).refused()


def test_the_list_and_the_page_of_one(installed: Run, kept: Session, estate: int) -> None:
    view = people.make_open_consultation(kept, estate)
    assert installed("consultation", "list").out.split()[:2] == [view.code, "Open"]
    shown = installed("consultation", "show", view.code)
    assert "Shed renewal and chargers" in shown.out
    assert "two thirds" in shown.out
    as_json = installed("consultation", "show", view.code, "--json").json
    assert as_json["electorate"] == {"heads": people.HEADS, "area": people.AREA}
    assert as_json["opens_at"] == "2026-12-16T01:00:00.000Z"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        pytest.param(
            'kind = "binding"', 'kind = "binding"\ncolour = "red"', "“colour” is not known", id="an unknown key"
        ),
        pytest.param('rule = "general"', 'rule = "generous"', "“generous” is not a rule", id="an unknown rule"),
        pytest.param(
            "2026-12-30T18:00:00+08:00", "2026-12-10T18:00:00+08:00", "before it opens", id="closing before opening"
        ),
        pytest.param(GOOD[GOOD.index("[[question]]") :], "", "asks nothing yet", id="no questions"),
        pytest.param('kind = "binding"', 'kind = "bidning"', "“bidning”", id="a misspelt value"),
        pytest.param("notice_on = 2026-12-01", "", "“notice_on” is missing", id="a key left out"),
        pytest.param("09:00:00+08:00", "09:00:00", "time zone", id="a time without a zone"),
        pytest.param('type = "consent"', 'type = "consensus"', "“consensus”", id="an unknown type of question"),
        pytest.param('"agree" }', '"maybe" }', "no earlier question offers", id="a condition that cannot be"),
        pytest.param('kind = "binding"', 'kind = "binding', "cannot be read as a consultation", id="no TOML"),
        pytest.param(
            'kind = "binding"',
            'kind = "binding"\nscope.buildings = ["1", "99"]',
            "in this scope (99)",
            id="a building not on the roll",
        ),
        pytest.param('label.zh = "阳光板"', 'label.zh = "彩钢板"', "two options called", id="an option twice"),
    ],
)
def test_a_bad_file_is_refused_in_one_line_and_leaves_nothing(
    installed: Run, kept: Session, estate: int, tmp_path: Path, old: str, new: str, said: str
) -> None:
    assert old in GOOD
    file = written(tmp_path, GOOD.replace(old, new))
    assert said in installed("consultation", "create", file, "--estate", "lilong").refused()
    assert consultations_of(kept, estate) == []


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(None, id="no file"),
        pytest.param(b"", id="an empty file"),
        pytest.param("title = '征询'".encode("gb18030"), id="not UTF-8"),
        pytest.param(b"#" * (1024 * 1024 + 1), id="a huge file"),
        pytest.param(b"\x00\xff\xfe", id="no text"),
    ],
)
def test_an_unreadable_file_is_refused(
    installed: Run, kept: Session, estate: int, tmp_path: Path, content: bytes | None
) -> None:
    file = tmp_path / "matter.toml"
    if content is not None:
        file.write_bytes(content)
    installed("consultation", "create", str(file), "--estate", "lilong").refused()
    installed("consultation", "create", str(tmp_path), "--estate", "lilong").refused()
    assert consultations_of(kept, estate) == []


@pytest.mark.parametrize("verb", ["show", "announce", "open", "close"])
def test_an_unknown_code_is_refused(installed: Run, verb: str) -> None:
    assert "no consultation with the code “ABC123”" in installed("consultation", verb, "ABC123").refused()


def test_another_estate_is_refused(installed: Run, estate: int, tmp_path: Path) -> None:
    refused = installed("consultation", "create", written(tmp_path, GOOD), "--estate", "elsewhere").refused()
    assert "Known: lilong" in refused


def test_the_estate_must_be_named_where_there_are_two(installed: Run, kept: Session, estate: int) -> None:
    people.make_estate(kept, code="other")
    assert "lilong, other" in installed("consultation", "list").refused()
    assert installed("consultation", "list", "--estate", "other").out == ""


def test_without_a_roll_nothing_is_announced(installed: Run, at: Callable[[datetime], None], tmp_path: Path) -> None:
    at(people.OPENS_AT - timedelta(days=30))
    installed("estate", "create", "bare", "--name", "空小区")
    code = installed("consultation", "create", written(tmp_path, GOOD), "--estate", "bare", "--json").json["code"]
    assert "no roll yet" in installed("consultation", "announce", code).refused()
    assert installed("consultation", "show", code, "--json").json["state"] == "draft"
