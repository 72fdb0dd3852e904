"""What could be done to the sample of paper ballots: its list, the digits thrown, and what comparing it found."""

from __future__ import annotations

import copy
from typing import Any

from tests.verifier.mutations import put, renumber, resealed
from tests.verifier.packages import Forgery

_ONE = "sha256:" + "0" * 64

CHANGES: dict[str, dict[str, dict[str, Any]]] = {
    "AUDIT_LIST": {
        "a list without its fingerprint": {"fingerprint": "ab"},
        "a list of more sheets than the book has": {"listed": 10_000},
        "a list of no sheets": {"listed": 0},
        "a sample of nobody": {"size": 0},
        "a sample larger than its list": {"size": 10_001},
        "a sample sized as text": {"size": "1"},
        "a sample for a share above everything": {"share": "3/2"},
        "a sample for a share of nothing": {"share": "0"},
        "a sample as sure as can be": {"confidence": "1"},
        "a share that is no fraction": {"share": "2%"},
    },
    "AUDIT_SEED": {
        "a seed of few digits": {"digits": "123456789"},
        "a seed that is not digits": {"digits": "314159265x"},
        "a seed for another list": {"list": 1},
        "a seed typed by one person alone": {"typed": _ONE, "confirmed": _ONE},
        "a seed nobody confirmed": {"confirmed": None},
    },
    "AUDIT_RESULT": {
        "a sample that found more than was drawn": {"agree": 10_000},
        "a sample that found less than nothing": {"differ": -1},
        "a sample half compared": {"compared": 0},
        "a finding for another seed": {"seed": 1},
        "a finding as text": {"differ": "0"},
    },
}
for _kind, _named in CHANGES.items():
    for _name, _changes in _named.items():

        @resealed(_name)
        def _(f: Forgery, kind: str = _kind, changes: dict[str, Any] = _changes) -> bool | None:
            found = f.of_type(kind)
            return found[-1]["payload"].update(changes) if found else False


@resealed("a sample one ballot larger than it has to be")
def _(f: Forgery) -> bool | None:
    for entry in f.of_type("AUDIT_LIST"):
        payload = entry["payload"]
        if payload["size"] < payload["listed"]:
            f.of_type("AUDIT_LIST")[0]["payload"]["size"] += 1
            return None
    return False


@resealed("a list that leaves out a sheet")
def _(f: Forgery) -> bool | None:
    lists = f.of_type("AUDIT_LIST")
    return lists[0]["payload"].update(listed=lists[0]["payload"]["listed"] - 1) if lists else False


@resealed("a difference that was made to agree beyond what was drawn")
def _(f: Forgery) -> bool | None:
    found = f.of_type("AUDIT_RESULT")
    return found[0]["payload"].update(agree=found[0]["payload"]["agree"] + 1) if found else False


for _twice in ("AUDIT_LIST", "AUDIT_SEED", "AUDIT_RESULT"):

    @resealed(f"{_twice} written twice")
    def _(f: Forgery, kind: str = _twice) -> bool | None:
        found = f.of_type(kind)
        if not found:
            return False
        put(f, len(f.entries), copy.deepcopy(found[0]))
        return None


@resealed("a seed without a list before it")
def _(f: Forgery) -> bool | None:
    if not f.of_type("AUDIT_SEED"):
        return False
    f.entries.remove(f.of_type("AUDIT_LIST")[0])
    renumber(f)
    return None


@resealed("a list fixed before the count")
def _(f: Forgery) -> bool | None:
    found = f.of_type("AUDIT_LIST")
    if not found:
        return False
    f.entries.remove(found[0])
    put(f, len(f.entries[: f.entries.index(f.of_type("CLOSE")[0])]), found[0])
    return None
