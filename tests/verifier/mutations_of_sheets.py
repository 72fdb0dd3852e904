"""What could be done to sheets of paper that two people read, to what came of them, and to their reconciliation."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

from tests.verifier.mutations import Mutation, put, renumber, resealed
from tests.verifier.mutations_of_votes import ANYBODY
from tests.verifier.packages import Forgery

Entry = dict[str, Any]
Found = Callable[[Forgery], list[Entry]]

NOWHERE = "sha256:" + "0" * 64


def first_readings(f: Forgery) -> list[Entry]:
    """The lines with which sheets begin."""
    return [entry for entry in f.of_type("PAPER") if "keyed" in entry["payload"]]


def readings(f: Forgery) -> list[Entry]:
    """The later readings."""
    return f.of_type("PAPER_CONFIRM")


def agreeing(f: Forgery) -> list[Entry]:
    """The readings that agree with an earlier one."""
    return [entry for entry in readings(f) if "agrees" in entry["payload"]]


def seals(f: Forgery) -> list[Entry]:
    """The readings with which a later one agrees."""
    agreed = {entry["payload"]["agrees"] for entry in agreeing(f)}
    return [entry for entry in f.of_type("PAPER", "PAPER_CONFIRM") if entry["seq"] in agreed]


def settled(f: Forgery) -> list[Entry]:
    """The first readings of sheets that two people read alike."""
    agreed = {entry["payload"]["paper"] for entry in agreeing(f)}
    return [entry for entry in first_readings(f) if entry["seq"] in agreed]


def effects(kind: str) -> Found:
    """The lines of a kind that give a sheet its effect."""
    return lambda f: [entry for entry in f.of_type(kind) if "paper" in entry["payload"]]


def reconciled(f: Forgery) -> list[Entry]:
    """The last reconciliation."""
    return f.of_type("RECONCILE")[-1:]


def setting(found: Found, **changes: Any) -> Mutation:
    """Change a line, where there is such a one."""
    return lambda f: lines[0]["payload"].update(changes) if (lines := found(f)) else False


def leaving_out(found: Found, key: str) -> Mutation:
    """Take a member out of a line."""
    return lambda f: None if (lines := found(f)) and lines[0]["payload"].pop(key) is not None else False


def taking_out(found: Found) -> Mutation:
    """Take a line out of the book."""

    def take(f: Forgery) -> bool | None:
        if not (lines := found(f)):
            return False
        f.entries.remove(lines[0])
        renumber(f)
        return None

    return take


def writing_twice(found: Found) -> Mutation:
    """Write a line once more."""

    def write(f: Forgery) -> bool | None:
        if not (lines := found(f)):
            return False
        put(f, f.entries.index(lines[0]) + 1, copy.deepcopy(lines[0]))
        return None

    return write


BALLOTS, SECONDS, INVALID = effects("BALLOT"), effects("DUPLICATE"), effects("INVALID")
KINDS: dict[str, Mutation] = {
    "a typist as text": setting(readings, typist="2"),
    "a reading that one person made twice": setting(readings, typist=1),
    "a confirmation of OPEN": setting(readings, paper=1),
    "a confirmation of a list": setting(readings, paper=[2]),
    "a confirmation for another elector": setting(readings, elector=0),
    "another seal than two have read": setting(seals, keyed=NOWHERE),
    "a seal that tells": setting(seals, keyed="agree"),
    "a first reading that tells its answers": setting(first_readings, answers={"1": "agree"}),
    "a sheet of nobody on the roll": setting(first_readings, elector=ANYBODY),
    "a serial that is a number": setting(first_readings, serial=5),
    "a photo that is no fingerprint": setting(first_readings, photo="a face"),
    "agreement with a line that read nothing": setting(agreeing, agrees=1),
    "agreement and a seal at once": setting(agreeing, keyed=NOWHERE),
    "a confirmation taken out": taking_out(agreeing),
    "a first reading taken out": taking_out(settled),
    "a sheet entered twice": writing_twice(first_readings),
    "a sheet confirmed twice": writing_twice(agreeing),
    "a sheet's ballot that opens nothing": setting(BALLOTS, opening="0" * 64),
    "a sheet's ballot without an opening": setting(BALLOTS, opening=None),
    "a sheet's ballot of no sheet": setting(BALLOTS, paper=1),
    "a sheet's ballot of another sheet": setting(BALLOTS, serial="00000"),
    "a sheet's ballot that nobody read": leaving_out(BALLOTS, "paper"),
    "a second ballot that says something else": setting(SECONDS, answers=NOWHERE),
    "a second ballot of no sheet": setting(SECONDS, paper=1),
    "a second ballot on paper that nobody read": leaving_out(SECONDS, "paper"),
    "a reason that opens nothing": setting(INVALID, opening="0" * 64),
    "an invalid sheet that nobody read": leaving_out(INVALID, "paper"),
    "two read a sheet, and nothing comes of it": taking_out(INVALID),
    "a sheet set aside twice": writing_twice(INVALID),
    "a reconciliation nobody signed": setting(reconciled, signed=None),
    "figures of sheets as text": setting(reconciled, in_hand="7"),
    "fewer sheets than none": setting(reconciled, unused=-1),
}
"""What is done to one line."""
for _name, _mutation in KINDS.items():
    resealed(f"paper read twice: {_name}")(_mutation)


@resealed("paper read twice: a result that hides what waits")
def _(f: Forgery) -> bool | None:
    sheets = f.result.get("sheets") or {}
    return f.result["sheets"].update(unconfirmed=0) if sheets.get("unconfirmed") else False


@resealed("paper read twice: a sheet that is missing once more")
def _(f: Forgery) -> bool | None:
    for entry in reconciled(f):
        entry["payload"]["missing"] += 1
        f.result["sheets"]["reconciled"]["missing"] += 1
        return None
    return False


@resealed("paper read twice: a result that reconciles otherwise")
def _(f: Forgery) -> bool | None:
    kept = (f.result.get("sheets") or {}).get("reconciled")
    return kept.update(unused=kept["unused"] + 1) if kept else False


@resealed("paper read twice: a difference nobody explained")
def _(f: Forgery) -> bool | None:
    lines = [entry for entry in reconciled(f) if entry["payload"]["explanation"] is not None]
    return lines[0]["payload"].update(explanation=None) if lines else False


@resealed("paper read twice: as if one person sufficed")
def _(f: Forgery) -> bool | None:
    if not first_readings(f):
        return False
    f.entries[0]["payload"]["procedure"]["paper_twice"] = f.result["procedure"]["paper_twice"] = False
    return None
