"""Prove that both verifiers find whatever is done to a package, and suspect no good one.

`verify.py`, and the second one, which was written from the document alone, look at every package: they must agree.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections import Counter
from pathlib import Path
from time import perf_counter

from scripts.prove.secret_estates import estates, publish
from tests.verifier.elections import mixed
from tests.verifier.mutations_of_secret_polls import IN_SECRET, mutated_in_secret
from tests.verifier.packages import package_of, zipped
from tests.verifier.second_trial import fault
from tests.verifier.trial import KINDS, all_mutated, faults, is_missed


def main() -> int:
    """Mutate packages in every way and look at good ones; exit status 1 when the verifier errs."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--packages", type=int, default=120, help="packages to mutate in every way")
    options.add_argument("--good", type=int, default=1_000, help="packages to leave alone")
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    begun = perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        wrong = _mutate(chosen.packages, chosen.seed, Path(folder))
        wrong += _leave_alone(chosen.good, chosen.seed, Path(folder))
        wrong += _secret_polls(chosen.packages, chosen.seed, Path(folder))
    print(f"{perf_counter() - begun:.0f} s")
    return 1 if wrong else 0


def _mutate(packages: int, seed: int, folder: Path) -> int:
    tried = Counter[str]()
    unnoticed = {"verify.py": Counter[str](), "the second verifier": Counter[str]()}
    for number, election in enumerate(mixed(packages, seed)):
        for kind, changed in all_mutated(zipped(package_of(election, random.Random(number)))):
            tried[kind] += 1
            unnoticed["verify.py"][kind] += is_missed(changed, folder)
            unnoticed["the second verifier"][kind] += not fault(changed, folder)
    print(f"{len(tried)} of {len(KINDS)} kinds of mutation, {tried.total()} packages")
    return sum(_told(who, +lost, tried) for who, lost in unnoticed.items()) + len(KINDS) - len(tried)


def _told(who: str, lost: Counter[str], tried: Counter[str]) -> int:
    """Print what one verifier did not find; how many packages that were."""
    print(f"  {who}: {lost.total()} not found or not named")
    print(
        *(f"    {kind}: {times} of {tried[kind]}" for kind, times in lost.items()), sep="\n", end="\n" if lost else ""
    )
    return lost.total()


def _leave_alone(packages: int, seed: int, folder: Path) -> int:
    alarms = Counter[str]()
    for number, election in enumerate(mixed(packages, seed + 1_000)):
        package = zipped(package_of(election, random.Random(number)))
        for who, found in (("verify.py", faults(package, folder)), ("the second verifier", [fault(package, folder)])):
            for sentence in filter(None, found):
                alarms[who] += 1
                print(f"  good package {number}, {who}: {sentence}")
    print(f"{packages} good packages: {alarms.total()} false alarms")
    return alarms.total()


def _secret_polls(packages: int, seed: int, folder: Path) -> int:
    """The same with packages of secret polls, which have kinds of their own: the good ones, then each mutated."""
    tried, lost, overlooked, alarms = Counter[str](), Counter[str](), Counter[str](), 0
    for number, estate in enumerate(estates(packages, seed, largest=120)):
        package = zipped(publish(estate, random.Random(number)).package)
        alarms += bool(faults(package, folder)) + bool(fault(package, folder))
        for kind, changed in mutated_in_secret(package):
            tried[kind] += 1
            lost[kind] += is_missed(changed, folder)
            overlooked[kind] += not fault(changed, folder)
    print(f"{packages} secret polls: {alarms} false alarms; {len(tried)} of {len(IN_SECRET)} kinds of mutation")
    missing = _told("verify.py", +lost, tried) + _told("the second verifier", +overlooked, tried)
    return alarms + missing + len(IN_SECRET) - len(tried)


if __name__ == "__main__":
    sys.exit(main())
