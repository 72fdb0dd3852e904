"""`consult roll check` and `consult roll import`, as a person or a script meets them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import create_engine, func, select
from sqlalchemy.orm import Session

from consult.cli.program import program
from consult.models.engine import prepare
from consult.models.place import Estate
from consult.models.roll import Roll, RollUnit
from tests.spreadsheets import samples

FAULTY = [samples.PLAIN[0], ["12", "1", "101", "八十", "张伟", "", "", ""], ["12", "1", "102", 80, "王芳", "", "", ""]]


@pytest.fixture(autouse=True)
def _reads_chinese(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    monkeypatch.setenv("CONSULT_LOCALE", "zh_Hans_CN")
    monkeypatch.setenv("CONSULT_INSTANCE", str(tmp_path_factory.mktemp("instance")))


@pytest.fixture
def roll_file(tmp_path: Path) -> Path:
    path = tmp_path / "名册.xlsx"
    path.write_bytes(samples.messy_workbook())
    return path


@pytest.fixture
def faulty_file(tmp_path: Path) -> Path:
    path = tmp_path / "有错.xlsx"
    path.write_bytes(samples.xlsx(FAULTY))
    return path


@pytest.fixture
def estate(engine_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    """One estate with the code GY in the database that commands will open."""
    monkeypatch.setenv("CONSULT_DATABASE_URL", engine_url)
    monkeypatch.setenv("CONSULT_SECRET_KEY", "kJ3_xQ9vT7bN2mR5wL8yP4cF6hD1gZ0s")
    engine = create_engine(engine_url)
    prepare(engine)
    session = Session(engine)
    session.add(Estate(code="gy", name={"zh": "桂园"}, committee={"zh": "桂园业委会"}))
    session.commit()
    yield session
    session.close()
    engine.dispose()


def run(*args: object) -> int:
    with pytest.raises(SystemExit) as left:
        program.main(["roll", *map(str, args)])
    assert isinstance(left.value.code, int)
    return left.value.code


def test_checking_a_good_roll_says_what_it_amounts_to(roll_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", roll_file) == 0
    said = capsys.readouterr().out
    assert "读了 6 行，房屋 6 套（住宅 5、车位 1），面积 1444.75\u00a0平方米。" in said
    assert (
        "按业主，车位、储藏室不计入：4 人，1432.25\u00a0平方米\n  三分之二以上：至少 3 人、954.84\u00a0平方米" in said
    )
    assert "没有用到的栏：序号。" in said


def test_checking_a_faulty_roll_lists_every_fault_and_refuses(
    faulty_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("check", faulty_file) == 2
    said = capsys.readouterr()
    assert said.out.startswith("[必须改正] 表“Sheet”第 2 行 D 栏：“八十”不是面积。")
    assert said.err == "有 1 处必须改正，名册才能导入。改好以后请再检查一次。\n"


def test_json_is_all_there_is_on_standard_output(faulty_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", faulty_file, "--json") == 2
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert (told["rows"], told["can_be_imported"], told["electors"]) == (2, False, 2)
    assert [(f["row"], f["column"], f["key"], f["severity"]) for f in told["faults"]] == [
        (2, 4, "area-not-a-number", "error")
    ]


def test_the_estates_choice_of_counting_comes_first(roll_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("check", roll_file, "--counts-parking", "--json")
    chosen, without, households = json.loads(capsys.readouterr().out)["choices"]
    assert (chosen["counts_parking"], chosen["area"]) == (True, 144475)
    assert (without["counts_parking"], without["area"]) == (False, 143225)
    assert (households["basis"], households["heads"]) == ("by-household", 5)


def test_the_report_is_the_workbook_with_remarks(faulty_file: Path, tmp_path: Path) -> None:
    out = tmp_path / "结果.xlsx"
    run("check", faulty_file, "--report", out)
    assert load_workbook(out)["Sheet"]["I2"].value.startswith("必须改正：“八十”")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["有错.xlsx", "结果.xlsx"]


@pytest.mark.parametrize(
    ("report", "said"),
    [("有错.xlsx", "检查报告会覆盖名册"), ("没有/结果.xlsx", "检查报告不能写到")],
    ids=["over the roll itself", "in a folder that is not there"],
)
def test_a_report_that_cannot_be_written(
    report: str, said: str, faulty_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = faulty_file.read_bytes()
    assert run("check", faulty_file, "--report", tmp_path / report) == 2
    assert capsys.readouterr().err.startswith(said)
    assert faulty_file.read_bytes() == before


@pytest.mark.parametrize("command", ["check", "import"])
def test_a_file_that_is_no_roll_is_one_line_and_status_2(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "名册.xlsx"
    for content in (b"", samples.locked_xlsx(), samples.xlsx()[:900], b"%PDF-1.7"):
        path.write_bytes(content)
        assert run(command, path) == 2
        said = capsys.readouterr()
        assert (said.out, said.err.count("\n")) == ("", 1)
        assert "“名册.xlsx”" in said.err


def counted(session: Session, table: type) -> int:
    session.rollback()
    return session.scalar(select(func.count()).select_from(table)) or 0


def test_importing_a_roll(estate: Session, roll_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("import", roll_file, "--estate", "gy") == 0
    assert capsys.readouterr().out.startswith("名册已导入，这是第 1 版。\n读了 6 行，房屋 6 套")
    assert counted(estate, RollUnit) == 6


def test_a_second_import_says_what_it_changes(
    estate: Session, roll_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("import", roll_file)
    second = tmp_path / "新.csv"
    second.write_bytes(samples.text().encode("gb18030"))
    capsys.readouterr()
    assert run("import", second, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["estate"], told["version"], told["rows"]) == ("gy", 2, 3)
    assert told["changes"]["added"] == [["13", "", "商1"]]
    assert len(told["changes"]["removed"]) == 4


def test_a_faulty_roll_is_not_imported_at_all(
    estate: Session, faulty_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("import", faulty_file) == 2
    assert "名册没有导入：有 1 处必须先改正，从第 2 行开始。" in capsys.readouterr().err
    assert (counted(estate, Roll), counted(estate, RollUnit)) == (0, 0)


def test_an_unknown_estate_is_refused(estate: Session, roll_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("import", roll_file, "--estate", "nowhere") == 2
    assert "nowhere" in capsys.readouterr().err
    assert counted(estate, Roll) == 0
