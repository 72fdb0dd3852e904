"""A browser window of one person, who notices every fault: errors in the console, broken parts, strangers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Response

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}
LAPTOP = {"viewport": {"width": 1280, "height": 860}}
# Chromium says this for every page that is answered with a 4xx on purpose; those are judged by their status below.
_STATUS_LINE = "Failed to load resource: the server responded with a status of"


@dataclass
class Window:
    """A context of its own (cookies, storage) with one page, and what has gone wrong in it so far."""

    context: BrowserContext
    page: Page
    address: str
    is_touched: bool
    troubles: list[str] = field(default_factory=list)

    def open(self, path: str) -> Response:
        """Go to a path of the service, or to a whole address of it."""
        answer = self.page.goto(path if path.lower().startswith("http") else self.address + path)
        assert answer is not None
        return answer

    def press(self, selector: str) -> None:
        """Press what is there exactly once, with a finger where the screen takes fingers."""
        found = self.page.locator(selector)
        found.tap() if self.is_touched else found.click()

    def follow(self, selector: str) -> Response:
        """Press what leads to another page, and wait until that page is there."""
        with self.page.expect_navigation() as going:
            self.press(selector)
        assert going.value is not None
        return going.value

    def text(self, selector: str = "main") -> str:
        """What stands there, as it is read."""
        return self.page.locator(selector).inner_text()

    def heading(self) -> str:
        """The page's one heading."""
        return self.text("h1").strip()

    def codes(self, selector: str) -> list[str]:
        """What a scanner reads off a part of the screen."""
        shot = self.page.locator(selector).screenshot()
        return scanned(shot)

    def show(self, path: str, **how: Any) -> Response:
        """Show what the service answers to a request that no page of ours would send, at the address it has."""
        answer = self.context.request.fetch(self.address + path, max_redirects=0, **how)
        self.page.route(self.address + path, lambda route: route.fulfill(response=answer), times=1)
        return self.open(path)

    def fetch(self, path: str) -> tuple[str, bytes]:
        """A file, with this window's cookies: its type and its bytes."""
        answer = self.context.request.get(path if path.startswith("http") else self.address + path)
        assert answer.status == 200, f"{path}: {answer.status}"
        return answer.headers["content-type"].partition(";")[0], answer.body()


def scanned(picture: bytes) -> list[str]:
    """What a scanner reads in a picture."""
    from io import BytesIO

    with Image.open(BytesIO(picture)) as opened:
        return [found.text for found in zxingcpp.read_barcodes(np.asarray(opened.convert("L")))]


@contextmanager
def window(
    browser: Browser, address: str, shape: dict[str, Any], locale: str = "zh-CN", **more: Any
) -> Iterator[Window]:
    """Open a window; when it is put away, nothing may have gone wrong in it."""
    context = browser.new_context(**shape, locale=locale, timezone_id="Asia/Shanghai", **more)
    context.set_default_timeout(15_000)
    opened = Window(context, context.new_page(), address, bool(shape.get("has_touch")))
    opened.page.on("console", lambda message: _note_console(opened, message))
    opened.page.on("pageerror", lambda error: opened.troubles.append(f"script: {error}"))
    context.on("response", lambda answer: _note_answer(opened, answer))
    try:
        yield opened
        assert not opened.troubles, opened.troubles
    finally:
        context.close()


def _note_console(opened: Window, message: ConsoleMessage) -> None:
    if message.type in ("error", "warning") and not message.text.startswith(_STATUS_LINE):
        opened.troubles.append(f"{opened.page.url}: {message.text}")


def _note_answer(opened: Window, answer: Response) -> None:
    is_page = answer.request.is_navigation_request()
    if answer.status >= 500 or (answer.status >= 400 and not is_page):
        opened.troubles.append(f"{answer.status} for {answer.url}")
    if not answer.url.startswith((opened.address, "data:", "blob:")):
        opened.troubles.append(f"a page fetched something from elsewhere: {answer.url}")
