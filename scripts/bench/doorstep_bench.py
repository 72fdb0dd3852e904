"""Measure a walk without a network: presses for each kind of visit, and how long the phone makes a leader wait.

People are not timed here. Beside what was measured stands an estimate by the keystroke-level model (Card, Moran and
Newell 1980): 1.1 s to reach a button and 0.2 s to press it, for every press; 1.35 s to decide, for every press but the
digits of a PIN after its first; keys of a name at 0.28 s each.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

from playwright.sync_api import Browser, sync_playwright

from tests import people
from tests.browser.conftest import ARGUMENTS, browser_program
from tests.browser.doorstep.test_doorstep_visits import serial_of
from tests.browser.installation import installed
from tests.browser.leader import Beat, Phone, begin_beat
from tests.browser.window import PHONE
from tests.databases import KINDS

REACH, PRESS, DECIDE, LETTER = 1.1, 0.2, 1.35, 0.28
"""Seconds of the keystroke-level model."""

_NAME, _KEYS = "王小明", len("wangxiaoming") + 1
"""A name, and the keys it takes: its pinyin, and the choice among what is offered."""

_ROOMS = ("101", "102", "201", "301", "302", "401", "402")


@dataclass
class Visit:
    """Every time one kind of visit was made: presses, keys of a name, and seconds from a press to the next screen."""

    name: str
    presses: int = 0
    decisions: int = 0
    letters: int = 0
    waits: list[list[float]] = field(default_factory=list)

    @property
    def longest(self) -> float:
        """The longest wait after one press, seconds."""
        return max(max(one) for one in self.waits)

    @property
    def waited(self) -> float:
        """The median of the waits of one visit together, seconds."""
        return statistics.median(sum(one) for one in self.waits)

    @property
    def estimate(self) -> float:
        """Seconds at the door by the keystroke-level model, the phone's waits included; reading is not."""
        pressing = self.presses * (REACH + PRESS) + self.decisions * DECIDE
        return pressing + self.letters * LETTER + self.waited


Step = tuple[str, str]
"""What is pressed, and what is there when the next screen is."""

_AT_DOOR, _GRID = "html[data-screen=door]", "html[data-screen=rooms]"
_KINDS: dict[str, list[Step]] = {
    "not at home": [("[data-do=not-home]", _GRID)],
    "served to the owner": [
        ("[data-do=served]", "#recipient"),
        ("label[for=relation-1]", "#relation-1:checked"),
        ("[data-do=save]", _GRID),
    ],
    "served to somebody else, by name": [
        ("[data-do=served]", "#recipient"),
        ("label[for=relation-4]", "#relation-4:checked"),
        ("#recipient", "#recipient:focus"),
        ("[data-do=save]", _GRID),
    ],
    "refused": [
        ("[data-do=refused]", "#reason-1"),
        ("label[for=reason-1]", "#reason-1:checked"),
        ("[data-do=save]", _GRID),
    ],
    "paper, its code read by the camera, and a photo": [
        ("[data-do=paper]", "video:not([hidden])"),
        ("[data-do=take-photo]", "img.paper_view"),
        ("[data-do=save]", _GRID),
    ],
    "a ballot of one question, handed over": [
        ("[data-do=answers]", "#ballot"),
        ("label[for=q1-1]", "#q1-1:checked"),
        ("[data-do=check]", "#helper"),
        ("[data-do=send]", ".confirmation_panel"),
        ("[data-do=give-back]", "#pin"),
        *((f"[data-do=digit-{digit}]", "body") for digit in "13579"),
        ("[data-do=digit-0]", _GRID),
    ],
}


def main() -> int:
    """Walk, and print what was measured."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--slowness", type=float, default=6, help="how many times slower the browser's processor is")
    options.add_argument("--times", type=int, default=5, help="visits of each kind")
    options.add_argument("--json", action="store_true")
    chosen = options.parse_args()
    with _phone(chosen.slowness) as phone:
        visits = [_measured(phone, name, steps, chosen.times) for name, steps in _KINDS.items()]
    if chosen.json:
        print(json.dumps([vars(visit) for visit in visits]))
        return 0
    print("| visit | presses | keys of a name | the phone's waits, all (median) | longest wait | by the model |")
    print("|---|---|---|---|---|---|")
    for one in visits:
        waits = f"{one.waited:.2f} s | {one.longest:.2f} s"
        print(f"| {one.name} | {one.presses} | {one.letters} | {waits} | {one.estimate:.0f} s |")
    return 0


@contextmanager
def _phone(slowness: float) -> Iterator[Phone]:
    """An enrolled phone without a network, slowed down."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        databases = KINDS["sqlite"](Path(folder))
        with databases.fresh(Path(folder)) as url, installed(url, Path(folder), people.MIDWAY) as here:
            browser = driver.chromium.launch(executable_path=browser_program(), args=ARGUMENTS)
            phone = _enrolled(browser, begin_beat(here))
            tools = phone.context.new_cdp_session(phone.page)
            tools.send("Emulation.setCPUThrottlingRate", {"rate": slowness})
            yield phone
            browser.close()
        databases.close()


def _enrolled(browser: Browser, beat: Beat) -> Phone:
    context = browser.new_context(**PHONE, locale="zh-CN", timezone_id="Asia/Shanghai")
    context.set_default_timeout(30_000)
    phone = Phone(context, context.new_page(), beat)
    phone.begin()
    phone.wait_until_kept()
    context.set_offline(True)
    return phone


def _measured(phone: Phone, name: str, steps: list[Step], times: int) -> Visit:
    visit = Visit(name)
    for at in range(times):
        room = _ROOMS[at % len(_ROOMS)]
        serial = serial_of(phone.beat, room)
        phone.show_to_camera(serial)
        waits = [_pressed(phone, f"[data-room='{room}']", _AT_DOOR)]
        for press, after in steps:
            if press == "[data-do=take-photo]":
                phone.page.wait_for_function(
                    "(serial) => document.querySelector('#serial').value === serial", arg=serial
                )
            waits.append(_pressed(phone, press, after))
            if press == "#recipient":
                phone.page.fill("#recipient", _NAME)
                visit.letters = _KEYS
        visit.waits.append(waits)
        visit.presses = len(waits)
        digits = sum(press.startswith("[data-do=digit-") for press, _after in steps)
        visit.decisions = len(waits) - max(0, digits - 1)
    return visit


def _pressed(phone: Phone, press: str, after: str) -> float:
    """Press, and answer the seconds until the next screen is there."""
    target = phone.page.locator(press).first
    target.wait_for()
    begun = perf_counter()
    target.tap()
    phone.page.locator(after).first.wait_for(state="attached")
    return perf_counter() - begun


if __name__ == "__main__":
    sys.exit(main())
