"""Every table, imported once, so that the metadata is whole before it is created or compared."""

from consult.models import (
    account,
    ballot,
    consultation,
    doorstep,
    electorate,
    ledger,
    opinion,
    photo,
    place,
    printing,
    proxy,
    roll,
    service,
)

__all__ = [
    "account",
    "ballot",
    "consultation",
    "doorstep",
    "electorate",
    "ledger",
    "opinion",
    "photo",
    "place",
    "printing",
    "proxy",
    "roll",
    "service",
]
