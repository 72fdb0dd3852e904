"""How a proof ends: its row for people, its row for a program, and its exit status."""

from __future__ import annotations

import pytest

from scripts.prove.verdict import Row, conclude, rows_in, table

REACHED = Row("kill", "200 kills: 0 lost", "200 kills: 0 lost", True, 61.2, "seed 1")
MISSED = Row("kill", "200 kills: 0 lost", "12 kills: 1 lost", False, 3.0)


def test_a_figure_reached_is_exit_status_0(capsys: pytest.CaptureFixture[str]) -> None:
    assert conclude([REACHED], as_json=False) == 0
    assert capsys.readouterr().out.splitlines()[-1].split(" | ") == [
        "kill ",
        "200 kills: 0 lost",
        "200 kills: 0 lost",
        "61     ",
        "ok     ",
        "seed 1",
    ]


@pytest.mark.parametrize("rows", [[REACHED, MISSED], []], ids=["one of two missed", "nothing proved"])
def test_a_figure_missed_is_exit_status_1(rows: list[Row], capsys: pytest.CaptureFixture[str]) -> None:
    assert conclude(rows, as_json=False) == 1
    assert ("MISSED" in capsys.readouterr().out) == bool(rows)


def test_a_program_reads_what_a_proof_ended_with(capsys: pytest.CaptureFixture[str]) -> None:
    conclude([REACHED, MISSED], as_json=True)
    said = 'getting on\n{"a": 1}\n[]\nnull\n' + capsys.readouterr().out
    assert rows_in(said) == [REACHED, MISSED]


def test_columns_stand_under_each_other_in_chinese_too() -> None:
    lines = table([Row("公", "一", "x", True, 1.0), REACHED]).splitlines()
    assert lines[2].index("|") == lines[3].index("|") - 1
