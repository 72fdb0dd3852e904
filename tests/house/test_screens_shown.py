"""docs/screens.md shows every screen that the program takes, with a picture that is there and small."""

from __future__ import annotations

import re
from pathlib import Path

from scripts._resident_screens import DEMO, SCENE

DOCS = Path(__file__).resolve().parents[2] / "docs"
LARGEST, TOGETHER = 90 * 1024, 3 * 1024 * 1024
"""Bytes of one picture, and of all."""


def test_every_screen_is_shown_by_a_small_picture() -> None:
    shown = re.findall(r'src="(pictures/screens/[\w-]+\.webp)"', (DOCS / "screens.md").read_text("utf-8"))
    assert sorted(shown) == sorted(f"pictures/screens/{name}.webp" for name in (*DEMO, *SCENE))
    sizes = [(DOCS / name).stat().st_size for name in shown]
    assert 0 < min(sizes) <= max(sizes) <= LARGEST
    assert sum(sizes) <= TOGETHER
