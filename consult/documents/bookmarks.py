"""The bookmarks of a batch: one for each building, where its pages begin."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import pikepdf


def hang_bookmarks(pdf: pikepdf.Pdf, marks: Sequence[tuple[str, pikepdf.Object]]) -> None:
    """Let a PDF have these (title, page) and no others (ISO 32000-1, 12.3.3); with none it has no outline at all."""
    if "/Outlines" in pdf.Root:
        del pdf.Root.Outlines
    if not marks:
        return
    outline = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Outlines, Count=len(marks)))
    items = [pdf.make_indirect(_item(title, page, outline)) for title, page in marks]
    for earlier, later in itertools.pairwise(items):
        earlier.Next, later.Prev = later, earlier
    outline.First, outline.Last = items[0], items[-1]
    pdf.Root.Outlines = outline


def _item(title: str, page: pikepdf.Object, outline: pikepdf.Object) -> pikepdf.Dictionary:
    shown = pikepdf.Array([page, pikepdf.Name.Fit])
    return pikepdf.Dictionary(Title=pikepdf.String(title), Parent=outline, Dest=shown)
