"""A batch of papers as one PDF: laid out a few dozen at a time and joined, so that memory does not grow with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO
from typing import TypeVar

import pikepdf

Item = TypeVar("Item")
Progress = Callable[[int, int], None]
"""Told `(done, total)` after every step."""

CHUNK = 50


def joined_pdf(
    items: Sequence[Item],
    print_some: Callable[[Sequence[Item]], bytes],
    *,
    title: str,
    author: str,
    lang: str,
    progress: Progress | None = None,
) -> bytes:
    """Print all items, `CHUNK` at a time, and join the parts under one title."""
    joined = pikepdf.new()
    for start in range(0, len(items), CHUNK):
        some = items[start : start + CHUNK]
        with pikepdf.open(BytesIO(print_some(some))) as part:
            joined.pages.extend(part.pages)
        if progress is not None:
            progress(start + len(some), len(items))
    joined.docinfo["/Title"] = title
    joined.docinfo["/Author"] = author
    joined.Root.Lang = pikepdf.String(lang)
    out = BytesIO()
    joined.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return out.getvalue()
