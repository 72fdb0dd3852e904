"""Who closed a consultation, in words."""

from __future__ import annotations

from consult.wording.language import Words


def closers_said(words: Words, closed_by: str | None, closing_by: str | None, *, is_binding: bool) -> str:
    """Who closed it: both people of a binding vote, or that it was one; empty while it is not closed."""
    if not closed_by:
        return ""
    if closing_by:
        return words.gettext("%(first)s, confirmed by %(second)s", first=closing_by, second=closed_by)
    return words.gettext("%(name)s (one person)", name=closed_by) if is_binding else closed_by
