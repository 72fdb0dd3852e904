"""Which proofs there are: what each asks for, how it is run whole and in small, and how long it may take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Proof:
    """One command of this folder; `speaks` where it ends with rows of its own (`verdict.py`).

    Of the others the row is made from `asked`, their exit status and their last `lines` of output (the first ones where
    it is negative). `light` is None where nothing smaller than the whole proves anything. `minutes`: so long it may
    take, twice what a quiet machine needs.
    """

    asked: str
    speaks: bool = True
    full: tuple[str, ...] = ()
    light: tuple[str, ...] | None = ("--light",)
    lines: int = 1
    minutes: int = 60


PROOFS: Mapping[str, Proof] = MappingProxyType(
    {
        "kill": Proof("kill -9 under 24 voters, both databases: 200 kills, ≥ 4 000 acknowledged, 0 lost, 0 double"),
        "power-cut": Proof("≥ 500 cut points: 0 lost; the control with WAL+NORMAL fails"),
        "full-disk": Proof("0 false receipts; writes resume"),
        "held-lock": Proof("lock held 30 s: 0 false receipts; writes resume"),
        "closing-race": Proof("100 × 32 posters: 0 after CLOSE; never reopens", minutes=90),
        "one-each": Proof("50 posts for each of 200 electors, 2 workers: exactly 1 counted each, no 500"),
        "doorstep": Proof(
            "500 entries, 30 % of requests and answers lost, 50 kills: each recorded once",
            speaks=False,
            light=("--visits", "20", "--kills", "4", "--crashes", "2"),
            minutes=120,
        ),
        "rolls": Proof("300 bad roll files, 10 000 mutated: no 500, nothing partial"),
        "routes": Proof("route × role, ≥ 200 cases each: no 5xx; GET changes nothing", minutes=360),
        "openapi": Proof("OpenAPI fuzz, 200 good and bad of each operation: no 5xx, all as described", minutes=60),
        "histories": Proof("SQLite ≡ PostgreSQL over 200 histories"),
        "package-mutations": Proof(
            "≥ 200 kinds of mutation: all found; 0 false alarms on 1 000 good packages",
            speaks=False,
            light=("--packages", "2", "--good", "20"),
            lines=3,
        ),
        "browser-recount": Proof(
            "the recount in the browser finds every mutation too", speaks=False, light=None, lines=3
        ),
        "attacker": Proof(
            "secret polls, 2 000 random estates: 0 households identified",
            speaks=False,
            light=("--estates", "40", "--controls", "10"),
            lines=5,
        ),
        "mutations": Proof("mutants of tally, consent, ledger: ≥ 90 % killed", speaks=False, light=None, minutes=240),
        "pages": Proof(
            "axe-core on every page and state, three widths, both languages: 0", speaks=False, light=None, minutes=120
        ),
        "agreement": Proof(
            "product and verifier count 10 000 elections alike", speaks=False, light=("--elections", "200"), lines=-1
        ),
        "restore": Proof(
            "the restore drill on both databases: nothing lost",
            speaks=False,
            light=("--electors", "120", "--backups", "3"),
            lines=3,
        ),
        "book": Proof("a book of 1 000 000 lines in little memory", speaks=False, light=("--lines", "30000"), lines=2),
        "papers": Proof("every paper with every kind of text: nothing breaks", speaks=False, light=None, minutes=240),
    }
)
"""Command → proof, in the order of the table in which the figures are asked for; what follows it comes last."""
