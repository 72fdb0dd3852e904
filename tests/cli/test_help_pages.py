"""Help on a terminal: lines that fit it, and no word, name or bracket broken off."""

from __future__ import annotations

import pytest

from consult.cli.help_pages import columns, lines


@pytest.mark.parametrize(
    ("text", "width", "broken"),
    [
        pytest.param("one two three", 8, ["one two", "three"], id="between words"),
        pytest.param("打印rule-sheet计票", 10, ["打印", "rule-sheet", "计票"], id="never within a name"),
        pytest.param("公告邀请。", 8, ["公告邀", "请。"], id="no line begins with a stop"),
        pytest.param("会议（听证会）", 8, ["会议（听", "证会）"], id="brackets stay with their words"),
        pytest.param("a-very-long-name", 4, ["a-very-long-name"], id="a name longer than the line"),
        pytest.param("  ", 4, [""], id="nothing"),
    ],
)
def test_where_a_line_may_break(text: str, width: int, broken: list[str]) -> None:
    assert lines(text, width) == broken


def test_a_chinese_character_takes_two_columns() -> None:
    assert columns("信A") == 3


@pytest.mark.parametrize("locale", ["zh_Hans_CN", "en"])
def test_every_kind_of_paper_stands_on_a_line_of_its_own(
    consult: object, monkeypatch: pytest.MonkeyPatch, locale: str
) -> None:
    monkeypatch.setenv("CONSULT_LOCALE", locale)
    monkeypatch.setenv("COLUMNS", "80")
    out = consult("print", "--help").out  # type: ignore[operator]
    assert max(map(columns, out.splitlines())) <= 80
    for kind in ("rule-sheet", "counting-record", "objections", "delivery-sheets"):
        assert f"\n  {kind} " in out
