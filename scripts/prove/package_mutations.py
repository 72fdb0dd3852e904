"""Prove that the verifier finds whatever is done to a package, and suspects no good one."""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections import Counter
from pathlib import Path
from time import perf_counter

from tests.verifier.elections import mixed
from tests.verifier.packages import package_of, zipped
from tests.verifier.trial import KINDS, faults, missed


def main() -> int:
    """Mutate packages in every way and look at good ones; exit status 1 when the verifier errs."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--packages", type=int, default=120, help="packages to mutate in every way")
    options.add_argument("--good", type=int, default=1_000, help="packages to leave alone")
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    begun = perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        wrong = _mutate(chosen.packages, chosen.seed, Path(folder)) + _leave_alone(
            chosen.good, chosen.seed, Path(folder)
        )
    print(f"{perf_counter() - begun:.0f} s")
    return 1 if wrong else 0


def _mutate(packages: int, seed: int, folder: Path) -> int:
    tried, unnoticed = Counter[str](), Counter[str]()
    for number, election in enumerate(mixed(packages, seed)):
        package = zipped(package_of(election, random.Random(number)))
        for kind, was_missed in missed(package, folder):
            tried[kind] += 1
            unnoticed[kind] += was_missed
    lost = +unnoticed
    print(f"{len(tried)} of {len(KINDS)} kinds of mutation, {tried.total()} packages:", end=" ")
    print(f"{lost.total()} not found or not named")
    print(*(f"  {kind}: {times} of {tried[kind]}" for kind, times in lost.items()), sep="\n", end="\n" if lost else "")
    return lost.total() + len(KINDS) - len(tried)


def _leave_alone(packages: int, seed: int, folder: Path) -> int:
    alarms = 0
    for number, election in enumerate(mixed(packages, seed + 1_000)):
        found = faults(zipped(package_of(election, random.Random(number))), folder)
        alarms += bool(found)
        print(*(f"  good package {number}: {fault}" for fault in found), sep="\n", end="\n" if found else "")
    print(f"{packages} good packages: {alarms} false alarms")
    return alarms


if __name__ == "__main__":
    sys.exit(main())
