"""An idea that travels through signing in: what was written before comes back afterwards."""

from __future__ import annotations

from collections.abc import Mapping

CARRIED_IDEA = ("idea_kind", "idea_text")
"""Fields of the sign-in form that bring an idea along."""


def carried_idea(form: Mapping[str, str]) -> list[tuple[str, str]]:
    """What was written in the form of ideas, as fields that the sign-in form carries along."""
    return [("idea_kind", form.get("kind", "")), ("idea_text", form.get("text", ""))]


def brought_idea(form: Mapping[str, str]) -> dict[str, str] | None:
    """The form of ideas as it was before signing in; None where no idea came along."""
    if "idea_text" not in form:
        return None
    return {"kind": form.get("idea_kind", ""), "text": form.get("idea_text", "")}
