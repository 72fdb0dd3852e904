"""Prove that no text an estate may write breaks a paper: nothing lost, cut off or overprinted, and every code scans.

The suite makes each paper once, of the worst texts; this makes them of every kind of text in both languages and
handles every code in every way. It uses the suite's own checks.
"""

from __future__ import annotations

import argparse
import itertools
import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from time import perf_counter

from consult.domain.refusal import Refusal
from consult.wording.language import CHINESE, ENGLISH, words_for
from tests.documents.archiving import unfit_to_keep
from tests.documents.every_paper import PAPERS
from tests.documents.givens import GIVENS
from tests.documents.rough_handling import Trial, failures, trials
from tests.documents.scrutiny import faults, leading_elsewhere, pages_in_order

_TOLD_EVERY = 20

LANGUAGES = {"zh": CHINESE, "en": ENGLISH}


@dataclass(frozen=True, slots=True)
class Case:
    """One paper to be made: its name, which texts, which language."""

    paper: str
    given: str
    language: str

    def __str__(self) -> str:
        """As it is named in a complaint."""
        return f"{self.paper}, {self.given}, {self.language}"


@dataclass(frozen=True, slots=True)
class Seen:
    """What was found: pages, trials of codes by how they were handled, and everything wrong."""

    case: Case
    pages: int
    handled: Counter[str]
    wrong: tuple[str, ...]


def main() -> int:
    """Make and look at all papers. Exit status 1 when anything is wrong with one."""
    chosen = _options()
    cases = [Case(*one) for one in itertools.product(chosen.only or PAPERS, GIVENS, chosen.language or LANGUAGES)]
    begun, seen = perf_counter(), list[Seen]()
    try:
        for found in _looked_at(cases, chosen.jobs):
            seen.append(found)
            _progress(len(seen), len(cases), found)
    except KeyboardInterrupt:
        print(f"stopped after {len(seen)} of {len(cases)}")
    _sum_up(seen, perf_counter() - begun)
    return 1 if len(seen) < len(cases) or any(found.wrong for found in seen) else 0


def _looked_at(cases: Sequence[Case], jobs: int) -> Iterator[Seen]:
    pool = ProcessPoolExecutor(jobs)
    try:
        yield from pool.map(look_at, cases)
    finally:
        pool.shutdown(cancel_futures=True)


def _options() -> argparse.Namespace:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--only", action="append", choices=PAPERS, metavar="PAPER", help=", ".join(PAPERS))
    options.add_argument("--language", action="append", choices=LANGUAGES)
    options.add_argument("--jobs", type=int, default=os.cpu_count(), help="processes, one for each core unless told")
    return options.parse_args()


def look_at(case: Case) -> Seen:
    """Make one paper and look at it in every way there is."""
    paper, given, words = PAPERS[case.paper], GIVENS[case.given], words_for(LANGUAGES[case.language])
    try:
        pdf = paper.make(given, words)
    except Refusal as refusal:
        return Seen(case, 0, Counter(), (f"refused: {refusal.reason}",))
    handled = list(trials(pdf, thorough=True))
    wrong = (
        *faults(paper, pdf, given, words),
        *unfit_to_keep(pdf, words.html_lang, paper),
        *leading_elsewhere(pdf),
        *failures(handled, paper.codes),
    )
    return Seen(case, len(pages_in_order(pdf)) - 1, Counter(_way(trial) for trial in handled), wrong)


def _way(trial: Trial) -> str:
    return trial.handling.partition(" at ")[0]


def _progress(done: int, total: int, found: Seen) -> None:
    """Whatever is wrong, at once; and how far it is: in one line on a terminal, now and then in a file."""
    for wrong in found.wrong:
        print(f"{found.case}: {wrong}", flush=True)
    if sys.stderr.isatty():
        print(f"\r\033[K{done}/{total}  {found.case}", end="" if done < total else "\n", file=sys.stderr, flush=True)
    elif done % _TOLD_EVERY == 0:
        print(f"{done}/{total}", file=sys.stderr, flush=True)


def _sum_up(seen: Sequence[Seen], seconds: float) -> None:
    handled = sum((found.handled for found in seen), Counter[str]())
    wrong = sum(bool(found.wrong) for found in seen)
    pages = sum(found.pages for found in seen)
    print(f"{len(seen)} papers with {pages} pages, {wrong} of them with something wrong ({seconds:.0f} s)")
    for way, times in handled.items():
        print(f"  codes {way}: {times}")


if __name__ == "__main__":
    sys.exit(main())
