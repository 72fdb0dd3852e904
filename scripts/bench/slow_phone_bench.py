"""Benchmark `slow-phone`: from the scan to the question on a slow line, in Chromium with its own throttling.

Each page is opened by a phone that has nothing of ours, in a window of its own. The line is 400 kbit/s each way; every
request waits 400 ms for its answer ("slow 3G" as Lighthouse has it) or, in the second profile, 2 000 ms (as the panel
of Chromium's tools has it: there the first byte alone takes two seconds). Chromium adds the wait to each request, not
to the handshakes: what TCP and TLS take on a real line comes on top, and is told beside the figures.
"""

from __future__ import annotations

import statistics
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import NamedTuple

from consult.domain.consultation import State
from scripts._screens import Stage, staged
from scripts.bench.figures import Table, parser, show_all
from tests.browser import household
from tests.browser.window import PHONE, Window, window

KILOBIT = 125
"""Bytes."""
RATE = 400
PROFILES = {"slow 3G": 400, "slow 3G of the tools": 2000}
"""Name → milliseconds that every request waits."""
HEAVIEST, LATEST = 100.0, 1000.0
"""KB without the committee's pictures; milliseconds until the question is seen, on the first profile."""
POSTER, LETTER = "the poster's question", "the letter's page"
ARRIVALS = (POSTER, LETTER)
"""Pages that a scan leads to; those that follow need a press, a form and a redirect, and have no limit of their own."""
COLUMNS = ("page, nothing kept", "seen after, ms", "slowest, ms", "KB of ours", "KB of the committee's pictures")
_PICTURES = "/picture/"
Came = tuple[float, float, float]
"""Milliseconds until the heading is seen; KB, headers included: ours, and the committee's pictures."""

# The moment at which the asked words are laid out and something has been painted: they are in that paint, or the next.
_WATCH = """(() => {
  const look = () => {
    const asked = document.querySelector("main h1");
    const painted = performance.getEntriesByName("first-contentful-paint")[0];
    if (asked && asked.getBoundingClientRect().height && painted)
      window.seenAt = Math.max(painted.startTime, window.laidOutAt || 0);
    else {
      if (asked && asked.getBoundingClientRect().height) window.laidOutAt = window.laidOutAt || performance.now();
      requestAnimationFrame(look);
    }
  };
  requestAnimationFrame(look);
})()"""


@dataclass
class Line:
    """A window's slow line, and the bytes that came over it, by address."""

    opened: Window
    bytes_of: dict[str, float] = field(default_factory=dict)

    def lay(self, wait: int) -> None:
        """Slow down, and count from here on."""
        line, names = self.opened.context.new_cdp_session(self.opened.page), dict[str, str]()
        line.send("Network.enable")
        slow = {"latency": wait, "downloadThroughput": RATE * KILOBIT, "uploadThroughput": RATE * KILOBIT}
        line.send("Network.emulateNetworkConditions", {"offline": False, **slow})
        line.on("Network.requestWillBeSent", lambda e: names.__setitem__(e["requestId"], e["request"]["url"]))
        line.on("Network.loadingFinished", lambda e: self._add(names.get(e["requestId"], ""), e["encodedDataLength"]))
        self.opened.page.add_init_script(_WATCH)

    def _add(self, address: str, size: float) -> None:
        self.bytes_of[address] = self.bytes_of.get(address, 0) + size

    def wait(self) -> Came:
        """Wait until all has come, and say how it went."""
        self.opened.page.wait_for_load_state("networkidle")
        seen = float(self.opened.page.evaluate("window.seenAt"))
        theirs = sum(size for address, size in self.bytes_of.items() if _PICTURES in address)
        ours = sum(self.bytes_of.values()) - theirs
        self.bytes_of.clear()
        return seen, ours / 1024, theirs / 1024


def main() -> None:
    """Measure and print one table for each line; exit status 1 where a page is too heavy or its question late."""
    options = parser(__doc__ or "")
    chosen = options.parse_args()
    with staged() as stage:
        found = {name: list(_measured(stage, wait, chosen.times)) for name, wait in PROFILES.items()}
    titles = {name: f"{name}: {RATE} kbit/s, {wait} ms each request" for name, wait in PROFILES.items()}
    show_all([Table(titles[name], COLUMNS, rows) for name, rows in found.items()], as_json=chosen.json)
    rows = [row for rows in found.values() for row in rows]
    is_light = all(row.heaviest <= HEAVIEST for row in rows)
    is_quick = all(row.slowest <= LATEST for row in found["slow 3G"] if row.page in ARRIVALS)
    sys.exit(0 if is_light and is_quick else 1)


class Row(NamedTuple):
    """One page over one line, opened several times."""

    page: str
    median: float
    slowest: float
    heaviest: float
    pictures: float


def _measured(stage: Stage, wait: int, times: int) -> Iterator[Row]:
    walks = [{**_poster(stage, wait), **_letter(stage, wait)} for _ in range(times)]
    for page in walks[0]:
        seen, ours, theirs = zip(*(walk[page] for walk in walks), strict=True)
        yield Row(page, statistics.median(seen), max(seen), max(ours), max(theirs))


@contextmanager
def _phone(stage: Stage, wait: int) -> Iterator[Line]:
    with window(stage.browser, stage.here.address, PHONE) as opened:
        line = Line(opened)
        line.lay(wait)
        yield line


def _poster(stage: Stage, wait: int) -> dict[str, Came]:
    """A stranger scans the poster."""
    with _phone(stage, wait) as line:
        line.opened.open(f"/c/{stage.codes[State.OPEN]}")
        return {POSTER: line.wait()}


def _letter(stage: Stage, wait: int) -> dict[str, Came]:
    """A household scans its letter and goes on to where its answers are checked; nothing is sent."""
    came: dict[str, Came] = {}
    with _phone(stage, wait) as line:
        line.opened.open(f"/h/{stage.welcome.letter}")
        came[LETTER] = line.wait()
        line.opened.follow("main form button")
        came["ballot"] = line.wait()
        household.mark(line.opened, {1: "agree"})
        household.check(line.opened)
        came["check"] = line.wait()
    return came


if __name__ == "__main__":
    main()
