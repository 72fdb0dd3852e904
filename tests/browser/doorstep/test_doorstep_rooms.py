"""What the grid shows of a door, which door comes next, and what a refused entry leaves behind."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

_STATE = """async ([state, marks]) => {
  const m = await import('/static/doorstep/rooms.js');
  const own = marks.map((one, at) => ({consultation: 'c', elector: '1', at, state: one}));
  return m.stateOf({elector: '1', state}, 'c', own);
}"""
_NEXT = """async ([states, after]) => {
  const m = await import('/static/doorstep/rooms.js');
  return m.nextDoor(states.map((state, at) => ({elector: String(at), state})), after, (door) => door.state)?.elector;
}"""


@pytest.mark.parametrize(
    ("known", "marks", "shown"),
    [
        pytest.param("todo", [], "todo", id="nobody was there"),
        pytest.param("todo", ["not-home"], "not-home", id="shut"),
        pytest.param("served", ["not-home"], "served", id="served before and shut today"),
        pytest.param("todo", ["served", "not-home"], "served", id="served and shut on one evening"),
        pytest.param("served", ["refused"], "served", id="served before and refused today"),
        pytest.param("not-home", ["refused"], "refused", id="shut before and refused today"),
        pytest.param("todo", ["refused", "not-home"], "not-home", id="of equals the latest"),
        pytest.param("paper", ["served"], "paper", id="a sheet in hand"),
        pytest.param("done", ["paper"], "done", id="answered on the web"),
        pytest.param("served", ["done", "not-home"], "done", id="answered here"),
    ],
)
def test_a_door_shows_the_strongest_of_what_came_of_it(page: Page, known: str, marks: list[str], shown: str) -> None:
    assert page.evaluate(_STATE, [known, marks]) == shown


@pytest.mark.parametrize(
    ("states", "after", "found"),
    [
        (["todo", "not-home", "todo"], "0", "2"),
        (["todo", "not-home", "done"], "1", "0"),
        (["served", "not-home", "done"], "2", "1"),
        (["served", "refused", "done", "served"], "0", "3"),
        (["refused", "done", "paper"], "0", None),
    ],
)
def test_the_next_door(page: Page, states: list[str], after: str, found: str | None) -> None:
    assert page.evaluate(_NEXT, [states, after]) == found


@pytest.mark.parametrize(
    ("status", "stands"), [("recorded", True), ("conflict", True), ("late", False), ("refused", False)]
)
def test_what_took_no_effect_leaves_no_mark(page: Page, status: str, stands: bool) -> None:
    module = """async (status) => {
      const { Try } = await import('/static/doorstep/try.js');
      const told = [], with_ = {noted: async () => null, clock: {wall: () => 7}, changed: () => null,
        store: {settle: async (...given) => told.push(given[3])}};
      const ack = {submission_id: '1', fingerprint: 'f', status};
      await new Try(with_, new Map(), null).settle([{id: '1', fingerprint: 'f'}], [ack]);
      return told;
    }"""
    found: Any = page.evaluate(module, status)
    assert found == [stands]
