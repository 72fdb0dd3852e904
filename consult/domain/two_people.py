"""What two people are wanted for, and who may be the first of them and who the second."""

from __future__ import annotations

CLOSING_PROPOSED_BY = ("committee",)
CLOSING_CONFIRMED_BY = ("committee", "scrutineer")
"""Roles that may propose to close a binding vote, and that may be the second person who confirms it."""
