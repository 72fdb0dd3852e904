"""What could be done to a package: everything a verifier must find. The book's part; the files' part stands beside it.

A mutation in `RESEALED` is made by somebody who owns the server: the whole book is chained again afterwards, the root
at CLOSE, the seal of the result and the posted fingerprints included, so that nothing but the deed itself is wrong. A
mutation answers False where a package offers it nothing to do.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

from consult.domain.ledger import LineType
from tests.verifier.packages import Forgery

Mutation = Callable[[Forgery], bool | None]

RESEALED: dict[str, Mutation] = {}


def resealed(name: str) -> Callable[[Mutation], Mutation]:
    """Put a mutation on the list."""

    def noted(mutation: Mutation) -> Mutation:
        RESEALED[name] = mutation
        return mutation

    return noted


def unsettled(forgery: Forgery) -> list[dict[str, Any]]:
    """The ballots that nothing later in the book touches."""
    later = forgery.of_type("RESOLVE", "CONTEST", "ANNUL", "CORRECT")
    settled = {entry["payload"].get("elector") for entry in later}
    return [entry for entry in forgery.ballots if entry["payload"]["elector"] not in settled]


def last_ballot(forgery: Forgery) -> dict[str, Any] | None:
    """The last of them."""
    free = unsettled(forgery)
    return free[-1] if free else None


def last_of(forgery: Forgery, kind: str) -> dict[str, Any] | None:
    """The last line of a kind."""
    lines = forgery.of_type(kind)
    return lines[-1] if lines else None


def renumber(forgery: Forgery) -> None:
    """Give every line its number again, and point at the moved ones as before."""
    moved: dict[int, int] = {}
    for seq, entry in enumerate(forgery.entries, start=1):
        moved.setdefault(entry["seq"], seq)
        entry["seq"] = seq
    for entry in forgery.entries:
        named = {"counted", "duplicate", "contest", "ballot", "resolve", "paper", "agrees"}
        named |= {"list", "seed"}
        for key in named & entry["payload"].keys():
            entry["payload"][key] = moved.get(entry["payload"][key], 0)
    for entry in forgery.of_type("BALLOT"):
        if mark := entry["payload"].get("registered"):
            mark["line"] = moved.get(mark["line"], 0)


def drop_doubles(forgery: Forgery, ballot: dict[str, Any]) -> None:
    """Take out the second ballots of a ballot's elector."""
    elector = ballot["payload"]["elector"]
    kept = [e for e in forgery.entries if e["type"] != "DUPLICATE" or e["payload"]["elector"] != elector]
    forgery.result["double"] -= len(forgery.entries) - len(kept)
    forgery.entries = kept
    renumber(forgery)


def put(forgery: Forgery, at: int, entry: dict[str, Any]) -> None:
    """Put a line in between."""
    forgery.entries.insert(at, entry)
    renumber(forgery)


# ---- Lines that are missing, doubled, moved -----------------------------------------------------------------------


@resealed("a ballot taken out")
def _(f: Forgery) -> bool | None:
    if not (entry := last_ballot(f)):
        return False
    f.entries.remove(entry)
    return drop_doubles(f, entry)


@resealed("a ballot taken out, its number left free")
def _(f: Forgery) -> bool | None:
    return f.entries.remove(entry) if (entry := last_ballot(f)) else False


@resealed("a ballot written twice")
def _(f: Forgery) -> bool | None:
    if not (entry := last_ballot(f)):
        return False
    return put(f, f.entries.index(entry) + 1, copy.deepcopy(entry))


@resealed("two lines exchanged with their numbers")
def _(f: Forgery) -> bool | None:
    if len(f.ballots) < 2:
        return False
    one, other = f.entries.index(f.ballots[0]), f.entries.index(f.ballots[1])
    f.entries[one], f.entries[other] = f.entries[other], f.entries[one]
    return None


@resealed("no OPEN")
def _(f: Forgery) -> bool | None:
    f.entries.pop(0)
    return renumber(f)


@resealed("two OPEN lines")
def _(f: Forgery) -> bool | None:
    return put(f, 1, copy.deepcopy(f.entries[0]))


@resealed("OPEN after the first ballot")
def _(f: Forgery) -> bool | None:
    if len(f.ballots) < 1:
        return False
    f.entries[0], f.entries[1] = f.entries[1], f.entries[0]
    return renumber(f)


@resealed("no CLOSE: the end cut off")
def _(f: Forgery) -> None:
    f.entries = [e for e in f.entries if e["type"] not in ("CLOSE", "TALLY")]


@resealed("no CLOSE but a TALLY")
def _(f: Forgery) -> None:
    f.entries.remove(f.of_type("CLOSE")[0])
    renumber(f)


@resealed("two CLOSE lines")
def _(f: Forgery) -> None:
    put(f, -1, copy.deepcopy(f.of_type("CLOSE")[0]))


@resealed("no TALLY")
def _(f: Forgery) -> None:
    f.entries.remove(f.of_type("TALLY", "REPUBLISH")[-1])
    renumber(f)


@resealed("two TALLY lines")
def _(f: Forgery) -> None:
    put(f, len(f.entries), copy.deepcopy(f.of_type("TALLY", "REPUBLISH")[-1]))


@resealed("TALLY before CLOSE")
def _(f: Forgery) -> None:
    tally = f.of_type("TALLY")[0]
    f.entries.remove(tally)
    f.entries.insert(f.entries.index(f.of_type("CLOSE")[0]), tally)
    renumber(f)


@resealed("a ballot after CLOSE")
def _(f: Forgery) -> bool | None:
    if not (entry := last_ballot(f)):
        return False
    f.entries.remove(entry)
    return put(f, len(f.entries), entry)


for _kind in ("CORRECT", "ANNUL", "PAPER_CONFIRM", "open", ""):

    @resealed(f"a line of kind {_kind!r}")
    def _(f: Forgery, kind: str = _kind) -> None:
        entry = copy.deepcopy(f.entries[-1])
        entry["type"] = kind
        put(f, len(f.entries), entry)


@resealed("a note after CLOSE that is no correction")
def _(f: Forgery) -> None:
    put(f, len(f.entries), {**copy.deepcopy(f.entries[-1]), "type": LineType.CHECKPOINT.value})


# ---- Members of a line --------------------------------------------------------------------------------------------

_MEMBERS: dict[str, tuple[str, Any]] = {
    "another consultation's line": ("consultation", "ZZZZZZ"),
    "a consultation that is no text": ("consultation", 7),
    "a number too high": ("seq", 999),
    "a number as text": ("seq", "2"),
    "a version from the future": ("v", 2),
    "a version that is true": ("v", True),
    "a time without milliseconds": ("at", "2026-12-18T01:00:00Z"),
    "a time in another zone": ("at", "2026-12-18T01:00:00.000+08:00"),
    "a time that is no text": ("at", 5),
    "a payload that is a list": ("payload", []),
    "a type that is a list": ("type", ["BALLOT"]),
    "a member too many": ("note", "hello"),
}
for _name, (_member, _value) in _MEMBERS.items():

    @resealed(_name)
    def _(f: Forgery, member: str = _member, value: Any = _value) -> None:
        (f.ballots or f.entries)[0][member] = value


for _member in ("v", "consultation", "seq", "type", "at", "payload"):

    @resealed(f"a line without its {_member}")
    def _(f: Forgery, member: str = _member) -> None:
        if member == "type":
            f.entries[-1].pop("type")
            f.entries[-1]["kind"] = "TALLY"
            f.entries[-1]["type"] = None
        else:
            (f.ballots or f.entries)[0].pop(member)


# ---- Ballots ------------------------------------------------------------------------------------------------------

_BALLOTS: dict[str, tuple[str, Any]] = {
    "an elector who is not on the roll": ("elector", 100_000),
    "an elector number zero": ("elector", 0),
    "an elector as text": ("elector", "1"),
    "an elector that is true": ("elector", True),
    "an elector that is a list": ("elector", [1]),
    "an unknown channel": ("channel", "telepathy"),
    "a channel that is a list": ("channel", ["web"]),
    "no answer at all": ("answers", {}),
    "answers in a list": ("answers", ["agree"]),
    "an answer to a question that was not asked": ("answers", {"99": "agree"}),
    "a choice that was not offered": ("answers", {"1": "perhaps"}),
    "a choice that is a number": ("answers", {"1": 1}),
    "a choice that is null": ("answers", {"1": None}),
    "no option chosen": ("answers", {"1": []}),
    "an option chosen twice": ("answers", {"1": ["1", "1"]}),
    "an option beside abstaining": ("answers", {"1": ["1", "abstain"]}),
    "a written answer in plain words": ("answers", {"1": "我家在三楼"}),
}
for _name, (_member, _value) in _BALLOTS.items():

    @resealed(_name)
    def _(f: Forgery, member: str = _member, value: Any = _value) -> bool | None:
        if not (entry := last_ballot(f)):
            return False
        drop_doubles(f, entry)
        entry["payload"][member] = value
        return None


@resealed("a second ballot of another's")
def _(f: Forgery) -> bool | None:
    if len(f.ballots) < 2:
        return False
    f.ballots[-1]["payload"]["elector"] = f.ballots[0]["payload"]["elector"]
    return None


@resealed("a choice changed")
def _(f: Forgery) -> bool | None:
    turned = {"agree": "oppose", "oppose": "agree", "abstain": "oppose", "none": "1", "1": "2", "2": "1"}
    for entry in unsettled(f):
        for number, answer in entry["payload"]["answers"].items():
            if isinstance(answer, str) and answer in turned and not any("show_if" in q for q in f.text["questions"]):
                entry["payload"]["answers"][number] = turned[answer]
                return None
    return False


@resealed("a void row on the web")
def _(f: Forgery) -> bool | None:
    web = f.of_type("BALLOT")
    if not web:
        return False
    web[0]["payload"]["answers"] = {"1": "void"}
    return None


@resealed("a paper ballot on the web's channel")
def _(f: Forgery) -> bool | None:
    if not f.of_type("PAPER"):
        return False
    f.of_type("PAPER")[0]["payload"]["channel"] = "web"
    return None


@resealed("a ballot after the announced end")  # a phone may bring one from a door later
def _(f: Forgery) -> bool | None:
    web = [entry for entry in f.of_type("BALLOT") if entry["payload"]["channel"] == "web"]
    if not web:
        return False
    web[0]["at"] = f.entries[0]["payload"]["closes_at"]
    return None
