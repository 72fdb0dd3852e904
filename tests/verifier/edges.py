"""How near to its thresholds an election stands."""

from __future__ import annotations

from collections.abc import Iterator

from tests.verifier.agreement import by_the_verifier
from tests.verifier.elections import Election


def edges_of(election: Election) -> Iterator[tuple[str, int]]:
    """Measure, and how far from the figure needed (in heads or 0.01 m²), for each requirement a step away at most."""
    for question in by_the_verifier(election)["questions"]:
        for judged in (question, *question.get("plans", {}).values()):
            for one in judged["requirements"]:
                off = one["numerator"] - one["needed"]
                if one["denominator"] and -1 <= off <= 1:
                    yield one["measure"], off
