"""A provider of this test's own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.fake_providers import Provider, a_provider


@pytest.fixture
def provider() -> Iterator[Provider]:
    """A server that speaks as the providers do."""
    with a_provider() as server:
        yield server
