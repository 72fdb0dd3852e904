"""Prove that the page which recounts in a browser finds whatever is done to a package, and suspects no good one.

The page is opened from a folder, in Chromium without network, once for all packages.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections import Counter
from pathlib import Path
from time import perf_counter

from playwright.sync_api import sync_playwright

from scripts.prove.secret_estates import estates, publish
from tests.browser.conftest import ARGUMENTS, browser_program
from tests.verifier.browser_trial import RecountPage
from tests.verifier.elections import mixed
from tests.verifier.mutations_of_secret_polls import IN_SECRET, mutated_in_secret
from tests.verifier.packages import package_of, zipped
from tests.verifier.trial import KINDS, all_mutated


def main() -> int:
    """Mutate packages in every way and look at good ones; exit status 1 when the page errs."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--each", type=int, default=3, help="how many packages to try each kind of mutation on")
    options.add_argument("--good", type=int, default=300, help="packages to leave alone")
    options.add_argument("--seed", type=int, default=5)
    chosen = options.parse_args()
    begun = perf_counter()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=browser_program(), args=ARGUMENTS)
        page = RecountPage(browser, Path(folder))
        wrong = _mutate(page, chosen.each, chosen.seed) + _leave_alone(page, chosen.good, chosen.seed)
        wrong += _secret_polls(page, chosen.each, chosen.seed)
        print(f"{len(page.errors)} errors in the browser's console", *page.errors[:5], sep="\n  ")
        wrong += len(page.errors)
        browser.close()
    print(f"{perf_counter() - begun:.0f} s")
    return 1 if wrong else 0


def _mutate(page: RecountPage, each: int, seed: int) -> int:
    tried, verdicts, lost = Counter[str](), Counter[str](), Counter[str]()
    for number, election in enumerate(mixed(1_000, seed)):
        due = [kind for kind in KINDS if tried[kind] < each]
        for kind, changed in all_mutated(zipped(package_of(election, random.Random(number))), due):
            said = page.say(changed)
            tried[kind] += 1
            verdicts["found" if said.status == "faulty" else "said not to be known" if said.is_named else "missed"] += 1
            lost[kind] += not said.is_named
        if not due:
            break
    counted = ", ".join(f"{times} {verdict}" for verdict, times in verdicts.items())
    print(f"{len(tried)} of {len(KINDS)} kinds of mutation, {tried.total()} packages: {counted}")
    print(*(f"  {kind}: {times} missed or not named" for kind, times in (+lost).items()), sep="\n")
    return (+lost).total() + len(KINDS) - len(tried)


def _leave_alone(page: RecountPage, packages: int, seed: int) -> int:
    alarms = 0
    for number, election in enumerate(mixed(packages, seed + 1_000)):
        said = page.say(zipped(package_of(election, random.Random(number))))
        if said.status != "whole":
            alarms += 1
            print(f"  good package {number}: {said}")
    print(f"{packages} good packages: {alarms} false alarms")
    return alarms


def _secret_polls(page: RecountPage, each: int, seed: int) -> int:
    """The same with packages of secret polls, which have kinds of their own."""
    tried, lost, alarms = Counter[str](), Counter[str](), 0
    for number, estate in enumerate(estates(20 * each, seed, largest=120)):
        package = zipped(publish(estate, random.Random(number)).package)
        alarms += page.say(package).status != "whole"
        for kind, changed in mutated_in_secret(package):
            if tried[kind] < each:
                tried[kind] += 1
                lost[kind] += not page.say(changed).is_named
    print(
        f"{20 * each} secret polls: {alarms} false alarms; {len(tried)} of {len(IN_SECRET)} kinds of mutation", end=", "
    )
    print(f"{tried.total()} packages: {lost.total()} missed or not named")
    return alarms + lost.total() + len(IN_SECRET) - len(tried)


if __name__ == "__main__":
    sys.exit(main())
