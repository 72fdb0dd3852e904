"""Prove that nothing published of a secret poll tells what a household answered; and that the attacker is no fool.

Random estates hold a secret poll by the product's own code (all but the database). A clever neighbour reads the whole
package, and what one or two households say of themselves, and claims what is certain. (The turnout that pages tell, in
tens and by its area to 0.1 %, adds nothing for whoever has the package: the book names everybody who took part.)
Every claim is held against the truth. With one protection taken away at a time, the same neighbour must find many.
"""

from __future__ import annotations

import argparse
import io
import json
import random
import sys
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, islice
from time import perf_counter
from typing import Any
from unittest.mock import patch

from consult.domain.privacy import SMALLEST_SECRET
from consult.domain.question import QuestionType
from consult.domain.question_json import answers_to_json, to_json
from consult.domain.secret_count import seal
from consult.packaging.public_package import RollRow, write_package
from scripts.prove.attacker_reasoning import Claim, Known, Seen, claims
from scripts.prove.secret_estates import Estate, Publication, estates, publish

Leak = Callable[[Estate, Seen], Seen]
"""A protection taken away: what the neighbour sees besides."""

Control = Callable[[int, int], "Found"]
"""An attack on so many estates, of a seed, with a protection taken away."""

_MOST_FRIENDS = 5
"""So many households are tried as the neighbour's own, alone and in pairs: those with the rarest answers first."""


def main() -> int:
    """Attack; exit status 1 when a household is identified, or a control finds nobody."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--estates", type=int, default=2_000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--controls", type=int, default=150, help="estates to attack with a protection taken away")
    chosen = options.parse_args()
    begun = perf_counter()
    found = attack(estates(chosen.estates, chosen.seed))
    print(_row("as it is published", found))
    controls = {name: control(chosen.controls, chosen.seed) for name, control in CONTROLS.items()}
    print(*(_row(f"control: {name}", one) for name, one in controls.items()), sep="\n")
    print(f"{perf_counter() - begun:.0f} s; pages, papers and package by the product's code, without its database")
    is_clean = not found.identified and not found.mistaken and found.told
    return 0 if is_clean and all(one.identified for one in controls.values()) else 1


@dataclass(frozen=True)
class Found:
    """What an attack came to: how many estates, households, questions told, and households found out."""

    estates: int = 0
    households: int = 0
    told: int = 0
    withheld: int = 0
    identified: int = 0
    mistaken: int = 0

    def __add__(self, other: Found) -> Found:
        """Both together."""
        return Found(*(getattr(self, name) + getattr(other, name) for name in self.__dataclass_fields__))


def _row(name: str, found: Found) -> str:
    share = found.identified / found.households if found.households else 0
    return (
        f"{name:<58}{found.estates:>6} estates{found.households:>8} households"
        f"{found.told:>6} questions told{found.withheld:>6} kept back"
        f"{found.identified:>8} identified ({share:.0%}){found.mistaken:>4} mistaken"
    )


def attack(held: Iterable[Estate], leak: Leak | None = None, *, alone: bool = False) -> Found:
    """Attack every estate with whatever friends serve best; households found out by any of them are counted once."""
    found = Found()
    for number, estate in enumerate(held):
        found += _attacked(estate, random.Random(f"publish-{number}"), leak, alone=alone)
    return found


def _attacked(estate: Estate, rng: random.Random, leak: Leak | None, *, alone: bool) -> Found:
    seen = look(publish(estate, rng))
    seen = leak(estate, seen) if leak else seen
    said = {number: answers_to_json(dict(answers)) for number, answers in estate.ballots}
    truth = {(n, int(q), key) for n, answers in said.items() for q, answer in answers.items() for key in _keys(answer)}
    claimed: set[Claim] = set()
    for friends in _friends(said, alone=alone):
        claimed |= claims(seen, friends)
    withheld = sum(bool(one.get("withheld")) for one in seen.questions)
    return Found(
        1,
        len(said),
        len(seen.questions) - withheld,
        withheld,
        len({number for number, _, _ in claimed & truth}),
        len(claimed - truth),
    )


def _keys(answer: Any) -> Sequence[str]:
    return [answer] if isinstance(answer, str) else answer


def _friends(said: dict[int, dict[str, Any]], *, alone: bool) -> Iterator[Known]:
    """Nobody, one household, two: those whose answers are the rarest know most of what is left."""
    yield {}
    if alone:
        return
    kinds = Counter(json.dumps(answers, sort_keys=True) for answers in said.values())
    by_rarity = sorted(said, key=lambda number: kinds[json.dumps(said[number], sort_keys=True)])
    some = [*by_rarity[:_MOST_FRIENDS], *by_rarity[-1:]]
    known = {number: {int(q): answer for q, answer in said[number].items()} for number in some}
    for size in (1, 2):
        for friends in combinations(known, size):
            yield {number: known[number] for number in friends}


def look(published: Publication) -> Seen:
    """Read everything published, from the bytes of the package."""
    file = io.BytesIO()
    write_package(published.package, file)
    with zipfile.ZipFile(file) as archive:
        roll = [line.split(",") for line in archive.read("roll_public.csv").decode("utf-8-sig").splitlines()[1:]]
        entries = [json.loads(line) for line in archive.read("ledger.jsonl").splitlines()]
        result = json.loads(archive.read("result.json"))
    ending = next(entry["payload"] for entry in entries if entry["type"] == "CLOSE")
    return Seen(
        areas={int(row[0]): int(row[2]) for row in roll},
        buildings={int(row[0]): row[3] for row in roll},
        took_part=[entry["payload"]["elector"] for entry in entries if entry["type"] == "PARTICIPATED"],
        questions=result["questions"],
        seals=ending["sealed"],
    )


# -- controls: one protection taken away


def _counted(estate: Estate, only: Iterable[int], seen: Seen, *, areas: bool = False) -> list[dict[str, Any]]:
    """Every question's plain figures among some households, as a thoughtless program would publish them."""
    wanted, told = set(only), []
    for question in estate.questions:
        if question.type is QuestionType.TEXT:
            continue
        heads, sizes, asked, answered = Counter[str](), Counter[str](), 0, 0
        for number, answers in estate.ballots:
            if number not in wanted or (question.show_if and not question.show_if.holds(answers)):
                continue
            asked += 1
            answered += question.number in answers
            for key in _keys(answers_to_json(dict(answers)).get(str(question.number), [])):
                heads[key] += 1
                sizes[key] += seen.areas[number] if areas else 0
        counts = {key: {"heads": heads[key], "area": sizes[key]} for key in question.choices}
        weights = {"shown_to": {"heads": asked}, "blank": {"heads": asked - answered}}
        told.append({"number": question.number, "question": to_json(question), "counts": counts} | weights)
    return told


def _everything(estate: Estate, seen: Seen) -> Seen:
    return replace(seen, questions=_counted(estate, seen.took_part, seen))


def _areas(estate: Estate, seen: Seen) -> Seen:
    return replace(seen, questions=_counted(estate, seen.took_part, seen, areas=True))


def _buildings(estate: Estate, seen: Seen) -> Seen:
    names = sorted(set(seen.buildings.values()))
    cells = [{"buildings": [name], "questions": _counted(estate, _living_in(seen, name), seen)} for name in names]
    return replace(seen, by_building=cells)


def _living_in(seen: Seen, building: str) -> list[int]:
    return [number for number in seen.took_part if seen.buildings[number] == building]


def _all_but_one_building(estate: Estate, seen: Seen) -> Seen:
    """Cells left out instead of merged: what is missing is told by subtraction from the whole."""
    every = _buildings(estate, _everything(estate, seen))
    return replace(every, by_building=[cell for cell in every.by_building if _is_large(cell)])


def _is_large(cell: dict[str, Any]) -> bool:
    return all(one["shown_to"]["heads"] >= SMALLEST_SECRET // 2 for one in cell["questions"])


def _every_day(estate: Estate, seen: Seen) -> Seen:
    """Running figures after every ballot, as a page that counts would show."""
    steps = range(1, len(seen.took_part) + 1)
    return replace(
        seen, by_day=[(lines, _counted(estate, seen.took_part[:lines], seen)) for lines in steps if lines <= 25]
    )


def _in_order(estate: Estate, seen: Seen) -> Seen:
    """The rows of the urn as they were written, without names."""
    return replace(seen, in_order=[answers_to_json(dict(answers)) for _, answers in estate.ballots])


def _apart(fewest: int) -> Control:
    """Fewer ballots apart from the commonest: those who differ put theirs together, and know what all others said."""

    def attacked(held: int, seed: int) -> Found:
        # Among fewer ballots nothing would be told anyhow; and two must be friends by chance, so that more are tried.
        large = (estate for estate in estates(100 * held, seed) if len(estate.ballots) >= SMALLEST_SECRET)
        with patch("consult.domain.privacy.FEWEST_APART", fewest):
            return attack(islice(large, held * fewest**2))

    return attacked


def _bare_seals(held: int, seed: int) -> Found:
    """Seals without a random opening: who tries all tables finds the one behind it."""
    with patch("scripts.prove.secret_estates.seals", lambda tables, openings: _sealed_bare(tables)):
        return attack(estates(held, seed, largest=25))


def _sealed_bare(tables: dict[str, Any]) -> dict[str, str]:
    return {name: seal(b"", table) for name, table in tables.items()}


def _six_units(held: int, seed: int) -> Found:
    """Six homes, areas by answer with two decimals, nobody's friend (trust: 98-100 % of the "no" households)."""
    small = []
    for estate in estates(held, seed, largest=6):
        rng = random.Random(len(small))
        roll = tuple(RollRow(n, rng.randrange(3_500, 22_000), "1") for n in range(1, 7))
        question = replace(estate.questions[0], type=QuestionType.CONSENT, options=(), show_if=None, can_refuse=False)
        ballots = tuple((n, {1: "oppose" if n <= 1 + len(small) % 3 else "agree"}) for n in range(1, 7))
        small.append(replace(estate, roll=roll, questions=(question,), ballots=ballots))
    return attack(small, _areas, alone=True)


CONTROLS: dict[str, Control] = {
    "areas with two decimals by answer, six homes": _six_units,
    "areas with two decimals by answer": lambda held, seed: attack(estates(held, seed), _areas),
    "all figures told, however few": lambda held, seed: attack(estates(held, seed), _everything),
    "figures by building, unmerged": lambda held, seed: attack(estates(held, seed), _buildings),
    "small buildings left out beside a told whole": lambda held, seed: attack(
        estates(held, seed), _all_but_one_building
    ),
    "running figures": lambda held, seed: attack(estates(held, seed), _every_day),
    "ballots in the order of their rows": lambda held, seed: attack(estates(held, seed), _in_order),
    "one ballot apart is enough": _apart(1),
    "two ballots apart are enough": _apart(2),
    "seals without an opening": _bare_seals,
}
"""What is taken away → the attack upon it."""


if __name__ == "__main__":
    sys.exit(main())
