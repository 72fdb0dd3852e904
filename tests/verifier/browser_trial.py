"""The page that recounts without a server, used as a reader uses it: opened from a disk, offline, a package chosen."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page

from consult.packaging.recount_page import recount_page


@dataclass(frozen=True, slots=True)
class Said:
    """The page's verdict (`whole`, `faulty` or `unknown`) and its sentences."""

    status: str
    faults: tuple[str, ...]

    @property
    def is_named(self) -> bool:
        """Whether it says in a sentence what is wrong, or that it does not know something."""
        vague = any("quite another shape" in fault for fault in self.faults)
        return self.status == "unknown" or (self.status == "faulty" and bool(self.faults) and not vague)


class RecountPage:
    """The page, opened once for many packages."""

    def __init__(self, browser: Browser, folder: Path, *, language: str = "en") -> None:
        """Lay the page into a folder, and open it there without network."""
        file = folder / "recount.html"
        file.write_bytes(recount_page())
        context = browser.new_context(offline=True, locale=language)
        self.page: Page = context.new_page()
        self.errors: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda said: self.errors.append(said.text) if said.type == "error" else None)
        self.page.goto(file.as_uri())

    def choose(self, package: bytes) -> None:
        """Choose a package, and wait for the verdict."""
        self.page.evaluate("delete document.documentElement.dataset.status")
        chooser = self.page.locator("input[type=file]")
        chooser.set_input_files({"name": "package.zip", "mimeType": "application/zip", "buffer": package})
        self.page.wait_for_selector("html[data-status]", state="attached")

    def say(self, package: bytes) -> Said:
        """What the page says of a package."""
        self.choose(package)
        status, faults = self.page.evaluate(
            "[document.documentElement.dataset.status,"
            " [...document.querySelectorAll('.recount__faults li')].map((one) => one.textContent)]"
        )
        return Said(status, tuple(faults))

    def close(self) -> None:
        """Close the window."""
        self.page.context.close()
