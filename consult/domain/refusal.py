"""How rules say no: a named reason with details, never a bug and never a sentence.

The doors turn a reason into a sentence (`consult.wording.refusals`); a test holds that every reason named
here has one in each language.
"""

from __future__ import annotations

from typing import Any

REASONS: dict[str, str] = {}
"""Reason key → one line for the programmer: when it is raised and which details it carries."""


def reasons(**named: str) -> None:
    """Declare reason keys (underscores become hyphens) with one line each."""
    for name, meaning in named.items():
        key = name.replace("_", "-")
        if key in REASONS:
            raise ValueError(f"reason {key} is declared twice")
        REASONS[key] = meaning


class Refusal(Exception):
    """A rule said no. `reason` is one of `REASONS`; `details` fill the sentence shown to the person."""

    def __init__(self, reason: str, **details: Any) -> None:
        if reason not in REASONS:
            raise ValueError(f"unknown reason {reason!r}: declare it with reasons()")
        super().__init__(reason, details)
        self.reason = reason
        self.details = details

    def __str__(self) -> str:
        """Say the reason and its details, for logs and tests."""
        return f"{self.reason} {self.details}" if self.details else self.reason
