"""Change the rules in one small place at a time and see whether a test fails: at least 90 of 100 changes must be seen.

Names: {names}; groups: {groups}; without names: {usual}.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from time import monotonic

from scripts.prove.kept_trials import KeptTrials
from scripts.prove.mutant_trials import TestsUnusableError, Verdict, ended, load_profile, seconds_unchanged, start
from scripts.prove.mutants import Mutant, mutants
from scripts.prove.mutation_targets import GROUPS, TARGETS, USUAL, Target, chosen

ENOUGH = Fraction(9, 10)
EXPLAINED = Path("docs/mutations.md")


@dataclass(frozen=True, slots=True)
class Plan:
    """A target with its mutants, what is known of them, and the processor seconds a child may take."""

    target: Target
    mutants: Sequence[Mutant]
    kept: KeptTrials
    seconds: float

    @property
    def waiting(self) -> list[Mutant]:
        """The mutants not tried yet."""
        return [mutant for mutant in self.mutants if mutant.key not in self.kept.verdicts]

    @property
    def survivors(self) -> list[Mutant]:
        """The mutants that no test saw, in the order of the file."""
        lived = [mutant for mutant in self.mutants if self.kept.verdicts.get(mutant.key) is Verdict.SURVIVED]
        return sorted(lived, key=lambda mutant: (mutant.line, mutant.after))

    @property
    def counts(self) -> Counter[Verdict]:
        """How many mutants came to which end."""
        return Counter(self.kept.verdicts[mutant.key] for mutant in self.mutants)


def main() -> int:
    """Try every mutant of the named targets; exit status 1 where less than 90 % of a target's are found."""
    options = _options()
    load_profile()
    plans = []
    for target in chosen(options.names):
        plan = _plan(target, options)
        _try_all(plan, options.workers)
        plans.append(plan)
    # In the paper a long quotation may go on in the next line.
    explained = " ".join(EXPLAINED.read_text("utf-8").split())
    for plan in plans:
        _tell_survivors(plan, explained, options.explained)
    _tell_table(plans)
    return 0 if all(_score(plan.counts) >= ENOUGH for plan in plans) else 1


def _options() -> argparse.Namespace:
    told = (__doc__ or "").format(names=", ".join(TARGETS), groups=", ".join(GROUPS), usual=" ".join(USUAL))
    options = argparse.ArgumentParser(prog="scripts/prove/mutations", description=told)
    options.add_argument("names", nargs="*", choices=[*TARGETS, *GROUPS, []], metavar="NAME")
    options.add_argument("--workers", type=int, default=len(os.sched_getaffinity(0)), help="children at a time")
    options.add_argument(
        "--survivors", action="store_true", help="try only those that survived other tests before; proves nothing"
    )
    options.add_argument("--explained", action="store_true", help="list also the survivors that the paper explains")
    options.add_argument(
        "--kept", type=Path, required=True, help="where verdicts are kept; an empty folder starts anew"
    )
    return options.parse_args()


def _plan(target: Target, options: argparse.Namespace) -> Plan:
    kept = KeptTrials(options.kept, target)
    if options.survivors:
        kept.assume_killed()
    seconds = seconds_unchanged(target)
    return Plan(target, tuple(mutants(target.path.read_text("utf-8"))), kept, 3 + 2 * seconds)


def _try_all(plan: Plan, workers: int) -> None:
    waiting, running, begun = plan.waiting, dict[int, Mutant](), monotonic()
    gc.freeze()  # A child that looked through what is here already would have to copy it first.
    for tried, mutant in enumerate(waiting):
        if len(running) >= workers:
            _take_one(plan, running)
        running[start(plan.target, mutant.source, plan.seconds)] = mutant
        if tried % 20 == 0:
            _tell_progress(plan, tried, len(waiting), monotonic() - begun)
    while running:
        _take_one(plan, running)


def _take_one(plan: Plan, running: dict[int, Mutant]) -> None:
    found = ended()
    plan.kept.add(running.pop(found.pid).key, found.verdict)


def _tell_progress(plan: Plan, tried: int, of: int, seconds: float) -> None:
    left = f", about {seconds / tried * (of - tried):.0f} s left" if tried else ""
    print(f"{plan.target.name}: {tried} of {of} tried ({len(plan.mutants)} mutants){left}", file=sys.stderr, flush=True)


def _tell_survivors(plan: Plan, explained: str, all_of_them: bool) -> None:
    """Print what no test saw; one that the paper explains, quoting the changed line, only where it is asked for."""
    for mutant in plan.survivors:
        if all_of_them or mutant.quoted not in explained:
            print(f"{plan.target.path}:{mutant.line}  {mutant.key}\n  - {mutant.before}\n  + {mutant.after}")


def _tell_table(plans: Sequence[Plan]) -> None:
    print("\n| file | mutants | killed | survived | timeout | score |\n|---|---|---|---|---|---|")
    total = Counter[Verdict]()
    for plan in plans:
        print(_row(str(plan.target.path), plan.counts))
        total += plan.counts
    print(_row("together", total))


def _row(name: str, counts: Counter[Verdict]) -> str:
    each = (counts.total(), *(counts[verdict] for verdict in (Verdict.KILLED, Verdict.SURVIVED, Verdict.TIMEOUT)))
    return f"| {name} | {' | '.join(map(str, each))} | {float(100 * _score(counts)):.1f} % |"


def _score(counts: Counter[Verdict]) -> Fraction:
    """The share of mutants found; a test that never ends has found one too."""
    return Fraction(counts.total() - counts[Verdict.SURVIVED], counts.total() or 1)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except TestsUnusableError as unusable:
        sys.exit(f"{unusable}")
