"""Prove that the doorstep app loses nothing and records nothing twice: kills, a lossy line, an update on the way."""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from itertools import cycle
from pathlib import Path
from time import perf_counter
from urllib.parse import urlsplit

from PIL import Image
from playwright.sync_api import sync_playwright
from sqlalchemy.orm import Session

from consult.actions.assign_buildings import add_leader
from consult.domain.electorate import AreaSource, Owner, Unit
from consult.web.doorstep import shell
from scripts.prove.doorstep_verdict import faults_of, lost, too_good
from scripts.prove.phone_profile import Profile
from tests import people
from tests.browser.installation import Installation, installed
from tests.browser.leader import Beat, Phone
from tests.browser.lossy_line import Line, lossy_line
from tests.databases import KINDS
from tests.doorstep.rounds import CHANNELS, LEADER

_PENDING = """() => new Promise((done, fail) => {
  const opening = indexedDB.open("consult-doorstep");
  opening.onerror = fail;
  opening.onsuccess = () => {
    const asked = opening.result.transaction("pending").objectStore("pending").getAll();
    asked.onsuccess = () => { opening.result.close(); done(asked.result.map((entry) => entry.fingerprint)); };
  };
})"""
_NO_PHOTO = "label.field__tick"
_ROUND = ("not-home", "served", "refused", "paper", "answers")
KINDS_OF_VISIT = (*_ROUND, *("photo" if kind == "paper" else kind for kind in _ROUND))
"""One sheet in two is photographed."""


@dataclass
class Walk:
    """A round on its way: what the screen confirmed, what the phone held, and how often it was killed."""

    profile: Profile
    phone: Phone
    line: Line
    chance: random.Random
    rooms: list[str]
    fingerprints: set[str] = field(default_factory=set)
    confirmed: Counter[str] = field(default_factory=Counter)
    killed: int = 0
    crashed: int = 0
    begun: float = field(default_factory=perf_counter)

    def say(self, sentence: str) -> None:
        """One line of progress."""
        print(f"{perf_counter() - self.begun:5.0f} s  {sentence}", flush=True)

    def look(self) -> int:
        """Note everything that waits on the phone now; how many."""
        held = self.phone.page.evaluate(_PENDING)
        self.fingerprints |= set(held)
        return len(held)

    def kill(self) -> None:
        """Kill the processes that run the page, at whatever they are doing, and open it anew; it comes up locked."""
        self.profile.kill_pages()
        self.killed += 1
        self.phone.restart()

    def crash(self) -> None:
        """Kill the whole browser, which writes what pages keep, and open its profile anew; the app comes up locked."""
        self.profile.crash()
        self.crashed += 1
        self.phone.context = self.profile.open()
        self.phone.page = self.phone.context.pages[0]
        self.phone.page.goto(self.phone.app)
        self.phone.page.locator("#pin").wait_for()

    def end_of(self, kills: int, crashes: int) -> list[Callable[[], None]]:
        """So many kills and crashes, in random order."""
        ends = [self.kill] * kills + [self.crash] * crashes
        self.chance.shuffle(ends)
        return ends


def main() -> int:
    """Walk, lose, kill, update; exit status 1 when anything is missing or there twice."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--visits", type=int, default=500)
    options.add_argument("--kills", type=int, default=50, help="of pages: half while walking, half sending")
    options.add_argument("--crashes", type=int, default=10, help="of the whole browser, likewise")
    options.add_argument("--loss", type=float, default=0.3, help="share of requests lost, and of answers")
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    with _round(chosen.visits, chosen.seed) as walk:
        _walk(walk, chosen.visits, walk.end_of(chosen.kills // 2, chosen.crashes // 2))
        pending = walk.look()
        walk.line.count_anew()
        walk.line.is_cut, walk.line.loss = False, chosen.loss
        _send(walk, walk.end_of(chosen.kills - walk.killed, chosen.crashes - walk.crashed))
        here = walk.phone.beat.here.engine
        faults = faults_of(here, chosen.visits, walk.fingerprints, walk.confirmed, pending)
        faults += too_good(walk.line, chosen.loss)
    print(*faults, sep="\n", end="\n" if faults else "")
    print("FAILED" if faults else "nothing lost, nothing twice")
    return 1 if faults else 0


@contextmanager
def _round(visits: int, seed: int) -> Iterator[Walk]:
    """An enrolled phone at a building with a room for each visit, behind a line that still is good."""
    with tempfile.TemporaryDirectory() as folder, lossy_line(seed) as line, sync_playwright() as driver:
        databases = KINDS["sqlite"](Path(folder))
        address = f"http://127.0.0.1:{line.port}"
        with databases.fresh(Path(folder)) as url, installed(url, Path(folder), people.MIDWAY, address) as here:
            line.upstream = urlsplit(here.address).port or 0
            profile = Profile(driver, Path(folder) / "profile")
            rooms = [f"{floor}{at:02d}" for floor in range(1, visits // 4 + 2) for at in (1, 2, 3, 4)][:visits]
            phone = _phone(profile, here, line, rooms)
            yield Walk(profile, phone, line, random.Random(seed), rooms)
            profile.context.close()
        databases.close()


def _phone(profile: Profile, here: Installation, line: Line, rooms: list[str]) -> Phone:
    units = [
        Unit("1", room, area=8_000, area_source=AreaSource.REGISTER, owners=(Owner(f"业主{room}", f"9{room}"),))
        for room in rooms
    ]
    with Session(here.engine) as session:
        estate = people.make_estate(session, units)
        view = people.make_open_consultation(session, estate, channels=CHANNELS, questions=(people.CONSENT,))
        leader = add_leader(session, estate, LEADER, ("1",), now=people.MIDWAY)
        session.commit()
    context = profile.open()
    phone = Phone(context, context.pages[0], Beat(here, view, leader), address=f"http://127.0.0.1:{line.port}")
    phone.begin()
    phone.wait_until_kept()
    line.is_cut = True
    return phone


def _walk(walk: Walk, visits: int, ends: list[Callable[[], None]]) -> None:
    """Every room once, of every kind in turn, with kills at random moments and an update in the middle."""
    killing = dict(zip(walk.chance.sample(range(1, visits), len(ends)), ends, strict=True))
    for at, (room, kind) in enumerate(zip(walk.rooms, cycle(KINDS_OF_VISIT)), start=1):
        end = killing.get(at - 1)
        if end and walk.chance.random() < 0.5:
            _kill_while_saving(walk, room, kind, end)
        else:
            _visit(walk, room, kind)
            if end:
                end()
                walk.phone.unlock()
        if at == min(50, visits):
            _update(walk)
        if at % 20 == 0:
            walk.say(f"{at} visits, killed {walk.killed} + {walk.crashed} times, on the phone: {walk.look()}")


def _steps(phone: Phone, kind: str) -> list[Callable[[], None]]:
    """What is pressed at an open door; the last press records."""
    presses = {
        "not-home": ["[data-do=not-home]"],
        "served": ["[data-do=served]", "label[for=relation-1]", "[data-do=save]"],
        "refused": ["[data-do=refused]", "label[for=reason-1]", "[data-do=save]"],
        "paper": ["[data-do=paper]", _NO_PHOTO, "[data-do=save]"],
        "photo": ["[data-do=paper]", "[data-do=save]"],
        "answers": ["[data-do=answers]", "label[for=q1-1]", "[data-do=check]", "[data-do=send]"],
    }
    return [lambda press=press: phone.tap(press) for press in presses[kind]]  # type: ignore[misc]


def _press_all_but_the_last(walk: Walk, room: str, kind: str) -> Callable[[], None]:
    phone = walk.phone
    phone.go_to_door(room)
    *before, last = _steps(phone, kind)
    for step in before:
        if kind == "paper" and step is before[-1]:
            phone.page.fill("#serial", _serial_here(phone, room))
        step()
    if kind == "photo":
        phone.page.fill("#serial", _serial_here(phone, room))
        phone.page.set_input_files("#photo-file", {"name": "1.jpg", "mimeType": "image/jpeg", "buffer": _sheet(walk)})
        phone.page.locator("img.paper_view").wait_for()
    return last


def _sheet(walk: Walk) -> bytes:
    """A picture of its own, of about 300 kB and of nothing."""
    written = BytesIO()
    Image.frombytes("L", (700, 500), walk.chance.randbytes(350_000)).save(written, "JPEG", quality=80)
    return written.getvalue()


def _serial_here(phone: Phone, room: str) -> str:
    with Session(phone.beat.here.engine) as session:
        person = people.Person("", "", "1", room)
        return str(people.elector_of(session, phone.beat.view, person).paper_serial)


def _visit(walk: Walk, room: str, kind: str) -> None:
    last = _press_all_but_the_last(walk, room, kind)
    last()
    if kind == "answers":
        walk.phone.page.locator(".confirmation_panel").wait_for()
        walk.phone.do("give-back")
        walk.phone.unlock()
    else:
        walk.phone.page.locator("html[data-screen=rooms]").wait_for()
    walk.confirmed[kind] += 1


def _kill_while_saving(walk: Walk, room: str, kind: str, end: Callable[[], None]) -> None:
    """Pressed and killed in the same breath: what was not kept is visited again, what was kept is not."""
    before = walk.look()
    last = _press_all_but_the_last(walk, room, kind)
    last()
    end()
    walk.phone.unlock()
    if walk.look() == before:
        _visit(walk, room, kind)
    else:
        walk.confirmed[kind] += 1


def _update(walk: Walk) -> None:
    """The app is replaced while work is pending: the line carries its files, and nothing to the api."""
    phone, before = walk.phone, walk.look()
    walk.line.is_cut, walk.line.loss = False, 1.0
    keep, shell.app_version = shell.app_version, lambda: "another"
    phone.page.evaluate("() => navigator.serviceWorker.getRegistration().then((here) => here.update())")
    phone.page.locator("[data-do=update]").wait_for()
    with phone.page.expect_navigation():
        phone.do("update")
    phone.page.locator("#pin").wait_for()
    phone.unlock()
    walk.line.is_cut, walk.line.loss = True, 0.0
    shell.app_version = keep
    after = walk.look()
    walk.say(f"the app was updated with {before} pending: {after} remain")
    if after != before:
        walk.confirmed["lost in the update"] += before - after


def _send(walk: Walk, ends: list[Callable[[], None]]) -> None:
    """Until everything is sent, over a line that loses much, killed again and again."""
    phone = walk.phone
    while True:
        phone.page.wait_for_timeout(walk.chance.randrange(50, 1_500))
        held = walk.look()
        if ends:
            ends.pop()()
            phone.unlock()
        elif not held:
            break
        else:
            phone.do("unsent")
            phone.do("send-now")
        walk.say(f"on the phone: {held}; killed {walk.killed} + {walk.crashed} times; {lost(walk.line)}")


if __name__ == "__main__":
    sys.exit(main())
