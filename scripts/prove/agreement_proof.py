"""Prove that two counters which share no code agree: the product's, and `verify.py` that lies in every package."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from time import perf_counter

from tests.verifier.agreement import by_the_verifier, differences
from tests.verifier.edges import edges_of
from tests.verifier.elections import elections


def main() -> int:
    """Count each election twice; stop at the first difference. Exit status 1 when there is one."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--elections", type=int, default=10_000)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    begun = perf_counter()
    outcomes, edges, vetoes = Counter[str](), Counter[tuple[str, int]](), 0
    for number, election in enumerate(elections(chosen.elections, chosen.seed)):
        if found := differences(election):
            print(f"election {number} of seed {chosen.seed}, rule {election.rule}:", *found, sep="\n")
            return 1
        outcomes.update(question["outcome"] for question in by_the_verifier(election)["questions"])
        edges.update(edges_of(election))
        vetoes += any(requirement.is_ceiling for requirement in election.rule.approval)
    print(
        f"{chosen.elections} elections agree (seed {chosen.seed}, {perf_counter() - begun:.0f} s), {vetoes} with a veto"
    )
    print("questions by outcome:", dict(outcomes))
    for measure, unit in (("heads", "head"), ("area", "0.01 m²")):
        print(f"requirements one {unit} below, at, above the figure needed:", *(edges[measure, n] for n in (-1, 0, 1)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
