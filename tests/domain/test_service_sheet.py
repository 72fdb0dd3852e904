"""Lines of a delivery sheet as people type them, and what is wrong with each."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from consult.domain.service import Attempt, Method
from consult.domain.service_sheet import TypedLine, Window, read_line
from consult.wording.language import SHANGHAI

SHEET = datetime(2026, 12, 18, 19, 0, tzinfo=SHANGHAI)
WINDOW = Window(SHEET - timedelta(days=20), SHEET + timedelta(days=12), SHEET + timedelta(hours=2))


def read(**typed: str) -> Attempt | dict[str, str]:
    found = read_line(TypedLine(**typed), SHEET, WINDOW, SHANGHAI)
    return found if isinstance(found, Attempt) else {name: fault.reason for name, fault in found.items()}


@pytest.mark.parametrize(
    ("typed", "method"),
    [("1", Method.IN_PERSON), (" ２ ", Method.REGISTERED_POST), ("3", Method.LETTERBOX), ("4", Method.NOT_HOME)],
)
def test_one_figure_says_what_came_of_it(typed: str, method: Method) -> None:
    assert read(code=typed, recipient=" 陈桂芳 ") == Attempt(method, SHEET, "陈桂芳")


@pytest.mark.parametrize("typed", ["19:30", "1930", "19：30", "19时30分", "12-18 19:30", "12月18日 19:30"])
def test_a_line_has_its_own_time(typed: str) -> None:
    assert read(code="1", at=typed) == Attempt(Method.IN_PERSON, SHEET + timedelta(minutes=30))


@pytest.mark.parametrize(
    ("typed", "faults"),
    [
        ({"recipient": "陈桂芳"}, {"code": "service-row-without-code"}),
        ({"code": "9"}, {"code": "service-code"}),
        ({"code": "5"}, {"note": "service-refused-without-reason"}),
        ({"code": "1", "at": "25:00"}, {"at": "service-row-time"}),
        ({"code": "1", "at": "2-30 9:00"}, {"at": "service-row-time"}),
        ({"code": "1", "at": "23:00"}, {"at": "service-not-yet"}),
        ({"code": "1", "at": "11-02 9:00"}, {"at": "service-before-announcement"}),
        ({"code": "1", "note": "很" * 201}, {"note": "service-note-too-long"}),
        ({"code": "7", "at": "soon"}, {"code": "service-code", "at": "service-row-time"}),
    ],
)
def test_every_fault_of_a_line_is_found(typed: dict[str, str], faults: dict[str, str]) -> None:
    assert read(**typed) == faults


@pytest.mark.parametrize(
    ("typed", "faults"),
    [
        pytest.param({"code": "1"}, {"relation": "service-without-recipient"}, id="handed over to nobody knows whom"),
        pytest.param({"code": "1", "relation": "本人"}, {}, id="handed over to the owner"),
        pytest.param({"code": "1", "recipient": "陈桂芳"}, {}, id="handed over by name"),
        pytest.param({"code": "2"}, {"note": "service-without-number"}, id="posted without a number"),
        pytest.param({"code": "2", "note": "XA 1234"}, {}, id="posted with its number"),
        pytest.param({"code": "4"}, {}, id="a closed door serves nobody"),
    ],
)
def test_where_silence_counts_service_says_what_proves_it(typed: dict[str, str], faults: dict[str, str]) -> None:
    found = read_line(TypedLine(**typed), SHEET, replace(WINDOW, silence_counts=True), SHANGHAI)
    assert ({} if isinstance(found, Attempt) else {name: fault.reason for name, fault in found.items()}) == faults


def test_an_empty_line_was_not_visited() -> None:
    assert TypedLine(at="  ").is_empty
    assert not TypedLine(note="狗").is_empty
