"""The two readers of papers."""

from __future__ import annotations

import pytest

from consult.wording.language import CHINESE, ENGLISH, Words, words_for


@pytest.fixture
def zh() -> Words:
    """A reader of Chinese."""
    return words_for(CHINESE)


@pytest.fixture
def en() -> Words:
    """A reader of English."""
    return words_for(ENGLISH)
