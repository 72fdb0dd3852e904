"""Rankings of options: Borda, Schulze, instant runoff (the document, 6, Opinions)."""

from fractions import Fraction
from typing import Any

Rankings = list[tuple[int, list[str]]]


def groups(keys: list[str], worth: dict[str, Any]) -> list[list[str]]:
    """Groups by falling worth, each in printed order."""
    return [[key for key in keys if worth[key] == one] for one in sorted({worth[key] for key in keys}, reverse=True)]


def ranked(ranking: list[list[str]]) -> dict[str, Any]:
    """A ranking and its first group."""
    return {"ranking": ranking, "winners": ranking[0] if ranking else []}


def place(ranking: list[str], key: str, last: int) -> int:
    """Which place an option has on a ballot; those left out share the one behind all."""
    return ranking.index(key) if key in ranking else last


def borda(keys: list[str], said: Rankings) -> dict[str, Any]:
    """A point for each option placed below, half a point for each that is equal."""
    if not said:
        return {"points": {}, **ranked([])}
    points = dict.fromkeys(keys, Fraction(0))
    for heads, ranking in said:
        places = {key: place(ranking, key, len(keys)) for key in keys}
        for key in keys:
            below = sum(places[other] > places[key] for other in keys)
            equal = sum(places[other] == places[key] for other in keys) - 1
            points[key] += heads * (below + Fraction(equal, 2))
    told = {key: f"{value.numerator}/{value.denominator}" for key, value in points.items()}
    return {"points": told, **ranked(groups(keys, points))}


def schulze(keys: list[str], said: Rankings) -> dict[str, Any]:
    """By the strongest chains of wins."""
    if not said:
        return {"pairs": {}, **ranked([])}
    pairs = {a: {b: preferring(a, b, keys, said) for b in keys if b != a} for a in keys}
    strong = {a: {b: pairs[a][b] if pairs[a][b] > pairs[b][a] else 0 for b in keys if b != a} for a in keys}
    for over in keys:
        for a in keys:
            for b in keys:
                if len({over, a, b}) == 3:
                    strong[a][b] = max(strong[a][b], min(strong[a][over], strong[over][b]))
    ranking, standing = [], list(keys)
    while standing:
        level = [b for b in standing if not any(strong[a][b] > strong[b][a] for a in standing if a != b)]
        ranking.append(level)
        standing = [key for key in standing if key not in level]
    return {"pairs": pairs, **ranked(ranking)}


def preferring(a: str, b: str, keys: list[str], said: Rankings) -> int:
    """How many prefer a to b."""
    return sum(heads for heads, one in said if place(one, a, len(keys)) < place(one, b, len(keys)))


def first_choices(standing: list[str], said: Rankings) -> tuple[dict[str, int], int]:
    """Ballots for the best option still standing, and those set aside."""
    counts, aside = dict.fromkeys(standing, 0), 0
    for heads, ranking in said:
        best = next((key for key in ranking if key in counts), None)
        if best is None:
            aside += heads
        else:
            counts[best] += heads
    return counts, aside


def fewest(counts: dict[str, int]) -> tuple[list[str], bool]:
    """Those with the fewest, and whether they are out together."""
    low = min(counts.values())
    last = [key for key, heads in counts.items() if heads == low]
    above = [heads for heads in counts.values() if heads > low]
    return last, len(last) == 1 or (bool(above) and low * len(last) < min(above))


def instant_runoff(keys: list[str], said: Rankings) -> dict[str, Any]:
    """Round by round."""
    rounds: list[dict[str, Any]] = []
    standing = list(keys)
    while said:
        counts, aside = first_choices(standing, said)
        rounds.append({"counts": counts, "set_aside": aside, "out": [], "tied": []})
        if 2 * max(counts.values()) > sum(counts.values()):
            break
        last, out = fewest(counts)
        rounds[-1]["out" if out else "tied"] = last
        if not out:
            break
        standing = [key for key in standing if key not in last]
    if not rounds:
        return {"rounds": [], **ranked([])}
    won = winners(frozenset(standing), keys, said, {})
    first = [key for key in keys if key in won]
    others = {key: heads for key, heads in rounds[-1]["counts"].items() if key not in won}
    behind = [one["out"] for one in reversed(rounds) if one["out"]]
    return {"rounds": rounds, "winners": first, "ranking": [first, *groups(list(others), others), *behind]}


def winners(standing: frozenset[str], keys: list[str], said: Rankings, known: dict[Any, set[str]]) -> set[str]:
    """Whoever wins in at least one order of putting the tied out."""
    if standing not in known:
        counts, _ = first_choices([key for key in keys if key in standing], said)
        ahead = [key for key in counts if 2 * counts[key] > sum(counts.values())]
        last, out = fewest(counts)
        if ahead:
            known[standing] = set(ahead)
        elif out:
            known[standing] = winners(standing - set(last), keys, said, known)
        else:
            known[standing] = set().union(*(winners(standing - {key}, keys, said, known) for key in last))
    return known[standing]
