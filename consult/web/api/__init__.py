"""The programs' interface: the same queries and deeds as the pages, as JSON, by tokens that the committee makes."""

from consult.web.api import (
    ballots,
    book,
    carrying_on,
    consultations,
    description,
    estate,
    objections,
    results,
    roll,
    service,
    turnout,
    verdicts,
)
from consult.web.api.blueprint import api as blueprint

__all__ = [
    "ballots",
    "blueprint",
    "book",
    "carrying_on",
    "consultations",
    "description",
    "estate",
    "objections",
    "results",
    "roll",
    "service",
    "turnout",
    "verdicts",
]
