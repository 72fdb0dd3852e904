"""What could be done to the package of a secret poll; afterwards book and result are sealed again."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from typing import Any

from tests.verifier.packages import Forgery

Mutation = Callable[[Forgery], bool | None]
IN_SECRET: dict[str, Mutation] = {}


def in_secret(name: str) -> Callable[[Mutation], Mutation]:
    """Put a mutation on the list."""

    def noted(mutation: Mutation) -> Mutation:
        IN_SECRET[name] = mutation
        return mutation

    return noted


def mutated_in_secret(package: bytes) -> Iterator[tuple[str, bytes]]:
    """Each kind that the package has room for, and the package after it."""
    for kind, mutation in IN_SECRET.items():
        forgery = Forgery.of(package)
        if mutation(forgery) is not False:
            forgery.seal()
            yield kind, forgery.zipped()


def first(forgery: Forgery, kind: str) -> dict[str, Any] | None:
    return next(iter(forgery.of_type(kind)), None)


def told(forgery: Forgery, *types: str) -> dict[str, Any] | None:
    """The first question whose figures are published."""
    for question in forgery.result["questions"]:
        if not question["withheld"] and (not types or question["question"]["type"] in types):
            return question  # type: ignore[no-any-return]
    return None


def renumber(forgery: Forgery) -> None:
    for seq, entry in enumerate(forgery.entries, start=1):
        entry["seq"] = seq


@in_secret("somebody takes part twice")
def _twice(forgery: Forgery) -> bool | None:
    if (line := first(forgery, "PARTICIPATED")) is None:
        return False
    forgery.entries.insert(line["seq"], copy.deepcopy(line))
    renumber(forgery)
    return None


@in_secret("somebody takes part who is not on the roll")
def _stranger(forgery: Forgery) -> bool | None:
    if (line := first(forgery, "PARTICIPATED")) is None:
        return False
    line["payload"]["elector"] = 999_999
    return None


@in_secret("one who took part is taken out")
def _gone(forgery: Forgery) -> bool | None:
    if (line := first(forgery, "PARTICIPATED")) is None:
        return False
    forgery.entries.remove(line)
    renumber(forgery)
    return None


@in_secret("somebody takes part after the end")
def _late(forgery: Forgery) -> bool | None:
    if (line := first(forgery, "PARTICIPATED")) is None:
        return False
    line["at"] = forgery.entries[0]["payload"]["closes_at"]
    return None


@in_secret("a line says what was chosen")
def _named(forgery: Forgery) -> bool | None:
    if (line := first(forgery, "PARTICIPATED")) is None:
        return False
    line["payload"]["answers"] = {"1": "agree"}
    return None


@in_secret("a line without its nonce")
def _bare(forgery: Forgery) -> bool | None:
    if (line := first(forgery, "PARTICIPATED")) is None:
        return False
    del line["payload"]["nonce"]
    return None


@in_secret("a named ballot among them")
def _ballot(forgery: Forgery) -> bool | None:
    if (line := first(forgery, "PARTICIPATED")) is None:
        return False
    line["type"] = "BALLOT"
    line["payload"] |= {"channel": "web", "answers": {"1": "agree"}}
    return None


@in_secret("a second ballot that says how it came")
def _told_double(forgery: Forgery) -> bool | None:
    if (line := first(forgery, "PARTICIPATED")) is None:
        return False
    double = copy.deepcopy(line) | {"type": "DUPLICATE"}
    double["payload"] |= {"counted": line["seq"], "channel": "web"}
    forgery.entries.insert(line["seq"], double)
    renumber(forgery)
    forgery.result["double"] += 1
    return None


@in_secret("a ballot annulled of which nobody knows whose it is")
def _annulled(forgery: Forgery) -> bool | None:
    if (line := first(forgery, "PARTICIPATED")) is None:
        return False
    annul = copy.deepcopy(line) | {"type": "ANNUL"}
    annul["payload"] = {"elector": line["payload"]["elector"], "ballot": line["seq"], "cause": "replaced"}
    forgery.entries.insert(line["seq"], annul)
    renumber(forgery)
    return None


@in_secret("OPEN says that it was a named vote")
def _as_named(forgery: Forgery) -> None:
    del forgery.entries[0]["payload"]["secrecy"]


@in_secret("OPEN says something else of secrecy")
def _else(forgery: Forgery) -> None:
    forgery.entries[0]["payload"]["secrecy"] = "sometimes"


@in_secret("OPEN says that it binds")
def _binding(forgery: Forgery) -> None:
    forgery.entries[0]["payload"]["kind"] = forgery.result["consultation"]["kind"] = "binding"


@in_secret("CLOSE seals nothing")
def _unsealed(forgery: Forgery) -> None:
    forgery.of_type("CLOSE")[0]["payload"].pop("sealed")


@in_secret("CLOSE seals a question less")
def _less_sealed(forgery: Forgery) -> None:
    forgery.of_type("CLOSE")[0]["payload"]["sealed"].pop("1")


@in_secret("CLOSE does not seal the ballots")
def _ballots_unsealed(forgery: Forgery) -> None:
    forgery.of_type("CLOSE")[0]["payload"]["sealed"].pop("ballots")


@in_secret("a seal that is none")
def _no_seal(forgery: Forgery) -> None:
    forgery.of_type("CLOSE")[0]["payload"]["sealed"]["1"] = "sha256:none"


@in_secret("another seal")
def _other_seal(forgery: Forgery) -> bool | None:
    if (question := told(forgery, "consent", "choose-one", "choose-some")) is None:
        return False
    forgery.of_type("CLOSE")[0]["payload"]["sealed"][str(question["number"])] = f"sha256:{'0' * 64}"
    return None


@in_secret("a vote moved from one answer to another")
def _moved(forgery: Forgery) -> bool | None:
    question = told(forgery, "consent", "choose-one")
    if question is None:
        return False
    counts = question["counts"]
    richest = max(counts, key=lambda key: counts[key]["heads"])
    poorest = min(counts, key=lambda key: counts[key]["heads"])
    counts[richest]["heads"] -= 1
    counts[poorest]["heads"] += 1
    return None


@in_secret("a vote too many")
def _too_many(forgery: Forgery) -> bool | None:
    if (question := told(forgery, "consent", "choose-one", "choose-some")) is None:
        return False
    next(iter(question["counts"].values()))["heads"] += 1
    return None


@in_secret("an answer told as a blank")
def _blank(forgery: Forgery) -> bool | None:
    if (question := told(forgery)) is None:
        return False
    question["blank"]["heads"] += 1
    question["participating"]["heads"] -= 1
    return None


@in_secret("asked of fewer than took part")
def _fewer_asked(forgery: Forgery) -> bool | None:
    if (question := told(forgery)) is None:
        return False
    question["shown_to"]["heads"] -= 1
    return None


@in_secret("another opening")
def _opening(forgery: Forgery) -> bool | None:
    if (question := told(forgery, "consent", "choose-one", "choose-some")) is None:
        return False
    question["opening"] = "0" * 64
    return None


@in_secret("no opening")
def _without_opening(forgery: Forgery) -> bool | None:
    if (question := told(forgery, "consent", "choose-one", "choose-some")) is None:
        return False
    del question["opening"]
    return None


@in_secret("areas behind the answers")
def _areas(forgery: Forgery) -> bool | None:
    if (question := told(forgery, "consent", "choose-one", "choose-some")) is None:
        return False
    next(iter(question["counts"].values()))["area"] = 12_345
    return None


@in_secret("another outcome")
def _outcome(forgery: Forgery) -> bool | None:
    if (question := told(forgery)) is None:
        return False
    question["outcome"] = "passed" if question["outcome"] != "passed" else "rejected"
    return None


@in_secret("a question kept back that says something")
def _half_told(forgery: Forgery) -> bool | None:
    question = next((one for one in forgery.result["questions"] if one["withheld"]), None)
    if question is None:
        return False
    question["counts"] = {"agree": {"heads": 3, "area": 0}}
    return None


@in_secret("a question that says nothing of being kept back")
def _unsaid(forgery: Forgery) -> bool | None:
    question = next((one for one in forgery.result["questions"] if one["withheld"]), None)
    if question is None:
        return False
    del question["withheld"]
    return None


@in_secret("figures invented for a question kept back")
def _invented(forgery: Forgery) -> bool | None:
    question, pattern = (
        next((one for one in forgery.result["questions"] if one["withheld"]), None),
        told(forgery, "consent"),
    )
    if question is None or pattern is None or question["question"]["type"] != "consent":
        return False
    question |= {key: value for key, value in pattern.items() if key not in ("number", "question")}
    return None


@in_secret("another turnout")
def _turnout(forgery: Forgery) -> None:
    forgery.result["turnout"]["heads"] += 1


@in_secret("the turnout's area to the square metre")
def _turnout_area(forgery: Forgery) -> None:
    forgery.result["turnout"]["area_permille"] = 12_345


@in_secret("the result does not say that it was secret")
def _result_unsaid(forgery: Forgery) -> None:
    del forgery.result["secrecy"]


@in_secret("more ballots than took part")
def _valid(forgery: Forgery) -> None:
    forgery.result["valid"] += 1
    forgery.result["returned"]["web"] += 1
