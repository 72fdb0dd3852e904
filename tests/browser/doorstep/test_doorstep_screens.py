"""Every screen of the doorstep app under axe, on narrow phones, and in the largest letters."""

from __future__ import annotations

import pytest

from tests.browser import look
from tests.browser.leader import Phone


@pytest.mark.parametrize("text", ["100", "200"])
def test_every_screen_can_be_read_and_reached_by_everybody(phone: Phone, text: str) -> None:
    phone.do("settings")
    phone.do(f"text-size-{text}")
    found = _looked_at(phone, text)
    for name in ("rooms", "explain", "summary", "unsent"):
        phone.do(name)
        found += _looked_at(phone, text)
    phone.do("rooms")
    phone.go_to_door("302")
    found += _looked_at(phone, text)
    for kind in ("served", "refused", "paper"):
        phone.do(kind)
        found += _looked_at(phone, text)
        phone.do("back")
    phone.do("answers")
    found += _looked_at(phone, text)
    assert not found


def _looked_at(phone: Phone, text: str) -> list[str]:
    screen = phone.page.evaluate("document.documentElement.dataset.screen")
    found = (*look.axe(phone.page), *look.too_wide(phone.page), *look.small_targets(phone.page, text))
    return [f"{screen}: {fault}" for fault in found]
