"""A blank sheet in place of every laid-out paper, for tests that ask who may fetch a paper and not what stands on it.

Laying out takes a hundred times as long as everything else that such a request does.
"""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from weasyprint import Document

from consult.documents import typesetter
from consult.documents.pdf import Picture

_MARKUP = "<!doctype html><html lang='zh'><title>空白</title><p>空白</p>"
_STAMPED = 'id="bank"'


def put_in_place(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the typesetter set a blank page whatever it is handed; templates are still filled in.

    A sheet that others are stamped onto is set as it is, for its places are looked for afterwards.
    """
    set_pages = typesetter.set_pages

    def blank(markup: str, pictures: Mapping[str, Picture]) -> Document:
        return set_pages(markup, pictures) if _STAMPED in markup else set_pages(_MARKUP, {})

    monkeypatch.setattr(typesetter, "set_pages", blank)
