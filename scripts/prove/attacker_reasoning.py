"""A clever neighbour: reads everything published of a secret poll, and says only what is certain of a household.

It knows the rules by which figures are kept back, the roll with its areas, who took part and when, and what one or two
households (its own, and a friend's) answered. It shares no code with what decides about publication.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, combinations_with_replacement
from typing import Any

FEWEST_ANSWERS, FEWEST_APART = 20, 3
"""The published rule: no figures of fewer answers, and none of which fewer differ from the commonest one."""

Known = Mapping[int, Mapping[int, Any]]
"""What the neighbour knows by heart: household → question → answer."""

Claim = tuple[int, int, str]
"""A household, a question, and an answer that it surely gave."""


@dataclass(frozen=True)
class Seen:
    """Everything published, as it is read from the package and the pages."""

    areas: Mapping[int, int]
    buildings: Mapping[int, str]
    took_part: Sequence[int]
    """Households in the order of the book's lines."""
    questions: Sequence[Mapping[str, Any]]
    seals: Mapping[str, str] = field(default_factory=dict)
    by_building: Sequence[Mapping[str, Any]] = ()
    by_day: Sequence[tuple[int, Sequence[Mapping[str, Any]]]] = ()
    """Figures told while the poll ran: after how many lines, and the questions as they stood then."""
    in_order: Sequence[Mapping[str, Any]] = ()
    """Ballots, if any are published: in whatever order they stand there."""


@dataclass(frozen=True)
class Figures:
    """What some households said to a question: how many answered, and how many of them (and whose area) said what."""

    group: frozenset[int]
    number: int
    kind: str
    answered: int
    counts: Mapping[str, int]
    areas: Mapping[str, int] = field(default_factory=dict)


def claims(seen: Seen, known: Known) -> set[Claim]:
    """Everything that is certain of a household that the neighbour does not know already."""
    everyone = frozenset(seen.took_part)
    told = list(_told(seen, everyone))
    told += _cracked(seen, everyone, {figures.number for figures in told})
    found: set[Claim] = set()
    for figures in (*told, *_differences(told)):
        found |= set(_by_counts(figures, known))
        found |= set(_by_areas(figures, known, seen.areas))
    found |= set(_by_silence(seen, known, everyone))
    found |= set(_by_order(seen))
    return {claim for claim in found if claim[0] not in known}


# -- what is told


def _told(seen: Seen, everyone: frozenset[int]) -> Iterator[Figures]:
    yield from _figures(seen.questions, everyone)
    for cell in seen.by_building:
        group = frozenset(number for number in everyone if seen.buildings[number] in cell["buildings"])
        yield from _figures(cell["questions"], group)
    for lines, questions in seen.by_day:
        yield from _figures(questions, frozenset(seen.took_part[:lines]))


def _figures(questions: Iterable[Mapping[str, Any]], group: frozenset[int]) -> Iterator[Figures]:
    for told in questions:
        if told.get("withheld") or "counts" not in told:
            continue
        counts = {key: weight["heads"] for key, weight in told["counts"].items()}
        areas = {key: weight["area"] for key, weight in told["counts"].items() if weight["area"]}
        # Whoever left it blank is not among those who answered: then nobody's part in it is certain.
        kind = told["question"]["type"]
        answered = told["shown_to"]["heads"] - told["blank"]["heads"]
        yield Figures(group, told["number"], kind, answered, counts, areas)


def _differences(told: Sequence[Figures]) -> Iterator[Figures]:
    """What a subtraction gives: a group within a group, and the whole less all parts that do not overlap."""
    for whole in told:
        inside = [one for one in told if one.number == whole.number and one.group < whole.group]
        for part in inside:
            yield _less(whole, [part])
        apart = [one for at, one in enumerate(inside) if not any(one.group & other.group for other in inside[:at])]
        if len(apart) > 1:
            yield _less(whole, apart)


def _less(whole: Figures, parts: Sequence[Figures]) -> Figures:
    counts, areas, answered, group = Counter(whole.counts), Counter(whole.areas), whole.answered, whole.group
    for part in parts:
        counts.subtract(part.counts)
        areas.subtract(part.areas)
        answered, group = answered - part.answered, group - part.group
    return Figures(group, whole.number, whole.kind, answered, counts, areas)


# -- what follows from it


def _by_counts(figures: Figures, known: Known) -> Iterator[Claim]:
    """All the others answered, and all alike: then it is known of each of them."""
    others = figures.group - known.keys()
    mine = [answer for number in figures.group & known.keys() if (answer := known[number].get(figures.number))]
    if not others or figures.answered - len(mine) != len(others):
        return
    for key, heads in figures.counts.items():
        own = sum(key in _said(answer) for answer in mine)
        if heads - own == len(others):
            yield from ((number, figures.number, key) for number in others)


def _said(answer: Any) -> tuple[str, ...]:
    return (answer,) if isinstance(answer, str) else tuple(answer)


def _by_areas(figures: Figures, known: Known, areas: Mapping[int, int]) -> Iterator[Claim]:
    """Only one set of homes has just this area together."""
    for key, area in figures.areas.items():
        own = [n for n in figures.group & known.keys() if key in _said(known[n].get(figures.number, ""))]
        heads, left = figures.counts[key] - len(own), area - sum(areas[number] for number in own)
        found = _only_set(sorted(figures.group - known.keys()), heads, left, areas)
        yield from ((number, figures.number, key) for number in found)


def _only_set(others: Sequence[int], heads: int, area: int, areas: Mapping[int, int]) -> Collection[int]:
    """The one set of so many homes with this area; nobody where there are several, or too many to try."""
    few = min(heads, len(others) - heads)
    if heads <= 0 or few < 0 or (len(others) > 14 and few > (2 if len(others) < 60 else 1)):
        return ()
    whole = sum(areas[number] for number in others)
    wanted = area if few == heads else whole - area
    fitting = [some for some in combinations(others, few) if sum(areas[n] for n in some) == wanted]
    if len(fitting) != 1:
        return ()
    return fitting[0] if few == heads else set(others) - set(fitting[0])


def _by_silence(seen: Seen, known: Known, everyone: frozenset[int]) -> Iterator[Claim]:
    """That figures were kept back tells something too: which of all possible worlds would have kept them back?"""
    told = {one["number"] for one in seen.questions if not one.get("withheld")}
    for question in seen.questions:
        about = question["question"]
        if question["number"] in told or about.get("show_if") or about["type"] not in ("consent", "choose-one"):
            continue
        others = everyone - known.keys()
        mine = [answer for number in everyone & known.keys() if (answer := known[number].get(question["number"]))]
        possible = set(_possible(mine, len(others), _choices(about)))
        if others and len(possible) == 1 and (only := possible.pop()):
            yield from ((number, question["number"], only) for number in others)


def _possible(mine: Sequence[str], others: int, choices: Sequence[str]) -> Iterator[str]:
    """What all the others may have said alike in a world whose figures are kept back; "" for one in which they differ.

    Worlds in which the others differ matter only in that there is one: nobody is certain of anything then.
    """
    for choice in (*choices, ""):
        counts = Counter(mine) + (Counter({choice: others}) if choice else Counter())
        if _is_kept_back(counts):
            # "" is the world in which they all left it blank: no answer is certain either.
            yield choice
    for one, other in combinations(choices, 2):
        if others > 1 and _is_kept_back(Counter(mine) + Counter({one: others - 1, other: 1})):
            yield ""


def _is_kept_back(counts: Counter[str]) -> bool:
    answered = counts.total()
    return answered < FEWEST_ANSWERS or max(counts.values()) > answered - FEWEST_APART


def _choices(about: Mapping[str, Any]) -> list[str]:
    fixed = ["agree", "oppose", "abstain"] if about["type"] == "consent" else ["none", "abstain"]
    options = [option["key"] for option in about["options"]]
    return fixed if about["type"] == "consent" else options + (fixed if about["can_refuse"] else [])


def _by_order(seen: Seen) -> Iterator[Claim]:
    """Ballots that stand in the order in which people took part."""
    if len(seen.in_order) != len(seen.took_part):
        return
    for number, answers in zip(seen.took_part, seen.in_order, strict=True):
        for question, answer in answers.items():
            yield from ((number, int(question), key) for key in _said(answer))


def _cracked(seen: Seen, everyone: frozenset[int], told: Collection[int]) -> Iterator[Figures]:
    """Try every table that could be behind a seal, with every opening that was published, and with none."""
    openings = [b"", *(bytes.fromhex(one["opening"]) for one in seen.questions if one.get("opening"))]
    for question in seen.questions:
        number, about = question["number"], question["question"]
        if number in told or about["type"] != "consent" or len(everyone) > 25:
            continue
        for table in _tables(len(everyone), ("agree", "oppose", "abstain")):
            text = json.dumps(table, sort_keys=True, separators=(",", ":")).encode()
            if any(_seal(opening, text) == seen.seals.get(str(number)) for opening in openings):
                yield Figures(everyone, number, "consent", table["answered"], table["counts"])


def _tables(most: int, keys: Sequence[str]) -> Iterator[dict[str, Any]]:
    for given in combinations_with_replacement((*keys, ""), most):
        counts = Counter(given)
        yield {"answered": most - counts[""], "counts": {key: counts[key] for key in keys}}


def _seal(opening: bytes, table: bytes) -> str:
    return f"sha256:{hashlib.sha256(opening + table).hexdigest()}"
