"""The committee's pages: prepare, watch, close, print."""

from consult.web.console import (
    consultation,
    consultations,
    draft,
    dry_run,
    home,
    paper_entry,
    papers,
    readings,
    roll,
)
from consult.web.console.pages import console

blueprint = console

__all__ = [
    "blueprint",
    "consultation",
    "consultations",
    "draft",
    "dry_run",
    "home",
    "paper_entry",
    "papers",
    "readings",
    "roll",
]
