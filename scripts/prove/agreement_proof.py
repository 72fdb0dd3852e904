"""Prove that two counters which share no code agree: the product's, and `verify.py` that lies in every package."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from time import perf_counter
from typing import Any

from tests.verifier.agreement import by_the_verifier, differences
from tests.verifier.edges import edges_of
from tests.verifier.elections import Election, elections


def main() -> int:
    """Count each election twice; stop at the first difference. Exit status 1 when there is one."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--elections", type=int, default=10_000)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    begun = perf_counter()
    edges, seen = Counter[tuple[str, int]](), Counter[tuple[str, str]]()
    for number, election in enumerate(_elections(chosen.elections, chosen.seed)):
        if found := differences(election):
            print(f"election {number} of seed {chosen.seed}, rule {election.rule}:", *found, sep="\n")
            return 1
        edges.update(edges_of(election))
        seen.update(_features(election))
    print(f"{chosen.elections} elections agree (seed {chosen.seed}, {perf_counter() - begun:.0f} s)")
    for heading in dict.fromkeys(heading for heading, _ in seen):
        said = {what: times for (group, what), times in sorted(seen.items()) if group == heading}
        print(f"{heading}:", ", ".join(f"{what} {times}" for what, times in said.items()))
    for measure, unit in (("heads", "head"), ("area", "0.01 m²")):
        print(f"requirements one {unit} below, at, above the figure needed:", *(edges[measure, n] for n in (-1, 0, 1)))
    return 0


def _elections(times: int, seed: int) -> Iterator[Election]:
    """A third of them with sheets of paper that two people read."""
    yield from elections(times - times // 3, seed)
    yield from elections(times // 3, seed, read_twice=True)


def _features(election: Election) -> Iterator[tuple[str, str]]:
    """What this election is a test of, under its heading."""
    for kind, payload in election.lines:
        yield "lines", str(payload.get("decision", payload.get("cause", kind)))
        if kind == "BALLOT":
            yield "ballots", payload["channel"]
    if any(requirement.is_ceiling for requirement in election.rule.approval):
        yield "elections", "with a veto"
    for name in ("blank_abstains", "invalid_takes_part", "tenants", "paper_twice"):
        if getattr(election.procedure, name):
            yield "elections", name
    yield "elections", f"silence {election.procedure.deemed.value}"
    for question in by_the_verifier(election)["questions"]:
        yield from _of_question(question)


def _of_question(question: dict[str, Any]) -> Iterator[tuple[str, str]]:
    yield "questions", question["question"]["type"]
    yield "outcomes", question["outcome"]
    for name, found in question["methods"].items():
        is_tie = bool(found.get("ties")) or len(found.get("winners", ())) > 1
        yield "methods", f"{name} with a tie" if is_tie else name
    for judged in (question, *question.get("plans", {}).values()):
        for side in judged.get("deemed") or ():
            yield "beside the returned ballots", f"silent join {side}"
        for side in judged.get("followed") or ():
            yield "beside the returned ballots", f"followers join {side}"
        if judged.get("deemed_refused"):
            yield "beside the returned ballots", "no larger side"
    if question["with_deemed"] and question["with_deemed"]["outcome"] != question["outcome"]:
        yield "beside the returned ballots", "another outcome with them"


if __name__ == "__main__":
    sys.exit(main())
