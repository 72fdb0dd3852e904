"""docs/papers.md shows every paper there is, in both languages, with a picture that is there and small."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from consult.web.console.papers_made import MAKERS

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGES = {"papers.md": "en", "papers.zh.md": "zh"}
LARGEST = 60 * 1024
"""Bytes of a picture."""
SAME_PICTURE = {"poster-a3"}
"""Shown by the picture of another."""


@pytest.mark.parametrize("page", PAGES)
def test_every_paper_is_shown(page: str) -> None:
    text = (DOCS / page).read_text("utf-8")
    missing = [kind for kind in set(MAKERS) - SAME_PICTURE if f"papers/{kind}-{PAGES[page]}.webp" not in text]
    assert not missing


@pytest.mark.parametrize("page", PAGES)
def test_every_picture_is_there_and_small(page: str) -> None:
    named = re.findall(r'src="([^"]+)"', (DOCS / page).read_text("utf-8"))
    assert named
    assert not [name for name in named if not 0 < (DOCS / name).stat().st_size <= LARGEST]
