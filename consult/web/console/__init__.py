"""The committee's pages: prepare, watch, close, print."""

from consult.web.console import (
    batches,
    conflicts,
    consultation,
    consultations,
    contests,
    corrections,
    draft,
    dry_run,
    home,
    paper_entry,
    papers,
    papers_formal,
    papers_lists,
    photos,
    preview,
    prints,
    proxy_entry,
    readings,
    roll,
    service,
    service_sheet,
)
from consult.web.console.pages import console

blueprint = console

__all__ = [
    "batches",
    "blueprint",
    "conflicts",
    "consultation",
    "consultations",
    "contests",
    "corrections",
    "draft",
    "dry_run",
    "home",
    "paper_entry",
    "papers",
    "papers_formal",
    "papers_lists",
    "photos",
    "preview",
    "prints",
    "proxy_entry",
    "readings",
    "roll",
    "service",
    "service_sheet",
]
