"""A phone's browser with what it keeps on disk: its pages or all of it are killed, and the same profile opens again."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic, sleep

from playwright.sync_api import BrowserContext, Error, Playwright

from tests.browser.conftest import ARGUMENTS, browser_program
from tests.browser.window import PHONE

GONE_WITHIN = 20.0
"""Seconds in which the processes of a killed browser must be gone."""


@dataclass
class Profile:
    """A folder that a browser keeps its storage in, and the browser that has it open."""

    driver: Playwright
    folder: Path
    context: BrowserContext = field(init=False)

    def open(self) -> BrowserContext:
        """Start a browser on the profile; whatever an earlier one left on disk is there again."""
        self.context = self.driver.chromium.launch_persistent_context(
            self.folder,
            executable_path=browser_program(),
            args=ARGUMENTS,
            **PHONE,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
        )
        self.context.set_default_timeout(20_000)
        return self.context

    def kill_pages(self) -> None:
        """Kill the processes that run pages, and no other."""
        for process in self._processes():
            if "--type=renderer" in _command(process):
                os.kill(process, signal.SIGKILL)

    def crash(self) -> None:
        """Kill the browser with all its processes, also those that write to its storage; then all are gone."""
        processes = list(self._processes())
        for process in processes:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        until = monotonic() + GONE_WITHIN
        while any(map(_command, processes)):
            if monotonic() > until:
                raise TimeoutError("the killed browser is still there")
            sleep(0.05)
        with suppress(Error):
            self.context.close()

    def _processes(self) -> Iterator[int]:
        """The browser of this very profile, then all that it has started."""
        parents = {process: parent for process in _running() if (parent := _parent(process))}
        mark = f"--user-data-dir={self.folder}"
        ours = {one for one in parents if mark in (said := _command(one)) and "--type=" not in said}
        while new := {one for one, parent in parents.items() if parent in ours} - ours:
            ours |= new
        yield from sorted(ours)


def _running() -> list[int]:
    return [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]


def _command(process: int) -> str:
    """How a process was started; '' for one that is gone, or waits only to be noticed."""
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""


def _parent(process: int) -> int:
    """Who started a process; 0 where it is gone."""
    try:
        return int(Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0
