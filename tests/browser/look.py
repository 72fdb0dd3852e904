"""Looks at a page as its readers will: with a screen reader, on the narrowest phone, with large text, with a thumb."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WIDTHS = (320, 360, 768, 1280)
FEW_WIDTHS = (320, 1280)
AXE_WIDTHS = (360, 1280)
LARGEST_TEXT = {"standard": 28, "fixed": 24}
"""The browser's own text at 175 per cent of its usual 16 px."""
TARGET = {"100": 44, "150": 44, "200": 60}
"""The least height and width of what a finger presses, in CSS px, by the text size that a reader has chosen."""
SMALLEST = {"100": (12, 16), "150": (18, 18), "200": (18, 30)}
"""Text size → the least size in CSS px of any words, and of the main text (paragraphs, cells, answers) of a page."""
LEADING = 1.5
"""The least height of a line of running text, in its own size."""

_AXE = Axe()
_RUN = "(options) => axe.run(options).then((found) => found.violations)"
_AXE_OPTIONS = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
_BUT_CONTRAST = {**_AXE_OPTIONS, "rules": {"target-size": {"enabled": True}, "color-contrast": {"enabled": False}}}

_TOO_WIDE = """() => {
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) return [];
  const scrolls = (e) => ["auto", "scroll", "hidden", "clip"].includes(getComputedStyle(e).overflowX);
  const framed = (e) => e.parentElement !== null && (scrolls(e.parentElement) || framed(e.parentElement));
  return ["page " + document.documentElement.scrollWidth].concat(
    [...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > room + 0.5 && !framed(e))
      .slice(0, 4).map((e) => e.tagName.toLowerCase() + "." + e.className + " to " + e.getBoundingClientRect().right));
}"""

_TOO_SMALL = """(least) => [...document.querySelectorAll(
    "main button, main a.button, main .choice_card, main select, main input.field__control, .reading_aids__button")]
  .filter((e) => !e.classList.contains("visually_hidden") && e.checkVisibility({visibilityProperty: true}))
  .map((e) => [e, e.getBoundingClientRect()])
  .filter(([, box]) => box.height > 0 && (box.height < least - 0.5 || box.width < least - 0.5))
  .map(([e, box]) => `${e.className}: ${box.width.toFixed(0)} x ${box.height.toFixed(0)}`)"""

# Words of a page's main part, by the element that they stand in; headings have fewer lines and may be set closer.
_SMALL_PRINT = """([any, main, leading]) => {
  const aside = ".small, .question__how, .fact_list dt, .state_tag, .time_left, .steps, .table caption, .table th, "
    + ".table td, .eyebrow, .quiet, .choice_card__chosen, .question__number, figcaption, small, code, .recount, "
    + ".tick_list, .service_list, .turnout_strip, .qr_picture, .choice_card__cost, .choice_card__note, .signed_text, "
    + ".task_list__hint";
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT), found = new Set();
  while (walker.nextNode()) {
    const e = walker.currentNode.parentElement, words = walker.currentNode.textContent.trim();
    if (!words || e.closest("svg, script, style, .visually_hidden, option") || !e.getClientRects().length) continue;
    const set = getComputedStyle(e), size = parseFloat(set.fontSize), line = parseFloat(set.lineHeight) / size;
    const least = e.closest("p, li, dd, label") && !e.closest(aside) ? main : any;
    const name = `${e.tagName.toLowerCase()}.${e.className}`;
    if (size < least - 0.01) found.add(`${name}: ${size} px, at least ${least}`);
    if (e.closest("p, li, dd, td") && !e.closest("h1, h2, h3, button, a.button, .button, .notice_banner__title")
        && words.length > 12 && line < leading - 0.01) found.add(`${name}: lines of ${line.toFixed(2)}`);
  }
  return [...found];
}"""


def small_print(page: Page, text: str) -> list[str]:
    """Words that are smaller, or stand closer, than the norms for older readers allow at this text size."""
    return [f"text {text}: {said}" for said in page.evaluate(_SMALL_PRINT, [*SMALLEST[text], LEADING])]


def faults(
    page: Page, axe_widths: Sequence[int] = AXE_WIDTHS, widths: Sequence[int] = WIDTHS, *, contrast: bool = True
) -> list[str]:
    """Everything wrong with the page that is open, at every width; the window keeps the width it had.

    The contrast of each word takes axe as long as all else together. Colours are tokens, of which
    tests/web/test_stylesheet.py reckons every pair that is used: a page may be looked at without it.
    """
    before = page.viewport_size
    found = [*_at_widths(page, axe_widths, widths, contrast=contrast), *_with_large_text(page)]
    if before is not None:
        page.set_viewport_size(before)
    return found


def too_wide(page: Page) -> list[str]:
    """What runs out of the page at any width, as it is set now."""
    before = page.viewport_size
    found = list(_at_widths(page, (), WIDTHS))
    if before is not None:
        page.set_viewport_size(before)
    return found


def _at_widths(page: Page, axe_widths: Sequence[int], widths: Sequence[int], *, contrast: bool = True) -> Iterator[str]:
    for width in sorted({*axe_widths, *widths}):
        page.set_viewport_size({"width": width, "height": 740})
        yield from (f"{width} px: {wide}" for wide in page.evaluate(_TOO_WIDE))
        if width in axe_widths:
            yield from (f"{width} px: {said}" for said in axe(page, contrast=contrast))


def _with_large_text(page: Page) -> list[str]:
    """The narrowest phone with the browser's own text at 175 per cent."""
    page.set_viewport_size({"width": WIDTHS[0], "height": 740})
    with_sizes = page.context.new_cdp_session(page)
    with_sizes.send("Page.setFontSizes", {"fontSizes": LARGEST_TEXT})
    found = page.evaluate(_TOO_WIDE)
    with_sizes.send("Page.setFontSizes", {"fontSizes": {"standard": 16, "fixed": 13}})
    with_sizes.detach()
    return [f"{WIDTHS[0]} px, browser text 175 %: {wide}" for wide in found]


def small_targets(page: Page, text: str = "100") -> list[str]:
    """Buttons, cards and fields that a thumb would miss, at the text size that the reader has chosen."""
    return [f"text {text}: {small}" for small in page.evaluate(_TOO_SMALL, TARGET[text])]


def axe(page: Page, *, contrast: bool = True) -> list[str]:
    """What axe-core finds, each with the first element it means."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(_AXE.axe_script)
    return [_said(violation) for violation in page.evaluate(_RUN, _AXE_OPTIONS if contrast else _BUT_CONTRAST)]


def _said(violation: dict[str, Any]) -> str:
    nodes = violation["nodes"]
    return (
        f"axe {violation['id']} ({len(nodes)}): {nodes[0]['html'][:160]} — {nodes[0].get('failureSummary', '')[:200]}"
    )
